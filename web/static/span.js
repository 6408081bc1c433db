// Two sliders fill in the dates of the filter, month by month, over the time that the articles span. They work by arrow keys, and say
// the month that they stand for.
const span = document.querySelector('.span');
const form = document.querySelector('form.filter');
const month = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7) || 1) - 1;
const word = (n) => `${String(Math.floor(n / 12)).padStart(4, '0')}-${String(n % 12 + 1).padStart(2, '0')}`;

if (span && form) {
  const [first, last] = [month(span.dataset.first), month(span.dataset.last)];
  const ends = ['from', 'to'].map((name) => {
    const slider = span.querySelector(`[data-end=${name}]`);
    Object.assign(slider, {min: first, max: last, step: 1});
    slider.value = month(form.elements[name].value || word(name === 'from' ? first : last));
    slider.setAttribute('aria-valuetext', word(Number(slider.value)));
    return slider;
  });
  for (const slider of ends) {
    slider.addEventListener('input', () => {
      const [from, to] = ends;
      if (Number(from.value) > Number(to.value)) (slider === from ? to : from).value = slider.value;
      for (const end of ends) {
        const n = Number(end.value), whole = n === (end === from ? first : last);
        form.elements[end.dataset.end].value = whole ? '' : word(n);
        end.setAttribute('aria-valuetext', word(n));
      }
    });
  }
  span.hidden = false;
}
