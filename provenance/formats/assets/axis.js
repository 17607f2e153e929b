// What stays in place while the picture moves: the axis of time, the names of the lanes, and in a crowd those of the main pages.

const CALLOUTS = 14;

function paintAxis(ctx, plan, frame) {
  if (frame.k < CARDS) callouts(ctx, frame);
  laneNames(ctx, plan, frame);
  if (frame.sideways) axisAbove(ctx, plan, frame);
  else axisBeside(ctx, plan, frame);
}

function strip(ctx, x, y, width, height) {
  ctx.fillStyle = tone.surface;
  ctx.fillRect(x, y, width, height);
  ctx.fillStyle = tone.line;
  ctx.fillRect(x, y + height - 1, width, 1);
}

function axisAbove(ctx, plan, frame) {
  strip(ctx, 0, 0, frame.width, AXIS.sideways);
  const edge = stripWidth();
  ctx.textBaseline = "middle";
  let [free, freeAbove, larger] = [-Infinity, -Infinity, null];
  plan.slots.forEach((slot, index) => {
    const [from, to] = [frame.x + slot.from * frame.k, frame.x + slot.to * frame.k];
    if (to < edge || from > frame.width) return;
    const [words, above] = slotWords(slot);
    const x = Math.max(from + 8, edge + 8);
    if (above !== larger) {
      ctx.font = `11px ${FONT}`;
      const wide = ctx.measureText(above).width;
      if (x >= freeAbove) { ctx.fillStyle = tone.soft; ctx.fillText(above, x, 13); freeAbove = x + wide + 10; larger = above; }
    }
    ctx.fillStyle = tone.edge;
    if (from >= edge) ctx.fillRect(Math.round(from), AXIS.sideways - 8, 1, 8);
    ctx.font = `600 13px ${FONT}`;
    const wide = ctx.measureText(words).width;
    // A name needs its own slot, or free room after it.
    if (x < free || x + wide > frame.width + wide / 2) return;
    ctx.fillStyle = tone.ink;
    ctx.fillText(words, x, 31);
    free = x + wide + 14;
    const gap = index ? gapWords(plan.slots[index - 1], slot) : "";
    ctx.font = `11px ${FONT}`;
    const room = from - ctx.measureText(gap).width - 8;
    if (gap && frame.k > 0.3 && room > edge + 4) { ctx.fillStyle = tone.soft; ctx.fillText(gap, room, 31); }
  });
}

function axisBeside(ctx, plan, frame) {
  ctx.fillStyle = tone.surface;
  ctx.fillRect(0, 0, AXIS.downwards, frame.height);
  ctx.fillStyle = tone.line;
  ctx.fillRect(AXIS.downwards - 1, 0, 1, frame.height);
  ctx.textBaseline = "middle";
  let [free, larger] = [-Infinity, null];
  for (const slot of plan.slots) {
    const [from, to] = [frame.y + slot.from * frame.k, frame.y + slot.to * frame.k];
    if (to < 0 || from > frame.height) continue;
    const [words, above] = slotWords(slot);
    const y = Math.max(from + 14, 40);
    ctx.fillStyle = tone.edge;
    ctx.fillRect(0, Math.round(from), AXIS.downwards, 1);
    if (y < free || y > to) continue;
    ctx.fillStyle = tone.ink;
    ctx.font = `600 12px ${FONT}`;
    ctx.fillText(words, 7, y, AXIS.downwards - 12);
    free = y + 18;
    if (above && above !== larger) {
      ctx.font = `11px ${FONT}`;
      ctx.fillStyle = tone.soft;
      ctx.fillText(above, 7, y + 16, AXIS.downwards - 12);
      [free, larger] = [y + 34, above];
    }
  }
}

function laneNames(ctx, plan, frame) {
  if (frame.sideways && stripWidth() === 0) return;
  ctx.font = `600 12px ${FONT}`;
  ctx.textBaseline = "middle";
  if (frame.sideways) {
    ctx.globalAlpha = 0.94;
    ctx.fillStyle = tone.surface;
    ctx.fillRect(0, 0, stripWidth(), frame.height);
    ctx.globalAlpha = 1;
    ctx.fillStyle = tone.line;
    ctx.fillRect(stripWidth(), 0, 1, frame.height);
  } else strip(ctx, 0, 0, frame.width, 26);
  let free = AXIS.downwards;
  for (const lane of plan.lanes) {
    const name = laneName(lane.key);
    const start = frame.sideways ? frame.y : frame.x;
    const [from, to] = [start + lane.from * frame.k, start + lane.to * frame.k];
    const wide = ctx.measureText(name).width;
    if (frame.sideways) {
      ctx.fillStyle = tone.line;
      ctx.fillRect(0, Math.round(to), stripWidth(), 1);
      const y = Math.max(from, AXIS.sideways);
      if (to - y < 14 || y > frame.height) continue;
      ctx.fillStyle = tone.ink;
      lettered(ctx, name, ctx.font, 12, Math.min(y + 14, (y + to) / 2), stripWidth() - 14);
      continue;
    }
    const x = Math.max(from + 6, AXIS.downwards + 6, free);
    if (to - x < 24) continue;
    ctx.fillStyle = tone.ink;
    lettered(ctx, name, ctx.font, x, 13, to - x);
    free = Math.min(x + wide + 10, to);
  }
}

/** How much of the window's beginning the names of lanes (or, downwards, the axis) take. */
function stripWidth() {
  if (!frame.sideways) return AXIS.downwards;
  if (plan.lanes.length === 1 && ["", UNKNOWN].includes(plan.lanes[0].key)) return 0;
  const longest = Math.max(0, ...plan.lanes.map((lane) => Array.from(laneName(lane.key)).length));
  return Math.min(164, 30 + longest * 7.1);
}

function plate(ctx, x, y, width, height) {
  ctx.globalAlpha = 0.92;
  ctx.fillStyle = tone.surface;
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, 5);
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** In a crowd: the article asked about, the origin, what was chosen and the most copied pages, as far as they do not cover each other. */
function callouts(ctx, frame) {
  const taken = [];
  ctx.font = `600 12px ${FONT}`;
  ctx.textBaseline = "middle";
  for (const node of prominent()) {
    const box = boxes.get(node.id);
    const above = flag(node);
    if (!above && frame.k >= LETTERS) continue;
    const [x, y] = [frame.x + (box.x + box.width / 2) * frame.k, frame.y + box.y * frame.k];
    if (x < stripWidth() || y < AXIS.sideways || x > frame.width || y > frame.height) continue;
    const words = frame.k >= LETTERS ? above : cut([above && `${above}:`, nameOf(node)].filter(Boolean).join(" "), 40);
    const wide = ctx.measureText(words).width + 14;
    const plateBox = { left: Math.min(Math.max(stripWidth() + 4, x - wide / 2), frame.width - wide - 4), top: y - 27, wide };
    if (plateBox.top < AXIS.sideways || taken.some((t) => t.left < plateBox.left + wide + 4 && plateBox.left < t.left + t.wide + 4 && Math.abs(t.top - plateBox.top) < 22)) continue;
    taken.push(plateBox);
    ctx.strokeStyle = above ? (node.id === data.focus ? tone.accent : tone.gold) : tone.edge;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.moveTo(x, y - 8);
    ctx.lineTo(x, y - 1);
    ctx.stroke();
    plate(ctx, plateBox.left, plateBox.top, wide, 20);
    ctx.stroke();
    ctx.fillStyle = above ? ctx.strokeStyle : tone.ink;
    ctx.fillText(words, plateBox.left + 7, plateBox.top + 10.5);
  }
}

function prominent() {
  const hubs = [...copiesOf].sort((a, b) => b[1].length - a[1].length).slice(0, CALLOUTS).map(([id]) => nodes.get(id));
  const first = [chosen.node, focus, way.length ? nodes.get(way[way.length - 1].source) : null];
  return [...new Set([...first, ...hubs])].filter((node) => node && boxes.has(node.id) && shown.nodes.has(node.id));
}
