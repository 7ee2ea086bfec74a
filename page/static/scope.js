// Runs once for the component #scope: ticks become the event 'choose'; the sheet stays open and focused meanwhile.
let open = false;
let focused = '';
// Whether a language model may word the answers is this browser's choice, and outlasts a reload.
const WORDED = 'planqa:worded';
let worded = localStorage.getItem(WORDED) !== 'no';
let told = worded;

function word(wanted) {
  worded = wanted;
  localStorage.setItem(WORDED, worded ? 'yes' : 'no');
  trigger('switch', { worded });
}

const sheet = () => element.querySelector('details');
const ticked = () => [...element.querySelectorAll('details input:checked')].map((box) => box.value);

element.addEventListener('toggle', () => { open = sheet().open; }, true);
element.addEventListener('change', (event) => {
  if (event.target.name === 'worded') {
    word(event.target.checked);
    return;
  }
  focused = event.target.id;
  trigger('choose', { plans: JSON.stringify(ticked()) });
});
element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-plans]');
  if (!target) return;
  focused = '';
  trigger('choose', { plans: target.dataset.plans });
});
element.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !sheet().open) return;
  sheet().open = false;
  sheet().querySelector('summary').focus();
});
document.addEventListener('pointerdown', (event) => {
  if (sheet() && sheet().open && !element.contains(event.target)) sheet().open = false;
});

watch('value', () => {
  if (!sheet()) return;
  sheet().open = open;
  // What was ticked by hand stays so in a box that is only updated.
  for (const box of element.querySelectorAll('details input')) box.checked = box.hasAttribute('checked');
  const wording = element.querySelector('[name=worded]');
  if (wording) wording.checked = worded;
  if (wording && !told) { told = true; word(worded); }
  if (open && focused) document.getElementById(focused)?.focus();
});
