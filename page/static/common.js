// Stands in the page's head: what the scripts of several components share.
window.planqa = {
  // What a component is to show: ``value``, unless it was made before what the component shows already.
  shown: {},
  newest(name, value) {
    const moment = (html) => BigInt(/<!--(\d+)-->$/.exec(html)?.[1] ?? 0);
    const before = planqa.shown[name] ?? '';
    if (moment(value) && moment(value) < moment(before)) return before;
    planqa.shown[name] = value;
    return value;
  },

  // Copies text, also where the page is served without TLS and browsers withhold the clipboard interface.
  async copy(text, button) {
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else planqa.copyOld(text);
    const label = button.textContent;
    button.textContent = '已复制';
    setTimeout(() => { button.textContent = label; }, 1200);
  },

  copyOld(text) {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  },

  // Hands a file to the browser's downloads.
  save(name, type, base64) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytes], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  },

  // The bytes of a chosen file as base64.
  read(file) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result.split(',', 2)[1] || '');
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(file);
    });
  },
};

Object.assign(window.planqa, {
  quote: (element) => [...element.querySelectorAll('.lines mark')].map((line) => line.textContent.trim()).join('\n'),

  // Scrolls only inside ``frame``, so that ``inner`` stands at a share of its height.
  bring(inner, frame, share) {
    if (!inner || !frame) return;
    const gap = inner.getBoundingClientRect().top - frame.getBoundingClientRect().top;
    frame.scrollTop += gap - frame.clientHeight * share;
  },

  // The cited lines stand a little below the top edge, so that what leads up to them is seen as well.
  settle(element) {
    // On a phone the empty cells of a row, often its first, are not drawn and stand nowhere.
    const drawn = [...element.querySelectorAll('mark')].find((mark) => mark.textContent.trim() && mark.getClientRects().length);
    planqa.bring(drawn, element.querySelector('.lines'), 0.2);
    planqa.frame(element.querySelector('.original[open]'));
  },

  // The marked region of a page's picture, once the picture has its size.
  async frame(original) {
    await original?.querySelector('img').decode();
    planqa.bring(original?.querySelector('.region'), original, 0.3);
  },
});

document.addEventListener('toggle', ({ target }) => {
  if (target.matches('.original[open]')) planqa.frame(target);
}, true); // a toggle does not bubble
