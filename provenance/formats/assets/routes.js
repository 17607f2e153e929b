// The way of each line: out of the source, along a free road between the rows, into the copy.
// A line: {link, d (path), box, head: {x, y, angle}, label: {x, y} or null, pill: the same where there is room for a button}.

/** Lines of all links between nodes of the plan; a link of a page with itself is told by the tables only. */
function routed(plan, sideways) {
  const ports = portsOf(plan);
  const rows = rowsOf(plan);
  return links
    .filter((link) => link.derived !== link.source && plan.boxes.has(link.derived) && plan.boxes.has(link.source))
    .map((link) => route(link, plan, ports, rows, sideways));
}

/** Where lines meet cards, across: at a source one port a relation, at a copy one a source. */
/** Of each row of each lane, where its cards begin, along, in order. */
function rowsOf(plan) {
  const rows = new Map();
  for (const box of plan.boxes.values()) {
    if (!rows.has(box.c)) rows.set(box.c, []);
    rows.get(box.c).push(box.a);
  }
  for (const row of rows.values()) row.sort((a, b) => a - b);
  return rows;
}

function isFree(row, from, to) {
  return !row.some((a) => a > Math.min(from, to) && a < Math.max(from, to));
}

function portsOf(plan) {
  const ports = new Map();
  const spread = (list, port) => list.forEach((key, index) => ports.set(key, port(index, list.length)));
  const { broad } = plan.size;
  for (const id of plan.boxes.keys()) {
    const relations = [...new Set((copiesOf.get(id) || []).map((link) => link.relation))].sort();
    spread(relations.map((relation) => `${id}\u0000${relation}`), (index, count) => (broad * (index + 1)) / (count + 1));
    const up = [...(sourcesOf.get(id) || [])].sort((a, b) => levelOf(plan, a) - levelOf(plan, b));
    spread(up.map((link) => `\u0000${link.id}`), (index, count) => (broad * (index + 1)) / (count + 1));
  }
  return ports;
}

function levelOf(plan, link) {
  const box = plan.boxes.get(link.source);
  return box ? box.c : 0;
}

function route(link, plan, ports, rows, sideways) {
  const { long, inner, road, broad, gutter } = plan.size;
  const [source, copy] = [plan.boxes.get(link.source), plan.boxes.get(link.derived)];
  const [from, to] = [source.c + ports.get(`${link.source}\u0000${link.relation}`), copy.c + ports.get(`\u0000${link.id}`)];
  const ahead = copy.a > source.a;
  const level = copy.a === source.a; // a ring within one column
  const way = ahead ? 1 : -1;
  const start = source.a + (ahead || level ? long : 0);
  const end = copy.a + (ahead ? 0 : long);
  const near = level || (Math.abs(end - start) <= gutter + 2 && (ahead || source.a - copy.a <= long + gutter + inner));
  const clear = !near && source.c === copy.c && isFree(rows.get(copy.c), source.a, copy.a);
  const points = [[start, from]];
  if (level) points.push([start + inner * 0.8, from], [end + inner * 0.8, to], [end, to]);
  else if (near) points.push([(start + end) / 2, from], [(start + end) / 2, to], [end, to]);
  else if (clear) {
    const bend = way * inner * 1.4;
    points.push([end - bend * 2, from], [end - bend * 2, from], [end - bend * 2, from], [end - bend, from], [end - bend, to], [end, to]);
  } else {
    const below = source.c > copy.c;
    // Lines of several sources on one road keep a little apart.
    const kind = Object.keys(RELATIONS).indexOf(link.relation);
    const shift = ((source.row * 7 + source.column * 3 + kind * 2) % 7 - 3) * (road / 12);
    const lane = below ? copy.c + broad + road / 2 + shift : copy.c - road / 2 + shift;
    const bend = inner * 0.9;
    const [a1, a2] = [start + way * bend, end - way * bend];
    points.push([start + way * bend * 0.6, from], [start + way * bend * 0.4, lane], [a1, lane],
      [a1, lane], [a2, lane], [a2, lane], [end - way * bend * 0.4, lane], [end - way * bend * 0.6, to], [end, to]);
  }
  const place = ([a, c]) => (sideways ? [a, c] : [c, a]);
  const placed = points.map(place);
  const xs = placed.map((p) => p[0]);
  const ys = placed.map((p) => p[1]);
  const room = links.length <= SINGLY && gutter > 60 && Math.abs(end - start) >= gutter - inner - 4 && !level && copy.inner === 0 && ahead;
  const middle = end - gutter / 2;
  const spot = near ? [middle, pillAcross(from, to, start, end, middle)] : sideways && !clear ? [end - inner - 58, points[3][1]] : clear && sideways ? [end - inner * 2.8 - 50, from] : null;
  const label = spot && ahead && !level ? place(spot) : null;
  const pill = room && label && !(near && gutter < 140 && sideways) ? label : null;
  return {
    link,
    d: pathOf(placed),
    box: { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) },
    head: { x: placed[0][0], y: placed[0][1], angle: (sideways ? 0 : Math.PI / 2) + (way > 0 || level ? Math.PI : 0) },
    label: label ? { x: label[0], y: label[1] } : null,
    pill: pill ? { x: pill[0], y: pill[1] } : null,
  };
}

/** Across where a near line is at `at`, along: the curve is a cubic with both handles in its middle. */
function pillAcross(from, to, start, end, at) {
  const share = Math.min(1, Math.max(0, (at - start) / (end - start)));
  let [low, high] = [0, 1];
  for (let round = 0; round < 20; round += 1) {
    const t = (low + high) / 2;
    const x = 1.5 * t * (1 - t) * (1 - t) + 1.5 * t * t * (1 - t) + t * t * t;
    if (x < share) low = t; else high = t;
  }
  const t = (low + high) / 2;
  return from + (to - from) * (3 * t * t - 2 * t * t * t);
}

function pathOf(points) {
  const text = (point) => `${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
  let d = `M ${text(points[0])}`;
  for (let i = 1; i + 2 < points.length; i += 3) d += ` C ${text(points[i])}, ${text(points[i + 1])}, ${text(points[i + 2])}`;
  return d;
}

const HEADS = {
  full: { d: "M 0 0 L -11 5.5 L -11 -5.5 Z", fill: true },
  twin: { d: "M 0 0 L -7 5 L -7 -5 Z M -7 0 L -14 5 L -14 -5 Z", fill: true },
  hollow: { d: "M -1 0 L -11 5 L -11 -5 Z", fill: false },
  open: { d: "M -10 5.5 L 0 0 L -10 -5.5", fill: false },
  lozenge: { d: "M 0 0 L -7 5 L -14 0 L -7 -5 Z", fill: true },
};
