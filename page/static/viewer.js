// Runs once for the component #viewer: a sheet over the page; Escape or a click beside it closes it.
let opener = null; // what opened the sheet: the button, its record, and the list or row that it stands in

const sheet = () => element.querySelector('section');
const shown = () => sheet() && !sheet().hidden;

function close() {
  if (!shown()) return;
  sheet().hidden = true;
  if (!opener) return;
  // What was drawn anew meanwhile holds another button for the record, or this one for another record.
  const { button, task, place } = opener;
  const same = `#${CSS.escape(place)} [data-act="open"][data-task="${CSS.escape(task)}"]`;
  const target = button.isConnected && button.dataset.task === task ? button : document.querySelector(same);
  if (target) target.focus({ preventScroll: true });
}

// What opened the sheet gets the focus back; it is noted before the server's answer comes.
document.addEventListener('click', (event) => {
  const target = event.target.closest('[data-act="open"]');
  if (target) opener = { button: target, task: target.dataset.task, place: target.closest('[id]').id };
  else if (shown() && !element.contains(event.target)) close();
});
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(); });

element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-act]');
  if (!target) return;
  const { act, whole } = target.dataset;
  if (act === 'copy') planqa.copy(planqa.quote(element), target);
  else if (act === 'back') close();
  else if (act === 'expand') trigger('expand', { task: sheet().dataset.task, whole });
});

watch('value', () => {
  if (!sheet()) return;
  planqa.settle(element);
  element.querySelector('h3').focus({ preventScroll: true });
});
