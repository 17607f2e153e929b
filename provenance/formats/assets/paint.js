// The canvas under the cards: lanes, slots, lines, and marks instead of cards where these would be too small to read.
// Texts on it are for the eye only; screen readers have the cards and the tables.

const CARDS = 0.5; // the least scale at which nodes are cards
const NAMES = 0.34; // the least scale at which marks bear names
const LETTERS = 0.12; // the least scale at which marks bear the first letters of their outlet
const SINGLY = 500; // as many lines are drawn each with its own dashes and head; more are drawn in one go
const tone = {}; // colours of the style sheet, by name
let batches = []; // {path, relation, width, alpha} of all lines, for when there are many

const TONES = ["paper", "surface", "sunk", "ink", "soft", "line", "edge", "accent", "gold", "gold-soft", "ring", "band", "band2", "on-outlet",
  ...Object.keys(RELATIONS), ...Array.from({ length: HUES }, (_, hue) => `outlet-${hue}`)];

function readTones() {
  const style = getComputedStyle(document.documentElement);
  for (const name of TONES) tone[name] = style.getPropertyValue(`--${name}`).trim();
}

const FONT = "ui-sans-serif, system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

/** A canvas as large as its place, in real pixels, wiped, with its drawing in CSS pixels. */
function wiped(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
  const ctx = canvas.getContext("2d");
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  return ctx;
}

function sureness(link) {
  return Math.min(1, Math.max(0, link.confidence ?? 0.5));
}

/** Width, strength and dashes of a line: the surer the wider and stronger. `state` is "", "lit", "faded" or "chosen". */
function lineLook(link, state) {
  const sure = sureness(link);
  const faded = state === "faded" ? 0.16 : 1;
  const rejected = link.judgement === "reject" ? 0.4 : 1;
  return {
    width: 1.1 + 3 * sure + (state === "lit" || state === "chosen" ? 1.4 : 0),
    alpha: (state === "lit" || state === "chosen" ? 1 : (0.35 + 0.55 * sure) * (links.length > SINGLY ? 0.5 : 1)) * faded * rejected,
    dashes: data.looks[link.relation].dashes,
    colour: impossible.has(link.id) ? tone.accent : tone[link.relation],
  };
}

/** Gather lines that look alike, coarsely; called when filters or the choice change. */
function gather(lines, stateOf) {
  const found = new Map();
  for (const line of lines) {
    const state = stateOf(line.link);
    const step = Math.round(sureness(line.link) * 3);
    const key = `${line.link.relation} ${state} ${step} ${impossible.has(line.link.id)}`;
    if (!found.has(key)) found.set(key, { path: new Path2D(), look: lineLook(line.link, state), state });
    found.get(key).path.addPath(line.path);
  }
  const rank = { faded: 0, "": 1, lit: 2, chosen: 3 };
  batches = [...found.values()].sort((a, b) => rank[a.state] - rank[b.state]);
}

function paintGround(ctx, plan, frame) {
  const { width, height, sideways } = frame;
  const at = (v) => (sideways ? frame.y : frame.x) + v * frame.k;
  plan.lanes.forEach((lane, index) => {
    ctx.fillStyle = index % 2 ? tone.band2 : tone.band;
    const [from, to] = [at(lane.from), at(lane.to)];
    if (sideways) ctx.fillRect(0, from, width, to - from);
    else ctx.fillRect(from, 0, to - from, height);
  });
  ctx.fillStyle = tone.line;
  for (const slot of plan.slots.slice(1)) {
    const edge = (sideways ? frame.x : frame.y) + slot.from * frame.k;
    if (sideways) ctx.fillRect(Math.round(edge), 0, 1, height);
    else ctx.fillRect(0, Math.round(edge), width, 1);
  }
}

function paintLines(ctx, lines, frame, stateOf) {
  const thin = Math.max(frame.k, 0.45);
  ctx.setTransform(ctx.getTransform().translate(frame.x, frame.y).scale(frame.k));
  const seen = lines.filter((line) => inSight(line.box, frame));
  if (seen.length > SINGLY) {
    for (const { path, look } of batches) stroke(ctx, path, look, thin / frame.k, "");
  } else {
    const rank = { faded: 0, "": 1, lit: 2, chosen: 3 };
    const ordered = seen.map((line) => [line, stateOf(line.link)]).sort((a, b) => rank[a[1]] - rank[b[1]]);
    for (const [line, state] of ordered) {
      const look = lineLook(line.link, state);
      if (state === "chosen") stroke(ctx, line.path, { ...look, width: look.width + 6, colour: tone.ring, alpha: 0.35 }, thin / frame.k, "");
      stroke(ctx, line.path, look, thin / frame.k, look.dashes);
      if (frame.k > 0.2) paintHead(ctx, line, look);
    }
  }
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
}

function stroke(ctx, path, look, factor, dashes) {
  ctx.globalAlpha = look.alpha;
  ctx.strokeStyle = look.colour;
  ctx.lineWidth = look.width * factor;
  ctx.setLineDash(dashes ? dashes.split(" ").map(Number) : []);
  ctx.stroke(path);
}

function paintHead(ctx, line, look) {
  const head = HEADS[data.looks[line.link.relation].head];
  ctx.save();
  ctx.translate(line.head.x, line.head.y);
  ctx.rotate(line.head.angle);
  ctx.setLineDash([]);
  ctx.globalAlpha = Math.max(look.alpha, 0.25);
  ctx.lineWidth = 1.6;
  ctx.fillStyle = head.fill ? look.colour : tone.surface;
  if (line.link.relation !== "via") ctx.fill(headPath(line.link.relation));
  ctx.stroke(headPath(line.link.relation));
  ctx.restore();
}

const headPaths = new Map();

function headPath(relation) {
  if (!headPaths.has(relation)) headPaths.set(relation, new Path2D(HEADS[data.looks[relation].head].d));
  return headPaths.get(relation);
}

function inSight(box, frame) {
  return box.right * frame.k + frame.x >= 0 && box.left * frame.k + frame.x <= frame.width
    && box.bottom * frame.k + frame.y >= 0 && box.top * frame.k + frame.y <= frame.height;
}
