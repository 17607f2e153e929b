// Cards and the labels of hops, as buttons over the canvas; only those in sight exist.

const cards = new Map(); // node id -> button
const labels = new Map(); // link id -> button

function languageTag(node) {
  if (!node.language) return null;
  return el("span", { class: "tag", title: languageName(node.language) }, cut(node.language.toUpperCase(), 8));
}

function badge(node) {
  const { hue, shape, letters } = badgeOf(node);
  return el("span", { class: `badge b-${shape} o-${hue}`, "aria-hidden": "true" }, el("bdi", {}, letters));
}

function dateWords(node) {
  if (!node.published) return "date not known";
  return (isVague(node) ? "≈ " : "") + shownDate(node.published);
}

function spoken(node) {
  const parts = [nameOf(node), titleOf(node), node.language && languageName(node.language), dateWords(node)];
  const sources = (sourcesOf.get(node.id) || []).length;
  const copies = (copiesOf.get(node.id) || []).length;
  const around = `${count(sources, "source", "sources")}, ${count(copies, "copy", "copies")}`;
  return [flag(node), ...parts, STATUSES[node.status].long, early.has(node.id) ? BEFORE : "", around].filter(Boolean).join(", ");
}

function card(node) {
  const status = STATUSES[node.status];
  const above = flag(node);
  const classes = ["card", `is-${node.status}`, wayNodes.has(node.id) ? "way" : "", node.published ? "" : "undated"];
  if (node.id === data.focus) classes.push("focus");
  else if (above) classes.push("origin");
  if (early.has(node.id)) classes.push("early");
  const state = node.status === "read" ? null : el("span", { class: "state" }, `${status.mark} ${status.one}`);
  const button = el("button", { type: "button", class: classes.filter(Boolean).join(" "), "aria-label": spoken(node), tabindex: "-1" },
    above ? el("span", { class: "flag" }, above) : null,
    el("span", { class: "head" }, badge(node), said("span", { class: "outlet" }, nameOf(node)), languageTag(node)),
    said("span", { class: "title" }, titleOf(node), node.language),
    el("span", { class: "foot" }, el("span", { class: "date" }, dateWords(node)),
      early.has(node.id) ? el("span", { class: "odd" }, "⚠ before its source") : null, state));
  button.addEventListener("click", (event) => choose({ node }, button, event.detail === 0));
  button.addEventListener("focus", () => { current = node.id; });
  return button;
}

const SIGNS = { confirm: "✓ ", reject: "✕ ", unsure: "~ " };

function labelOf(link) {
  const relation = RELATIONS[link.relation];
  const figure = percent(link.confidence);
  const later = lag(nodes.get(link.source).published, nodes.get(link.derived).published);
  const words = `${nameOf(nodes.get(link.derived))}: ${relation.of} ${nameOf(nodes.get(link.source))}, ${figure}`;
  const button = el("button", { type: "button", class: `hop r-${link.relation}`, "aria-label": words, title: words, tabindex: "-1" },
    el("span", { class: "what" }, relation.one), el("span", { class: "sure" }, `${link.judgement ? SIGNS[link.judgement] : ""}${figure}`),
    later === BEFORE ? el("span", { class: "odd" }, "⚠") : null);
  if (link.judgement === "reject") button.classList.add("rejected");
  button.addEventListener("click", (event) => choose({ link }, button, event.detail === 0));
  return button;
}

const AT_ONCE = 24; // buttons made in one frame while the picture moves

/** Keep buttons for just these keys; `make` makes a missing one, the focused one always stays. While the picture moves,
 *  some are left for the next frame. */
function kept(buttons, keys, make) {
  const stage = byId("stage");
  let made = 0;
  for (const [key, button] of buttons) {
    if (keys.has(key) || button === document.activeElement) continue;
    button.remove();
    buttons.delete(key);
  }
  for (const key of keys) {
    if (buttons.has(key)) continue;
    if (image.timer && made >= AT_ONCE) { later(); return; }
    made += 1;
    const button = make(key);
    buttons.set(key, button);
    stage.append(button);
  }
}

/** Have cards of these nodes, and the labels of hops in sight, each in its place. */
function showCards(ids) {
  const stage = byId("stage");
  stage.style.transform = `translate(${frame.x}px, ${frame.y}px) scale(${frame.k})`;
  kept(cards, ids, (id) => placed(card(nodes.get(id)), boxes.get(id)));
  const spotted = new Map();
  if (ids.size) {
    for (const line of lines) {
      if (line.pill && inSight({ left: line.pill.x - 60, right: line.pill.x + 60, top: line.pill.y - 14, bottom: line.pill.y + 14 }, frame)) spotted.set(line.link.id, line);
    }
  }
  kept(labels, new Set(apart([...spotted.values()])), (id) => {
    const { pill, link } = spotted.get(id);
    const button = labelOf(link);
    button.style.left = `${pill.x}px`;
    button.style.top = `${pill.y}px`;
    return button;
  });
  for (const [id, button] of cards) mark(button, nodeState(id), !shown.nodes.has(id));
  for (const [id, button] of labels) {
    const link = spotted.has(id) ? spotted.get(id).link : links.find((each) => each.id === id);
    mark(button, stateOf(link), !shown.links.has(id));
  }
}

/** Ids of the links whose labels do not cover each other, the surest first. */
function apart(some) {
  const taken = [];
  const weight = (line) => (stateOf(line.link) === "faded" ? 0 : 2) + sureness(line.link);
  return some.sort((a, b) => weight(b) - weight(a)).filter(({ pill }) => {
    if (taken.some((other) => Math.abs(other.x - pill.x) < 104 && Math.abs(other.y - pill.y) < 21)) return false;
    taken.push(pill);
    return true;
  }).map((line) => line.link.id);
}

function placed(button, box) {
  Object.assign(button.style, { left: `${box.x}px`, top: `${box.y}px`, width: `${box.width}px`, height: `${box.height}px` });
  return button;
}

function mark(button, state, out) {
  button.classList.toggle("chosen", state === "chosen");
  button.classList.toggle("lit", state === "lit");
  button.classList.toggle("dim", state === "faded");
  button.inert = out;
}
