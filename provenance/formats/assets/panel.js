// The evidence of what was chosen: a node with its hops, one hop, or a group of hops.

function fact(term, value) {
  return value === null || value === undefined || value === "" ? [] : [el("dt", {}, term), el("dd", {}, value)];
}

function nodeFacts(node) {
  const status = STATUSES[node.status];
  const state = `${status.mark} ${status.one}: ${node.detail || status.long}`.trim();
  return el("dl", { class: "facts" },
    fact("Outlet", node.outlet && said("span", {}, node.outlet)),
    fact("Site", node.domain && said("span", {}, node.domain)),
    fact("By", node.authors.length ? said("span", {}, node.authors.join(", ")) : null),
    fact("Language", node.language && languageName(node.language)),
    fact("Published", shownDate(node.published)),
    fact("As written", node.published && said("span", {}, node.published.text)),
    fact("Address", node.url && linked(node.url)),
    fact("State", said("span", {}, state)));
}

/** One piece of evidence: the quoted line first, then what it was worth. */
function evidenceItem(item) {
  const weight = item.weight === null ? "no weight" : `${item.weight < 0 ? "−" : "+"}${Math.abs(item.weight).toFixed(2)}`;
  const meter = el("span", { class: item.weight < 0 ? "meter against" : "meter", "aria-hidden": "true" });
  meter.style.setProperty("--share", `${Math.min(100, Math.abs(item.weight || 0) * 20)}%`);
  const where = [item.place && `place: ${item.place}`, item.finder && `found by: ${item.finder}`].filter(Boolean).join(" · ");
  return el("li", { class: "proof" },
    item.quote ? said("blockquote", {}, item.quote) : null,
    el("p", { class: "rule" }, el("strong", {}, item.rule), el("span", { class: "weight", title: "weight in log-odds" }, weight), meter),
    item.detail ? said("p", { class: "why" }, item.detail) : null,
    where ? said("p", { class: "where" }, where) : null);
}

function rivalItem(rival) {
  const node = nodes.get(rival.source);
  const name = node ? said("button", { type: "button", class: "text" }, nameOf(node)) : said("span", {}, rival.source);
  if (node) name.addEventListener("click", () => choose({ node }, cards.get(node.id), true));
  return el("li", {}, name, ` ${percent(rival.confidence)}`);
}

const VERDICTS = { confirm: "✓ confirmed by a person", reject: "✕ rejected by a person", unsure: "~ a person was unsure" };

/** Everything that is known of a hop. */
function linkDetail(link, level) {
  const [source, derived] = [nodes.get(link.source), nodes.get(link.derived)];
  const go = (node) => {
    const button = said("button", { type: "button", class: "text" }, nameOf(node));
    button.addEventListener("click", () => choose({ node }, cards.get(node.id), true));
    return button;
  };
  const proofs = link.evidence.map(evidenceItem);
  return el("section", { class: `hop-detail r-${link.relation}` },
    el(level, {}, go(derived), el("em", {}, ` ${RELATIONS[link.relation].of} `), go(source)),
    el("p", { class: "sum" }, el("strong", {}, percent(link.confidence)), " confidence",
      link.judgement ? el("span", { class: "verdict" }, VERDICTS[link.judgement]) : null),
    el("dl", { class: "facts" },
      fact("Translator", link.translator && said("span", {}, link.translator)),
      fact("Translated for", link.translated_for && said("span", {}, link.translated_for)),
      fact("Time", lag(source.published, derived.published))),
    proofs.length ? el("ul", { class: "proofs", "aria-label": "Evidence" }, proofs) : el("p", { class: "why" }, "No evidence is recorded."),
    link.rivals.length ? el("div", { class: "rivals" }, el("h4", {}, "Rivals not chosen"), el("ul", {}, link.rivals.map(rivalItem))) : null);
}

function nodeDetail(node) {
  const up = sourcesOf.get(node.id) || [];
  const down = copiesOf.get(node.id) || [];
  const shown = down.slice(0, 40).map((link) => {
    const copy = nodes.get(link.derived);
    const button = said("button", { type: "button", class: "text" }, nameOf(copy));
    button.addEventListener("click", () => choose({ link }, cards.get(copy.id), true));
    return el("li", {}, button, ` ${RELATIONS[link.relation].one.toLowerCase()}, ${percent(link.confidence)}`);
  });
  return [
    el("p", { class: "kicker" }, flag(node) || "article"),
    said("h3", { class: "big", tabindex: "-1" }, titleOf(node), node.language),
    nodeFacts(node),
    up.length ? el("h4", { class: "part" }, "Where it was taken from") : el("p", { class: "why" }, "No source of it is known."),
    ...up.map((link) => linkDetail(link, "h5")),
    down.length ? el("h4", { class: "part" }, `Taken from it: ${count(down.length, "copy", "copies")}`) : null,
    down.length ? el("ul", { class: "copies" }, shown, down.length > 40 ? el("li", {}, `and ${down.length - 40} more, in the table`) : null) : null,
  ].filter(Boolean);
}

function groupDetail(group) {
  const items = group.links.slice(0, 60).map((link) => el("details", {},
    el("summary", {}, said("span", {}, nameOf(nodes.get(link.derived))), ` ${percent(link.confidence)}`), linkDetail(link, "h5")));
  return [
    el("p", { class: "kicker" }, RELATIONS[group.relation].one),
    el("h3", { class: "big", tabindex: "-1" }, `${group.links.length} copies taken from `, said("span", {}, nameOf(nodes.get(group.source)))),
    ...items,
    group.links.length > 60 ? el("p", { class: "why" }, `and ${group.links.length - 60} more, in the table`) : null,
  ].filter(Boolean);
}

let opener = null;
let closing = false; // the focus that goes back to the opener opens nothing

/** Show the evidence of a node, link or group; `enter` moves the keyboard's focus into it. */
function choose(what, from, enter) {
  const detail = byId("detail");
  const wasOpen = !byId("panel").hidden;
  for (const element of document.querySelectorAll(".chosen")) element.classList.remove("chosen");
  if (what.node) detail.replaceChildren(...nodeDetail(what.node));
  if (what.group) detail.replaceChildren(...groupDetail(what.group));
  if (what.link) {
    detail.replaceChildren(el("p", { class: "kicker" }, `Hop: ${RELATIONS[what.link.relation].one}`), linkDetail(what.link, "h3"));
    detail.querySelector("h3").setAttribute("tabindex", "-1");
  }
  mark(what);
  opener = from || opener;
  byId("panel").hidden = false;
  byId("panel").scrollTop = 0;
  byId("work").classList.add("open");
  if (!wasOpen && from && byId("view").contains(from)) {
    if (fitted) fit(0.5); // the picture has become narrower
    reveal(from);
  }
  if (enter) detail.querySelector("h3").focus();
  byId("said").textContent = `Evidence shown: ${cut(detail.querySelector("h3").textContent, 160)}`;
}

/** Mark what was chosen, and the lines that touch it. */
function mark(what) {
  const marked = [];
  if (what.node) {
    marked.push(cards.get(what.node.id));
    for (const link of [...(sourcesOf.get(what.node.id) || []), ...(copiesOf.get(what.node.id) || [])]) {
      marked.push(paths.get(`l:${link.id}`), labels.get(`l:${link.id}`));
    }
  }
  const key = what.link ? `l:${what.link.id}` : what.group ? `g:${what.group.id}` : null;
  if (key) marked.push(paths.get(key), labels.get(key));
  for (const element of marked) if (element) element.classList.add("chosen");
}

function closePanel() {
  byId("panel").hidden = true;
  byId("work").classList.remove("open");
  if (fitted) fit(LEGIBLE);
  for (const element of document.querySelectorAll(".chosen")) element.classList.remove("chosen");
  closing = true;
  if (opener && opener.isConnected) opener.focus({ preventScroll: true });
  closing = false;
}
