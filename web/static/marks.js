// The statements of an article by keys: j and k go to the next and the former one, in the text and in the list beside it.
const marks = [...document.querySelectorAll('.text mark[id]')];
let at = marks.findIndex((mark) => '#' + mark.id === location.hash);

function go(step) {
  if (!marks.length) return;
  at = (at + step + marks.length) % marks.length;
  location.replace('#' + marks[at].id);
  const number = marks[at].querySelector('.number');
  const item = document.querySelector(number.getAttribute('href'));
  for (const other of document.querySelectorAll('.side .current')) other.classList.remove('current');
  item.classList.add('current');
  item.scrollIntoView({ block: 'nearest' });
  number.focus({ preventScroll: true });
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return;
  if (event.key === 'j') go(1);
  if (event.key === 'k') go(-1);
});
