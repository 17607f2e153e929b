// Search, filters and wiring.

const filter = { words: "", language: "", relations: new Set(Object.keys(RELATIONS)) };
const searchable = new Map([...nodes.values()].map((node) => [node.id, haystack(node)]));
const narrow = window.matchMedia("(max-width: 720px)");

function passes(node) {
  if (filter.language && (node.language || "?") !== filter.language) return false;
  return filter.words.split(/\s+/).every((word) => searchable.get(node.id).includes(word));
}

function linkPasses(link) {
  return filter.relations.has(link.relation) && (passes(nodes.get(link.derived)) || passes(nodes.get(link.source)));
}

function dim(element, off) {
  if (!element) return;
  element.classList.toggle("dim", off);
  if (element instanceof HTMLElement) element.inert = off;
}

/** A node is shown if it passes, unless every hop it takes part in is of a relation switched off. */
function nodeShown(node) {
  const hops = [...(sourcesOf.get(node.id) || []), ...(copiesOf.get(node.id) || [])];
  return passes(node) && (hops.length === 0 || hops.some((link) => filter.relations.has(link.relation)));
}

function apply() {
  const someNodes = [...nodes.values()].filter(nodeShown);
  const someLinks = links.filter(linkPasses);
  const [nodeIds, linkIds] = [new Set(someNodes.map((n) => n.id)), new Set(someLinks.map((l) => l.id))];
  for (const [id, button] of cards) dim(button, !nodeIds.has(id));
  for (const link of links) {
    dim(paths.get(`l:${link.id}`), !linkIds.has(link.id));
    dim(labels.get(`l:${link.id}`), !linkIds.has(link.id));
  }
  for (const group of groups) {
    const off = !group.links.some((link) => linkIds.has(link.id));
    dim(paths.get(`g:${group.id}`), off);
    dim(labels.get(`g:${group.id}`), off);
  }
  showTables(someLinks, someNodes);
  const all = someNodes.length === nodes.size && someLinks.length === links.length;
  const shown = `${count(nodes.size, "article", "articles")}, ${count(links.length, "hop", "hops")}`;
  byId("count").textContent = all ? shown : `${someNodes.length} of ${shown.replace(", ", `, ${someLinks.length} of `)}`;
}

/** The sentence that answers the question, and the way from the origin as a line of names. */
function headline() {
  const languages = new Set(data.nodes.map((node) => node.language).filter(Boolean));
  if (!focus) {
    const origins = data.nodes.filter((node) => isOrigin(node.id)).length;
    byId("kicker").textContent = "Where they came from";
    byId("heading").textContent = `${count(nodes.size, "article", "articles")}, ${count(origins, "origin", "origins")}`;
    byId("lead").textContent = `${count(links.length, "hop", "hops")} in ${count(languages.size, "language", "languages")}. Origins stand at the left, copies to the right.`;
    return;
  }
  byId("kicker").textContent = "Where it came from";
  byId("heading").replaceChildren(said("span", {}, titleOf(focus), focus.language));
  byId("lead").replaceChildren(...lead());
  const steps = [...way].reverse().flatMap((link, index) => {
    const source = nodes.get(link.source);
    return [el("li", {}, step(source), el("span", { class: `turn r-${link.relation}` }, RELATIONS[link.relation].one.toLowerCase())),
      index === way.length - 1 ? el("li", {}, step(focus)) : null];
  });
  byId("trail").replaceChildren(...steps.filter(Boolean));
}

function step(node) {
  const button = el("button", { type: "button", class: "text" }, said("span", {}, nameOf(node)), languageTag(node));
  button.addEventListener("click", () => {
    choose({ node }, cards.get(node.id), false);
    if (cards.has(node.id)) reveal(cards.get(node.id));
  });
  return button;
}

function lead() {
  const who = said("b", {}, nameOf(focus));
  if (way.length === 0) return alone(who);
  const end = nodes.get(way[way.length - 1].source);
  const sure = way.reduce((product, link) => product * (link.confidence ?? 1), 1);
  const known = end.status === "read" ? "" : ` (${STATUSES[end.status].long})`;
  return ["The copy at ", who, " goes back to ", said("b", {}, nameOf(end)), `${known}, ${count(way.length, "hop", "hops")} away. `,
    `Confidence over the whole way: ${percent(sure)}.`];
}

/** Of an article without a source: what that means, and what it credits or gave. */
function alone(who) {
  const lead = (sourcesOf.get(focus.id) || []).find((link) => link.relation === "via" && link.judgement !== "reject");
  const copies = (copiesOf.get(focus.id) || []).length;
  return ["Nothing here says that the article at ", who, " was taken from elsewhere.",
    ...(lead ? [" It credits ", said("b", {}, nameOf(nodes.get(lead.source))), " for the lead."] : []),
    copies ? ` ${count(copies, "copy was", "copies were")} taken from it.` : ""].filter(Boolean);
}

function sample(relation) {
  const at = { x1: 1, y1: 6, x2: 29, y2: 6 };
  return svg("svg", { class: `sample line r-${relation}`, width: 30, height: 12, "aria-hidden": "true", focusable: "false" },
    svg("line", { class: "ink", ...at, "stroke-width": relation === "syndication" ? 5 : 3, "stroke-dasharray": RELATIONS[relation].dash || null }),
    relation === "syndication" ? svg("line", { class: "core", ...at, "stroke-width": 2 }) : null);
}

/** The relations that occur, each a switch that is also the legend of its line. */
function chips() {
  const present = Object.keys(RELATIONS).filter((relation) => links.some((link) => link.relation === relation));
  byId("relations").replaceChildren(...present.map((relation) => {
    const chip = el("button", { type: "button", class: `chip r-${relation}`, "aria-pressed": "true" }, sample(relation), RELATIONS[relation].one);
    chip.addEventListener("click", () => {
      const on = !filter.relations.delete(relation);
      if (on) filter.relations.add(relation);
      chip.setAttribute("aria-pressed", String(on));
      apply();
    });
    return chip;
  }));
}

function legend() {
  const present = Object.keys(STATUSES).filter((status) => data.nodes.some((node) => node.status === status));
  const undrawn = nodes.size - cards.size;
  byId("legend").replaceChildren(
    el("span", { class: "note" }, narrow.matches ? "Origin above, copies below." : "Origin at the left, copies at the right.",
      " An arrow points from a copy to what it was taken from; the wider it is, the surer. Choose a card or a line for its evidence."),
    ...present.map((status) => el("span", { class: "key" }, el("i", { class: `swatch is-${status}` }, STATUSES[status].mark), STATUSES[status].long)),
    undrawn > 0 ? el("span", { class: "key" }, `${count(undrawn, "article is", "articles are")} not drawn: unfold a frame, or see the tables.`) : "");
}

function languages() {
  const codes = [...new Set(data.nodes.map((node) => node.language || "?"))];
  const named = codes.map((code) => [code, code === "?" ? "not known" : `${languageName(code)} (${code})`]);
  named.sort((a, b) => a[1].localeCompare(b[1], "en"));
  byId("language").replaceChildren(el("option", { value: "" }, "All languages"), ...named.map(([value, text]) => el("option", { value }, text)));
}

/** Draw, then show the article asked about, else the origin of most copies, or stay at a group just unfolded. */
function redraw(group) {
  const before = scale;
  draw(!narrow.matches);
  fit(LEGIBLE);
  if (group) zoomTo(before);
  legend();
  apply();
  const most = [...copiesOf].sort((a, b) => b[1].length - a[1].length)[0];
  const at = group ? labels.get(`g:${group}`) : cards.get(focus ? focus.id : most && most[0]);
  if (at) reveal(at);
  if (group) cards.get(groupById.get(group).links[FOLD].derived).focus({ preventScroll: true });
}

/** Arrow keys: left to the source, right to the first copy (up and down in a narrow window), else the neighbours. */
function walk(event) {
  const card = event.target.closest(".card");
  const keys = narrow.matches ? ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"] : ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
  const move = keys.indexOf(event.key);
  if (!card || move < 0) return;
  const id = [...cards].find(([, button]) => button === card)[0];
  const all = [...byId("stage").querySelectorAll(".card")];
  const source = bestSource(id) || (sourcesOf.get(id) || [])[0];
  const copy = (copiesOf.get(id) || [])[0];
  const next = [source && cards.get(source.source), copy && cards.get(copy.derived), all[all.indexOf(card) - 1], all[all.indexOf(card) + 1]][move];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Drag to move about; a plain click still chooses. */
function dragging(view) {
  let from = null;
  view.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch" || event.target.closest("button")) return;
    from = { x: event.clientX + view.scrollLeft, y: event.clientY + view.scrollTop };
    view.classList.add("drags");
  });
  window.addEventListener("pointermove", (event) => {
    if (!from) return;
    view.scrollLeft = from.x - event.clientX;
    view.scrollTop = from.y - event.clientY;
  });
  window.addEventListener("pointerup", () => { from = null; view.classList.remove("drags"); });
}

function printing() {
  window.addEventListener("beforeprint", () => {
    shownRows.hops = Math.max(shownRows.hops, 1000);
    shownRows.articles = Math.max(shownRows.articles, 1000);
    apply();
    for (const whole of document.querySelectorAll("#hop-table details")) whole.dispatchEvent(new Event("unfold"));
    zoomTo(Math.min(1, 980 / extent.width, 620 / extent.height));
  });
  window.addEventListener("afterprint", () => { fit(LEGIBLE); apply(); });
}

function wire() {
  byId("search").addEventListener("input", (event) => { filter.words = event.target.value.trim().toLowerCase(); apply(); });
  byId("language").addEventListener("change", (event) => { filter.language = event.target.value; apply(); });
  byId("in").addEventListener("click", () => zoomTo(scale * 1.25));
  byId("out").addEventListener("click", () => zoomTo(scale / 1.25));
  byId("fit").addEventListener("click", () => fit(0.08));
  byId("close").addEventListener("click", closePanel);
  byId("hop-more").addEventListener("click", () => { shownRows.hops += 500; apply(); });
  byId("article-more").addEventListener("click", () => { shownRows.articles += 500; apply(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !byId("panel").hidden) closePanel(); });
  byId("view").addEventListener("keydown", walk);
  byId("view").addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoomTo(scale * Math.exp(-event.deltaY / 300));
  }, { passive: false });
  narrow.addEventListener("change", () => redraw());
  dragging(byId("view"));
  printing();
}

headline();
chips();
languages();
wire();
redraw();
