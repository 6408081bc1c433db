// Keys of the workbench: an element with data-key="x" is pressed, followed or, where it takes text, entered by the key x. Keys show
// on what they press, and do nothing while somebody types, nor once the page is being left.
const typing = (target) => target.closest('textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])');

let leaving = false;
addEventListener('submit', () => { leaving = true; });
addEventListener('pageshow', () => { leaving = false; });

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && typing(event.target) && !event.defaultPrevented) event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (leaving) return;
  const within = target.matches('summary') ? target.parentElement : target; // a fold opens by its summary
  for (let fold = within.parentElement.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  if (!target.matches('input:not([type=radio]), textarea, [tabindex]')) return target.click();
  target.focus();
  if (target.select) target.select();
});
