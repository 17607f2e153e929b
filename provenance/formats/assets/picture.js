// Cards and lines. Cards and labels are buttons over one drawing of lines, in reading order.

const LEGIBLE = 0.62; // the least scale at which cards are read
const PICTURED = 1500; // articles drawn; the tables hold all
const cards = new Map(); // node id -> button
const labels = new Map(); // link or group id -> button
const paths = new Map(); // link or group id -> group of the drawing
let scale = 1;
let fitted = true; // until the reader zooms
let extent = { width: 1, height: 1 };

function flag(node) {
  if (node.id === data.focus) return "asked about";
  return isOrigin(node.id) && (!focus || wayNodes.has(node.id) || way.length === 0) ? "origin" : "";
}

function languageTag(node) {
  if (!node.language) return null;
  return el("span", { class: "tag", title: languageName(node.language) }, cut(node.language.toUpperCase(), 8));
}

function spoken(node) {
  const parts = [nameOf(node), titleOf(node), node.language && languageName(node.language), shownDate(node.published)];
  return [flag(node), ...parts, STATUSES[node.status].long].filter(Boolean).join(", ");
}

/** The card of a node; a compact one stands in the frame of its group and carries its hop's confidence. */
function card(node, link) {
  const status = STATUSES[node.status];
  const badge = flag(node);
  const classes = ["card", `is-${node.status}`, link ? "compact" : "", wayNodes.has(node.id) ? "way" : ""];
  if (node.id === data.focus) classes.push("focus");
  const state = node.status === "read" ? null : el("span", { class: "state" }, `${status.mark} ${status.one}`);
  const foot = el("span", { class: "foot" }, el("span", { class: "date" }, shownDate(node.published)),
    link ? el("span", { class: "share" }, percent(link.confidence)) : null, state);
  const button = el("button", { type: "button", class: classes.filter(Boolean).join(" "), "aria-label": spoken(node) },
    badge ? el("span", { class: "flag" }, badge) : null,
    el("span", { class: "head" }, said("span", { class: "outlet" }, nameOf(node)), languageTag(node)),
    said("span", { class: "title" }, titleOf(node), node.language), foot.textContent ? foot : null);
  chooses(button, () => ({ node }));
  cards.set(node.id, button);
  return button;
}

/** Clicking shows the evidence and, from the keyboard, Enter moves into it; focus alone shows it. */
function chooses(button, what) {
  button.addEventListener("click", (event) => choose(what(), button, event.detail === 0));
  button.addEventListener("focus", () => { if (!closing && button.matches(":focus-visible")) choose(what(), button, false); });
}

function labelOf(item) {
  const relation = RELATIONS[item.relation];
  const link = item.link;
  const figure = link ? percent(link.confidence) : `${item.group.links.length} copies`;
  const verdict = link && link.judgement ? { confirm: "✓ ", reject: "✕ ", unsure: "~ " }[link.judgement] : "";
  const later = link ? lag(nodes.get(link.source).published, nodes.get(link.derived).published) : "";
  const who = link ? nameOf(nodes.get(link.derived)) : count(item.group.links.length, "copy", "copies");
  const spokenText = `${who}: ${relation.of} ${nameOf(nodes.get(item.from))}, ${figure}`;
  const button = el("button", { type: "button", class: `hop r-${item.relation}`, "aria-label": spokenText },
    el("span", { class: "what" }, relation.one), el("span", { class: "sure" }, `${verdict}${figure}`),
    later ? el("span", { class: later.startsWith("dated") ? "lag odd" : "lag" }, later) : null);
  if (link && link.judgement === "reject") button.classList.add("rejected");
  chooses(button, () => (link ? { link } : { group: item.group }));
  labels.set(item.key, button);
  return button;
}

/** The frame of a group: compact cards by date, the earliest first, folded when there are many. */
function frame(group) {
  const shown = unfolded.has(group.id) || group.links.length <= FOLD + 1 ? group.links : group.links.slice(0, FOLD);
  const columns = Math.min(8, Math.max(2, Math.round(Math.sqrt(shown.length / 2.2))));
  const rest = group.links.length - shown.length;
  const all = rest ? el("button", { type: "button", class: "unfold" }, `Show ${rest} more`) : null;
  if (all) all.addEventListener("click", () => { unfolded.add(group.id); redraw(group.id); });
  const box = el("div", { class: `frame r-${group.relation}` },
    shown.map((link) => card(nodes.get(link.derived), link)), all);
  box.style.gridTemplateColumns = `repeat(${columns}, 11.5rem)`;
  return box;
}

/** The parts to lay out: for each component its boxes and the items between them. */
function parts() {
  const kept = [];
  for (let left = PICTURED, rest = components(); left > 0 && rest.length; rest = rest.slice(1)) {
    kept.push(rest[0].slice(0, left));
    left -= rest[0].length;
  }
  return kept.map((component) => {
    const inside = new Set(component);
    const boxes = component.filter((id) => inside.has(id) && !groupOf.has(id));
    const near = groups.filter((group) => inside.has(group.source));
    const items = links.filter((link) => inside.has(link.derived) && inside.has(link.source) && !groupOf.has(link.derived))
      .map((link) => ({ key: `l:${link.id}`, id: link.id, link, from: link.source, to: link.derived, relation: link.relation }));
    for (const group of near) {
      boxes.push(group.id);
      items.push({ key: `g:${group.id}`, id: group.id, group, from: group.source, to: group.id, relation: group.relation });
    }
    return { boxes, items };
  });
}

/** Draw the picture anew: sideways (origin left) or, in a narrow window, downwards (origin above). */
function draw(sideways) {
  const stage = byId("stage");
  stage.replaceChildren();
  for (const index of [cards, labels, paths]) index.clear();
  stage.style.transform = "none";
  const all = parts();
  const boxes = new Map();
  for (const id of all.flatMap((part) => part.boxes)) {
    const group = groupById.get(id);
    boxes.set(id, group ? frame(group) : card(nodes.get(id)));
  }
  const items = all.flatMap((part) => part.items);
  stage.append(...boxes.values(), ...items.map(labelOf));
  const sizes = new Map([...boxes].map(([id, box]) => [id, { width: box.offsetWidth, height: box.offsetHeight }]));
  for (const [key, pill] of labels) sizes.set(key, { width: pill.offsetWidth + 14, height: pill.offsetHeight + 6 });
  const plan = planned(all, sizes, sideways, sideways ? 1500 : 340);
  place(stage, plan, boxes, sideways);
}

function place(stage, plan, boxes, sideways) {
  extent = { width: plan.width + 48, height: plan.height + 56 };
  const at = (point) => ({ ...point, x: point.x + 24, y: point.y + 30 });
  const drawing = svg("svg", { class: plan.lines.length > 60 ? "lines crowd" : "lines", width: extent.width, height: extent.height, "aria-hidden": "true", focusable: "false" });
  const order = [];
  for (const [id, spot] of plan.places) {
    const box = boxes.get(id);
    const { x, y } = at(spot);
    box.style.left = `${x}px`;
    box.style.top = `${y}px`;
    order.push({ element: box, x, y });
  }
  for (const line of plan.lines) {
    const drawn = lineOf(line.item, line.points.map(at), sideways);
    drawing.append(drawn);
    const { x, y } = at(line.label);
    const pill = labels.get(line.item.key);
    pill.style.left = `${x - pill.offsetWidth / 2}px`;
    pill.style.top = `${y - pill.offsetHeight / 2}px`;
    order.push({ element: pill, x, y: y - 10 });
  }
  // Reading order is tab order: along the picture, then across it.
  order.sort((a, b) => (sideways ? a.x - b.x || a.y - b.y : a.y - b.y || a.x - b.x));
  stage.replaceChildren(drawing, ...order.map((each) => each.element));
}

function lineOf(item, points, sideways) {
  const d = smooth(points, sideways);
  const sure = item.link ? item.link.confidence ?? 0.5 : average(item.group.links);
  const classes = ["line", `r-${item.relation}`];
  if (wayLinks.has(item.id)) classes.push("way");
  if (item.link && item.link.judgement === "reject") classes.push("rejected");
  const width = 1.2 + 3.3 * Math.min(1, Math.max(0, sure));
  const drawn = svg("g", { class: classes.join(" ") },
    svg("path", { class: "hit", d }),
    svg("path", { class: "ink", d, "stroke-width": width.toFixed(2), "stroke-dasharray": RELATIONS[item.relation].dash || null }),
    item.relation === "syndication" ? svg("path", { class: "core", d, "stroke-width": (width / 2.6).toFixed(2) }) : null,
    svg("path", { class: "head", d: arrow(points, sideways, 7 + width) }));
  drawn.addEventListener("click", () => labels.get(item.key).click());
  paths.set(item.key, drawn);
  return drawn;
}

function average(list) {
  return list.reduce((sum, link) => sum + (link.confidence ?? 0.5), 0) / list.length;
}

/** The arrow's head at the source: a copy points to what it was taken from. */
function arrow(points, sideways, size) {
  const [tip, next] = points;
  const way = Math.sign(sideways ? next.x - tip.x : next.y - tip.y) || 1;
  const half = size * 0.55;
  return sideways
    ? `M ${tip.x} ${tip.y} l ${way * size} ${-half} v ${2 * half} z`
    : `M ${tip.x} ${tip.y} l ${-half} ${way * size} h ${2 * half} z`;
}

function zoomTo(next) {
  fitted = false;
  scale = Math.min(1.6, Math.max(0.08, next));
  byId("stage").style.transform = `scale(${scale})`;
  byId("sizer").style.width = `${extent.width * scale}px`;
  byId("sizer").style.height = `${extent.height * scale}px`;
}

/** Zoom so that everything is seen; where text would shrink below `least`, show a part, legibly. */
function fit(least) {
  const view = byId("view");
  const room = { width: view.clientWidth, height: Math.max(320, window.innerHeight * 0.74) };
  const across = Math.min(1, room.width / extent.width);
  const whole = Math.min(across, room.height / extent.height);
  zoomTo(whole >= least ? whole : across >= least ? across : 0.8);
  fitted = true;
}

function reveal(element) {
  const view = byId("view");
  const [outer, inner] = [view.getBoundingClientRect(), element.getBoundingClientRect()];
  view.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  view.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
}
