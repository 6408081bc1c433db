// Filling in a statement: words that are selected in the text, with the pointer or by keys, go into the form, with their place in
// bytes. Numbers of statements stand in the text and do not belong to it.
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

// choose selects by keys: an arrow takes the next or former word, up and down that of another line; with shift the selection grows
// or shrinks, with alt by a letter. It begins at the statement that one is at, or at the beginning.
function choose(event) {
  const ahead = { ArrowRight: 'forward', ArrowDown: 'forward', ArrowLeft: 'backward', ArrowUp: 'backward' }[event.key];
  if (event.key === 'Enter') {
    take(); // the change of the selection may not have been told yet
    form.elements.holder.focus();
  }
  else if (!ahead || event.ctrlKey || event.metaKey) return;
  else {
    const selection = document.getSelection();
    const unit = event.key === 'ArrowDown' || event.key === 'ArrowUp' ? 'line' : event.altKey ? 'character' : 'word';
    if (!selection.rangeCount || !text.contains(selection.anchorNode)) selection.setPosition(document.querySelector('mark.current') ?? document.querySelector('mark:target') ?? text, 0);
    if (event.shiftKey) selection.modify('extend', ahead, unit);
    else {
      if (!selection.isCollapsed) selection[ahead === 'forward' ? 'collapseToEnd' : 'collapseToStart']();
      if (unit === 'line') selection.modify('move', ahead, unit);
      selection.modify('extend', unit === 'line' ? 'forward' : ahead, unit === 'line' ? 'word' : unit);
    }
  }
  event.preventDefault();
}

if (text && form) {
  document.addEventListener('selectionchange', take);
  text.addEventListener('keydown', choose);
  form.elements.quote.addEventListener('input', () => { // written by hand: the server looks for it
    form.elements.start.value = '';
    form.elements.end.value = '';
  });
}
