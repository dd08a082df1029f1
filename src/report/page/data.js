// The run. Cells are numbers of strings; number 0 is the empty string and stands for null.
const DATA = JSON.parse(document.getElementById('data').textContent);
const STRINGS = DATA.strings;
const TABLES = ['statements', 'laws', 'initiatives'];
const LETTER = { statements: 's', laws: 'l', initiatives: 'i' };
const DOCUMENTS = DATA.documents;
const DOCUMENT_COUNT = DOCUMENTS.id.length;
const COUNT = {};
/** For each table: the first row of each document, and one past the last of the last. */
const FIRST = {};
/** For each table: place of a row in the columns that rows of articles alone have, counted from 1. */
const DETAIL = {};

for (const table of TABLES) {
  const { columns, detail } = DATA[table];
  for (const name of Object.keys(columns)) columns[name] = Uint32Array.from(columns[name]);
  COUNT[table] = columns.doc.length;
  const first = (FIRST[table] = new Uint32Array(DOCUMENT_COUNT + 1));
  for (const doc of columns.doc) first[doc + 1] += 1;
  for (let at = 0; at < DOCUMENT_COUNT; at += 1) first[at + 1] += first[at];
  const places = (DETAIL[table] = new Uint32Array(COUNT[table]));
  (detail.row || []).forEach((row, at) => { places[row] = at + 1; });
}
COUNT.documents = DOCUMENT_COUNT;

/** Rows of a summing table by their id: `{ name, kind, ... }`. */
function byId(columns, key) {
  const names = Object.keys(columns);
  return new Map((columns[key] || []).map((id, at) => [
    STRINGS[id], Object.fromEntries(names.map((name) => [name, STRINGS[columns[name][at]]])),
  ]));
}
const SPEAKERS = byId(DATA.speakers, 'speaker_id');
const LAWS = byId(DATA.law_index, 'law_id');
const BODIES = byId(DATA.organizations, 'org_id');

/** A cell as text; empty where it is null or not in the file. */
function cell(table, row, name) {
  const { columns, detail } = DATA[table];
  if (columns[name]) return STRINGS[columns[name][row]];
  const at = DETAIL[table][row];
  return at && detail[name] ? STRINGS[detail[name][at - 1]] : '';
}

/** A cell that holds a list. */
function list(table, row, name) {
  const text = cell(table, row, name);
  return text ? JSON.parse(text) : [];
}

const confidenceOf = (table, row) => DATA[table].columns.confidence[row] / 1000;
const documentOf = (table, row) => DATA[table].columns.doc[row];
const documentCell = (doc, name) => STRINGS[DOCUMENTS[name][doc]];
const statementOf = (table, row) => (table === 'statements' ? row : DATA[table].columns.statement[row] - 1);
const rowId = (table, row) =>
  `${documentCell(documentOf(table, row), 'id')}#${LETTER[table]}${DATA[table].columns.ordinal[row]}`;

/** Where a row stands, in code points; null where its article is not in the file. */
function spanOf(table, row) {
  const at = DETAIL[table][row];
  const { detail } = DATA[table];
  return at ? { start: detail.start[at - 1], end: detail.end[at - 1] } : null;
}

/** Text by code points, as the tables count. */
class Points {
  constructor(text) {
    this.text = text;
    const points = Array.from(text);
    this.points = points.length === text.length ? null : points;
    this.length = points.length;
  }

  slice(start, end) {
    return this.points ? this.points.slice(start, end).join('') : this.text.slice(start, end);
  }
}
const pointsOf = new Map();

/** The text of a document; null where it is not in the file. */
function textOf(doc) {
  const article = DOCUMENTS.article[doc];
  if (!article) return null;
  if (!pointsOf.has(doc)) pointsOf.set(doc, new Points(DATA.texts[article - 1]));
  return pointsOf.get(doc);
}

/** The characters of a row; empty where its article is not in the file. */
function rowText(table, row) {
  const span = spanOf(table, row);
  return span ? textOf(documentOf(table, row)).slice(span.start, span.end) : '';
}

/** What a document is called: its headline, else how it begins, else its id. */
function documentTitle(doc) {
  const title = documentCell(doc, 'title');
  const text = title || !DOCUMENTS.article[doc] ? '' : DATA.texts[DOCUMENTS.article[doc] - 1].split('\n')[0];
  return title || (text.length > 90 ? `${text.slice(0, 88)}…` : text) || documentCell(doc, 'id');
}

/** Who speaks, for people. */
function speakerName(row) {
  if (row < 0) return '';
  const id = cell('statements', row, 'speaker_id');
  return (id && SPEAKERS.get(id) && SPEAKERS.get(id).name) || cell('statements', row, 'speaker_name')
    || cell('statements', row, 'speaker') || t('unnamed');
}

/** A law by its id, for people: its title where the registry has one. */
function lawName(id) {
  const law = LAWS.get(id);
  return law && law.title ? `${law.title}${law.year ? ` (${law.year})` : ''}` : id;
}

const bodyName = (id) => (BODIES.get(id) ? BODIES.get(id).name : id);

const partiesOf = new Map();
/** The parties of an initiative: `{ key, name, country, isCountry }`, each once. */
function parties(row) {
  const id = DATA.initiatives.columns.participants[row];
  if (!partiesOf.has(id)) {
    const found = new Map();
    for (const { name, id: body, country } of list('initiatives', row, 'participants')) {
      const isCountry = !body && Boolean(country);
      const key = body ? `org:${body}` : isCountry ? `country:${country}` : `name:${name}`;
      found.set(key, { key, name, country: country || '', isCountry });
    }
    partiesOf.set(id, [...found.values()]);
  }
  return partiesOf.get(id);
}

/** A party by its key, for people. */
function partyName(key) {
  const at = key.indexOf(':');
  const [kind, value] = [key.slice(0, at), key.slice(at + 1)];
  return kind === 'country' ? countryName(value) : kind === 'org' ? bodyName(value) : value;
}
