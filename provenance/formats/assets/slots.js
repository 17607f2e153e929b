// Time in steps: each slot is an hour, a day, a week, a month or a year in which something was published.
// Slots stand side by side whatever lies between them; what does is written on the border.

const HOUR = DAY / 24;
const UNITS = [
  { name: "hour", floor: (t) => t - mod(t, HOUR), next: (t) => t + HOUR },
  { name: "day", floor: (t) => t - mod(t, DAY), next: (t) => t + DAY },
  { name: "week", floor: (t) => t - mod(t - 4 * DAY, 7 * DAY), next: (t) => t + 7 * DAY }, // 1970 began on a Thursday
  { name: "month", floor: (t) => month(t, 0), next: (t) => month(t, 1) },
  { name: "year", floor: (t) => year(t, 0), next: (t) => year(t, 1) },
];

function mod(a, b) {
  return ((a % b) + b) % b;
}

function month(t, more) {
  const date = new Date(t);
  return utc(date.getUTCFullYear(), date.getUTCMonth() + more);
}

function year(t, more) {
  return utc(new Date(t).getUTCFullYear() + more, 0);
}

function utc(fullYear, monthIndex) {
  const date = new Date(0); // Date.UTC reads years below 100 as of the last century
  date.setUTCFullYear(fullYear, monthIndex, 1);
  return date.getTime();
}

/** The finest unit that cuts the moments into few slots; hours only where most dates tell them. */
function unitFor(moments, most, hours) {
  const fit = (unit) => new Set(moments.map(unit.floor)).size <= most;
  return UNITS.find((unit) => (unit.name !== "hour" || hours) && fit(unit)) || UNITS[UNITS.length - 1];
}

/** The moment each node stands at: its date; of a vague one the first that its sources permit; else one that its
 *  neighbours suggest. Nodes without a date anywhere near have none. `order` has sources before their copies. */
function momentsOf(order) {
  const moments = new Map();
  const live = (index, id) => (index.get(id) || []).filter((link) => link.judgement !== "reject");
  for (const id of order) {
    const node = nodes.get(id);
    const above = live(sourcesOf, id).map((link) => moments.get(link.source)).filter((t) => t !== undefined);
    const least = above.length ? Math.max(...above) : null;
    const [start, end] = [startOf(node), endOf(node)];
    if (start === null) { if (least !== null) moments.set(id, least); continue; }
    moments.set(id, least !== null && least > start && least < end ? least : start);
  }
  for (const id of [...order].reverse()) {
    if (moments.has(id)) continue;
    const below = live(copiesOf, id).map((link) => moments.get(link.derived)).filter((t) => t !== undefined);
    if (below.length) moments.set(id, Math.min(...below));
  }
  return moments;
}

/** Node ids with sources before copies; rings are cut where they close. Without recursion: chains may be long. */
function upstreamFirst(ids) {
  const order = [];
  const looked = new Map();
  for (const start of ids) {
    const stack = looked.has(start) ? [] : [start];
    if (stack.length) looked.set(start, 0);
    while (stack.length) {
      const id = stack[stack.length - 1];
      const above = sourcesOf.get(id) || [];
      const next = looked.get(id);
      if (next < above.length) {
        looked.set(id, next + 1);
        const link = above[next];
        if (link.judgement !== "reject" && !looked.has(link.source)) { looked.set(link.source, 0); stack.push(link.source); }
        continue;
      }
      stack.pop();
      order.push(id);
    }
  }
  return order;
}

/** Slots in time and, of each node, its column: {slots: [{start, end}], columnOf: id -> {slot, depth}}; undated last. */
function slotted(ids) {
  const order = upstreamFirst(ids);
  const known = [...moments.values()];
  const exact = order.filter((id) => startOf(nodes.get(id)) !== null && endOf(nodes.get(id)) - startOf(nodes.get(id)) <= HOUR);
  const span = known.length ? known.reduce((a, b) => Math.max(a, b)) - known.reduce((a, b) => Math.min(a, b)) : 0;
  const most = Math.min(70, Math.max(8, Math.round(1.5 * Math.sqrt(ids.length)) + 6));
  const unit = unitFor(known, most, span < 5 * DAY && exact.length * 2 > known.length);
  const starts = [...new Set(known.map(unit.floor))].sort((a, b) => a - b);
  const slots = starts.map((start) => ({ start, end: unit.next(start), unit: unit.name }));
  if (moments.size < order.length) slots.push({ start: null, end: null, unit: unit.name });
  const slotAt = new Map(starts.map((start, index) => [start, index]));
  const columnOf = new Map();
  for (const id of order) {
    const slot = moments.has(id) ? slotAt.get(unit.floor(moments.get(id))) : slots.length - 1;
    let depth = 0;
    for (const link of sourcesOf.get(id) || []) {
      const above = columnOf.get(link.source);
      if (above && above.slot === slot && link.judgement !== "reject") depth = Math.max(depth, above.depth + 1);
    }
    columnOf.set(id, { slot, depth });
  }
  return { slots, columnOf };
}

/** A slot in words: [what it is within the larger unit, the larger unit]. */
function slotWords(slot) {
  if (slot.start === null) return ["date not known", ""];
  const date = new Date(slot.start);
  if (slot.unit === "hour") return [written(date, { hour: "2-digit", minute: "2-digit" }), written(date, { day: "numeric", month: "short", year: "numeric" })];
  if (slot.unit === "day") return [written(date, { day: "numeric", month: "short" }), String(date.getUTCFullYear())];
  if (slot.unit === "week") return [`week of ${written(date, { day: "numeric", month: "short" })}`, String(date.getUTCFullYear())];
  if (slot.unit === "month") return [written(date, { month: "long" }), String(date.getUTCFullYear())];
  return [String(date.getUTCFullYear()), ""];
}

/** What lies between two slots that do not follow each other, in words; empty when nothing does. */
function gapWords(before, after) {
  if (before.start === null || after.start === null || after.start <= before.end) return "";
  const days = (after.start - before.end) / DAY;
  if (days < 1) return `+ ${count(Math.round(days * 24), "hour", "hours")}`;
  if (days < 60) return `+ ${count(Math.round(days), "day", "days")}`;
  return days < 730 ? `+ ${count(Math.round(days / 30.4), "month", "months")}` : `+ ${count(Math.round(days / 365.25), "year", "years")}`;
}
