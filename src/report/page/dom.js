// Elements made from values. Text goes in as text: nothing here, or elsewhere in the page, takes a string for markup.
const SVG = 'http://www.w3.org/2000/svg';

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.setAttribute('class', value);
    else if (name === 'style') Object.assign(element.style, value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(2)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

/** An HTML element: `h('a', { href: '#x', onclick: f }, 'text', child)`. */
const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);
/** The same for SVG. */
const s = (tag, properties, ...children) => fill(document.createElementNS(SVG, tag), properties, children);

/** A button that looks like a number or a word in the text. */
const linkButton = (label, onclick, properties) =>
  h('button', { type: 'button', class: 'link', onclick, ...properties }, label);

/** An address on the web, or null: nothing else is ever made a link. */
function webAddress(text) {
  return /^https?:\/\//i.test(text) ? text : null;
}

/** Hands a file to the reader. */
function saveFile(name, type, text) {
  const link = h('a', { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** Says something to whoever listens to the page, and shows it for a while. */
function announce(text) {
  const place = document.getElementById('announce');
  place.textContent = text;
  place.classList.add('shown');
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => place.classList.remove('shown'), 4000);
}

/** A text without case, tones and other marks, so that it is found however it is typed. */
function folded(text) {
  return text.normalize('NFD').replace(/\p{M}+/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}
