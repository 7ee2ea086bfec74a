// Runs once for the component #reading: an opened document is scrolled to the line that was asked for.

watch('value', () => {
  const view = element.querySelector('.view');
  const lines = element.querySelector('.lines');
  if (!view || !lines) return;
  const line = lines.querySelector(`.no[data-line="${view.dataset.line}"]`);
  lines.scrollTop = line && view.dataset.line !== '1'
    ? lines.scrollTop + line.getBoundingClientRect().top - lines.getBoundingClientRect().top - 12
    : 0;
  if (lines.getBoundingClientRect().top > window.innerHeight * 0.8) element.scrollIntoView({ block: 'start' });
});
