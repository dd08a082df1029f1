// The run at a glance.

/** How far cooperation has come, in the order in which it comes about. */
function statusPanel(rows) {
  const counts = new Map(tallyColumn('initiatives', rows, 'status'));
  const order = Object.keys(VALUES.status).filter((status) => counts.has(status));
  const items = order.map((status) => [status, counts.get(status)]);
  const most = Math.max(1, ...items.map(([, count]) => count));
  const list = items.map(([status, count]) => h('li', { class: state.filters.status === status ? 'bar set' : 'bar' },
    h('button', { type: 'button', class: 'bar-name', 'aria-label': t('filterBy', valueText('status', status)), 'aria-pressed': state.filters.status === status ? 'true' : 'false', onclick: () => toggleFilter('status', status) },
      h('span', { class: 'bar-fill', style: { width: `${Math.max(2, (count / most) * 100)}%`, background: 'var(--initiative)' } }),
      h('span', { class: 'bar-text' }, valueText('status', status))),
    linkButton(number(count), () => openRows('initiatives', { status }), { class: 'link bar-number', 'aria-label': t('rowsOf', number(count), valueText('status', status)) })));
  return h('section', { class: 'panel', id: 'panel-status' }, h('h2', {}, t('statuses')),
    list.length ? h('ol', { class: 'bars' }, list) : h('p', { class: 'muted' }, t('nothing')));
}

function tile(table, rows, span) {
  const days = rows.map((row) => documentCell(table === 'documents' ? row : documentOf(table, row), 'date'));
  const dated = days.filter(Boolean);
  const undated = days.length - dated.length;
  return h('section', { class: `tile ${table}`, id: `tile-${table}` },
    h('h2', {}, t(table)),
    linkButton(number(rows.length), () => openRows(table), { class: 'link big', 'aria-label': t('rowsOf', number(rows.length), t(table)) }),
    h('span', { class: 'muted small' }, span.all.length ? t(span.every) : ''),
    timeChart(table, dated, span),
    undated > 0 && h('p', { class: 'muted small' }, t('undated', number(undated))));
}

function aboutRun() {
  const { run } = DATA;
  const refused = Object.values(run.rejects).reduce((sum, count) => sum + count, 0);
  const shown = run.articles < run.worth_showing
    ? t('someArticlesIn', number(run.articles), number(run.worth_showing)) : t('allArticlesIn');
  return h('footer', { class: 'about muted small' },
    h('p', {}, t('runRecords', number(run.records), number(run.documents), number(refused), number(run.duplicates)), ' ', shown),
    h('p', {}, t('madeWith', run.program)));
}

/** What one must know before one reads a number. */
function sampleNote() {
  const { counted, documents } = DATA.run;
  return counted < documents && h('p', { class: 'warn', id: 'sampled' }, t('sampled', number(counted), number(documents), percent(counted / documents)));
}

function overview() {
  const rows = selection();
  const days = rows.documents.map((doc) => documentCell(doc, 'date')).filter(Boolean).sort();
  const span = steps(days);
  const plain = (value) => value;
  const foreign = (row) => [...new Set(parties(row).map((party) => party.country).filter((code) => code && code !== 'VN'))];
  return h('div', { class: 'overview' }, sampleNote(),
    h('div', { class: 'tiles' }, ['documents', ...TABLES].map((table) => tile(table, rows[table], span))),
    h('div', { class: 'panels' },
      barList({ id: 'speakers', title: t('topSpeakers'), items: tallyColumn('statements', rows.statements, 'speaker_id'), text: (id) => (SPEAKERS.get(id) || {}).name || id, filter: { name: 'speaker', value: plain }, table: 'statements', colour: '--statement' }),
      barList({ id: 'bodies', title: t('topBodies'), items: tallyColumn('statements', rows.statements, 'speaker_org_id'), text: bodyName, filter: { name: 'org', value: plain }, table: 'statements', colour: '--statement' }),
      barList({ id: 'laws', title: t('topLaws'), items: tallyColumn('laws', rows.laws, 'law_id'), text: lawName, filter: { name: 'law', value: plain }, table: 'laws', colour: '--law' }),
      barList({ id: 'countries', title: t('topCountries'), items: tally(rows.initiatives, foreign), text: countryName, filter: { name: 'country', value: plain }, table: 'initiatives', colour: '--initiative' }),
      barList({ id: 'cues', title: t('cueClasses'), items: tallyColumn('statements', rows.statements, 'cue_class'), text: (value) => valueText('cue_class', value), filter: { name: 'kind', value: (value) => `statements:${value}` }, table: 'statements', colour: '--statement' }),
      statusPanel(rows.initiatives),
      matrix(rows.laws),
      network(rows.initiatives)),
    aboutRun());
}
