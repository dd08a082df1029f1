// Marks that a reader puts on rows: right, wrong, mended, and what was missed. Kept in the browser, exported as JSON Lines.
//
// A mark: { mark, table, row_id, doc_id, start, end, text, values, was, rule, note }. `start`, `end` and `values` say what is
// right (of a wrong row, what stands there), `was` what a mended row said instead; `row_id` is null for what was missed.
const marks = new Map();
const storeName = () => `marks.${DATA.run.settings_sha256.slice(0, 16)}.${DATA.run.name}.${DATA.run.records}`;
let marksAreKept = true;

const MARKS = ['right', 'wrong', 'mended', 'missed'];
/** Columns that marks say beside those that can be mended. */
const ALSO = { statements: ['continues'], laws: ['amended_years', 'provisions'], initiatives: [] };

function storeMarks() {
  marksAreKept = kept.set(storeName(), marksText());
}

function loadMarks() {
  const text = kept.get(storeName());
  if (text) takeMarks(text);
}

const marksText = () => [...marks.values()].map((mark) => `${JSON.stringify(mark)}\n`).join('');
const markKey = (mark) => mark.row_id || `${mark.doc_id}#${mark.table}:${mark.start}-${mark.end}`;

/** A value as a mark gives it: a list, true or false, a string, or null. */
function markValue(table, row, name) {
  if (name === 'continues') return Boolean(cell(table, row, name));
  if (name === 'is_draft') return cell(table, row, name) === 'true';
  if (name === 'participants') return list(table, row, name).map((party) => party.name);
  if (['addressees', 'amended_years', 'provisions'].includes(name)) return list(table, row, name);
  return cell(table, row, name) || null;
}

function markValues(table, row) {
  const names = [...Object.keys(MENDABLE[table]), ...ALSO[table]];
  return Object.fromEntries(names.map((name) => [name, markValue(table, row, name)]));
}

const markOf = (table, row) => (row >= 0 ? marks.get(rowId(table, row)) : undefined);

/** Where a row stands, or should stand, where a reader has mended it. */
function edgesOf(table, row, span) {
  const mark = markOf(table, row);
  return mark && mark.mark === 'mended' ? { start: mark.start, end: mark.end } : span;
}

function setMark(table, row, mark, changes = {}) {
  const doc = documentOf(table, row);
  const key = rowId(table, row);
  if (!mark) marks.delete(key);
  else {
    const span = spanOf(table, row);
    const old = marks.get(key);
    const { start, end, values, was, note } = { ...span, values: markValues(table, row), was: null, note: (old && old.note) || '', ...changes };
    marks.set(key, { mark, table, row_id: key, doc_id: documentCell(doc, 'id'), start, end, text: textOf(doc).slice(start, end), values, was, rule: cell(table, row, 'rule'), note });
  }
  storeMarks();
  render();
  announce(mark ? `${key}: ${t(mark)}` : t('unmark'));
}

/** Marks the row that is chosen in the article, if one is. */
function markChosen(mark) {
  if (articleView.chosen) setMark(articleView.chosen.table, articleView.chosen.row, mark);
}

const MARK_SIGNS = { right: '✓', wrong: '✗', mended: '✎', missed: '+' };
function markBadge({ table, row }) {
  const mark = markOf(table, row);
  return mark && h('span', { class: `mark-badge ${mark.mark}`, title: t(mark.mark) }, MARK_SIGNS[mark.mark]);
}

/** The next place to the left or right of an edge at which a word begins (`isStart`) or ends, in the same paragraph. */
function wordEdge(points, at, step, isStart) {
  const isSpace = (place) => /\s/.test(points.slice(place, place + 1) || ' ');
  const isEdge = (place) => (isStart ? !isSpace(place) && (place === 0 || isSpace(place - 1)) : place > 0 && !isSpace(place - 1) && (place >= points.length || isSpace(place)));
  for (let place = at + step; place >= 0 && place <= points.length; place += step) {
    if (points.slice(Math.min(place, at), Math.max(place, at)).includes('\n')) break;
    if (isEdge(place)) return place;
  }
  return at;
}

function mendForm(item, points) {
  const { table, row } = item;
  const old = markOf(table, row);
  const draft = { start: item.start, end: item.end };
  const values = old && old.mark === 'mended' ? old.values : markValues(table, row);
  const preview = h('blockquote', { class: 'preview' });
  const show = () => { preview.textContent = points.slice(draft.start, draft.end); };
  const move = (label, sign, side, step) => h('button', {
    type: 'button', 'aria-label': t(label), title: t(label), onclick: () => {
      const next = wordEdge(points, draft[side], step, side === 'start');
      if (side === 'start' ? next < draft.end : next > draft.start) draft[side] = next;
      show();
    },
  }, sign);
  const inputs = Object.entries(MENDABLE[table]).map(([name, how]) => {
    const id = `mend-${name}`;
    const value = values[name];
    let input;
    if (how === 'text') input = h('input', { id, value: value || '' });
    else if (how === 'list') input = h('textarea', { id, rows: 2, placeholder: t('onePerLine'), value: (value || []).join('\n') });
    else if (how === 'bool') input = h('select', { id }, h('option', { value: 'false' }, t('no')), h('option', { value: 'true' }, t('yes')));
    else input = h('select', { id }, h('option', { value: '' }, ''), Object.keys(VALUES[how]).map((one) => h('option', { value: one }, valueText(how, one))));
    if (how !== 'text' && how !== 'list') input.value = value === null ? '' : String(value);
    return { name, how, input };
  });
  const note = h('input', { id: 'mend-note', value: (old && old.note) || '' });
  const read = ({ how, input }) => {
    const text = input.value.trim();
    if (how === 'list') return text.split('\n').map((line) => line.trim()).filter(Boolean);
    return how === 'bool' ? text === 'true' : text || null;
  };
  const save = (event) => {
    event.preventDefault();
    const original = markValues(table, row);
    const mended = { ...original, ...Object.fromEntries(inputs.map((input) => [input.name, read(input)])) };
    const span = spanOf(table, row);
    const was = {};
    for (const side of ['start', 'end']) if (span[side] !== draft[side]) was[side] = span[side];
    for (const name of Object.keys(mended)) if (JSON.stringify(mended[name]) !== JSON.stringify(original[name])) was[name] = original[name];
    mendForm.open = null;
    // What was left as it is, is right.
    setMark(table, row, Object.keys(was).length ? 'mended' : 'right', { ...draft, values: mended, was: Object.keys(was).length ? was : null, note: note.value.trim() });
  };
  show();
  return h('form', { class: 'mend', id: 'mend-form', onsubmit: save },
    h('fieldset', {}, h('legend', {}, t('edges')), preview, h('div', { class: 'edges' },
      h('span', {}, move('startLess', '⇤', 'start', -1), move('startMore', '↦', 'start', 1)),
      h('span', {}, move('endLess', '↤', 'end', -1), move('endMore', '⇥', 'end', 1)))),
    inputs.map(({ name, input }) => field(columnText(name), input)), field(t('note'), note),
    h('div', { class: 'buttons' }, h('button', { class: 'primary', id: 'mend-save' }, t('save')),
      h('button', { type: 'button', id: 'mend-cancel', onclick: () => { mendForm.open = null; render(); } }, t('cancel'))));
}
mendForm.open = null;

function reviewTools(item, points) {
  const { table, row } = item;
  const mark = markOf(table, row);
  const key = rowId(table, row);
  if (mendForm.open === key) return mendForm(item, points);
  const button = (name, label) => h('button', {
    type: 'button', id: `mark-${name}`, class: `mark-${name}`, 'aria-pressed': mark && mark.mark === name ? 'true' : 'false',
    onclick: () => setMark(table, row, mark && mark.mark === name ? null : name),
  }, `${MARK_SIGNS[name]} ${t(label)}`);
  return h('div', { class: 'review-tools' }, button('right', 'right'), button('wrong', 'wrong'),
    h('button', { type: 'button', id: 'mend', 'aria-pressed': mark && mark.mark === 'mended' ? 'true' : 'false', onclick: () => { mendForm.open = key; render(); } }, `✎ ${t(mark && mark.mark === 'mended' ? 'mended' : 'mend')}`),
    mark && linkButton(t('unmark'), () => setMark(table, row, null), { id: 'unmark' }), mark && mark.note && h('p', { class: 'muted small' }, mark.note));
}

/** What readers noted as missed in a document, as pieces of its text. */
function missedOf(doc) {
  const id = documentCell(doc, 'id');
  return [...marks.values()].filter((mark) => mark.mark === 'missed' && mark.doc_id === id).map(({ table, start, end }) => ({ table, row: -1, start, end }));
}

/** What of the text is selected, in code points, without white space around it; null if nothing. */
function selectedSpan(points) {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const text = document.getElementById('text');
  if (!text || !text.contains(range.commonAncestorContainer)) return null;
  const place = (node, offset) => {
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest('[data-start]');
    if (!piece) return null;
    return Number(piece.dataset.start) + (node.nodeType === Node.TEXT_NODE ? Array.from(node.data.slice(0, offset)).length : 0);
  };
  let [start, end] = [place(range.startContainer, range.startOffset), place(range.endContainer, range.endOffset)];
  if (start === null || end === null || end <= start || points.slice(start, end).includes('\n')) return null;
  while (start < end && /\s/.test(points.slice(start, start + 1))) start += 1;
  while (end > start && /\s/.test(points.slice(end - 1, end))) end -= 1;
  return end > start ? { start, end } : null;
}

/** The bar that turns a selection into a mark. */
function missedBar(doc, points) {
  const add = (table) => {
    const span = selectedSpan(points);
    if (!span) return;
    const mark = { mark: 'missed', table, row_id: null, doc_id: documentCell(doc, 'id'), ...span, text: points.slice(span.start, span.end), values: {}, was: null, rule: null, note: '' };
    marks.set(markKey(mark), mark);
    getSelection().removeAllRanges();
    storeMarks();
    render();
    announce(`${t('missed')}: ${mark.text}`);
  };
  return h('div', { class: 'missed-bar', id: 'missed-bar', hidden: true }, h('span', {}, t('addMissed')), TABLES.map((table) => h('button', {
    type: 'button', id: `missed-${table}`, onmousedown: (event) => event.preventDefault(), onclick: () => add(table),
  }, t({ statements: 'statement', laws: 'law', initiatives: 'initiative' }[table]))));
}

document.addEventListener('selectionchange', () => {
  const bar = document.getElementById('missed-bar');
  if (!bar) return;
  const points = textOf(Number(document.getElementById('text').dataset.doc));
  bar.hidden = !selectedSpan(points);
});

/** Reads exported marks; says how many, or which line is none. */
function takeMarks(text) {
  const lines = text.split('\n');
  const read = [];
  for (const [at, line] of lines.entries()) {
    if (!line.trim()) continue;
    let mark = null;
    try { mark = JSON.parse(line); } catch { /* told below */ }
    const isMark = mark && MARKS.includes(mark.mark) && TABLES.includes(mark.table) && typeof mark.doc_id === 'string' && Number.isInteger(mark.start) && Number.isInteger(mark.end);
    if (!isMark) return { bad: at + 1 };
    read.push(mark);
  }
  const ids = new Set(DOCUMENTS.id.map((id) => STRINGS[id]));
  for (const mark of read) marks.set(markKey(mark), mark);
  return { read: read.length, elsewhere: read.filter((mark) => !ids.has(mark.doc_id)).length };
}

async function importMarks(event) {
  const [file] = event.target.files;
  if (!file) return;
  const taken = takeMarks(await file.text());
  if (!taken.bad) storeMarks();
  render();
  announce(taken.bad ? t('importBad', number(taken.bad)) : t('imported', number(taken.read), number(taken.elsewhere)));
}

/** How many rows of each rule are right, of those that were marked. */
function rulesTable() {
  const rules = new Map();
  for (const { mark, table, rule } of marks.values()) {
    if (!rule) continue;
    const key = `${table}\n${rule}`;
    const counts = rules.get(key) || { right: 0, mended: 0, wrong: 0 };
    counts[mark] += 1;
    rules.set(key, counts);
  }
  if (!rules.size) return null;
  const lines = [...rules].sort().map(([key, { right, mended, wrong }]) => {
    const [table, rule] = key.split('\n');
    return h('tr', {}, h('td', {}, t(table)), h('td', {}, h('code', {}, rule)), [right, mended, wrong].map((count) => h('td', { class: 'number' }, number(count))), h('td', { class: 'number' }, percent((right + mended) / (right + mended + wrong))));
  });
  const heads = ['table', 'rule', 'right', 'mended', 'wrong', 'precision'].map((name, at) => h('th', { scope: 'col', class: at > 1 ? 'number' : '' }, t(name)));
  return h('section', {}, h('h2', {}, t('byRule')), h('table', { class: 'plain' }, h('thead', {}, h('tr', {}, heads)), h('tbody', {}, lines)));
}

function reviewView() {
  const lines = [...marks].map(([key, mark]) => {
    const doc = DOCUMENTS.id.indexOf(STRINGS.indexOf(mark.doc_id));
    const at = mark.row_id ? mark.row_id.lastIndexOf('#') + 1 : 0;
    const place = { doc: mark.doc_id, row: mark.row_id ? mark.row_id.slice(at) : '' };
    const words = mark.text || `${mark.start}–${mark.end}`;
    const forget = () => { marks.delete(key); storeMarks(); render(); };
    return h('tr', {}, h('td', {}, h('span', { class: `mark-badge ${mark.mark}` }, MARK_SIGNS[mark.mark]), ' ', t(mark.mark)), h('td', {}, t(mark.table)),
      h('td', {}, doc >= 0 ? h('a', { href: address('article', {}, place) }, words) : words, mark.was && h('div', { class: 'muted small' }, Object.keys(mark.was).map(columnText).join(', ')), mark.note && h('div', { class: 'muted small' }, mark.note)),
      h('td', {}, h('button', { type: 'button', 'aria-label': `${t('unmark')}: ${words}`, onclick: forget }, '×')));
  });
  const file = h('input', { type: 'file', id: 'import', accept: '.jsonl,.json,.txt', onchange: importMarks });
  return h('div', { class: 'review' }, h('p', {}, t('reviewHint')), !marksAreKept && h('p', { class: 'warn' }, t('notKept')),
    h('div', { class: 'buttons' },
      h('button', { type: 'button', class: 'primary', id: 'export', disabled: !marks.size, onclick: () => saveFile(`${DATA.run.name}-marks.jsonl`, 'application/x-ndjson', marksText()) }, t('exportMarks')),
      h('label', { class: 'file' }, t('importMarks'), file),
      marks.size > 0 && h('button', { type: 'button', id: 'forget', onclick: () => { if (confirm(t('forgetSure', number(marks.size)))) { marks.clear(); storeMarks(); render(); } } }, t('forgetMarks'))),
    lines.length ? h('table', { class: 'plain', id: 'marks' }, h('thead', {}, h('tr', {}, [t('mark'), t('table'), t('row'), ''].map((text) => h('th', { scope: 'col' }, text)))), h('tbody', {}, lines)) : h('p', { class: 'muted' }, t('noMarks')),
    rulesTable());
}
