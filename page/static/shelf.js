// Runs once for the component #shelf: a click on a document or a plan opens it; files are chosen or dropped to be added.
const EVENTS = ['select', 'bring'];
const LARGEST = 20 * 2 ** 20;

element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-act]');
  if (target) trigger('select', { document: target.dataset.document, line: target.dataset.line });
});

async function add(files) {
  const tooLarge = files.filter((file) => file.size > LARGEST);
  if (tooLarge.length) {
    const names = tooLarge.map((file) => `${file.name}（${Math.ceil(file.size / 2 ** 20)} MB）`).join('、');
    alert(`单个文件不能超过 20 MB，没有添加：${names}。请压缩或拆分后再添加，或请管理员用 planqa ingest 收入。`);
    return;
  }
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
