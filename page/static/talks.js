// Runs once for the component #talks: the list of talks, kept in this browser only.
// One entry a talk, so that two tabs never write over each other's; the tab remembers which talk it shows.
const MOST = 60;
const frame = () => element.querySelector('aside');
const prefix = () => `planqa:talk:${user}:`;
let user; // told once the library is open; until then nothing is kept
let waiting = '';

function kept() {
  const found = [];
  for (let place = 0; place < localStorage.length; place += 1) {
    const key = localStorage.key(place);
    if (key.startsWith(prefix())) {
      try { found.push({ key, ...JSON.parse(localStorage.getItem(key)) }); } catch { localStorage.removeItem(key); }
    }
  }
  return found.sort((one, other) => other.time - one.time);
}

// Storage is small: the oldest talks go first.
function keep(key, entry) {
  const text = JSON.stringify(entry);
  for (const old of kept().slice(MOST)) localStorage.removeItem(old.key);
  for (;;) {
    try { localStorage.setItem(key, text); return; } catch {
      const oldest = kept().filter((each) => each.key !== key).pop();
      if (!oldest) return;
      localStorage.removeItem(oldest.key);
    }
  }
}

const shown = () => sessionStorage.getItem('planqa:shown') || '';

function remember(text) {
  const record = JSON.parse(text);
  if (!record.key) { sessionStorage.removeItem('planqa:shown'); return; }
  const key = prefix() + record.key;
  if (record.turns.length) {
    const title = record.turns[0].question;
    const before = JSON.parse(localStorage.getItem(key) || 'null');
    if (!before || before.record !== text) keep(key, { title, time: Date.now(), record: text });
    sessionStorage.setItem('planqa:shown', key);
  } else {
    localStorage.removeItem(key);
    sessionStorage.removeItem('planqa:shown');
  }
}

const day = (time) => new Date(time).toLocaleString('zh-CN', { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' });

function button(text, data, label) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  Object.assign(made.dataset, data);
  if (label) made.setAttribute('aria-label', label);
  return made;
}

function row(talk) {
  const item = document.createElement('li');
  const link = button(talk.title, { key: talk.key });
  link.title = talk.title;
  const when = document.createElement('small');
  when.textContent = day(talk.time);
  link.append(when);
  if (talk.key === shown()) link.setAttribute('aria-current', 'true');
  item.append(link, button('×', { drop: talk.key }, `删除对话：${talk.title}`));
  return item;
}

function draw() {
  const all = kept();
  element.querySelector('ol').replaceChildren(...all.map(row));
  element.querySelector('.clear').hidden = !all.length;
}

function recall(key) {
  const entry = JSON.parse(localStorage.getItem(key) || 'null');
  if (!entry) return;
  sessionStorage.setItem('planqa:shown', key);
  trigger('recall', { record: entry.record });
}

function fresh() {
  sessionStorage.removeItem('planqa:shown');
  trigger('fresh', {});
  document.querySelector('#box textarea').focus();
}

function drop(keys, shownToo) {
  for (const key of keys) localStorage.removeItem(key);
  if (shownToo) fresh();
  draw();
}

const fold = (folded) => document.body.classList.toggle('talks-open', !folded);

element.addEventListener('click', (event) => {
  const target = event.target.closest('button');
  if (!target) return;
  if (target.dataset.key) { recall(target.dataset.key); fold(true); }
  else if (target.dataset.drop) drop([target.dataset.drop], target.dataset.drop === shown());
  else if (target.matches('.fresh')) { fresh(); fold(true); }
  else if (target.matches('.fold')) fold(true);
  else if (target.matches('.clear') && confirm('清空这台电脑上的全部对话记录？')) drop(kept().map((each) => each.key), true);
});
element.addEventListener('keydown', (event) => { if (event.key === 'Escape') fold(true); });
window.addEventListener('storage', () => { if (frame()) draw(); });

// The value that names the user comes once the library is open: then the talk of before a reload returns, unless
// something has been asked in the meantime.
watch('value', () => {
  const { user: name, record } = frame().dataset;
  const arrived = name !== undefined;
  if (arrived) user = name;
  if (user === undefined) waiting = record;
  else if (!arrived) remember(record);
  else if (waiting) remember(waiting);
  else if (shown().startsWith(prefix())) recall(shown());
  if (user !== undefined) draw();
});
