// Runs once for the component #exam-form: a built-in set or an uploaded file starts the evaluation.
const EVENTS = ['start'];
const LARGEST = 10 * 2 ** 20;

element.addEventListener('submit', (event) => {
  event.preventDefault();
  trigger('start', { set: element.querySelector('[name="set"]').value });
});
element.addEventListener('change', async (event) => {
  if (event.target.type !== 'file' || !event.target.files.length) return;
  const file = event.target.files[0];
  if (file.size > LARGEST) { alert('题目文件超过 10 MB。'); return; }
  trigger('start', { name: file.name, data: await planqa.read(file) });
  event.target.value = '';
});
