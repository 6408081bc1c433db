// Filling in a statement: words that are selected in the text go into the form, with their place in bytes, and names are suggested
// while one types. Numbers of statements stand in the text and do not belong to it.
const bytes = (text) => new TextEncoder().encode(text).length;

// before gives the text of the article up to a place in it.
function before(root, node, offset) {
  const range = document.createRange();
  range.setStart(root, 0);
  range.setEnd(node, offset);
  const copy = range.cloneContents();
  for (const number of copy.querySelectorAll('.number')) number.remove();
  return copy.textContent;
}

const text = document.querySelector('.reader .text');
const form = document.querySelector('.annotate form');

function take() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
  const lead = before(text, range.startContainer, range.startOffset);
  const quote = before(text, range.endContainer, range.endOffset).slice(lead.length);
  if (!quote.trim()) return;
  const cut = quote.length - quote.trimStart().length;
  form.elements.quote.value = quote.trim();
  form.elements.start.value = bytes(lead + quote.slice(0, cut));
  form.elements.end.value = Number(form.elements.start.value) + bytes(quote.trim());
  form.closest('details').open = true;
}

if (text && form) {
  document.addEventListener('selectionchange', take);
  form.elements.quote.addEventListener('input', () => { // written by hand: the server looks for it
    form.elements.start.value = '';
    form.elements.end.value = '';
  });
}

const names = document.getElementById('actors');
let asked = 0;
form?.addEventListener('input', async (event) => {
  if (event.target.getAttribute('list') !== 'actors') return;
  const typed = event.target.value.split(';').pop().trim();
  const turn = ++asked;
  if (typed.length < 2) return;
  const reply = await fetch('/suggest?text=' + encodeURIComponent(typed));
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
  if (turn === asked) names.replaceChildren(...page.querySelectorAll('main option'));
});
