
// A change of any named field becomes 'filter' with the values of all; typing waits until the reader pauses.
const value = (field) => (field.type === 'checkbox' && !field.checked ? '' : field.value);
const values = () => Object.fromEntries([...element.querySelectorAll('[name]')].map((field) => [field.name, value(field)]));
let pause;
const later = (wait) => { clearTimeout(pause); pause = setTimeout(() => trigger('filter', values()), wait); };
element.addEventListener('input', (event) => { if (!event.isComposing) later(event.target.type === 'search' ? 250 : 0); });
element.addEventListener('compositionend', () => later(250));
element.addEventListener('submit', (event) => { event.preventDefault(); later(0); });
element.addEventListener('reset', () => setTimeout(() => later(0)));
