// Runs once for the component #reading: an opened document is scrolled to the line that was asked for; its clicks are raised.
const EVENTS = ['remove', 'select', 'open'];

function go(line) {
  const lines = element.querySelector('.lines');
  const numbers = [...lines.querySelectorAll('.no')];
  const place = numbers.filter((each) => Number(each.dataset.line) <= line).pop();
  lines.scrollTop = place && line > 1
    ? lines.scrollTop + place.getBoundingClientRect().top - lines.getBoundingClientRect().top - 12
    : 0;
}

element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-go], [data-act]');
  if (!target) return;
  if (target.dataset.go) go(Number(target.dataset.go));
  else if (EVENTS.includes(target.dataset.act) && (!target.dataset.confirm || confirm(target.dataset.confirm))) {
    trigger(target.dataset.act, { ...target.dataset });
  }
});

watch('value', () => {
  const view = element.querySelector('.view');
  const lines = element.querySelector('.lines');
  if (!view || !lines) return;
  go(Number(view.dataset.line));
  if (lines.getBoundingClientRect().top > window.innerHeight * 0.8) element.scrollIntoView({ block: 'start' });
});
