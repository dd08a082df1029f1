// Who works together: parties of the same initiative, as a graph and as a list.
const isNarrow = () => matchMedia('(max-width: 40rem)').matches;
/** Parties and pairs that are shown at most; a phone has room for half as many. */
const most = (wide) => (isNarrow() ? wide / 2 : wide);

function labelOf(node) {
  const name = partyName(node.id);
  return name.length > 24 ? `${name.slice(0, 22)}…` : name;
}

/** The parties that are most often together with others, and the pairs of them. */
function pairsOf(rows) {
  const edges = new Map();
  for (const row of rows) {
    const keys = parties(row).map((party) => party.key).sort();
    for (let a = 0; a < keys.length; a += 1) {
      for (let b = a + 1; b < keys.length; b += 1) {
        const key = `${keys[a]}\n${keys[b]}`;
        edges.set(key, (edges.get(key) || 0) + 1);
      }
    }
  }
  const degree = new Map();
  const strongest = [...edges].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const links = [];
  const [nodeLimit, linkLimit] = [most(40), most(80)];
  for (const [key, count] of strongest) {
    const [source, target] = key.split('\n');
    const fresh = [source, target].filter((node) => !degree.has(node)).length;
    if (links.length === linkLimit || degree.size + fresh > nodeLimit) continue;
    for (const node of [source, target]) degree.set(node, (degree.get(node) || 0) + count);
    links.push({ source, target, count });
  }
  const nodes = [...degree].map(([id, weight]) => ({ id, weight, isCountry: id.startsWith('country:') }));
  return { nodes, links };
}

/** Positions, the same each time: the library's own random numbers are from a fixed seed. */
function layOut(nodes, links, width, height) {
  const simulation = d3.forceSimulation(nodes)
    .force('link', d3.forceLink(links).id((node) => node.id).distance((link) => 60 + link.source.r + link.target.r).strength((link) => 0.15 + 0.1 * Math.min(link.count, 5)))
    .force('charge', d3.forceManyBody().strength(-420))
    .force('x', d3.forceX(width / 2).strength(0.07 * (height / width)))
    .force('y', d3.forceY(height / 2).strength(0.1))
    .force('collide', d3.forceCollide((node) => node.r + 24))
    .stop();
  for (let tick = 0; tick < 320; tick += 1) {
    simulation.tick();
    // Held inside the picture on the way, so that those at its edge still make room for each other.
    for (const node of nodes) {
      const room = Math.max(24, labelOf(node).length * (isNarrow() ? 4 : 3.4));
      node.x = Math.min(width - room, Math.max(room, node.x));
      node.y = Math.min(height - 24, Math.max(20, node.y));
    }
  }
}

const press = (action) => ({
  onclick: action,
  onkeydown: (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      action();
    }
  },
});

function graph(nodes, links, title) {
  const [width, height] = isNarrow() ? [440, 560] : [1000, 560];
  const heaviest = Math.max(...nodes.map((node) => node.weight));
  for (const node of nodes) node.r = 6 + 14 * Math.sqrt(node.weight / heaviest);
  layOut(nodes, links, width, height);
  const lines = links.map((link) => {
    const label = `${partyName(link.source.id)} – ${partyName(link.target.id)}: ${t('together', number(link.count))}`;
    const ends = { x1: link.source.x, y1: link.source.y, x2: link.target.x, y2: link.target.y };
    return s('g', { class: 'edge', ...press(() => openRows('initiatives', { party: link.source.id, party2: link.target.id })) },
      s('title', {}, label), s('line', { ...ends, class: 'edge-reach' }), s('line', { ...ends, class: 'edge-line', 'stroke-width': 1 + Math.min(link.count, 8) * 0.7 }));
  });
  const shapes = nodes.map((node) => {
    const label = `${partyName(node.id)}: ${number(node.weight)}`;
    const shape = node.isCountry
      ? s('rect', { x: -node.r * 0.9, y: -node.r * 0.9, width: node.r * 1.8, height: node.r * 1.8, rx: 2 })
      : s('circle', { r: node.r });
    const name = partyName(node.id);
    return s('g', {
      class: node.isCountry ? 'node country' : 'node', transform: `translate(${node.x} ${node.y})`, tabindex: 0, role: 'button', 'aria-label': t('rowsOf', number(node.weight), name),
      ...press(() => openRows('initiatives', { party: node.id, party2: '' })),
    }, s('title', {}, label), shape, s('text', { y: node.r + 12, 'text-anchor': 'middle' }, labelOf(node)));
  });
  return s('svg', { class: 'network', viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': title }, lines, shapes);
}

function network(rows) {
  const { nodes, links } = pairsOf(rows);
  const head = h('h2', {}, t('network'));
  if (!links.length) return h('section', { class: 'panel wide', id: 'panel-network' }, head, h('p', { class: 'muted' }, t('networkNone')));
  const pairs = links.map(({ source, target, count }) => h('li', {},
    linkButton(`${partyName(source)} – ${partyName(target)}`, () => openRows('initiatives', { party: source, party2: target })), ` ${number(count)}`));
  return h('section', { class: 'panel wide', id: 'panel-network' }, head,
    h('p', { class: 'muted small' }, t('networkHint', number(nodes.length), number(links.length)), ' ',
      h('span', { class: 'key-shape round' }), t('networkBody'), ' ', h('span', { class: 'key-shape square' }), t('networkCountry')),
    graph(nodes, links, t('network')),
    h('details', {}, h('summary', {}, t('pairs')), h('ul', { class: 'pairs' }, pairs)));
}
