// Search and filters: what passes stays in full colour, in the picture and in the tables.

const UNKNOWN = "\u0000unknown"; // no cleaned value holds this character
const OTHERS = "\u0000others";
const MOST_LANES = 14;
const filter = { words: [], language: "", outlet: "", from: null, to: null, relations: new Set(Object.keys(RELATIONS)) };
const searchable = new Map([...nodes.values()].map((node) => [node.id, haystack(node)]));
const lanes = { by: "language", large: new Set() };

function languageOf(node) {
  return node.language || UNKNOWN;
}

function laneOf(node) {
  if (lanes.by === "none") return "";
  if (lanes.by === "language") { const code = languageOf(node); return lanes.large.has(code) || code === UNKNOWN ? code : OTHERS; }
  const outlet = outletOf(node);
  return outlet === "?" ? UNKNOWN : lanes.large.has(outlet) ? outlet : OTHERS;
}

/** Lanes by `by`; beyond so many the smaller ones share one. */
function layLanes(by) {
  lanes.by = by;
  const values = by === "outlet" ? data.nodes.map(outletOf) : data.nodes.map(languageOf);
  lanes.large = new Set(counted(values).slice(0, MOST_LANES).map(([value]) => value));
}

function laneName(key) {
  if (key === UNKNOWN) return lanes.by === "language" ? "Language not known" : "Outlet not known";
  if (key === OTHERS) return lanes.by === "language" ? "Other languages" : "Other outlets";
  return cut(lanes.by === "language" ? `${languageName(key)} · ${key}` : key, 40);
}

/** Whether what a date may mean lies at least partly within the two days; what has no date passes only without them. */
function inTime(node) {
  if (filter.from === null && filter.to === null) return true;
  const [start, end] = [startOf(node), endOf(node)];
  if (start === null) return false;
  return (filter.from === null || Math.max(end, start + 1) > filter.from) && (filter.to === null || start < filter.to);
}

function passes(node) {
  if (filter.language && languageOf(node) !== filter.language) return false;
  if (filter.outlet && outletOf(node) !== filter.outlet) return false;
  return inTime(node) && filter.words.every((word) => searchable.get(node.id).includes(word));
}

/** A node is shown if it passes, unless every hop it takes part in is of a relation switched off. */
function nodeShown(node) {
  const hops = [...(sourcesOf.get(node.id) || []), ...(copiesOf.get(node.id) || [])];
  return passes(node) && (hops.length === 0 || hops.some((link) => filter.relations.has(link.relation)));
}

function apply() {
  const someNodes = [...nodes.values()].filter(nodeShown);
  const passing = new Set(someNodes.map((node) => node.id));
  const someLinks = links.filter((link) => filter.relations.has(link.relation) && (passing.has(link.derived) || passing.has(link.source)));
  shown = { nodes: passing, links: new Set(someLinks.map((link) => link.id)) };
  showTables(someLinks, someNodes);
  const all = someNodes.length === nodes.size && someLinks.length === links.length;
  const total = `${count(nodes.size, "article", "articles")}, ${count(links.length, "hop", "hops")}`;
  byId("count").textContent = all ? total : `${someNodes.length} of ${total.replace(", ", `, ${someLinks.length} of `)}`;
  byId("clear").hidden = all;
  regather();
}

function sample(relation) {
  const head = HEADS[data.looks[relation].head];
  const open = relation === "via";
  return svg("svg", { class: `sample r-${relation}`, width: 44, height: 14, viewBox: "0 0 44 14", "aria-hidden": "true", focusable: "false" },
    svg("line", { class: "ink", x1: 12, y1: 7, x2: 43, y2: 7, "stroke-width": 2.5, "stroke-dasharray": data.looks[relation].dashes || null }),
    svg("path", { class: head.fill ? "tip solid" : open ? "tip open" : "tip hollow", d: head.d, transform: "translate(1 7) rotate(180)" }));
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

function choices(id, first, values, wording) {
  const named = counted(values).map(([value, number]) => [value, `${cut(wording(value), 48)} (${number})`]);
  named.sort((a, b) => a[1].localeCompare(b[1], "en"));
  byId(id).replaceChildren(el("option", { value: "" }, first), ...named.map(([value, text]) => el("option", { value, dir: "auto" }, text)));
}

function dayOf(field, later) {
  const day = byId(field).value ? Date.parse(`${byId(field).value}T00:00:00Z`) : NaN;
  return Number.isNaN(day) ? null : day + later;
}

function readFields() {
  filter.words = byId("search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  filter.language = byId("language").value;
  filter.outlet = byId("outlet").value;
  filter.from = dayOf("from", 0);
  filter.to = dayOf("to", DAY);
  apply();
}

function clearFilters() {
  for (const id of ["search", "language", "outlet", "from", "to"]) byId(id).value = "";
  filter.relations = new Set(Object.keys(RELATIONS));
  for (const chip of byId("relations").children) chip.setAttribute("aria-pressed", "true");
  readFields();
}

function wireFilters() {
  choices("language", "All languages", data.nodes.map(languageOf), (code) => (code === UNKNOWN ? "not known" : `${languageName(code)} · ${code}`));
  choices("outlet", "All outlets", data.nodes.map(outletOf), (name) => (name === "?" ? "not known" : name));
  chips();
  for (const id of ["search", "language", "outlet", "from", "to"]) byId(id).addEventListener("input", readFields);
  byId("clear").addEventListener("click", clearFilters);
  byId("lanes").addEventListener("change", (event) => { layLanes(event.target.value); redraw(); });
  byId("search").addEventListener("keydown", (event) => {
    const first = event.key === "Enter" && filter.words.length ? [...nodes.keys()].find((id) => shown.nodes.has(id)) : null;
    if (first === null || first === undefined) return;
    event.preventDefault(); // else the card that gets the focus is pressed as well
    goTo(first, true);
  });
}
