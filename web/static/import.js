// Loading articles file by file, so that each shows what was found in it as soon as it is read. Without this, the form sends all at once.
const form = document.querySelector('form.import');
const drop = form.querySelector('.drop');
const files = form.elements.files;
const status = form.querySelector('.loading');
const results = document.querySelector('.imported');

async function send(body) {
  const reply = await fetch(form.action, { method: 'POST', body });
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
  const items = page.querySelectorAll('.imported > li');
  if (items.length) return results.prepend(...items);
  const item = document.createElement('li');
  item.append(page.querySelector('main .problem') ?? 'It could not be loaded.');
  results.prepend(item);
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const pasted = new FormData(form);
  const all = pasted.getAll('files').filter((file) => file.name);
  pasted.delete('files');
  const bodies = all.map((file) => { const body = new FormData(); body.append('files', file); return body; });
  if (pasted.get('text').trim()) bodies.push(pasted);
  const button = form.querySelector('button');
  button.disabled = true;
  for (let n = 0; n < bodies.length; n++) {
    status.textContent = `${n} of ${bodies.length} read`;
    try {
      await send(bodies[n]);
    } catch {
      status.textContent = `The server cannot be reached: ${n} of ${bodies.length} were read.`;
      button.disabled = false;
      return;
    }
  }
  status.textContent = `${bodies.length} of ${bodies.length} read`;
  button.disabled = false;
  form.reset();
});

for (const name of ['dragenter', 'dragover']) {
  drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add('over'); });
}
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  files.files = event.dataTransfer.files;
  form.requestSubmit();
});
