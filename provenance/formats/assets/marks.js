// Nodes where cards would be too small to read, and the spans of their dates.

/** A node where cards are too small: a mark in its outlet's hue, hollow when its page was not read, named if there is room. */
function paintMark(ctx, node, box, frame, state) {
  const [x, y, w, h] = [frame.x + box.x * frame.k, frame.y + box.y * frame.k, box.width * frame.k, box.height * frame.k];
  const hue = tone[`outlet-${badgeOf(node).hue}`];
  const named = frame.k >= NAMES;
  ctx.globalAlpha = state === "faded" ? 0.22 : 1;
  ctx.fillStyle = named || node.status !== "read" ? tone.surface : hue;
  ctx.strokeStyle = early.has(node.id) ? tone.accent : hue;
  ctx.lineWidth = state === "chosen" ? 3 : early.has(node.id) ? 2 : 1;
  ctx.setLineDash(node.status === "read" || w < 14 ? [] : [3, 2]);
  ctx.fillRect(x, y, w, h);
  ctx.strokeRect(x, y, w, h);
  ctx.setLineDash([]);
  if (named) nameMark(ctx, node, x, y, w, h, hue);
  else if (frame.k >= LETTERS) lettersOf(ctx, node, x + w / 2, y + h / 2, w, hue);
  if (state === "chosen" || flag(node)) {
    ctx.strokeStyle = state === "chosen" ? tone.ring : node.id === data.focus ? tone.accent : tone.gold;
    ctx.lineWidth = 2.5;
    ctx.strokeRect(x - 3, y - 3, w + 6, h + 6);
  }
  ctx.globalAlpha = 1;
}

/** On a mark with room: a stripe in its outlet's hue, the outlet, and the date if two lines fit. */
function nameMark(ctx, node, x, y, w, h, hue) {
  ctx.fillStyle = hue;
  ctx.fillRect(x, y, 6, h);
  const two = h > 27;
  ctx.fillStyle = tone.ink;
  ctx.textBaseline = "middle";
  lettered(ctx, nameOf(node), `600 11px ${FONT}`, x + 10, y + h / 2 - (two ? 7 : 0), w - 13);
  if (!two) return;
  ctx.fillStyle = early.has(node.id) ? tone.accent : tone.soft;
  lettered(ctx, (early.has(node.id) ? "⚠ " : "") + dateWords(node), `11px ${FONT}`, x + 10, y + h / 2 + 8, w - 13);
}

const cuts = new Map(); // what was cut to a width, so that it is measured once

/** Write a text, cut with an ellipsis to `width` pixels. */
function lettered(ctx, text, font, x, y, width) {
  ctx.font = font;
  const room = Math.floor(width / 4) * 4;
  const key = `${font.slice(0, 3)} ${room} ${text}`;
  if (!cuts.has(key)) {
    if (cuts.size > 20000) cuts.clear();
    cuts.set(key, fitting(ctx, text, room));
  }
  ctx.fillText(cuts.get(key), x, y);
}

function fitting(ctx, text, room) {
  const letters = Array.from(text.slice(0, 200));
  const whole = letters.join("");
  if (ctx.measureText(whole).width <= room && whole === text) return text;
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (ctx.measureText(`${letters.slice(0, middle).join("")}…`).width <= room) low = middle; else high = middle - 1;
  }
  return low ? `${letters.slice(0, low).join("")}…` : "";
}

function lettersOf(ctx, node, x, y, w, hue) {
  ctx.font = `700 11px ${FONT}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  ctx.fillStyle = node.status === "read" ? tone["on-outlet"] : hue;
  if (w >= 58) lettered(ctx, nameOf(node), `600 11px ${FONT}`, x, y + 0.5, w - 4);
  else ctx.fillText(badgeOf(node).letters, x, y + 0.5);
  ctx.textAlign = "start";
}

/** Of a date known to more than a day: from where to where, along, the slots reach that it may mean; else null. */
function spanOf(node, plan) {
  if (!isVague(node)) return null;
  const meant = plan.slots.filter((slot) => slot.start !== null && slot.start < endOf(node) && slot.end > startOf(node));
  return meant.length ? [meant[0].from + 8, meant[meant.length - 1].to - 8] : null;
}

/** A date known to more than a day, as a bar under its card over the slots that it may mean. */
function paintSpan(ctx, node, box, plan, frame) {
  const span = frame.k < NAMES ? null : spanOf(node, plan);
  if (!span) return;
  const { sideways, k } = frame;
  const [from, to] = span.map((v) => (sideways ? frame.x : frame.y) + v * k);
  const level = sideways ? frame.y + (box.y + box.height + 7) * k : frame.x + (box.x + box.width + 7) * k;
  const p = (along, across) => (sideways ? [along, across] : [across, along]);
  ctx.strokeStyle = tone.edge;
  ctx.lineWidth = 1.2;
  ctx.beginPath();
  for (const end of [from, to]) { ctx.moveTo(...p(end, level - 4)); ctx.lineTo(...p(end, level + 4)); }
  ctx.stroke();
  ctx.setLineDash([2, 3]);
  ctx.beginPath();
  ctx.moveTo(...p(from, level));
  ctx.lineTo(...p(to, level));
  ctx.stroke();
  ctx.setLineDash([]);
}
