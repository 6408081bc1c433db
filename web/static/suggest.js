// Names while one types, in fields with data-suggest="actor", "issue" or "article": a list under the field that arrows go through and Enter
// takes from. Where several names stand in a field, apart by semicolons, it is about the last; titles of articles stand alone.
let turn = 0;

function combobox(input, n) {
  const list = document.createElement('ul');
  list.id = 'names-' + n;
  list.role = 'listbox';
  list.ariaLabel = 'Names';
  list.hidden = true;
  list.className = 'names';
  input.after(list);
  input.role = 'combobox';
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-autocomplete', 'list');
  input.ariaExpanded = 'false';

  const chosen = () => list.querySelector('[aria-selected=true]');
  const show = (shown) => {
    list.hidden = !shown;
    input.ariaExpanded = String(shown);
    if (!shown) input.removeAttribute('aria-activedescendant');
  };
  const choose = (option) => {
    if (chosen()) chosen().ariaSelected = 'false';
    option.ariaSelected = 'true';
    option.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option.id);
  };
  const parts = () => (input.dataset.suggest === 'article' ? [input.value] : input.value.split(';')).map((name) => name.trim());
  const take = (option) => {
    const names = parts();
    names.splice(-1, 1, option.dataset.name);
    input.value = names.join('; ');
    show(false);
  };

  input.addEventListener('input', async () => {
    const typed = parts().pop();
    const mine = ++turn;
    if (typed.length < 2) return show(false);
    const reply = await fetch('/suggest?of=' + input.dataset.suggest + '&text=' + encodeURIComponent(typed));
    if (!reply.ok || mine !== turn) return;
    const found = new DOMParser().parseFromString(await reply.text(), 'text/html');
    list.replaceChildren(...found.querySelectorAll('li'));
    [...list.children].forEach((option, i) => { option.id = list.id + '-' + i; option.ariaSelected = 'false'; });
    show(list.children.length > 0 && document.activeElement === input);
  });
  input.addEventListener('keydown', (event) => {
    if (list.hidden || !list.children.length) return;
    const at = [...list.children].indexOf(chosen());
    if (event.key === 'ArrowDown') choose(list.children[(at + 1) % list.children.length]);
    else if (event.key === 'ArrowUp') choose(list.children[(at - 1 + list.children.length) % list.children.length]);
    else if (event.key === 'Enter' && at >= 0) take(list.children[at]);
    else if (event.key === 'Escape') show(false);
    else return;
    event.preventDefault();
  });
  input.addEventListener('blur', () => { turn++; show(false); });
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    const option = event.target.closest('li');
    if (option) take(option);
  });
}

document.querySelectorAll('[data-suggest]').forEach(combobox);
