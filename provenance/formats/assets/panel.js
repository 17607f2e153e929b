// The evidence of what was chosen: a node with its hops, or one hop.

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
    fact("Language", node.language && said("span", {}, languageName(node.language))),
    fact("Published", node.published ? dateWords(node) : "date not known"),
    fact("As written", node.published && said("span", {}, node.published.text)),
    fact("Address", node.url && linked(node.url)),
    node.captured.map((capture) => fact("Captured", capture.memento
      ? linked(capture.memento, `${shownMoment(capture.when)}, in an archive`) : shownMoment(capture.when))),
    fact("State", said("span", {}, state)));
}

/** A node's name that leads to the node. */
function leading(node, text) {
  const button = said("button", { type: "button", class: "text" }, text || nameOf(node));
  button.addEventListener("click", () => { if (boxes.has(node.id)) goTo(node.id, false); choose({ node }, null, true); });
  return button;
}

function rivalItem(rival) {
  const node = nodes.get(rival.source);
  return el("li", {}, node ? leading(node) : said("span", {}, rival.source), ` ${percent(rival.confidence)}`);
}

const VERDICTS = { confirm: "✓ confirmed by a person", reject: "✕ rejected by a person", unsure: "~ a person was unsure" };

/** Everything that is known of a hop. */
function linkDetail(link, level) {
  const [source, derived] = [nodes.get(link.source), nodes.get(link.derived)];
  const others = link.evidence.filter((item) => !item.quote).map((item) => el("li", { class: "proof" }, worth(item)));
  const bar = el("span", { class: "meter sure", "aria-hidden": "true" });
  bar.style.setProperty("--share", `${100 * sureness(link)}%`);
  return el("section", { class: `hop-detail r-${link.relation}` },
    el(level, {}, leading(derived), el("em", {}, ` ${RELATIONS[link.relation].of} `), leading(source)),
    impossible.has(link.id) ? el("p", { class: "alarm" }, "⚠ The copy is dated before its source (or, where that has no date, before the source’s own source): one of the two dates cannot be right, or the hop runs the other way.") : null,
    el("p", { class: "sum" }, el("strong", {}, percent(link.confidence)), " confidence ", bar,
      link.judgement ? el("span", { class: "verdict" }, VERDICTS[link.judgement]) : null),
    el("dl", { class: "facts" },
      fact("Translator", link.translator && said("span", {}, link.translator)),
      fact("Translated for", link.translated_for && said("span", {}, link.translated_for)),
      fact("Reviser", link.reviser && said("span", {}, link.reviser)),
      fact("Licence", link.licence && (/^https?:/i.test(link.licence) ? linked(link.licence) : said("span", {}, link.licence))),
      fact("Time", lag(source.published, derived.published)),
      link.words.map((word) => fact("Judged", said("span", {}, [SIGNS[word.verdict] + word.verdict, `by ${word.by}`, shownMoment(word.at), word.note].filter(Boolean).join(" · "))))),
    sketches(link),
    others.length ? el("ul", { class: "proofs", "aria-label": "What else speaks for it or against it" }, others) : null,
    link.evidence.length ? null : el("p", { class: "why" }, "No evidence is recorded."),
    link.rivals.length ? el("div", { class: "rivals" }, el("h4", {}, "Rivals not chosen"), el("ul", {}, link.rivals.map(rivalItem))) : null);
}

function nodeDetail(node) {
  const up = sourcesOf.get(node.id) || [];
  const down = copiesOf.get(node.id) || [];
  const shownCopies = down.slice(0, 40).map((link) => el("li", {}, leading(nodes.get(link.derived)),
    ` ${RELATIONS[link.relation].one.toLowerCase()}, ${percent(link.confidence)}`));
  const hops = wayUp(node.id);
  const ladder = hops.length > 1 ? el("p", { class: "ladder" }, "Way to the origin: ",
    hops.flatMap((link) => [" ← ", leading(nodes.get(link.source))]).slice(1)) : null;
  return [
    el("p", { class: "kicker" }, flag(node) || "article"),
    said("h3", { class: "big", tabindex: "-1" }, titleOf(node), node.language),
    nodeFacts(node),
    ladder,
    up.length ? el("h4", { class: "part" }, "Where it was taken from") : el("p", { class: "why" }, "No source of it is known."),
    ...up.map((link) => linkDetail(link, "h5")),
    down.length ? el("h4", { class: "part" }, `Taken from it: ${count(down.length, "copy", "copies")}`) : null,
    down.length ? el("ul", { class: "copies" }, shownCopies, down.length > 40 ? el("li", {}, `and ${down.length - 40} more, in the table`) : null) : null,
  ].filter(Boolean);
}

let opener = null; // {node} or {link} that the keyboard goes back to

/** Show the evidence of a node or link and light its way to the origin; `enter` moves the keyboard's focus into it. */
function choose(what, from, enter) {
  const detail = byId("detail");
  const closed = byId("panel").hidden;
  chosen = what;
  if (what.node) detail.replaceChildren(...nodeDetail(what.node));
  if (what.link) {
    detail.replaceChildren(el("p", { class: "kicker" }, `Hop: ${RELATIONS[what.link.relation].one}`), linkDetail(what.link, "h3"));
    detail.querySelector("h3").setAttribute("tabindex", "-1");
  }
  opener = what;
  byId("panel").hidden = false;
  byId("panel").scrollTop = 0;
  byId("work").classList.add("open");
  lighten();
  const before = frame.k;
  if (closed) resized();
  const at = what.node ? what.node.id : what.link.derived;
  // The window became smaller: what was legible stays so.
  if (boxes.has(at) && closed && before >= CARDS && frame.k < CARDS) { own = true; centre(at, before, false); }
  if (boxes.has(at) && from && byId("view").contains(from)) goTo(at, false);
  paint();
  if (enter) detail.querySelector("h3").focus({ preventScroll: true });
  byId("said").textContent = `Evidence shown: ${cut(detail.querySelector("h3").textContent, 160)}`;
}

/** The way from what was chosen to its origin, and what touches it directly. */
function lighten() {
  const start = chosen.node ? chosen.node.id : chosen.link ? chosen.link.derived : null;
  const lights = chosen.link ? [chosen.link, ...wayUp(chosen.link.source)] : start === null ? [] : wayUp(start);
  if (chosen.node) lights.push(...(copiesOf.get(start) || []), ...(sourcesOf.get(start) || []));
  lit = { links: new Set(lights.map((link) => link.id)), nodes: new Set(lights.flatMap((link) => [link.source, link.derived])) };
  if (start !== null && lit.links.size) lit.nodes.add(start);
  regather();
}

function closePanel() {
  byId("panel").hidden = true;
  byId("work").classList.remove("open");
  const back = opener;
  [chosen, opener] = [{}, null];
  lighten();
  resized();
  if (!back) return;
  const id = back.node ? back.node.id : back.link.derived;
  if (boxes.has(id)) goTo(id, !back.link);
  if (back.link) (labels.get(back.link.id) || byId("view")).focus({ preventScroll: true });
}

function resized() {
  const before = { ...frame };
  measure();
  if (!own && (before.width !== frame.width || before.height !== frame.height)) home(false);
  paint();
}
