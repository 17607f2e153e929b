// Where things stand. A plan is {width, height, places: Map(id -> {x, y, width, height}), lines: [{item, points, label}]},
// in pixels, x and y the upper left corner. Every item is a link or a group: it leads from its source to its copies.

const MANY = 900; // boxes of one component beyond which the thorough layout takes too long
const GAP = 26;

/** Plan of the whole picture: components below each other, lone articles in a grid at the end. */
function planned(parts, sizes, sideways, wide) {
  const plan = { width: 0, height: 0, places: new Map(), lines: [] };
  const shelf = { x: 0, y: 0, height: 0 };
  const plans = parts.filter((part) => part.boxes.length > 1).map((part) => componentPlan(part, sizes, sideways));
  const limit = Math.max(wide, ...plans.map((each) => each.width));
  for (const each of plans) settle(plan, each, shelf, limit, 56);
  const alone = parts.filter((part) => part.boxes.length === 1).map((part) => single(part.boxes[0], sizes));
  if (alone.length) Object.assign(shelf, { x: 0, y: plan.height + (plan.height ? 56 : 0), height: 0 });
  for (const each of alone) settle(plan, each, shelf, limit, GAP);
  return plan;
}

function single(id, sizes) {
  const size = sizes.get(id);
  return { ...size, places: new Map([[id, { x: 0, y: 0, ...size }]]), lines: [] };
}

/** Put one plan on the shelf, or on the next one if it does not fit. */
function settle(plan, each, shelf, limit, gap) {
  if (shelf.x > 0 && shelf.x + each.width > limit) {
    Object.assign(shelf, { x: 0, y: shelf.y + shelf.height + gap, height: 0 });
  }
  const move = (point) => ({ ...point, x: point.x + shelf.x, y: point.y + shelf.y });
  for (const [id, place] of each.places) plan.places.set(id, move(place));
  for (const line of each.lines) {
    plan.lines.push({ ...line, points: line.points.map(move), label: move(line.label) });
  }
  plan.width = Math.max(plan.width, shelf.x + each.width);
  plan.height = Math.max(plan.height, shelf.y + each.height);
  shelf.height = Math.max(shelf.height, each.height);
  shelf.x += each.width + gap;
}

function componentPlan(part, sizes, sideways) {
  if (part.boxes.length <= MANY) {
    try {
      return thorough(part, sizes, sideways);
    } catch {
      return simple(part, sizes, sideways);
    }
  }
  return simple(part, sizes, sideways);
}

function thorough(part, sizes, sideways) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: sideways ? "LR" : "TB", nodesep: GAP, edgesep: 18, ranksep: sideways ? 44 : 30 });
  for (const id of part.boxes) graph.setNode(id, { ...sizes.get(id) });
  for (const item of part.items) {
    const weight = wayLinks.has(item.id) ? 12 : 1;
    graph.setEdge(item.from, item.to, { ...sizes.get(item.key), labelpos: "c", weight }, item.key);
  }
  dagre.layout(graph);
  const places = new Map(part.boxes.map((id) => [id, corner(graph.node(id))]));
  const lines = part.items.map((item) => {
    const edge = graph.edge(item.from, item.to, item.key);
    const inner = edge.points.slice(1, -1);
    return { item, points: ported(places, item, inner, sideways), label: { x: edge.x, y: edge.y } };
  });
  return framed(places, lines);
}

function corner(node) {
  return { x: node.x - node.width / 2, y: node.y - node.height / 2, width: node.width, height: node.height };
}

/** The points of a line with its ends at the middle of the sides that face each other. */
function ported(places, item, inner, sideways) {
  const [from, to] = [places.get(item.from), places.get(item.to)];
  const ahead = sideways ? to.x >= from.x : to.y >= from.y;
  const port = (box, far) => sideways
    ? { x: box.x + (far ? box.width : 0), y: box.y + box.height / 2 }
    : { x: box.x + box.width / 2, y: box.y + (far ? box.height : 0) };
  return [port(from, ahead), ...inner, port(to, !ahead)];
}

/** A plan around what was placed, moved to start at the origin. */
function framed(places, lines) {
  const boxes = [...places.values()];
  const points = lines.flatMap((line) => line.points);
  const least = (pick) => Math.min(...boxes.map(pick), ...points.map(pick));
  const [left, top] = [least((p) => p.x), least((p) => p.y)];
  const most = (pick, size) => Math.max(...boxes.map((b) => pick(b) + size(b)), ...points.map(pick));
  const move = (p) => ({ ...p, x: p.x - left, y: p.y - top });
  return {
    width: most((p) => p.x, (b) => b.width) - left,
    height: most((p) => p.y, (b) => b.height) - top,
    places: new Map([...places].map(([id, place]) => [id, move(place)])),
    lines: lines.map((line) => ({ ...line, points: line.points.map(move), label: move(line.label) })),
  };
}

/** Columns by distance from the origin, for what is too large for the thorough layout. */
function simple(part, sizes, sideways) {
  const ranks = ranked(part);
  const columns = [];
  for (const id of part.boxes) (columns[ranks.get(id)] ||= []).push(id);
  const places = new Map();
  let along = 0;
  for (const column of columns.filter(Boolean)) {
    let [across, thick] = [0, 0];
    for (const id of column) {
      const size = sizes.get(id);
      places.set(id, { x: sideways ? along : across, y: sideways ? across : along, ...size });
      across += (sideways ? size.height : size.width) + GAP;
      thick = Math.max(thick, sideways ? size.width : size.height);
    }
    along += thick + 220;
  }
  const lines = part.items.map((item) => {
    const points = ported(places, item, [], sideways);
    return { item, points, label: { x: (points[0].x + points[1].x) / 2, y: (points[0].y + points[1].y) / 2 } };
  });
  return framed(places, lines);
}

/** Longest distance from an origin; loops end after as many rounds as there are boxes, at most 200. */
function ranked(part) {
  const ranks = new Map(part.boxes.map((id) => [id, 0]));
  for (let round = 0, moved = true; moved && round < Math.min(200, part.boxes.length); round += 1) {
    moved = false;
    for (const item of part.items) {
      const rank = ranks.get(item.from) + 1;
      if (rank > ranks.get(item.to) && rank <= 200) { ranks.set(item.to, rank); moved = true; }
    }
  }
  return ranks;
}

/** A smooth path through points, leaving and arriving along the reading direction. */
function smooth(points, sideways) {
  let path = `M ${points[0].x} ${points[0].y}`;
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1], points[i]];
    const bend = sideways ? (b.x - a.x) / 2 : (b.y - a.y) / 2;
    path += sideways
      ? ` C ${a.x + bend} ${a.y} ${b.x - bend} ${b.y} ${b.x} ${b.y}`
      : ` C ${a.x} ${a.y + bend} ${b.x} ${b.y - bend} ${b.x} ${b.y}`;
  }
  return path;
}
