// Runs once for the component #bodies: choosing a region, narrowing the list by typing, choosing a body.
const EVENTS = ['region', 'pick'];

const field = (name) => element.querySelector(`[name="${name}"]`);
const rows = () => [...element.querySelectorAll('.bodies li')];

function narrow() {
  const wanted = field('unit').value.trim();
  const left = rows().filter((row) => { row.hidden = !row.dataset.names.includes(wanted); return !row.hidden; });
  element.querySelector('.hint').textContent = left.length
    ? `${left.length} 个单位`
    : '名单里没有这个叫法，按回车再找一次';
}

// The list of another region may still be on its way.
const region = () => field('region').value;
const here = (row) => !row.hidden && row.querySelector('button').dataset.region === region();

function pick(button, unit) {
  for (const each of element.querySelectorAll('[aria-current]')) each.removeAttribute('aria-current');
  if (button) button.setAttribute('aria-current', 'true');
  trigger('pick', { region: button ? button.dataset.region : region(), unit });
}

element.addEventListener('input', (event) => {
  if (event.target.name === 'region') trigger('region', { region: event.target.value });
  else if (!event.isComposing) narrow();
});
element.addEventListener('compositionend', narrow);
element.addEventListener('keydown', (event) => {
  if (event.target.name !== 'unit' || event.key !== 'Enter' || !field('unit').value.trim()) return;
  const left = rows().filter(here);
  const only = left.length === 1 ? left[0].querySelector('button') : null;
  pick(only, only ? only.dataset.unit : field('unit').value.trim());
});
element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-act]');
  if (target) pick(target, target.dataset.unit);
});
watch('value', narrow);
