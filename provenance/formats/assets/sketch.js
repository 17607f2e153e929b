// The page that was read, in outline: its parts from top to bottom, each quoted line where it stands.

const PARTS = {
  metadata: "metadata, not seen by readers", title: "title", head: "above the text", byline: "byline", inline: "within the text",
  quote: "in a quotation", caption: "caption of a picture", tail: "below the text", aside: "beside the text", comment: "in a comment",
  chrome: "the site's own frame",
};
const ALWAYS = ["title", "byline", "inline", "tail"]; // the outline without which a page is no page

const FROM_COPIES = "said-downstream"; // the rule whose lines stand on copies of the copy

/** The outlines of the pages that hold the lines of a hop's evidence: the copy's own first, then those of its copies. */
function sketches(link) {
  const pages = new Map([[link.derived, []]]);
  for (const item of link.evidence.filter((each) => each.quote)) {
    const on = item.around ? item.around.node : item.rule === FROM_COPIES ? null : link.derived;
    if (!pages.has(on)) pages.set(on, []);
    pages.get(on).push(item);
  }
  return [...pages].filter(([, quoted]) => quoted.length).map(([on, quoted]) => sketch(nodes.get(on) || null, quoted));
}

/** The outline of a page with the lines that it holds; of a page that is not known only these. */
function sketch(node, quoted) {
  const known = Object.keys(PARTS);
  const others = quoted.filter((item) => !known.includes(item.place)).map((item) => item.place || "place not recorded");
  const parts = [...known, ...new Set(others)].map((place) => {
    const found = quoted.filter((item) => (item.place || "place not recorded") === place);
    if (found.length === 0 && (!ALWAYS.includes(place) || !node)) return null;
    return el("li", { class: `part-of ${found.length ? "holds" : "empty"} p-${known.includes(place) ? place : "other"}` },
      said("span", { class: "place" }, (PARTS[place] || place) === place ? place : `${PARTS[place]} (${place})`),
      found.length ? found.map((item) => [inPlace(item, node), ...worth(item)]) : filler(place, node));
  });
  const whose = node ? ["The page of ", said("b", {}, nameOf(node)), ", in outline"] : ["On the page of a copy of it"];
  return el("figure", { class: "sketch-of" }, el("figcaption", {}, whose), el("ol", { class: "parts" }, parts));
}

/** A quoted line between what stands before and after it, as far as that was kept. */
function inPlace(item, node) {
  const language = node && node.language;
  const { before, after } = item.around || { before: "", after: "" };
  return el("div", { class: "in-place" },
    before.trim() ? said("span", { class: "around" }, before.trim(), language) : null,
    said("q", {}, item.quote, language),
    after.trim() ? said("span", { class: "around" }, after.trim(), language) : null);
}

/** What a piece of evidence was worth, and why. */
function worth(item) {
  const weight = item.weight === null ? "no weight" : `${item.weight < 0 ? "−" : "+"}${Math.abs(item.weight).toFixed(2)}`;
  const meter = el("span", { class: item.weight < 0 ? "meter against" : "meter", "aria-hidden": "true" });
  meter.style.setProperty("--share", `${Math.min(100, Math.abs(item.weight || 0) * 20)}%`);
  const finder = item.finder ? said("span", { class: "finder" }, `found by: ${item.finder}`) : null;
  return [
    el("p", { class: "rule" }, said("strong", {}, item.rule), el("span", { class: "weight", title: "weight in log-odds" }, weight), meter, finder),
    item.detail ? said("p", { class: "why" }, item.detail) : null,
  ];
}

/** What stands where nothing was quoted: the title itself, else lines of grey. */
function filler(place, node) {
  if (place === "title") return said("span", { class: "own" }, cut(titleOf(node), 120), node.language);
  return el("span", { class: place === "inline" ? "bars many" : "bars", "aria-hidden": "true" });
}
