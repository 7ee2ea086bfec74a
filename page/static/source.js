// Runs once for the component #source: clicks in the panel, and the cited lines brought into view.

const quote = () => [...element.querySelectorAll('mark')].map((line) => line.textContent.trim()).join('\n');

async function copy(button) {
  await navigator.clipboard.writeText(quote());
  const label = button.textContent;
  button.textContent = '已复制';
  setTimeout(() => { button.textContent = label; }, 1200);
}

// Back to the mark that the open source belongs to.
function back() {
  const mark = document.querySelector('#talk [aria-current]');
  if (!mark) return;
  mark.scrollIntoView({ block: 'center' });
  mark.focus({ preventScroll: true });
}

element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-act]');
  if (!target) return;
  const { act, mark, whole } = target.dataset;
  if (act === 'copy') copy(target);
  else if (act === 'back') back();
  else if (act === 'expand') trigger('expand', { whole: whole === 'true' });
  else trigger('select', { mark });
});
element.addEventListener('keydown', (event) => { if (event.key === 'Escape') back(); });

// Scrolls only inside ``frame``, so that ``inner`` stands at a share of its height.
function bring(inner, frame, share) {
  if (!inner || !frame) return;
  const gap = inner.getBoundingClientRect().top - frame.getBoundingClientRect().top;
  frame.scrollTop += gap - frame.clientHeight * share;
}

// The cited lines stand a little below the top edge, so that what leads up to them is seen as well.
function settle() {
  bring(element.querySelector('mark:not(:empty)'), element.querySelector('.lines'), 0.2);
  bring(element.querySelector('.sources [aria-current]'), element.querySelector('.sources'), 0.4);
}

watch('value', () => {
  settle();
  const panel = element.querySelector('.panel');
  if (!panel.hasAttribute('data-sought')) return;
  panel.querySelector('h3').focus({ preventScroll: true });
  // On a phone the panel stands below the talk: go there when it was asked for.
  if (panel.getBoundingClientRect().top > window.innerHeight * 0.6) element.scrollIntoView({ block: 'start' });
});
