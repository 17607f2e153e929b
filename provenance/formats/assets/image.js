// In a crowd, what lies under the cards is drawn once, with a margin around the window, and moved as an image until the
// hand rests; then it is drawn anew. A thousand lines in each frame would be too slow where no graphics card helps.

const MARGIN = 0.3; // of the window, on each side
const REST = 140; // milliseconds without movement
const image = { canvas: document.createElement("canvas"), frame: null, timer: 0, stale: true };

/** Draw lanes, lines and marks on a canvas whose window is `frame`. */
function paintUnder(ctx, frame) {
  paintGround(ctx, plan, frame);
  ctx.save();
  paintLines(ctx, lines, frame, stateOf);
  ctx.restore();
  for (const [id, box] of boxes) {
    if (!inSight({ left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height }, frame)) continue;
    paintSpan(ctx, nodes.get(id), box, plan, frame);
    if (frame.k < CARDS) paintMark(ctx, nodes.get(id), box, frame, nodeState(id));
  }
}

function paintImage(ctx) {
  const resting = image.timer === 0;
  if (image.stale || !image.frame || (resting && !same(image.frame)) || uncovered()) takeImage();
  const taken = image.frame;
  const scale = frame.k / taken.k;
  ctx.drawImage(image.canvas, frame.x - taken.x * scale, frame.y - taken.y * scale, taken.width * scale, taken.height * scale);
}

function same(taken) {
  return taken.k === frame.k && !uncovered();
}

/** Whether the window shows what the image does not hold; a picture that is wholly within it is never uncovered. */
function uncovered() {
  const taken = image.frame;
  const scale = frame.k / taken.k;
  const [x, y] = [frame.x - taken.x * scale, frame.y - taken.y * scale];
  const beyond = x > 1 || y > 1 || x + taken.width * scale < frame.width - 1 || y + taken.height * scale < frame.height - 1;
  return scale > 3 || (beyond && scale > 0.8);
}

function takeImage() {
  const [left, top] = [Math.round(frame.width * MARGIN), Math.round(frame.height * MARGIN)];
  const taken = { ...frame, x: frame.x + left, y: frame.y + top, width: frame.width + 2 * left, height: frame.height + 2 * top };
  paintUnder(wiped(image.canvas, taken.width, taken.height), taken);
  Object.assign(image, { frame: taken, stale: false });
}

/** Something moved: the image will do until it rests. */
function moved() {
  if (image.timer) clearTimeout(image.timer);
  image.timer = setTimeout(() => { image.timer = 0; byId("stage").classList.remove("glides"); later(); }, REST);
}
