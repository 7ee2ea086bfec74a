// Runs once for the component #viewer: a sheet over the page; Escape or a click beside it closes it.
let opener = null;

const sheet = () => element.querySelector('section');
const shown = () => sheet() && !sheet().hidden;

function close() {
  if (!shown()) return;
  sheet().hidden = true;
  if (!opener) return;
  // A list drawn anew meanwhile holds another button for the same record.
  const { task } = opener.dataset;
  const same = task && document.querySelector(`[data-act="open"][data-task="${CSS.escape(task)}"]`);
  const target = opener.isConnected ? opener : same;
  if (target) target.focus({ preventScroll: true });
}

// What opened the sheet gets the focus back; it is noted before the server's answer comes.
document.addEventListener('click', (event) => {
  const target = event.target.closest('[data-act="open"]');
  if (target) opener = target;
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
