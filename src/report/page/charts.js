// Charts over time, lists of bars, and the table of who cites which law.
const COLOURS = { documents: '--ink-soft', statements: '--statement', laws: '--law', initiatives: '--initiative' };
const styleOf = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const DAY = 86400;
const seconds = (day) => Date.parse(`${day}T00:00:00Z`) / 1000;
const dayOf = (time) => new Date(time * 1000).toISOString().slice(0, 10);

/** Days, months or years, so that there are at most some sixty steps. */
function steps(days) {
  const span = days.length ? (seconds(days[days.length - 1]) - seconds(days[0])) / DAY : 0;
  const length = span <= 62 ? 10 : span <= 62 * 31 ? 7 : 4;
  const first = (step) => (step + '-01-01'.slice(step.length - 4)).slice(0, 10);
  const following = (step) => {
    const date = new Date(`${first(step)}T00:00:00Z`);
    if (length === 10) date.setUTCDate(date.getUTCDate() + 1);
    else if (length === 7) date.setUTCMonth(date.getUTCMonth() + 1);
    else date.setUTCFullYear(date.getUTCFullYear() + 1);
    return date.toISOString().slice(0, length);
  };
  const all = [];
  if (days.length) {
    const last = days[days.length - 1].slice(0, length);
    for (let step = days[0].slice(0, length); step <= last; step = following(step)) all.push(step);
  }
  return { all, length, first, following, every: { 10: 'perDay', 7: 'perMonth', 4: 'perYear' }[length] };
}

const alive = [];
/** Charts that are gone are told so, lest they go on to listen. */
function dropCharts() {
  for (const chart of alive.splice(0)) chart.destroy();
}

/** How many rows there are in each step of time. */
function timeChart(table, days, span) {
  const counts = new Map(span.all.map((step) => [step, 0]));
  for (const day of days) counts.set(day.slice(0, span.length), counts.get(day.slice(0, span.length)) + 1);
  const place = h('div', { class: 'time-chart' });
  if (!span.all.length) return h('p', { class: 'muted' }, t('noDates'));
  const times = span.all.map((step) => seconds(span.first(step)));
  const values = [...counts.values()];
  const colour = styleOf(COLOURS[table]);
  const axis = { stroke: styleOf('--ink-soft'), grid: { show: false }, ticks: { show: false }, font: '11px system-ui, sans-serif' };
  const short = span.length === 10 ? { day: 'numeric', month: 'numeric' } : span.length === 7 ? { month: 'numeric', year: '2-digit' } : { year: 'numeric' };
  const label = new Intl.DateTimeFormat(locale(), { ...short, timeZone: 'UTC' });
  const draw = () => {
    const width = Math.max(place.clientWidth, 120);
    const tip = h('div', { class: 'chart-tip', hidden: true });
    const chart = new uPlot({
      width, height: 110, legend: { show: false }, padding: [6, 6, 0, 0],
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
      scales: { x: { time: true, range: (_, low, high) => [low - (times[1] - times[0] || DAY) / 2, high + (times[1] - times[0] || DAY) / 2] }, y: { range: (_, low, high) => [0, Math.max(high, 1) * 1.1] } },
      axes: [
        { ...axis, size: 22, space: 64, splits: (_, __, low, high) => times.filter((time) => time >= low && time <= high).filter((_, at, kept) => at % Math.ceil(kept.length * 56 / width) === 0), values: (_, splits) => splits.map((time) => label.format(new Date(time * 1000))) },
        { ...axis, size: 34, space: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 50000, 100000], values: (_, splits) => splits.map(number) },
      ],
      series: [{}, { stroke: colour, fill: colour, width: 0, paths: uPlot.paths.bars({ size: [0.8, 40, 2] }), points: { show: false } }],
      hooks: {
        setCursor: [({ cursor }) => {
          tip.hidden = cursor.idx === null || cursor.idx === undefined;
          if (!tip.hidden) tip.textContent = `${label.format(new Date(times[cursor.idx] * 1000))}: ${number(values[cursor.idx])}`;
        }],
        setSelect: [(plot) => {
          if (plot.select.width < 4) return;
          const from = plot.posToVal(plot.select.left, 'x');
          const to = plot.posToVal(plot.select.left + plot.select.width, 'x');
          const inside = span.all.filter((_, at) => times[at] + (times[1] - times[0] || 0) / 2 >= from && times[at] - (times[1] - times[0] || 0) / 2 <= to);
          if (!inside.length) return;
          const last = dayOf(seconds(span.first(span.following(inside[inside.length - 1]))) - DAY);
          go({ filters: withFilters({ from: span.first(inside[0]), to: last }) });
        }],
      },
    }, [times, values], place);
    place.append(tip);
    alive.push(chart);
  };
  // It is drawn as wide as its place, which is known when it stands on the page.
  requestAnimationFrame(() => { if (place.isConnected) draw(); });
  const top = values.indexOf(Math.max(...values));
  place.setAttribute('role', 'img');
  place.setAttribute('aria-label', `${t('overTime', t(table))}. ${label.format(new Date(times[top] * 1000))}: ${number(values[top])}`);
  return place;
}

/** A list of bars: the name filters, the number opens the rows. `items` are `[value, count]`. */
function barList({ id, title, items, text, filter, table, colour, note }) {
  const shown = barList.open.has(id) ? 50 : 8;
  const most = items.length ? items[0][1] : 1;
  const rows = items.slice(0, shown).map(([value, count]) => {
    const name = text(value);
    const isSet = state.filters[filter.name] === filter.value(value);
    return h('li', { class: isSet ? 'bar set' : 'bar' },
      h('button', { type: 'button', class: 'bar-name', title: name, 'aria-pressed': isSet ? 'true' : 'false', 'aria-label': t('filterBy', name), onclick: () => toggleFilter(filter.name, filter.value(value)) },
        h('span', { class: 'bar-fill', style: { width: `${Math.max(2, (count / most) * 100)}%`, background: `var(${colour})` } }),
        h('span', { class: 'bar-text' }, name)),
      linkButton(number(count), () => openRows(table, { [filter.name]: filter.value(value) }), { class: 'link bar-number', 'aria-label': t('rowsOf', number(count), name) }));
  });
  const more = items.length > 8 && linkButton(barList.open.has(id) ? t('showLess') : t('others', number(items.length - 8)), () => {
    if (!barList.open.delete(id)) barList.open.add(id);
    render();
  }, { id: `more-${id}`, 'aria-expanded': barList.open.has(id) ? 'true' : 'false' });
  return h('section', { class: 'panel', id: `panel-${id}` }, h('h2', {}, title), note && h('p', { class: 'muted small' }, note),
    rows.length ? h('ol', { class: 'bars' }, rows) : h('p', { class: 'muted' }, t('nothing')), more);
}
barList.open = new Set();

/** Who cites which law: those speakers and laws that do most. */
function matrix(laws) {
  const pairs = new Map();
  const [speakers, named] = [new Map(), new Map()];
  for (const row of laws) {
    const statement = statementOf('laws', row);
    const [speaker, law] = [statement >= 0 ? cell('statements', statement, 'speaker_id') : '', cell('laws', row, 'law_id')];
    if (!speaker || !law) continue;
    const key = `${speaker}\n${law}`;
    pairs.set(key, (pairs.get(key) || 0) + 1);
    speakers.set(speaker, (speakers.get(speaker) || 0) + 1);
    named.set(law, (named.get(law) || 0) + 1);
  }
  // The strongest pairs first, so that the table is as full as it can be.
  const [across, down] = [new Set(), new Set()];
  for (const [key] of [...pairs].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    const [speaker, law] = key.split('\n');
    if (down.size + !down.has(speaker) > 12 || across.size + !across.has(law) > 8) continue;
    down.add(speaker);
    across.add(law);
  }
  const most = (chosen, counts) => [...chosen].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
  const [columns, rows] = [most(across, named), most(down, speakers)];
  const highest = Math.max(1, ...rows.flatMap((speaker) => columns.map((law) => pairs.get(`${speaker}\n${law}`) || 0)));
  const body = rows.map((speaker) => h('tr', {},
    h('th', { scope: 'row' }, (SPEAKERS.get(speaker) || {}).name || speaker),
    columns.map((law) => {
      const count = pairs.get(`${speaker}\n${law}`);
      const share = count ? 15 + (count / highest) * 60 : 0;
      return h('td', {}, count && h('button', {
        type: 'button', class: 'cell', style: { background: `color-mix(in srgb, var(--law) ${share}%, transparent)` },
        'aria-label': `${(SPEAKERS.get(speaker) || {}).name || speaker}, ${lawName(law)}: ${number(count)}`,
        onclick: () => openRows('laws', { speaker, law }),
      }, number(count)));
    })));
  return h('section', { class: 'panel wide', id: 'panel-matrix' }, h('h2', {}, t('matrix')), rows.length
    ? h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('matrix') }, h('table', { class: 'matrix' },
      h('thead', {}, h('tr', {}, h('td'), columns.map((law) => h('th', { scope: 'col', title: lawName(law) }, h('span', {}, lawName(law)))))),
      h('tbody', {}, body)))
    : h('p', { class: 'muted' }, t('matrixNone')));
}
