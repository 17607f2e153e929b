// The headline, the legend, the keys and the wiring.

/** The sentence that answers the question, and the way from the origin as a line of names. */
function headline() {
  const languages = new Set(data.nodes.map((node) => node.language).filter(Boolean));
  if (!focus) {
    const origins = data.nodes.filter((node) => isOrigin(node.id)).length;
    byId("kicker").textContent = "Where they came from";
    byId("heading").textContent = `${count(nodes.size, "article", "articles")}, ${count(origins, "origin", "origins")}`;
    byId("lead").textContent = `${count(links.length, "hop", "hops")} in ${count(languages.size, "language", "languages")}. Time runs from left to right: origins first, their copies after them.`;
  } else {
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
  byId("alarm").hidden = impossible.size === 0;
  if (impossible.size) byId("alarm").replaceChildren(`⚠ ${count(impossible.size, "copy is dated before what it was", "copies are dated before what they were")} taken from: `, ...odd());
}

function odd() {
  const some = links.filter((link) => impossible.has(link.id));
  const named = some.slice(0, 3).flatMap((link) => [", ", leading(nodes.get(link.derived))]).slice(1);
  return [...named, some.length > 3 ? ` and ${some.length - 3} more.` : "."];
}

function step(node) {
  const button = el("button", { type: "button", class: "text" }, badge(node), said("span", {}, nameOf(node)), languageTag(node));
  button.addEventListener("click", () => { if (boxes.has(node.id)) goTo(node.id, false); choose({ node }, button, false); });
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
  const credit = (sourcesOf.get(focus.id) || []).find((link) => link.relation === "via" && link.judgement !== "reject");
  const copies = (copiesOf.get(focus.id) || []).length;
  return ["Nothing here says that the article at ", who, " was taken from elsewhere.",
    ...(credit ? [" It credits ", said("b", {}, nameOf(nodes.get(credit.source))), " for the lead."] : []),
    copies ? ` ${count(copies, "copy was", "copies were")} taken from it.` : ""].filter(Boolean);
}

function legend() {
  const present = Object.keys(STATUSES).filter((status) => data.nodes.some((node) => node.status === status));
  const vague = data.nodes.some(isVague);
  const undated = data.nodes.some((node) => !node.published);
  const key = (swatch, text) => el("span", { class: "key" }, swatch, text);
  byId("legend").replaceChildren(
    el("span", { class: "note" }, narrow.matches ? "Time runs downwards." : "Time runs from left to right, in steps; what lies between two steps is written on the axis.",
      " An arrow points from a copy to what it was taken from: the wider and stronger, the surer."),
    ...present.map((status) => key(el("i", { class: `swatch is-${status}` }, STATUSES[status].mark), STATUSES[status].long)),
    key(el("i", { class: "badge b-square o-0" }, "Ab"), "an outlet: shape, colour, first letters"),
    vague ? key(el("i", { class: "vague" }), "≈ published sometime in this span") : "",
    undated ? key(el("i", { class: "swatch undated is-read" }), "date not known: stands by its neighbours") : "",
    impossible.size ? key(el("i", { class: "swatch early" }, "⚠"), "dated before its source") : "");
}

/** From a node along an arrow key: to its source, to its first copy, to what stands above and below. */
function stepFrom(id, key) {
  const [back, on, above, below] = frame.sideways ? ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"] : ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
  const visible = (link, end) => (link && shown.nodes.has(link[end]) ? link[end] : null);
  if (key === back) return visible(bestSource(id) || (sourcesOf.get(id) || [])[0], "source");
  if (key === on) return visible((copiesOf.get(id) || []).find((link) => shown.nodes.has(link.derived)), "derived");
  const here = plan.boxes.get(id);
  const sign = key === below ? 1 : key === above ? -1 : 0;
  if (!sign) return null;
  const distance = (box) => (box.c - here.c) * sign + Math.abs(box.a - here.a) * 3;
  const others = [...plan.boxes].filter(([other, box]) => (box.c - here.c) * sign > 0 && shown.nodes.has(other));
  return others.length ? others.reduce((best, each) => (distance(each[1]) < distance(best[1]) ? each : best))[0] : null;
}

function firstNode() {
  const best = [way.length ? way[way.length - 1].source : null, data.focus, [...copiesOf.keys()].find(isOrigin), nodes.keys().next().value];
  return best.find((id) => id !== null && id !== undefined && boxes.has(id)) ?? null;
}

function keys(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key.startsWith("Arrow")) {
    const start = current !== null && boxes.has(current) ? current : null;
    const next = start === null || event.target === byId("view") ? start ?? firstNode() : stepFrom(start, event.key);
    event.preventDefault();
    if (next === null) return;
    goTo(next, true);
    if (!byId("panel").hidden) choose({ node: nodes.get(next) }, null, false);
  } else if (event.key === "Enter" && event.target === byId("view")) {
    const id = current ?? firstNode();
    if (id !== null) { goTo(id, true); choose({ node: nodes.get(id) }, null, true); }
  } else if (event.key === "+" || event.key === "=") zoomBy(1.4);
  else if (event.key === "-") zoomBy(1 / 1.4);
  else if (event.key === "0") { own = false; show(wholeBox(), 1, true); }
}

function zoomBy(factor) {
  own = true;
  const view = d3.select(byId("view"));
  if (calm.matches) view.call(zoom.scaleBy, factor); else view.transition().duration(180).call(zoom.scaleBy, factor);
}

function pointing(view) {
  const at = (event) => { const box = view.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
  view.addEventListener("click", (event) => {
    if (event.target.closest("button") || event.defaultPrevented) return;
    const found = under(...at(event));
    if (found.node || found.link) choose(found, null, false);
  });
  let pending = null;
  view.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons || event.target.closest("button")) { tip(null); return; }
    if (pending) cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => tip(under(...at(event)), ...at(event)));
  });
  view.addEventListener("pointerleave", () => tip(null));
}

/** What the pointer is over, in words beside it. */
function tip(what, x, y) {
  const box = byId("tip");
  const link = what && what.link;
  const node = what && what.node;
  byId("view").classList.toggle("over", Boolean(node || link));
  box.hidden = !link && !(node && frame.k < CARDS);
  if (box.hidden) return;
  if (link) box.replaceChildren(said("b", {}, nameOf(nodes.get(link.derived))), ` ${RELATIONS[link.relation].of} `, said("b", {}, nameOf(nodes.get(link.source))), `: ${percent(link.confidence)}`,
    impossible.has(link.id) ? ` ⚠ ${BEFORE}` : "");
  else box.replaceChildren(said("b", {}, nameOf(node)), el("br"), said("span", {}, cut(titleOf(node), 90)), el("br"), [node.language && languageName(node.language), dateWords(node)].filter(Boolean).join(" · "));
  box.style.left = `${Math.min(x + 14, frame.width - 260)}px`;
  box.style.top = `${y + 16}px`;
}

const THEMES = ["system", "light", "dark"];
const dark = window.matchMedia("(prefers-color-scheme: dark)");
let theme = "system";

function themed() {
  document.documentElement.dataset.theme = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
  byId("theme").textContent = `Theme: ${theme}`;
  readTones();
}

function wire() {
  byId("in").addEventListener("click", () => zoomBy(1.4));
  byId("out").addEventListener("click", () => zoomBy(1 / 1.4));
  byId("fit").addEventListener("click", () => { own = false; show(wholeBox(), 1, true); });
  byId("home").addEventListener("click", () => { const id = firstNode(); if (id !== null) goTo(id, true); });
  byId("close").addEventListener("click", closePanel);
  byId("theme").addEventListener("click", () => { theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]; themed(); regather(); });
  byId("hop-more").addEventListener("click", () => { shownRows.hops += 500; apply(); });
  byId("article-more").addEventListener("click", () => { shownRows.articles += 500; apply(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !byId("panel").hidden) closePanel();
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing) { event.preventDefault(); byId("search").focus(); }
  });
  const view = byId("view");
  d3.select(view).call(zoom).on("dblclick.zoom", null);
  view.addEventListener("keydown", keys);
  view.addEventListener("scroll", () => view.scrollTo(0, 0)); // focus must not push what is cut off into sight
  pointing(view);
  byId("filters").open = !narrow.matches;
  narrow.addEventListener("change", () => { byId("filters").open = !narrow.matches; redraw(); legend(); });
  window.addEventListener("resize", resized);
  new ResizeObserver(resized).observe(view);
  dark.addEventListener("change", () => { themed(); regather(); });
  printing();
}

themed();
layLanes("language");
headline();
wireFilters();
legend();
wire();
redraw();
apply();
paint();
