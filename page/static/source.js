// Runs once for the component #source: clicks in the panel, and the cited lines brought into view.

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
  if (act === 'copy') planqa.copy(planqa.quote(element), target);
  else if (act === 'back') back();
  else if (act === 'expand') trigger('expand', { whole: whole === 'true' });
  else trigger('select', { mark });
});
element.addEventListener('keydown', (event) => { if (event.key === 'Escape') back(); });

watch('value', () => {
  planqa.settle(element);
  planqa.bring(element.querySelector('.sources [aria-current]'), element.querySelector('.sources'), 0.4);
  const panel = element.querySelector('.panel');
  if (!panel.hasAttribute('data-sought')) return;
  panel.querySelector('h3').focus({ preventScroll: true });
  // On a phone the panel stands below the talk: go there when it was asked for.
  if (panel.getBoundingClientRect().top > window.innerHeight * 0.6) element.scrollIntoView({ block: 'start' });
});
