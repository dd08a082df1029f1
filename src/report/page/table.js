// Rows as a table: searched, sorted, leading to their characters.
const PAGE = 50;

/** The columns that are shown, as text of a row; `number` ones are sorted as numbers. */
const SHOWN = {
  documents: [
    ['date', (row) => documentCell(row, 'date')],
    ['headline', (row) => documentTitle(row)],
    ['outlet', (row) => documentCell(row, 'outlet')],
    ...TABLES.map((table) => [table, (row) => FIRST[table][row + 1] - FIRST[table][row], 'number']),
  ],
  statements: [
    ['date', (row) => documentCell(documentOf('statements', row), 'date')],
    ['speaker', (row) => speakerName(row)],
    ['role', (row) => [cell('statements', row, 'speaker_role'), cell('statements', row, 'speaker_org')].filter(Boolean).join(', ')],
    ['kind', (row) => valueText('cue_class', cell('statements', row, 'cue_class'))],
    ['text', (row) => rowText('statements', row)],
    ['confidenceShort', (row) => confidenceOf('statements', row), 'number'],
  ],
  laws: [
    ['date', (row) => documentCell(documentOf('laws', row), 'date')],
    ['surface', (row) => rowText('laws', row)],
    ['identified', (row) => { const id = cell('laws', row, 'law_id'); return id ? (lawName(id) === id ? id : `${lawName(id)} · ${id}`) : ''; }],
    ['kind', (row) => valueText('doc_type', cell('laws', row, 'doc_type'))],
    ['speaker', (row) => speakerName(statementOf('laws', row))],
    ['confidenceShort', (row) => confidenceOf('laws', row), 'number'],
  ],
  initiatives: [
    ['date', (row) => documentCell(documentOf('initiatives', row), 'date')],
    ['surface', (row) => rowText('initiatives', row)],
    ['kind', (row) => valueText('kind', cell('initiatives', row, 'kind'))],
    ['status', (row) => valueText('status', cell('initiatives', row, 'status'))],
    ['parties', (row) => parties(row).map((party) => party.name).join('; ')],
    ['confidenceShort', (row) => confidenceOf('initiatives', row), 'number'],
  ],
};

const isShown = (table, row) => Boolean(table === 'documents' ? DOCUMENTS.article[row] : DETAIL[table][row]);

const haystacks = new Map();
/** What a row is searched in, folded; kept, because the reader types letter by letter. */
function haystack(table, row) {
  const key = `${language}${table}`;
  if (!haystacks.has(key)) haystacks.set(key, []);
  const kept = haystacks.get(key);
  if (kept[row] === undefined) kept[row] = folded(SHOWN[table].map(([, text]) => text(row)).join('\n'));
  return kept[row];
}

/** The rows that hold all words of a query; with its diacritics, if it has any. */
function searched(table, rows, query) {
  const words = query.trim().split(/\s+/).filter(Boolean);
  if (!words.length) return rows;
  const plain = words.map(folded);
  const exact = words.map((word) => word.normalize('NFC').toLowerCase()).filter((word, at) => word !== plain[at]);
  return rows.filter((row) => plain.every((word) => haystack(table, row).includes(word)) && (!exact.length
    || exact.every((word) => SHOWN[table].some(([, text]) => String(text(row)).normalize('NFC').toLowerCase().includes(word)))));
}

function sorted(table, rows, sort) {
  const descends = sort.startsWith('-');
  const column = SHOWN[table].find(([name]) => name === sort.replace('-', ''));
  if (!column) return rows;
  const [, text, isNumber] = column;
  const collator = new Intl.Collator('vi');
  const keyed = rows.map((row) => [text(row), row]);
  keyed.sort(([a, rowA], [b, rowB]) => (isNumber ? a - b : collator.compare(a, b)) * (descends ? -1 : 1) || rowA - rowB);
  return keyed.map(([, row]) => row);
}

/** A cell of a CSV file; a text that a spreadsheet would take for a formula is marked as text. */
const csvCell = (value) => `"${String(value).replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;

function saveRows(table, rows) {
  const head = ['id', ...SHOWN[table].map(([name]) => t(name))];
  const id = (row) => (table === 'documents' ? documentCell(row, 'id') : rowId(table, row));
  const lines = rows.map((row) => [id(row), ...SHOWN[table].map(([, text]) => text(row))]);
  saveFile(`${DATA.run.name}-${table}.csv`, 'text/csv', `\ufeff${[head, ...lines].map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`);
}

function tableRow(table, row) {
  const doc = table === 'documents' ? row : documentOf(table, row);
  const href = table === 'documents' ? articleAddress(doc) : articleAddress(doc, table, row);
  const opens = { documents: 'headline', statements: 'text' }[table] || 'surface';
  const cells = SHOWN[table].map(([name, text, isNumber]) => {
    const value = text(row);
    const label = { 'data-label': t(name), class: `${name}${isNumber ? ' number' : ''}` };
    if (name === 'date') return h('td', label, dayText(value));
    if (name === 'confidenceShort') return h('td', label, percent(value));
    if (name === opens) return h('td', label, h('a', { href, class: value ? '' : 'muted' }, value || t('notIncluded')));
    return h('td', label, isNumber ? number(value) : value);
  });
  // The whole row leads there; the link in it is what the keyboard finds.
  const onclick = (event) => { if (!event.target.closest('a, button') && !String(getSelection())) location.hash = href; };
  return h('tr', { onclick }, cells);
}

function tableView() {
  const table = state.place.in || 'statements';
  const { q = '', sort = '' } = state.place;
  const all = selection();
  const found = searched(table, all[table], q);
  // In no other order, those come first that can be opened.
  const rows = sort ? sorted(table, found, sort) : [...found.filter((row) => isShown(table, row)), ...found.filter((row) => !isShown(table, row))];
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const page = Math.min(Math.max(1, Number(state.place.page) || 1), pages);
  const move = (place, replace) => go({ place: { in: table, q, sort, ...place }, replace });
  const tabs = h('div', { class: 'tabs', role: 'group', 'aria-label': t('table') }, ['documents', ...TABLES].map((name) => h('button', {
    type: 'button', id: `tab-${name}`, 'aria-pressed': name === table ? 'true' : 'false', onclick: () => go({ place: { in: name, q } }),
  }, t(name), ' ', h('span', { class: 'count' }, number(all[name].length)))));
  let typing;
  const search = h('input', {
    type: 'search', id: 'search', value: q, placeholder: t('searchHint'), 'aria-label': t('search'),
    oninput: (event) => { clearTimeout(typing); typing = setTimeout(() => move({ q: event.target.value, page: '' }, true), 200); },
  });
  const head = SHOWN[table].map(([name, , isNumber]) => {
    const direction = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : 'none';
    return h('th', { scope: 'col', class: isNumber ? 'number' : '', 'aria-sort': direction }, h('button', {
      type: 'button', id: `sort-${name}`, 'aria-label': t('sortBy', t(name)), onclick: () => move({ sort: direction === 'ascending' ? `-${name}` : name }),
    }, t(name), h('span', { 'aria-hidden': 'true' }, { ascending: ' ↑', descending: ' ↓', none: '' }[direction])));
  });
  const turn = (label, to, id) => h('button', { type: 'button', id, disabled: to < 1 || to > pages, onclick: () => { move({ page: String(to) }); scrollTo(0, 0); } }, label);
  return h('div', { class: 'table-view' }, sampleNote(), tabs,
    h('div', { class: 'table-tools' }, search, h('span', { id: 'found', role: 'status' }, t('found', number(rows.length))),
      h('button', { type: 'button', id: 'save-csv', onclick: () => saveRows(table, rows) }, t('saveCsv'))),
    rows.length ? h('table', { class: `rows ${table}`, id: 'rows' }, h('thead', {}, h('tr', {}, head)),
      h('tbody', {}, rows.slice((page - 1) * PAGE, page * PAGE).map((row) => tableRow(table, row)))) : h('p', { class: 'empty' }, t('nothing')),
    pages > 1 && h('nav', { class: 'pages', 'aria-label': t('page', page, pages) }, turn(t('previous'), page - 1, 'page-before'),
      h('span', {}, t('page', number(page), number(pages))), turn(t('next'), page + 1, 'page-after')));
}
