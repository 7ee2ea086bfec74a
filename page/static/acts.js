// Runs once for a component: a click on anything with data-act becomes the event of that name, its data brought along.
element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-act]');
  if (!target || !EVENTS.includes(target.dataset.act)) return;
  event.preventDefault();
  if (target.dataset.confirm && !confirm(target.dataset.confirm)) return;
  trigger(target.dataset.act, { ...target.dataset });
});
// A link to a place in the component scrolls there; the page's address stays as it is.
element.addEventListener('click', (event) => {
  const link = event.target.closest('[data-jump], [data-row]');
  if (!link) return;
  event.preventDefault();
  const target = document.getElementById((link.dataset.row || link.dataset.jump).replace(/^#/, ''));
  if (!target) return;
  target.scrollIntoView({ block: link.dataset.row ? 'center' : 'start' });
  target.animate({ backgroundColor: ['var(--cite)', 'var(--cite)', 'transparent'] }, 1600);
  target.querySelector('.open')?.focus({ preventScroll: true });
});
// What is another than before (data-top names it) is read from its top.
const top = () => element.querySelector('[data-top]');
let seen = top()?.dataset.top;
watch('value', () => {
  const now = top()?.dataset.top;
  if (now !== undefined && now !== seen) top().scrollIntoView({ block: 'start' });
  seen = now;
});
