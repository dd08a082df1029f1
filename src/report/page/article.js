// An article with its rows marked in place, and cards of the row that is chosen.

/** The rows of a document in the order of the text: `[{ table, row, start, end }]`. */
function rowsOfDocument(doc) {
  const found = [];
  for (const table of TABLES) {
    for (let row = FIRST[table][doc]; row < FIRST[table][doc + 1]; row += 1) {
      const span = spanOf(table, row);
      if (span) found.push({ table, row, ...edgesOf(table, row, span) });
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end || TABLES.indexOf(a.table) - TABLES.indexOf(b.table));
}

const rowKey = ({ table, row }) => `${table}:${row}`;
/** `s3`, or a plus for what a reader noted as missed. */
const tagText = ({ table, row }) => (row < 0 ? '+' : `${LETTER[table]}${DATA[table].columns.ordinal[row]}`);
const isSelected = (item) => item.row >= 0 && state.place.row === tagText(item);

/** Where the speaker of each statement is named: in its paragraph, nearest to the statement. */
function speakerSpans(items, points) {
  const spans = [];
  for (const { table, row, start, end } of items) {
    const words = table === 'statements' ? cell('statements', row, 'speaker') : '';
    if (!words) continue;
    const length = Array.from(words).length;
    const from = Math.max(0, start - 400);
    const before = points.slice(from, start);
    const at = before.lastIndexOf(words);
    if (at >= 0) {
      const first = from + Array.from(before.slice(0, at)).length;
      spans.push({ start: first, end: first + length });
      continue;
    }
    const behind = points.slice(end, Math.min(points.length, end + 300));
    const next = behind.indexOf(words);
    if (next >= 0) {
      const first = end + Array.from(behind.slice(0, next)).length;
      spans.push({ start: first, end: first + length });
    }
  }
  return spans;
}

/** The text as paragraphs of pieces, cut where a row begins or ends. */
function markedText(points, items, choose) {
  const speakers = speakerSpans(items, points);
  const cuts = new Set([0, points.length]);
  for (const { start, end } of [...items, ...speakers]) cuts.add(start).add(end);
  let offset = 0;
  return points.text.split('\n\n').map((paragraph) => {
    const [begin, end] = [offset, offset + Array.from(paragraph).length];
    offset = end + 2;
    const inside = [...cuts].filter((cut) => cut > begin && cut < end).sort((a, b) => a - b);
    const pieces = [begin, ...inside, end].slice(0, -1).map((start, at) => {
      const stop = inside[at] === undefined ? end : inside[at];
      const around = items.filter((item) => item.start <= start && item.end >= stop);
      const speaks = speakers.some((span) => span.start <= start && span.end >= stop);
      const text = points.slice(start, stop);
      if (!around.length) return h('span', { class: speaks ? 'speaks' : '', 'data-start': start }, text);
      // A click is meant for the shortest: what is around it can be reached elsewhere.
      const inner = around.reduce((best, item) => (item.end - item.start < best.end - best.start ? item : best));
      const begins = around.filter((item) => item.start === start);
      const kinds = [...new Set(around.map((item) => LETTER[item.table]))].join(' ');
      return h('mark', {
        class: `${kinds}${speaks ? ' speaks' : ''}${around.some((item) => item.row < 0) ? ' missed' : ''}${around.some((item) => isSelected(item)) ? ' chosen' : ''}`,
        'data-start': start, 'data-rows': around.map(rowKey).join(' '), onclick: () => { if (inner.row >= 0 && !String(getSelection())) choose(inner); },
      }, begins.map((item) => h('span', { class: `tag ${LETTER[item.table]}`, 'aria-hidden': 'true', 'data-tag': tagText(item) })), text);
    });
    return h('p', {}, pieces);
  });
}

/** A cell of a card, for people. */
function cellText(table, row, name) {
  const text = cell(table, row, name);
  if (text[0] !== '[') {
    if (text === 'true' || text === 'false') return t(text === 'true' ? 'yes' : 'no');
    if (name.endsWith('country')) return countryName(text);
    return VALUES[name] ? valueText(name, text) : text;
  }
  const part = (item) => {
    if (typeof item !== 'object') return String(item);
    if (name === 'provisions') return Object.entries(item).filter(([, value]) => value).map(([key, value]) => `${key} ${value}`).join(' ');
    return item.name || item.label || `${item.start}–${item.end}`;
  };
  return JSON.parse(text).map(part).join('; ');
}

function fieldsCard(table, row) {
  const names = [...Object.keys(DATA[table].detail), ...Object.keys(DATA[table].columns)]
    .filter((name) => !['row', 'start', 'end', 'doc', 'ordinal', 'statement', 'confidence'].includes(name) && cell(table, row, name));
  const lines = names.map((name) => [h('dt', { title: name }, columnText(name)), h('dd', {}, cellText(table, row, name))]);
  lines.push([h('dt', { title: 'confidence' }, columnText('confidence')), h('dd', {}, percent(confidenceOf(table, row)))]);
  return h('dl', { class: 'columns' }, lines);
}

const uniqueDocuments = (table, rows) => new Set(rows.map((row) => documentOf(table, row))).size;

/** A list of names that filter, most first. */
function shortList(title, items, text, action) {
  return items.length > 0 && h('div', {}, h('h4', {}, title), h('ul', { class: 'short' }, items.slice(0, 5).map(([id, count]) =>
    h('li', {}, linkButton(text(id), () => action(id)), ` ${number(count)}`))));
}

function speakerCard(statement) {
  const id = cell('statements', statement, 'speaker_id');
  const speaker = SPEAKERS.get(id);
  if (!speaker) return null;
  const same = DATA.statements.columns.speaker_id[statement];
  const rows = choices().documents && Array.from(DATA.statements.columns.speaker_id.keys()).filter((row) => DATA.statements.columns.speaker_id[row] === same);
  const mine = new Set(rows);
  const laws = [];
  for (let row = 0; row < COUNT.laws; row += 1) if (mine.has(statementOf('laws', row))) laws.push(row);
  return h('section', { class: 'card' }, h('h3', {}, t('speakerCard')),
    h('p', {}, h('strong', {}, speaker.name || id), h('br'), [speaker.role, speaker.org, speaker.country && countryName(speaker.country)].filter(Boolean).join(' · ')),
    h('p', {}, linkButton(t('says', number(rows.length), number(uniqueDocuments('statements', rows))), () => go({ view: 'table', filters: { speaker: id }, place: { in: 'statements' } }))),
    shortList(t('cites'), tallyColumn('laws', laws, 'law_id'), lawName, (law) => go({ view: 'table', filters: { speaker: id, law }, place: { in: 'laws' } })),
    h('p', { class: 'muted small' }, h('code', {}, id)));
}

function lawCard(mention) {
  const id = cell('laws', mention, 'law_id');
  if (!id) return null;
  const same = DATA.laws.columns.law_id[mention];
  const rows = [...DATA.laws.columns.law_id.keys()].filter((row) => DATA.laws.columns.law_id[row] === same);
  const by = tally(rows, (row) => (statementOf('laws', row) >= 0 ? cell('statements', statementOf('laws', row), 'speaker_id') : ''));
  return h('section', { class: 'card' }, h('h3', {}, t('lawCard')),
    h('p', {}, h('strong', {}, lawName(id)), h('br'), [valueText('doc_type', (LAWS.get(id) || {}).doc_type || ''), id].join(' · ')),
    h('p', {}, linkButton(t('named', number(rows.length), number(uniqueDocuments('laws', rows))), () => go({ view: 'table', filters: { law: id }, place: { in: 'laws' } }))),
    shortList(t('citedBy'), by, (speaker) => (SPEAKERS.get(speaker) || {}).name || speaker, (speaker) => go({ view: 'table', filters: { speaker, law: id }, place: { in: 'laws' } })));
}

function rowTitle({ table, row }) {
  if (table === 'statements') return speakerName(row);
  return valueText(KIND_OF[table], cell(table, row, KIND_OF[table]));
}

/** The card of the chosen row, with the marks of the review. */
function chosenCard(item, points, leave) {
  const { table, row } = item;
  const statement = statementOf(table, row);
  return h('section', { class: `chosen-card ${LETTER[table]}`, id: 'chosen', 'aria-live': 'polite' },
    h('header', {}, h('span', { class: `tag ${LETTER[table]}`, 'data-tag': tagText(item) }), h('strong', {}, rowTitle(item)),
      h('button', { type: 'button', class: 'close', 'aria-label': t('close'), onclick: leave }, '×')),
    h('blockquote', {}, points.slice(item.start, item.end)),
    reviewTools(item, points),
    h('details', { open: true, class: 'card' }, h('summary', {}, t('fieldsCard')), fieldsCard(table, row)),
    table === 'laws' && lawCard(row), statement >= 0 && speakerCard(statement));
}

function rowList(items, choose) {
  if (!items.length) return h('p', { class: 'muted' }, t('noRows'));
  return h('ol', { class: 'row-list' }, items.map((item) => h('li', {}, h('button', {
    type: 'button', class: isSelected(item) ? 'set' : '', onclick: () => choose(item), 'aria-pressed': isSelected(item) ? 'true' : 'false',
  }, h('span', { class: `tag ${LETTER[item.table]}`, 'data-tag': tagText(item) }),
  h('span', { class: 'row-text' }, h('strong', {}, rowTitle(item)), ' ', rowText(item.table, item.row)), markBadge(item)))));
}

/** The documents that fit the filters and have an article. */
const shownDocuments = () => selection().documents.filter((doc) => DOCUMENTS.article[doc]);

function currentDocument(documents) {
  const id = state.place.doc;
  if (!id) return documents.length ? documents[0] : -1;
  const wanted = STRINGS.indexOf(id);
  return DOCUMENTS.id.indexOf(wanted);
}

function articleView() {
  const documents = shownDocuments();
  const doc = currentDocument(documents);
  if (doc < 0) return h('p', { class: 'empty' }, t('noneHere'));
  const points = textOf(doc);
  const at = documents.indexOf(doc);
  const to = (step) => documents[at < 0 ? 0 : at + step];
  const turn = (label, other, id) => h('button', { type: 'button', id, disabled: other === undefined, onclick: () => { location.hash = articleAddress(other); scrollTo(0, 0); } }, label);
  const picker = h('select', { id: 'article-picker', 'aria-label': t('allArticles'), onchange: (event) => { location.hash = articleAddress(Number(event.target.value)); } },
    at < 0 && h('option', { value: doc }, documentTitle(doc)),
    documents.slice(0, 3000).map((other) => h('option', { value: other }, `${dayText(documentCell(other, 'date'))} ${documentTitle(other)}`.trim())));
  picker.value = doc;
  const url = webAddress(documentCell(doc, 'url'));
  const head = h('header', { class: 'article-head' },
    h('nav', { class: 'article-nav' }, turn('←', to(-1), 'article-before'), picker, turn('→', to(1), 'article-after'),
      h('span', { class: 'muted small' }, at >= 0 && t('articleOf', number(at + 1), number(documents.length)))),
    h('h1', {}, documentTitle(doc)),
    h('p', { class: 'muted' }, [documentCell(doc, 'outlet'), dayText(documentCell(doc, 'date'))].filter(Boolean).join(' · '), ' ',
      url && h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, t('original')), ' ', h('code', { class: 'small' }, documentCell(doc, 'id'))));
  if (!points) return h('div', { class: 'article-view' }, head, h('p', { class: 'empty' }, t('noArticle')));
  const items = rowsOfDocument(doc);
  const choose = (item) => go({ place: { doc: documentCell(doc, 'id'), row: tagText(item) }, replace: true });
  const chosen = items.find((item) => isSelected(item));
  articleView.step = (by) => {
    if (!items.length) return;
    const place = items.indexOf(chosen);
    choose(items[place < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, place + by))]);
  };
  articleView.chosen = chosen ? { ...chosen, points } : null;
  const legend = h('p', { class: 'legend small', 'aria-label': t('legend') }, TABLES.map((table) => [h('mark', { class: LETTER[table] }, t({ statements: 'statement', laws: 'law', initiatives: 'initiative' }[table])), ' ']), h('span', { class: 'speaks' }, t('speakerMark')));
  return h('div', { class: `article-view${chosen ? ' has-chosen' : ''}` }, head, h('div', { class: 'article-columns' },
    h('article', { id: 'text', lang: 'vi', 'data-doc': doc }, legend, markedText(points, [...items, ...missedOf(doc)], choose), missedBar(doc, points)),
    h('aside', {}, chosen && chosenCard(chosen, points, () => go({ place: { doc: documentCell(doc, 'id') }, replace: true })),
      h('section', { class: 'rows-here' }, h('h2', {}, t('rowsHere'), ' ', h('span', { class: 'count' }, number(items.length))), rowList(items, choose)))));
}
