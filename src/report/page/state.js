// Where the reader is: the view and the filters, kept in the address, so that going back and links work.
const VIEWS = ['overview', 'table', 'article', 'review'];
/** Filters in the order in which they are shown. */
const FILTERS = ['from', 'to', 'outlet', 'speaker', 'law', 'kind', 'confidence', 'org', 'country', 'status', 'party', 'party2'];
const PLACE = ['in', 'q', 'sort', 'page', 'doc', 'row'];

const state = { view: 'overview', filters: {}, place: {} };

function readAddress() {
  const [view, query] = location.hash.slice(1).split('?');
  const values = new URLSearchParams(query || '');
  state.view = VIEWS.includes(view) ? view : 'overview';
  state.filters = {};
  state.place = {};
  for (const name of FILTERS) if (values.get(name)) state.filters[name] = values.get(name);
  for (const name of PLACE) if (values.get(name)) state.place[name] = values.get(name);
  if (!['documents', ...TABLES].includes(state.place.in)) delete state.place.in;
}

/** The address of a view with filters. */
function address(view, filters, place) {
  const values = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, ...place })) if (value) values.set(name, value);
  const query = values.toString();
  return `#${view}${query ? `?${query}` : ''}`;
}

/** Goes somewhere; what is not given stays, the place within a view does not. */
function go({ view = state.view, filters = state.filters, place = {}, replace = false }) {
  const next = address(view, filters, place);
  if (next === (location.hash || '#overview')) return;
  if (replace) {
    history.replaceState(null, '', next);
    readAddress();
    render();
  } else {
    location.hash = next;
  }
}

/** The filters with some of them changed; a value that is empty is taken away. */
function withFilters(changes) {
  const filters = { ...state.filters, ...changes };
  for (const name of Object.keys(filters)) if (!filters[name]) delete filters[name];
  return filters;
}

/** Sets a filter, or takes it away where it is set so already. */
function toggleFilter(name, value) {
  go({ filters: withFilters({ [name]: state.filters[name] === value ? '' : value }) });
}

/** The rows behind a number. */
function openRows(table, changes = {}) {
  go({ view: 'table', filters: withFilters(changes), place: { in: table } });
}

/** A row in its article, or the article as a whole. */
function articleAddress(doc, table, row) {
  const place = { doc: documentCell(doc, 'id') };
  if (table) place.row = `${LETTER[table]}${DATA[table].columns.ordinal[row]}`;
  return address('article', state.filters, place);
}
