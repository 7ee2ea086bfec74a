// Runs once for the component #talk (js_on_load of gr.HTML: element, trigger and watch are given).
// A click on anything with data-act becomes the event of that name; new turns are scrolled into view.
const EVENTS = ['submit', 'select', 'retry', 'undo', 'judge', 'edit'];

element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-act], [data-edit]');
  if (!target) return;
  event.preventDefault();
  const { act, turn, mark, question, verdict } = target.dataset;
  if (target.dataset.edit) edit(target.closest('.asked'), target.dataset.edit);
  else if (act === 'copy') planqa.copy(target.closest('.turn').querySelector('.answer').dataset.text, target);
  else if (EVENTS.includes(act)) trigger(act, { turn, mark, question, verdict });
});

// The question turns into a field in its place; Escape leaves it as it was.
function edit(asked, turn) {
  const heading = asked.querySelector('.question');
  const form = document.createElement('form');
  form.className = 'rewording';
  const field = document.createElement('textarea');
  field.value = heading.lastChild.textContent;
  field.setAttribute('aria-label', '修改问题');
  const send = document.createElement('button');
  send.textContent = '发送';
  const leave = document.createElement('button');
  leave.type = 'button';
  leave.textContent = '取消';
  form.append(field, send, leave);
  asked.hidden = true;
  asked.after(form);
  const close = () => { form.remove(); asked.hidden = false; asked.querySelector('.edit').focus(); };
  leave.addEventListener('click', (event) => { event.stopPropagation(); close(); });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (field.value.trim()) trigger('edit', { turn, question: field.value });
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
  field.focus();
}

// A reader who scrolls while an answer is being written is left alone until the next question.
let held = false;
let turns = 0;
for (const kind of ['wheel', 'touchmove']) element.addEventListener(kind, () => { held = true; }, { passive: true });

watch('value', () => {
  const all = element.querySelectorAll('.turn');
  const last = all[all.length - 1];
  if (all.length !== turns) held = false;
  const moving = all.length > turns || (last && last.hasAttribute('data-live'));
  turns = all.length;
  if (last && moving && !held) last.scrollIntoView({ block: 'start' });
});
