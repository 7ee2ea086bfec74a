// Runs once for the component #parcel: a file that arrives is saved. The same file may be asked for twice.
new MutationObserver(() => {
  const file = element.querySelector('data');
  if (!file || !file.value) return;
  planqa.save(file.dataset.name, file.dataset.type, file.value);
  file.remove();
}).observe(element, { childList: true, subtree: true });
