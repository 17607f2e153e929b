// The same as tables, for screen readers, for print, and for all that the picture has no room for.

const PAGE = 100;
const shownRows = { hops: PAGE, articles: PAGE };

function dateCell(node) {
  return el("td", { class: "when" }, dateWords(node), early.has(node.id) ? el("span", { class: "odd" }, " ⚠ before its source") : null);
}

function nodeCell(node, scope) {
  const who = el("span", { class: "outlet" }, leading(node));
  const title = node.url ? linked(node.url, titleOf(node)) : said("span", {}, titleOf(node));
  const state = node.status === "read" ? null : el("span", { class: "state" }, `${STATUSES[node.status].mark} ${STATUSES[node.status].one}`);
  return el(scope ? "th" : "td", scope ? { scope } : {}, who, languageTag(node), el("span", { class: "line2" }, title), state);
}

function hopRow(link) {
  const [source, derived] = [nodes.get(link.source), nodes.get(link.derived)];
  const quote = link.evidence.find((item) => item.quote);
  const whole = el("details", {}, el("summary", {}, count(link.evidence.length, "piece of evidence", "pieces of evidence")));
  // Filled when first opened: thousands of rows stay light.
  const fill = () => { if (whole.childElementCount === 1) whole.append(linkDetail(link, "h4")); };
  whole.addEventListener("toggle", fill);
  whole.addEventListener("unfold", () => { fill(); whole.open = true; });
  return el("tr", { class: `r-${link.relation}` },
    nodeCell(derived, "row"),
    el("td", {}, el("span", { class: "relation" }, RELATIONS[link.relation].of),
      link.translator ? said("span", { class: "line2" }, `by ${link.translator}`) : null, link.judgement ? el("span", { class: "verdict" }, VERDICTS[link.judgement]) : null),
    nodeCell(source),
    el("td", { class: "figure" }, percent(link.confidence)),
    el("td", { class: "when" }, impossible.has(link.id) ? "⚠ " : null, lag(source.published, derived.published) || "—"),
    el("td", { class: "quotes" }, quote ? said("q", {}, cut(quote.quote, 220)) : null, whole));
}

function articleRow(node) {
  return el("tr", {}, nodeCell(node, "row"),
    el("td", {}, node.language ? languageName(node.language) : "—"), dateCell(node),
    el("td", {}, said("span", {}, node.authors.join(", ") || "—")),
    el("td", {}, STATUSES[node.status].one),
    el("td", { class: "figure" }, String((copiesOf.get(node.id) || []).length)));
}

function table(id, heads, rows) {
  const head = el("thead", {}, el("tr", {}, heads.map((text) => el("th", { scope: "col" }, text))));
  byId(id).replaceChildren(head, el("tbody", {}, rows));
}

function more(id, kind, total) {
  const button = byId(id);
  const left = total - shownRows[kind];
  button.hidden = left <= 0;
  button.textContent = `Show ${Math.min(left, 500)} more of ${left.toLocaleString("en")}`;
}

/** Both tables, of the links and nodes that pass the filters. */
function showTables(someLinks, someNodes) {
  table("hop-table", ["Copy", "Relation", "Source", "Confidence", "Time", "Evidence"], someLinks.slice(0, shownRows.hops).map(hopRow));
  table("article-table", ["Article", "Language", "Published", "By", "State", "Copies"], someNodes.slice(0, shownRows.articles).map(articleRow));
  more("hop-more", "hops", someLinks.length);
  more("article-more", "articles", someNodes.length);
}
