// On paper: the whole picture as one drawing that fits the sheet, and the tables with all evidence.

const SHEET = 1600; // as wide a picture, in pixels, still has letters of its own size on paper

/** The picture as SVG, in black on white where it must be; every text by text nodes. */
function drawing() {
  const { right, bottom } = wholeBox();
  const strip = 46;
  const ground = plan.lanes.map((lane, index) => svg("rect", frame.sideways
    ? { class: `band band-${index % 2}`, x: 0, y: lane.from, width: right, height: lane.to - lane.from }
    : { class: `band band-${index % 2}`, x: lane.from, y: 0, width: lane.to - lane.from, height: bottom }));
  const larger = Math.max(1, right / SHEET); // letters of lanes and slots grow with what must shrink
  const laneWords = plan.lanes.filter((lane) => lane.key !== "").map((lane) => svg("text", frame.sideways
    ? { class: "lane", x: 6, y: lane.from + 12 * larger + 4, "font-size": 14 * larger } : { class: "lane", x: lane.from + 6, y: -6, "font-size": 13 * larger }, laneName(lane.key)));
  return svg("svg", { class: "drawing", viewBox: frame.sideways ? `0 ${-strip * larger} ${right} ${bottom + strip * larger}` : `-110 -30 ${right + 110} ${bottom + 30}`,
    role: "img", "aria-label": "The chain in time" },
    ground, [...boxes].map(([id, box]) => printedSpan(nodes.get(id), box)), slotMarks(right, bottom, larger), lines.map(printedLine), [...boxes].map(([id, box]) => printedCard(nodes.get(id), box)), laneWords);
}

function slotMarks(right, bottom, larger) {
  let free = -Infinity;
  return plan.slots.flatMap((slot) => {
    const words = slotWords(slot).filter(Boolean).join(" ");
    if (!frame.sideways) return [svg("text", { class: "lane", x: -104, y: slot.from + 16, "font-size": 11 }, words)];
    const border = svg("line", { class: "slot", x1: slot.from, x2: slot.from, y1: -20 * larger, y2: bottom });
    if (slot.from < free) return [border];
    free = slot.from + words.length * 9 * larger;
    return [border, svg("text", { class: "lane", x: slot.from + 5, y: -8 * larger, "font-size": 15 * larger }, words)];
  });
}

function printedLine(line) {
  const { link } = line;
  const head = HEADS[data.looks[link.relation].head];
  const look = lineLook(link, "");
  const at = line.label;
  return svg("g", { class: `r-${link.relation}${impossible.has(link.id) ? " alarmed" : ""}`, opacity: shown.links.has(link.id) ? null : 0.2 },
    svg("path", { class: "ink", d: line.d, "stroke-width": look.width, opacity: look.alpha, "stroke-dasharray": look.dashes || null }),
    svg("path", { class: head.fill ? "tip solid" : "tip hollow", d: head.d, transform: `translate(${line.head.x} ${line.head.y}) rotate(${(line.head.angle * 180) / Math.PI})` }),
    at && boxes.size <= 150 ? svg("text", { class: "pill", x: at.x, y: at.y - 5, "text-anchor": "middle" }, `${line.pill ? `${RELATIONS[link.relation].one} ` : ""}${percent(link.confidence)}`) : null);
}

function printedSpan(node, box) {
  const span = spanOf(node, plan);
  if (!span) return null;
  const level = frame.sideways ? box.y + box.height + 7 : box.x + box.width + 7;
  const [from, to] = span;
  const d = frame.sideways ? `M ${from} ${level - 4} v 8 m 0 -4 H ${to} m 0 -4 v 8` : `M ${level - 4} ${from} h 8 m -4 0 V ${to} m -4 0 h 8`;
  return svg("path", { class: "span", d });
}

/** A card on paper: as much text as its width holds, the rest is in the table. */
function printedCard(node, box) {
  const fit = (text, size) => cut(text, Math.max(3, Math.floor((box.width - 20) / (size * (/[\u1100-\u9fff\uac00-\uffef]/.test(text) ? 1.02 : 0.56)))));
  const line = (y, text, style, size) => (text ? svg("text", { class: style, x: box.x + 10, y: box.y + y, "font-size": size }, fit(text, size)) : null);
  const above = flag(node);
  const facts = [node.language, dateWords(node), early.has(node.id) ? "⚠" : "", node.status === "read" ? "" : STATUSES[node.status].one];
  return svg("g", { class: `leaf is-${node.status}${above ? " marked" : ""}`, opacity: shown.nodes.has(node.id) ? null : 0.25 },
    svg("rect", { x: box.x, y: box.y, width: box.width, height: box.height, rx: 8, "stroke-dasharray": node.status === "read" ? null : "6 4" }),
    above ? line(-5, above.toUpperCase(), "above", 11) : null,
    line(22, nameOf(node), "name", 14), line(44, titleOf(node), "title", 13), line(box.height - 12, facts.filter(Boolean).join(" · "), "facts", 12));
}

function printing() {
  window.addEventListener("beforeprint", () => {
    Object.assign(shownRows, { hops: Infinity, articles: Infinity });
    apply();
    for (const whole of document.querySelectorAll("#hop-table details")) whole.dispatchEvent(new Event("unfold"));
    byId("printed").replaceChildren(drawing());
  });
  window.addEventListener("afterprint", () => { byId("printed").replaceChildren(); Object.assign(shownRows, { hops: PAGE, articles: PAGE }); apply(); });
}
