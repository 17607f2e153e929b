// What is known, read from the data in the page: nodes, links, the way upstream, dates that cannot be.

const data = JSON.parse(byId("data").textContent);
const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const links = data.links.filter((link) => nodes.has(link.source) && nodes.has(link.derived));
const sourcesOf = indexed(links, "derived");
const copiesOf = indexed(links, "source");
const focus = nodes.get(data.focus) || null;
const way = focus ? wayUp(focus.id) : [];
const wayLinks = new Set(way.map((link) => link.id));
const wayNodes = new Set(focus ? [focus.id, ...way.map((link) => link.source)] : []);
const moments = momentsOf(upstreamFirst(nodes.keys()));
const impossible = new Set(links.filter(backwards).map((link) => link.id));
const early = new Set(links.filter((link) => impossible.has(link.id)).map((link) => link.derived));

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

/** A copy that was published, by all that its date may mean, before what it was taken from; where that has no date, before
 *  what that was taken from in its turn. */
function backwards(link) {
  const latest = endOf(nodes.get(link.derived));
  if (link.judgement === "reject" || latest === null || link.source === link.derived) return false;
  const source = moments.get(link.source);
  return source !== undefined && latest <= source && startOf(nodes.get(link.derived)) < source;
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
  return !(sourcesOf.get(id) || []).some((link) => link.judgement !== "reject") && copiesOf.has(id);
}

/** What a card is called above its head: the article asked about, or an origin of it. */
function flag(node) {
  if (node.id === data.focus) return isOrigin(node.id) ? "asked about · origin" : "asked about";
  return isOrigin(node.id) && (!focus || wayNodes.has(node.id) || way.length === 0) ? "origin" : "";
}

/** Search text of a node and of the hops that lead from it, in lower case. */
function haystack(node) {
  const hops = sourcesOf.get(node.id) || [];
  const words = [node.outlet, node.domain, node.title, node.url, node.detail, ...node.authors];
  for (const link of hops) words.push(link.translator, link.reviser, link.licence, ...link.evidence.map((item) => item.quote));
  return words.filter(Boolean).join("\n").toLowerCase();
}

/** How many stand behind each value, the most frequent first. */
function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

// An outlet is told by a badge: a shape, a hue and its first letters. The most frequent are told apart best.
const HUES = 8;
const SHAPES = ["square", "disc", "diamond", "hexagon", "shield"];
const outlets = counted(data.nodes.map(outletOf));
const badges = new Map(outlets.map(([name], index) => [name, {
  hue: index % HUES,
  shape: SHAPES[Math.floor(index / HUES) % SHAPES.length],
  letters: initials(name),
}]));

function outletOf(node) {
  return node.outlet || node.domain || "?";
}

function badgeOf(node) {
  return badges.get(outletOf(node));
}

function initials(name) {
  const words = name.match(/[\p{L}\p{N}]+/gu) || ["?"];
  const first = words.length > 1 ? Array.from(words[0])[0] + Array.from(words[1])[0] : Array.from(words[0]).slice(0, 2).join("");
  return first.toLocaleUpperCase("en");
}

function startOf(node) {
  const start = node.published ? Date.parse(node.published.earliest) : NaN;
  return Number.isNaN(start) ? null : start;
}

function endOf(node) {
  const end = node.published ? Date.parse(node.published.latest) : NaN;
  return Number.isNaN(end) ? null : end;
}

/** Whether a date is known no better than to more than a day. */
function isVague(node) {
  return startOf(node) !== null && endOf(node) - startOf(node) > 1.01 * DAY;
}
