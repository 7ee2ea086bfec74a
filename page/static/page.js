() => {
  // Runs once when the page has loaded: input methods, labels that Gradio leaves out, light and dark.
  // Enter that ends a composition belongs to the input method, never to the page. Safari reports the key just after
  // the composition has ended, hence the short time.
  let composed = -1000;
  document.addEventListener('compositionend', (event) => { composed = event.timeStamp; }, true);
  for (const kind of ['keydown', 'keypress']) {
    document.addEventListener(kind, (event) => {
      const composing = event.isComposing || event.keyCode === 229 || event.timeStamp - composed < 30;
      if (event.key === 'Enter' && composing) event.stopImmediatePropagation();
    }, true);
  }

  const box = document.querySelector('#box textarea');
  if (box) box.setAttribute('aria-label', '问题');
  // On a phone the scope stands above the box, which grows with what is typed.
  const frame = document.querySelector('#box');
  new ResizeObserver(() => document.body.style.setProperty('--box', `${frame.offsetHeight}px`)).observe(frame);

  const more = document.querySelector('#tabs .overflow-menu button');
  if (more) more.setAttribute('aria-label', '更多');

  // Gradio opens its API view from a button in its footer only, which the style sheet hides.
  document.querySelector('#api').addEventListener('click', () => document.querySelector('footer .show-api').click());
  document.querySelector('#talks-open').addEventListener('click', () => {
    document.body.classList.add('talks-open');
    document.querySelector('#talks .fresh').focus();
  });
  document.addEventListener('pointerdown', (event) => {
    if (!event.target.closest('#talks-side, #talks-open')) document.body.classList.remove('talks-open');
  });

  const shade = document.querySelector('#shade');
  const paint = (dark) => {
    document.body.classList.toggle('dark', dark);
    shade.textContent = dark ? '浅色' : '深色';
    shade.setAttribute('aria-pressed', String(dark));
  };
  const chosen = localStorage.getItem('planqa-dark');
  paint(chosen === null ? document.body.classList.contains('dark') : chosen === 'true');
  shade.addEventListener('click', () => {
    const dark = !document.body.classList.contains('dark');
    localStorage.setItem('planqa-dark', String(dark));
    paint(dark);
  });
}
