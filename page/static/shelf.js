// Runs once for the component #shelf: a click on a document or a plan opens it; files are chosen or dropped to be added.
const EVENTS = ['select', 'bring'];
const LARGEST = 20 * 2 ** 20;

element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-act]');
  if (target) trigger('select', { document: target.dataset.document, line: target.dataset.line });
});

async function add(files) {
  const tooLarge = files.filter((file) => file.size > LARGEST);
  if (tooLarge.length) { alert(`文件超过 20 MB，无法添加：${tooLarge.map((file) => file.name).join('、')}`); return; }
  const pairs = await Promise.all(files.map(async (file) => [file.name, await planqa.read(file)]));
  if (pairs.length) trigger('bring', { files: JSON.stringify(Object.fromEntries(pairs)) });
}

element.addEventListener('change', async (event) => {
  if (event.target.type !== 'file') return;
  await add([...event.target.files]);
  event.target.value = '';
});
const droppable = (event) => element.querySelector('.adder') && event.dataTransfer.types.includes('Files');
element.addEventListener('dragover', (event) => {
  if (!droppable(event)) return;
  event.preventDefault();
  element.classList.add('dropping');
});
for (const kind of ['dragleave', 'drop']) element.addEventListener(kind, () => element.classList.remove('dropping'));
element.addEventListener('drop', (event) => {
  if (!droppable(event)) return;
  event.preventDefault();
  add([...event.dataTransfer.files]);
});
