// What is known, read from the data in the page: nodes, links, the way upstream, groups of copies.

const data = JSON.parse(byId("data").textContent);
const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const links = data.links.filter((link) => nodes.has(link.source) && nodes.has(link.derived));
const sourcesOf = indexed(links, "derived");
const copiesOf = indexed(links, "source");
const focus = nodes.get(data.focus) || null;
const way = focus ? wayUp(focus.id) : [];
const wayLinks = new Set(way.map((link) => link.id));
const wayNodes = new Set(focus ? [focus.id, ...way.map((link) => link.source)] : []);

function indexed(list, end) {
  const index = new Map();
  for (const link of list) {
    if (!index.has(link[end])) index.set(link[end], []);
    index.get(link[end]).push(link);
  }
  return index;
}

/** The most probable way from an article to where it ends, nearest hop first; loops are cut. */
function wayUp(id) {
  const hops = [];
  const seen = new Set([id]);
  for (let link = bestSource(id); link && !seen.has(link.source); link = bestSource(link.source)) {
    seen.add(link.source);
    hops.push(link);
  }
  return hops;
}

/** The link to the chosen parent: a person's word first, then the confidence; never a rejected one. */
function bestSource(id) {
  const rank = (link) => (link.judgement === "confirm" ? 2 : 0) + (link.confidence || 0);
  return (sourcesOf.get(id) || [])
    .filter((link) => link.judgement !== "reject" && link.relation !== "via")
    .sort((a, b) => rank(b) - rank(a))[0];
}

function nameOf(node) {
  return node.outlet || node.domain || node.title || node.url || node.id;
}

function titleOf(node) {
  if (node.title) return node.title;
  if (node.status === "unidentified") return "A page not identified";
  return node.url ? node.url.replace(/^https?:\/\/(www\.)?/, "") : "No page known";
}

function isOrigin(id) {
  return !sourcesOf.has(id) && copiesOf.has(id);
}

/** Search text of a node and of the hops that lead from it, in lower case. */
function haystack(node) {
  const hops = sourcesOf.get(node.id) || [];
  const words = [node.outlet, node.domain, node.title, node.url, node.detail, ...node.authors];
  for (const link of hops) words.push(link.translator, ...link.evidence.map((item) => item.quote));
  return words.filter(Boolean).join("\n").toLowerCase();
}

const GROUP = 4; // as many alike copies stand in one frame
const FOLD = 8; // as many cards a frame shows before it is unfolded

/** Copies that lead no further and share source and relation: many of them stand in one frame. */
function grouped() {
  const families = new Map();
  for (const link of links) {
    const lone = !copiesOf.has(link.derived) && sourcesOf.get(link.derived).length === 1;
    if (!lone || link.derived === data.focus || link.judgement === "reject") continue;
    const key = JSON.stringify([link.source, link.relation]);
    if (!families.has(key)) families.set(key, []);
    families.get(key).push(link);
  }
  return [...families.values()].filter((family) => family.length >= GROUP).map((family, index) => ({
    id: `\u0000group-${index}`, // no cleaned id holds this character
    source: family[0].source,
    relation: family[0].relation,
    links: family.sort((a, b) => startOf(a.derived) - startOf(b.derived)),
  }));
}

function startOf(id) {
  const published = nodes.get(id).published;
  return published ? Date.parse(published.earliest) : Number.MAX_SAFE_INTEGER;
}

const groups = grouped();
const unfolded = new Set(); // ids of groups that show all their cards
const groupById = new Map(groups.map((group) => [group.id, group]));
const groupOf = new Map(groups.flatMap((group) => group.links.map((link) => [link.derived, group])));

/** Sets of connected node ids: that of the focus first, then the largest. */
function components() {
  const seen = new Set();
  const found = [];
  for (const id of [...(focus ? [focus.id] : []), ...nodes.keys()]) {
    if (seen.has(id)) continue;
    const component = [];
    const waiting = [id];
    seen.add(id);
    while (waiting.length) {
      const next = waiting.pop();
      component.push(next);
      for (const link of [...(sourcesOf.get(next) || []), ...(copiesOf.get(next) || [])]) {
        const other = link.source === next ? link.derived : link.source;
        if (!seen.has(other)) { seen.add(other); waiting.push(other); }
      }
    }
    found.push(component);
  }
  const weight = (component) => (component.includes(data.focus) ? Infinity : component.length);
  return found.sort((a, b) => weight(b) - weight(a) || 0);
}
