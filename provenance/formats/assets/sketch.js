// The page that was read, in outline: its parts from top to bottom, each quoted line where it stands.

const PARTS = {
  metadata: "metadata, not seen by readers", title: "title", head: "above the text", byline: "byline", inline: "within the text",
  quote: "in a quotation", caption: "caption of a picture", tail: "below the text", aside: "beside the text", comment: "in a comment",
  chrome: "the site's own frame",
};
const ALWAYS = ["title", "byline", "inline", "tail"]; // the outline without which a page is no page

/** The outline of a copy's page with the lines of a hop's evidence; nothing where no line is quoted. */
function sketch(link) {
  const quoted = link.evidence.filter((item) => item.quote);
  if (quoted.length === 0) return null;
  const node = nodes.get(link.derived);
  const known = Object.keys(PARTS);
  const others = quoted.filter((item) => !known.includes(item.place)).map((item) => item.place || "place not recorded");
  const parts = [...known, ...new Set(others)].map((place) => {
    const lines = quoted.filter((item) => (item.place || "place not recorded") === place);
    if (lines.length === 0 && !ALWAYS.includes(place)) return null;
    return el("li", { class: `part-of ${lines.length ? "holds" : "empty"} p-${known.includes(place) ? place : "other"}` },
      said("span", { class: "place" }, PARTS[place] ? `${PARTS[place]} (${place})` : place),
      lines.length ? lines.map((item) => [said("q", {}, item.quote, node.language), ...worth(item)]) : filler(place, node));
  });
  return el("figure", { class: "sketch-of" },
    el("figcaption", {}, "The page of ", said("b", {}, nameOf(node)), ", in outline"), el("ol", { class: "parts" }, parts));
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
