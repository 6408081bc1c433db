// Folded parts that are fetched when they are opened: data-load says from where.
for (const fold of document.querySelectorAll('details[data-load]')) {
  fold.addEventListener('toggle', async () => {
    const reply = await fetch(fold.dataset.load);
    if (!reply.ok) return;
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
    const part = page.querySelector('main .reasons');
    if (part) fold.querySelector('summary').nextElementSibling.replaceWith(part);
  }, { once: true });
}
