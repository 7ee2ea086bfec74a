// Runs once for the component #talk (js_on_load of gr.HTML: element, trigger and watch are given).
// A click on anything with data-act becomes the event of that name; new turns are scrolled into view.

const read = (turn) => [...turn.querySelectorAll('.answer p')].map((line) => line.innerText).join('\n');

async function copy(button) {
  await navigator.clipboard.writeText(read(button.closest('.turn')));
  const label = button.textContent;
  button.textContent = '已复制';
  setTimeout(() => { button.textContent = label; }, 1200);
}

element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-act]');
  if (!target) return;
  event.preventDefault();
  const { act, turn, mark, question } = target.dataset;
  if (act === 'copy') copy(target);
  else trigger(act, { turn, mark, question });
});

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
