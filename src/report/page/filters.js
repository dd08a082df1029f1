// The bar of filters, and the chips that say which are set.

function filterText(name, value) {
  switch (name) {
    case 'from': case 'to': return `${t(name)} ${dayText(value)}`;
    case 'speaker': return `${t('speaker')}: ${(SPEAKERS.get(value) || {}).name || value}`;
    case 'law': return `${t('lawFilter')}: ${lawName(value)}`;
    case 'kind': {
      const [table, kind] = value.split(':');
      return `${t('kind')}: ${KIND_OF[table] ? valueText(KIND_OF[table], kind) : value}`;
    }
    case 'confidence': return `${t('confidenceShort')} ≥ ${value}%`;
    case 'org': return `${t('org')}: ${bodyName(value)}`;
    case 'country': return `${t('country')}: ${countryName(value)}`;
    case 'status': return `${t('status')}: ${valueText('status', value)}`;
    case 'party': case 'party2': return `${t('party')}: ${partyName(value)}`;
    default: return `${t(name)}: ${value}`;
  }
}

function field(label, control) {
  return h('label', { class: 'field' }, h('span', {}, label), control);
}

/** A field in which one types to find one of many. `choices` are `[id, label]`. */
function finder(name, label, choices) {
  const shown = (id, text) => (text === id ? id : `${text} · ${id}`);
  const byText = new Map(choices.map(([id, text]) => [shown(id, text), id]));
  const options = h('datalist', { id: `choices-${name}` });
  // Thousands of choices slow a page down that nobody types in.
  const offer = () => {
    if (options.childElementCount) return;
    options.append(...choices.slice(0, 2000).map(([id, text]) => h('option', { value: shown(id, text) })));
  };
  const set = state.filters[name];
  const current = set ? choices.find(([id]) => id === set) : null;
  const choose = (event) => {
    const text = event.target.value.trim();
    const part = folded(text);
    const near = text && !byText.has(text) && choices.find(([id, other]) => folded(shown(id, other)).includes(part));
    const id = byText.get(text) || (near && near[0]) || '';
    if (id !== (set || '')) go({ filters: withFilters({ [name]: id }) });
  };
  const input = h('input', {
    type: 'search', list: options.id, id: `filter-${name}`, placeholder: t('typeToFind'), autocomplete: 'off',
    value: current ? shown(...current) : set || '', onfocus: offer, onchange: choose,
  });
  return h('div', { class: 'field-group' }, field(label, input), options);
}

function kindChoice() {
  const groups = TABLES.map((table) => h('optgroup', { label: t(table) }, Object.keys(VALUES[KIND_OF[table]]).map((kind) =>
    h('option', { value: `${table}:${kind}` }, valueText(KIND_OF[table], kind)))));
  const onchange = (event) => go({ filters: withFilters({ kind: event.target.value }) });
  const select = h('select', { id: 'filter-kind', onchange }, h('option', { value: '' }, t('any')), groups);
  select.value = state.filters.kind || '';
  return field(t('kind'), select);
}

const everything = { documents: null };
/** Speakers, laws and outlets of the whole run, those first that occur most. */
function choices() {
  if (!everything.documents) {
    const all = (count) => Array.from({ length: count }, (_, at) => at);
    everything.documents = all(DOCUMENT_COUNT);
    everything.speakers = tallyColumn('statements', all(COUNT.statements), 'speaker_id');
    everything.laws = tallyColumn('laws', all(COUNT.laws), 'law_id');
    everything.outlets = tally(everything.documents, (doc) => documentCell(doc, 'outlet'));
    everything.days = everything.documents.map((doc) => documentCell(doc, 'date')).filter(Boolean).sort();
  }
  return everything;
}

function filterBar() {
  const { speakers, laws, outlets, days } = choices();
  const date = (name) => field(t(name), h('input', {
    type: 'date', id: `filter-${name}`, value: state.filters[name] || '', min: days[0], max: days[days.length - 1],
    onchange: (event) => go({ filters: withFilters({ [name]: event.target.value }) }),
  }));
  const outlet = h('select', {
    id: 'filter-outlet', onchange: (event) => go({ filters: withFilters({ outlet: event.target.value }) }),
  }, h('option', { value: '' }, t('any')), outlets.map(([name, count]) => h('option', { value: name }, `${name} (${number(count)})`)));
  outlet.value = state.filters.outlet || '';
  const least = Number(state.filters.confidence || 0);
  const said = h('output', {}, `${least}%`);
  const range = h('input', {
    type: 'range', id: 'filter-confidence', min: 0, max: 100, step: 5, value: least,
    oninput: (event) => { said.textContent = `${event.target.value}%`; },
    onchange: (event) => go({ filters: withFilters({ confidence: event.target.value === '0' ? '' : event.target.value }) }),
  });
  const set = FILTERS.filter((name) => state.filters[name]);
  const details = h('details', { class: 'filters', id: 'filters', open: filterBar.isOpen },
    h('summary', {}, set.length ? t('filtersOn', set.length) : t('filters')),
    h('div', { class: 'fields' },
      date('from'), date('to'), outlets.length > 0 && field(t('outlet'), outlet),
      finder('speaker', t('speaker'), speakers.map(([id]) => [id, SPEAKERS.get(id) ? SPEAKERS.get(id).name : id])),
      finder('law', t('lawFilter'), laws.map(([id]) => [id, lawName(id)])),
      kindChoice(), field([t('confidence'), ' ', said], range)));
  details.addEventListener('toggle', () => { filterBar.isOpen = details.open; });
  const chips = set.map((name) => h('button', {
    type: 'button', class: 'chip', 'aria-label': t('remove', filterText(name, state.filters[name])),
    onclick: () => go({ filters: withFilters({ [name]: '' }) }),
  }, filterText(name, state.filters[name]), h('span', { 'aria-hidden': 'true' }, ' ×')));
  const clear = set.length > 0 && h('button', { type: 'button', class: 'chip clear', id: 'clear', onclick: () => go({ filters: {} }) }, t('clearAll'));
  return h('section', { class: 'filter-bar', 'aria-label': t('filters') }, details,
    set.length > 0 && h('div', { class: 'chips' }, chips, clear));
}
filterBar.isOpen = matchMedia('(min-width: 64rem)').matches;
