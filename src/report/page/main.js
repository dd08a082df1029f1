// The page as a whole: head, views, keys.

/** What the browser keeps for this page; nothing where it may not (a page opened from an e-mail, say). */
const kept = {
  get(name) {
    try { return localStorage.getItem(`trichdan.${name}`); } catch { return null; }
  },
  set(name, value) {
    try { localStorage.setItem(`trichdan.${name}`, value); return true; } catch { return false; }
  },
};

const THEMES = ['auto', 'light', 'dark'];
let theme = 'auto';
function setTheme(next) {
  theme = THEMES.includes(next) ? next : 'auto';
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
const nextTheme = () => { setTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]); kept.set('theme', theme); render(); };

function setLanguage(next) {
  language = next === 'en' ? 'en' : 'vi';
  document.documentElement.lang = language;
}
const nextLanguage = () => { setLanguage(language === 'vi' ? 'en' : 'vi'); kept.set('language', language); render(); };

function head() {
  const themeWord = { auto: 'themeAuto', light: 'themeLight', dark: 'themeDark' }[theme];
  return h('header', { class: 'head' },
    h('a', { class: 'skip', href: '#main', onclick: (event) => { event.preventDefault(); document.getElementById('main').focus(); } }, t('skip')),
    h('div', { class: 'brand' }, h('strong', {}, 'trichdan'), h('span', { class: 'run-name', title: t('title') }, DATA.run.name)),
    h('nav', { class: 'views', 'aria-label': t('views') }, VIEWS.map((view) => h('a', {
      href: address(view, state.filters, {}), id: `view-${view}`, 'aria-current': view === state.view ? 'page' : undefined,
    }, t(view), view === 'review' && marks.size > 0 && h('span', { class: 'count' }, number(marks.size))))),
    h('div', { class: 'tools' },
      h('button', { type: 'button', id: 'language', lang: language === 'vi' ? 'en' : 'vi', onclick: nextLanguage }, t('switchLanguage')),
      h('button', { type: 'button', id: 'theme', 'aria-label': t('theme', t(themeWord)), title: t('theme', t(themeWord)), onclick: nextTheme }, { auto: '◐', light: '☀', dark: '☾' }[theme]),
      h('button', { type: 'button', id: 'help', 'aria-label': t('help'), title: `${t('help')} (?)`, onclick: showHelp }, '?')));
}

function showHelp() {
  const keys = [['1 2 3 4', 'keyViews'], ['/', 'keySearch'], ['J K', 'keyRows'], ['N P', 'keyArticles'], ['R W E U', 'keyMarks'], ['L', 'keyLanguage'], ['T', 'keyTheme'], ['X', 'keyClear'], ['Esc', 'keyClose']];
  const dialog = h('dialog', { id: 'help-dialog', 'aria-label': t('help') }, h('h2', {}, t('help')),
    h('dl', { class: 'keys' }, keys.map(([key, word]) => [h('dt', {}, key.split(' ').map((one) => [h('kbd', {}, one), ' '])), h('dd', {}, t(word))])),
    h('form', { method: 'dialog' }, h('button', { autofocus: true }, t('close'))));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

const SHOW = { overview, table: tableView, article: articleView, review: reviewView };
let shownView = '';

function render() {
  const app = document.getElementById('app');
  const focused = document.activeElement && document.activeElement.id;
  const caret = document.activeElement && document.activeElement.type === 'search' ? document.activeElement.selectionStart : null;
  const top = scrollY;
  dropCharts();
  articleView.step = null;
  articleView.chosen = null;
  document.title = `${t(state.view)} · ${DATA.run.name} · trichdan`;
  const main = h('main', { id: 'main', tabindex: -1 }, SHOW[state.view]());
  app.replaceChildren(head(), state.view === 'review' ? '' : filterBar(), main);
  // Where the reader was stays where the reader is, as far as it is still there.
  const same = focused && document.getElementById(focused);
  if (same) {
    same.focus({ preventScroll: true });
    if (caret !== null && same.setSelectionRange) same.setSelectionRange(caret, caret);
  }
  scrollTo(0, shownView === state.view ? top : 0);
  shownView = state.view;
  const chosen = document.querySelector('#text mark.chosen');
  if (chosen) chosen.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

const KEYS = {
  1: () => go({ view: 'overview' }), 2: () => go({ view: 'table' }), 3: () => go({ view: 'article' }), 4: () => go({ view: 'review' }),
  l: nextLanguage, t: nextTheme, '?': showHelp, x: () => go({ filters: {} }),
  '/': () => {
    if (state.view !== 'table') go({ view: 'table' });
    setTimeout(() => { const search = document.getElementById('search'); if (search) search.focus(); });
  },
  j: () => articleView.step && articleView.step(1), k: () => articleView.step && articleView.step(-1),
  n: () => click('article-after') || click('page-after'), p: () => click('article-before') || click('page-before'),
  r: () => markChosen('right'), w: () => markChosen('wrong'), u: () => markChosen(null), e: () => click('mend'),
  Escape: () => click('mend-cancel') || (state.view === 'article' && state.place.row && go({ place: { doc: state.place.doc }, replace: true })),
};

function click(id) {
  const button = document.getElementById(id);
  if (button) button.click();
  return Boolean(button);
}

addEventListener('keydown', (event) => {
  const isTyping = event.target.closest('input, select, textarea') && event.key !== 'Escape';
  // A dialog closes itself.
  if (isTyping || event.target.closest('dialog') || event.ctrlKey || event.metaKey || event.altKey) return;
  const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
addEventListener('hashchange', () => { readAddress(); render(); });
let resized;
addEventListener('resize', () => { clearTimeout(resized); resized = setTimeout(() => { if (innerWidth !== render.width) { render.width = innerWidth; if (state.view === 'overview') render(); } }, 200); });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => render());

if (kept.get('language')) setLanguage(kept.get('language'));
setTheme(kept.get('theme'));
document.body.append(h('div', { id: 'announce', role: 'status', 'aria-live': 'polite' }));
render.width = innerWidth;
loadMarks();
readAddress();
render();
