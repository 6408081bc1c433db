// The statements of an article by keys: j and k go to the next and the former one, in the text and in the list beside it. The address
// follows once one rests, for browsers take their time over it, and no more than some hundred in a row.
const reader = document.querySelector('.reader');
const marks = [...reader.querySelectorAll('.text mark[id]')];
const found = () => marks.findIndex((mark) => [mark, ...mark.querySelectorAll('.number')].some((to) => location.hash === (to.hash ?? '#' + to.id)));
let at = found();
let current = [];
let rest;

function show(...elements) {
  for (const former of current) former.classList.remove('current');
  for (const element of elements) element.classList.add('current');
  current = elements;
  reader.classList.toggle('walked', elements.length > 0); // what the address names is marked no more
}

function go(step) {
  if (!marks.length) return;
  at = at < 0 && step < 0 ? marks.length - 1 : (at + step + marks.length) % marks.length;
  const mark = marks[at];
  const number = mark.querySelector('.number');
  const item = document.querySelector(number.getAttribute('href'));
  show(mark, item);
  mark.scrollIntoView({ block: 'nearest' });
  item.scrollIntoView({ block: 'nearest' });
  number.focus({ preventScroll: true });
  clearTimeout(rest);
  rest = setTimeout(() => history.replaceState(history.state, '', '#' + mark.id), 200);
}

addEventListener('hashchange', () => { // a link within the page was followed
  clearTimeout(rest);
  show();
  at = found();
});

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return;
  if (event.key === 'j') go(1);
  if (event.key === 'k') go(-1);
});
