// Keys of the workbench: an element with data-key="x" is pressed, followed or, where it takes text, entered by the key x. Keys show
// on what they press, and do nothing while somebody types.
const typing = (target) => target.closest('input, textarea, select, [contenteditable]');

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && typing(event.target)) event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches('input, textarea')) target.focus();
  else target.click();
});
