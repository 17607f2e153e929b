// The window on the picture: what is in sight at which scale, moving and zooming, who was pointed at.

let plan = null; // see layout.js
let boxes = new Map(); // node id -> {x, y, width, height}
let lines = []; // see routes.js, with path
let current = null; // the node that arrow keys start from
let chosen = {}; // {node} or {link}
let lit = { nodes: new Set(), links: new Set() }; // the way of what was chosen to its origin
let shown = { nodes: new Set(nodes.keys()), links: new Set(links.map((link) => link.id)) }; // what passes the filters
let frame = { x: 0, y: 0, k: 1, width: 0, height: 0, sideways: true };
let waiting = 0;
let own = false; // whether the reader moved or zoomed since the picture was last fitted

const AXIS = { sideways: 46, downwards: 92 };
const narrow = window.matchMedia("(max-width: 720px)");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const zoom = d3.zoom().scaleExtent([0.02, 2]).clickDistance(4)
  .filter(mayMove)
  .on("zoom", zoomed);

/** A turned wheel scrolls the page, and zooms once the reader is in the picture, or with Ctrl. */
function mayMove(event) {
  if (event.type === "wheel") return event.ctrlKey || event.metaKey || byId("view").contains(document.activeElement);
  return !event.button && !event.target.closest(".zoom");
}

function zoomed(event) {
  const { x, y, k } = event.transform;
  if (event.sourceEvent) own = true;
  // A layer of its own makes cards cheap to move, but would blur them when they are scaled.
  byId("stage").classList.toggle("glides", k === frame.k && Boolean(event.sourceEvent));
  Object.assign(frame, { x, y, k });
  moved();
  later();
}

/** Lay everything out anew, for a new window or other lanes. */
function redraw() {
  const sideways = !narrow.matches;
  measure();
  frame.sideways = sideways;
  const close = CROWDED[sideways ? "sideways" : "downwards"];
  const roomy = nodes.size > CROWD ? close : sideways ? SIDEWAYS : DOWNWARDS;
  const room = byId("view").getBoundingClientRect();
  const aspect = sideways ? room.width / room.height : room.height / room.width;
  plan = planned([...nodes.keys()], laneOf, roomy, aspect);
  // Where cards would be too small to read with all their room, they get less.
  if (sideways && roomy !== close && fitScale() < CARDS) plan = planned([...nodes.keys()], laneOf, close, aspect);
  const { size } = plan;
  boxes = new Map([...plan.boxes].map(([id, box]) => [id, sideways
    ? { x: box.a, y: box.c, width: size.long, height: size.broad } : { x: box.c, y: box.a, width: size.broad, height: size.long }]));
  lines = routed(plan, sideways);
  for (const line of lines) line.path = new Path2D(line.d);
  byId("stage").classList.toggle("crowd", nodes.size > CROWD);
  for (const index of [cards, labels]) { for (const button of index.values()) button.remove(); index.clear(); }
  regather();
  home(false);
}

/** The scale at which the whole picture fits the window; 1 where there is no window, as on paper. */
function fitScale() {
  const whole = wholeBox();
  const room = [frame.width - stripWidth(), frame.height - AXIS.sideways];
  return Math.min(...room) > 0 ? Math.min(room[0] / whole.right, room[1] / whole.bottom) : 1;
}

/** The window takes what is left of the screen under the header, and a look at the legend. */
function measure() {
  const view = byId("view");
  const top = view.getBoundingClientRect().top + window.scrollY;
  const room = Math.min(960, Math.max(380, window.innerHeight - top - (narrow.matches ? 20 : 58)));
  document.documentElement.style.setProperty("--room", `${Math.round(room)}px`);
  frame.width = view.clientWidth;
  frame.height = view.clientHeight;
}

function later() {
  if (!waiting) waiting = requestAnimationFrame(paint);
}

function stateOf(link) {
  if (chosen.link && chosen.link.id === link.id) return "chosen";
  if (!shown.links.has(link.id)) return "faded";
  if (lit.links.size) return lit.links.has(link.id) ? "lit" : "faded";
  return !chosen.node && wayLinks.has(link.id) ? "lit" : "";
}

function nodeState(id) {
  if (chosen.node && chosen.node.id === id) return "chosen";
  return shown.nodes.has(id) && (lit.nodes.size === 0 || lit.nodes.has(id)) ? "" : "faded";
}

function regather() {
  gather(lines, stateOf);
  image.stale = true;
  later();
}

function paint() {
  if (waiting) cancelAnimationFrame(waiting);
  waiting = 0;
  const ctx = wiped(byId("canvas"), frame.width, frame.height);
  if (links.length > SINGLY) paintImage(ctx);
  else paintUnder(ctx, frame);
  const seen = new Set();
  if (frame.k >= CARDS) {
    if (boxes.has(current)) seen.add(current); // first, as it may be about to get the focus
    for (const [id, box] of boxes) {
      if (inSight({ left: box.x, right: box.x + box.width, top: box.y - 14, bottom: box.y + box.height }, frame)) seen.add(id);
    }
  }
  showCards(seen);
  paintAxis(wiped(byId("axis"), frame.width, frame.height), plan, frame);
}

/** Move so that a part of the picture fills the window, no larger than `most`; the axis keeps its strip. */
function show(box, most, moving) {
  const strip = [stripWidth(), frame.sideways ? AXIS.sideways : 26];
  const [width, height] = [frame.width - strip[0], frame.height - strip[1]];
  const k = Math.max(0.02, Math.min(most, width / (box.right - box.left), height / (box.bottom - box.top)));
  // What does not fit even so is shown from its beginning.
  const x = strip[0] + Math.max(-box.left * k, (width - (box.left + box.right) * k) / 2);
  const y = strip[1] + Math.max(-box.top * k, (height - (box.top + box.bottom) * k) / 2);
  move(d3.zoomIdentity.translate(x, y).scale(k), moving);
}

function move(transform, moving) {
  const view = d3.select(byId("view"));
  if (moving && !calm.matches) view.transition().duration(260).call(zoom.transform, transform);
  else { view.interrupt(); view.call(zoom.transform, transform); }
}

function wholeBox() {
  return frame.sideways ? { left: 0, right: plan.along, top: 0, bottom: plan.across } : { left: 0, right: plan.across, top: 0, bottom: plan.along };
}

/** The whole picture where it can be read or is a crowd; else its beginning: the origin near the corner where time begins. */
function home(moving) {
  own = false;
  const whole = wholeBox();
  const first = firstNode();
  if (!narrow.matches || nodes.size > 120 || first === null) { show(whole, 1, moving); return; }
  const k = 0.72;
  const box = boxes.get(first);
  const x = AXIS.downwards + Math.max(4, (frame.width - AXIS.downwards - box.width * k) / 2) - box.x * k;
  move(d3.zoomIdentity.translate(Math.min(x, AXIS.downwards), 66 - box.y * k).scale(k), moving);
}

function centre(id, k, moving) {
  const box = boxes.get(id);
  if (!box) return;
  const strip = [stripWidth(), frame.sideways ? AXIS.sideways : 26];
  const x = strip[0] + (frame.width - strip[0]) / 2 - (box.x + box.width / 2) * k;
  const y = strip[1] + (frame.height - strip[1]) / 2 - (box.y + box.height / 2) * k;
  move(d3.zoomIdentity.translate(x, y).scale(k), moving);
}

/** Bring a node into the window as a card, if it is not, and give it the keyboard's focus. */
function goTo(id, focused) {
  current = id;
  const box = boxes.get(id);
  const [left, top] = [frame.x + box.x * frame.k, frame.y + box.y * frame.k];
  const margin = [stripWidth() + 6, frame.sideways ? AXIS.sideways + 14 : 40];
  const inside = frame.k >= CARDS && left >= margin[0] && top >= margin[1]
    && left + box.width * frame.k <= frame.width - 10 && top + box.height * frame.k <= frame.height - 10;
  if (!inside) { own = true; centre(id, Math.max(frame.k, 0.8), false); }
  paint();
  if (focused && cards.has(id)) cards.get(id).focus({ preventScroll: true });
}

/** What lies under a point of the window: {node}, {link} or nothing. */
function under(x, y) {
  const [wx, wy] = [(x - frame.x) / frame.k, (y - frame.y) / frame.k];
  for (const [id, box] of boxes) {
    if (wx >= box.x && wx <= box.x + box.width && wy >= box.y && wy <= box.y + box.height) return { node: nodes.get(id) };
  }
  const ctx = byId("canvas").getContext("2d");
  const reach = 7 / frame.k;
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.lineWidth = 2 * reach;
  const hit = lines.find(({ box, path, link }) => wx >= box.left - reach && wx <= box.right + reach && wy >= box.top - reach
    && wy <= box.bottom + reach && shown.links.has(link.id) && ctx.isPointInStroke(path, wx, wy));
  ctx.restore();
  return hit ? { link: hit.link } : {};
}
