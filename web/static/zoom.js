// The picture of the network grows and moves by buttons, keys and pointer: its viewBox is another part of the whole.
const frame = document.querySelector('.network');
const picture = frame?.querySelector('svg');

if (picture) {
  const whole = picture.getAttribute('viewBox').split(' ').map(Number);
  let [x, y, width, height] = whole;

  function show() {
    width = Math.min(Math.max(width, whole[2] / 12), whole[2]);
    height = width * whole[3] / whole[2];
    x = Math.min(Math.max(x, 0), whole[2] - width);
    y = Math.min(Math.max(y, 0), whole[3] - height);
    picture.setAttribute('viewBox', [x, y, width, height].join(' '));
  }

  // zoom keeps the point at the given shares of the picture where it is.
  function zoom(factor, across = .5, down = .5) {
    const before = [width, height];
    width *= factor;
    width = Math.min(Math.max(width, whole[2] / 12), whole[2]);
    height = width * whole[3] / whole[2];
    x += (before[0] - width) * across;
    y += (before[1] - height) * down;
    show();
  }

  const buttons = document.querySelector('.zoom');
  buttons.hidden = false;
  buttons.addEventListener('click', ({target}) => {
    switch (target.closest('button')?.dataset.zoom) {
      case 'in': return zoom(.7);
      case 'out': return zoom(1 / .7);
      case 'whole': [x, y, width, height] = whole; return show();
    }
  });

  const arrows = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
  frame.addEventListener('keydown', (event) => {
    const way = arrows[event.key];
    if (!way || width === whole[2]) return;
    event.preventDefault();
    x += way[0] * width / 8;
    y += way[1] * height / 8;
    show();
  });

  frame.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return; // the page scrolls
    event.preventDefault();
    const box = picture.getBoundingClientRect();
    zoom(event.deltaY < 0 ? .85 : 1 / .85, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }, {passive: false});

  let held = null, dragged = false;
  picture.addEventListener('pointerdown', (event) => {
    held = [event.clientX, event.clientY];
    dragged = false;
  });
  addEventListener('pointerup', () => { held = null; });
  picture.addEventListener('pointermove', (event) => {
    if (!held || width === whole[2]) return;
    const box = picture.getBoundingClientRect();
    if (Math.hypot(event.clientX - held[0], event.clientY - held[1]) > 3) dragged = true;
    x -= (event.clientX - held[0]) * width / box.width;
    y -= (event.clientY - held[1]) * height / box.height;
    held = [event.clientX, event.clientY];
    show();
  });
  picture.addEventListener('click', (event) => { if (dragged) event.preventDefault(); }, true);
  picture.addEventListener('dragstart', (event) => event.preventDefault());
}
