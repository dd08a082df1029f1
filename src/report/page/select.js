// Which rows fit the filters. Rows are tied to each other by the statement that they stand in: a filter on speakers keeps the
// laws that those speakers cite, a filter on a law keeps the statements that cite it. A document is kept if it has a row that
// fits each of them.

/** What a filter asks of rows: the table that it is about, and which rows of it fit. */
function criteria(filters) {
  const column = (table, name) => DATA[table].columns[name];
  const equals = (table, name, value) => {
    const wanted = STRINGS.indexOf(value);
    const cells = column(table, name);
    return { table, fits: (row) => cells[row] === wanted };
  };
  const found = [];
  if (filters.speaker) found.push(equals('statements', 'speaker_id', filters.speaker));
  if (filters.org) found.push(equals('statements', 'speaker_org_id', filters.org));
  if (filters.law) found.push(equals('laws', 'law_id', filters.law));
  if (filters.status) found.push(equals('initiatives', 'status', filters.status));
  if (filters.kind) {
    const [table, value] = filters.kind.split(':');
    if (KIND_OF[table]) found.push(equals(table, KIND_OF[table], value));
  }
  if (filters.country) {
    const fits = (row) => parties(row).some((party) => party.country === filters.country);
    found.push({ table: 'initiatives', fits });
  }
  for (const key of [filters.party, filters.party2]) {
    if (key) found.push({ table: 'initiatives', fits: (row) => parties(row).some((party) => party.key === key) });
  }
  return found;
}

/** Documents whose date and outlet fit. */
function fittingDocuments(filters) {
  const fits = new Uint8Array(DOCUMENT_COUNT).fill(1);
  const outlet = filters.outlet ? STRINGS.indexOf(filters.outlet) : -1;
  for (let doc = 0; doc < DOCUMENT_COUNT; doc += 1) {
    const day = STRINGS[DOCUMENTS.date[doc]];
    if (filters.outlet && DOCUMENTS.outlet[doc] !== outlet) fits[doc] = 0;
    // Texts in this form are in the order of time; what has no date fits no range.
    else if (filters.from && (!day || day < filters.from)) fits[doc] = 0;
    else if (filters.to && (!day || day > filters.to)) fits[doc] = 0;
  }
  return fits;
}

/** Takes the rows out that do not fit, or that are not tied to one that does. */
function narrow(kept, documents, { table, fits }) {
  const own = new Uint8Array(COUNT[table]);
  const statements = new Uint8Array(COUNT.statements);
  const inDocuments = new Uint8Array(DOCUMENT_COUNT);
  for (let row = 0; row < own.length; row += 1) {
    if (!kept[table][row] || !fits(row)) continue;
    own[row] = 1;
    inDocuments[documentOf(table, row)] = 1;
    const statement = statementOf(table, row);
    if (statement >= 0) statements[statement] = 1;
  }
  for (const other of TABLES) {
    for (let row = 0; row < COUNT[other]; row += 1) {
      const statement = statementOf(other, row);
      const tied = other === table ? own[row] : statement >= 0 && statements[statement];
      if (!tied) kept[other][row] = 0;
    }
  }
  for (let doc = 0; doc < DOCUMENT_COUNT; doc += 1) if (!inDocuments[doc]) documents[doc] = 0;
}

function places(flags) {
  const found = [];
  for (let at = 0; at < flags.length; at += 1) if (flags[at]) found.push(at);
  return found;
}

let selected = null;
/** The places of what fits the filters: `{ documents, statements, laws, initiatives }`. */
function selection() {
  const key = address('', state.filters, {});
  if (selected && selected.key === key) return selected.rows;
  const { filters } = state;
  const documents = fittingDocuments(filters);
  const least = filters.confidence ? Number(filters.confidence) * 10 : 0;
  const kept = {};
  for (const table of TABLES) {
    const { doc, confidence } = DATA[table].columns;
    kept[table] = new Uint8Array(COUNT[table]);
    for (let row = 0; row < doc.length; row += 1) kept[table][row] = documents[doc[row]] && confidence[row] >= least ? 1 : 0;
  }
  for (const criterion of criteria(filters)) narrow(kept, documents, criterion);
  const rows = { documents: places(documents) };
  for (const table of TABLES) rows[table] = places(kept[table]);
  selected = { key, rows };
  return rows;
}

/** How many of the rows have each value, most first: `[[value, count], ...]`. `valuesOf` gives the values of a row. */
function tally(rows, valuesOf) {
  const counts = new Map();
  for (const row of rows) {
    const values = valuesOf(row);
    for (const value of Array.isArray(values) ? values : [values]) {
      if (value) counts.set(value, (counts.get(value) || 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** The same for the values of a column. */
function tallyColumn(table, rows, name) {
  const cells = DATA[table].columns[name];
  return tally(rows, (row) => STRINGS[cells[row]]);
}
