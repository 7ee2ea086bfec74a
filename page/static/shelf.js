// Runs once for the component #shelf: a click on a document or a plan opens it.

element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-act]');
  if (target) trigger('select', { document: target.dataset.document, line: target.dataset.line });
});
