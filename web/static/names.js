// Names of actors are suggested while one types into a field with the list "actors". Several names are separated by semicolons.
let asked = 0;
document.addEventListener('input', async ({target}) => {
  if (target.getAttribute('list') !== 'actors') return;
  const parts = target.value.split(';');
  const typed = parts.pop().trim();
  const turn = ++asked;
  if (typed.length < 2) return;
  const reply = await fetch('/suggest?text=' + encodeURIComponent(typed));
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
  if (turn !== asked) return;
  const options = [...page.querySelectorAll('main option')];
  for (const option of options) option.value = [...parts, option.value].map((name) => name.trim()).join('; ');
  target.list.replaceChildren(...options);
});
