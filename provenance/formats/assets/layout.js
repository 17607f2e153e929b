// Where things stand. `along` runs with time, `across` over the lanes; sideways they are x and y, in a narrow window y and x.
// A plan: {boxes: id -> {a, c, row, lane, column, inner}, columns, slots, lanes, along, across}, in pixels at scale 1.
// In every lane the rows of all columns are level, so that between them runs a free road for lines.

const SIDEWAYS = { long: 212, broad: 92, gutter: 170, inner: 36, road: 36, before: 30 };
const DOWNWARDS = { long: 92, broad: 176, gutter: 74, inner: 36, road: 22, before: 26 };
const CROWDED = { // sizes beyond which hops are named when pointed at, not beside their lines
  sideways: { long: 196, broad: 92, gutter: 76, inner: 34, road: 24, before: 18 },
  downwards: { long: 92, broad: 172, gutter: 56, inner: 32, road: 18, before: 24 },
};
const CROWD = 30;
const SWEEPS = 4;

/** Plan of nodes in slots of time and in lanes by `laneOf(node)`, shaped to come near `aspect` (along / across). */
function planned(ids, laneOf, size, aspect) {
  const { slots, columnOf } = slotted(ids);
  const columns = columnsOf(ids, columnOf);
  const lanes = lanesOf(columns, laneOf);
  const laneAt = new Map(lanes.map((key, index) => [key, index]));
  const cells = columns.map((column) => {
    const cell = lanes.map(() => []);
    for (const id of column.ids) cell[laneAt.get(laneOf(nodes.get(id)))].push(id);
    return cell;
  });
  const rows = bestRows(cells, size, aspect);
  const tall = lanes.map((_, lane) => Math.min(rows, Math.max(...cells.map((cell) => cell[lane].length))));
  const spots = arranged(cells, tall);
  return measured(columns, slots, lanes, cells, tall, spots, size);
}

function columnsOf(ids, columnOf) {
  const columns = new Map();
  for (const id of ids) {
    const { slot, depth } = columnOf.get(id);
    const key = slot * 1e6 + depth;
    if (!columns.has(key)) columns.set(key, { slot, depth, ids: [] });
    columns.get(key).ids.push(id);
  }
  return [...columns].sort((a, b) => a[0] - b[0]).map(([, column]) => column);
}

/** Lanes in the order in which they are first needed, in one moment the larger first; what is not known comes last. */
function lanesOf(columns, laneOf) {
  const all = columns.flatMap((column, index) => column.ids.map((id) => [laneOf(nodes.get(id)), index]));
  const first = new Map();
  for (const [key, index] of all) if (!first.has(key)) first.set(key, index);
  const weight = new Map(counted(all.map(([key]) => key)));
  const late = (key) => (key === UNKNOWN ? 2 : key === OTHERS ? 1 : 0);
  return [...first.keys()].sort((a, b) => late(a) - late(b) || first.get(a) - first.get(b) || weight.get(b) - weight.get(a));
}

/** As many rows a lane may have so that the whole picture comes near the shape of the window. */
function bestRows(cells, size, aspect) {
  let [best, least] = [4, Infinity];
  for (const rows of [3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 40, 60]) {
    const wide = cells.reduce((sum, cell) => sum + size.gutter + size.long + (wraps(cell, rows) - 1) * (size.long + size.inner), 0);
    const lanes = cells[0] ? cells[0].map((_, lane) => Math.min(rows, Math.max(...cells.map((cell) => cell[lane].length)))) : [];
    const high = lanes.reduce((sum, tall) => sum + tall * (size.broad + size.road) + 40, 0);
    const off = Math.abs(Math.log(wide / Math.max(1, high) / aspect));
    if (off < least - 0.01) [best, least] = [rows, off];
  }
  return best;
}

function wraps(cell, rows) {
  return Math.max(1, ...cell.map((list) => Math.ceil(list.length / rows)));
}

/** Row and inner column of each node: near the mean of what it is linked to, so that lines are short and cross little. */
function arranged(cells, tall) {
  const spots = new Map();
  const base = [];
  tall.reduce((sum, rows, lane) => { base[lane] = sum; return sum + rows; }, 0);
  const level = (id) => spots.get(id).level;
  const wish = (id, index, end) => {
    const near = (index.get(id) || []).map((link) => link[end]).filter((other) => spots.has(other) && other !== id);
    return near.length ? near.reduce((sum, other) => sum + level(other), 0) / near.length : null;
  };
  const settle = (cell, index, end) => cell.forEach((list, lane) => {
    const wishes = new Map(list.map((id, place) => [id, (index && wish(id, index, end)) ?? (spots.has(id) ? level(id) : base[lane] + place)]));
    list.sort((a, b) => wishes.get(a) - wishes.get(b));
    const rows = tall[lane];
    let row = -1;
    list.forEach((id, place) => {
      // A short list leaves rows free, so that a copy can stand level with its source.
      const left = list.length - place - 1;
      row = list.length <= rows
        ? Math.min(rows - 1 - left, Math.max(row + 1, Math.round(wishes.get(id) - base[lane])))
        : place % rows;
      spots.set(id, { row, inner: list.length <= rows ? 0 : Math.floor(place / rows), level: base[lane] + row, lane });
    });
  });
  for (const cell of cells) settle(cell, sourcesOf, "source");
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const up = sweep % 2 === 1;
    for (const cell of up ? cells : [...cells].reverse()) settle(cell, up ? sourcesOf : copiesOf, up ? "source" : "derived");
  }
  return spots;
}

/** The same in pixels, with the borders of slots and lanes. */
function measured(columns, slots, lanes, cells, tall, spots, size) {
  const laneSpans = [];
  let across = 8;
  lanes.forEach((key, lane) => {
    const broad = size.before + tall[lane] * (size.broad + size.road);
    laneSpans.push({ key, from: across, to: across + broad, first: across + size.before });
    across += broad + 6;
  });
  const boxes = new Map();
  const slotSpans = slots.map((slot) => ({ ...slot, from: null, to: null }));
  let along = 16;
  columns.forEach((column, index) => {
    const span = slotSpans[column.slot];
    const from = along;
    const wide = wraps(cells[index], Math.max(...tall, 1)) > 1 ? innerCount(column, spots) : 1;
    const start = along + size.gutter - size.inner;
    for (const id of column.ids) {
      const spot = spots.get(id);
      const lane = laneSpans[spot.lane];
      boxes.set(id, { ...spot, column: index, a: start + spot.inner * (size.long + size.inner), c: lane.first + spot.row * (size.broad + size.road) });
    }
    along = start + wide * (size.long + size.inner);
    if (span.from === null) span.from = from;
    span.to = along;
  });
  return { boxes, slots: slotSpans.filter((slot) => slot.from !== null), lanes: laneSpans, along: along + 24, across: across + 16, size };
}

function innerCount(column, spots) {
  return 1 + column.ids.reduce((most, id) => Math.max(most, spots.get(id).inner), 0);
}
