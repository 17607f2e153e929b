"use strict";
// Words and elements. Text of the graph enters the page here, by textContent, and nowhere else.

const SVG = "http://www.w3.org/2000/svg";

const RELATIONS = {
  republication: { one: "Republication", of: "republished from" },
  syndication: { one: "Syndication", of: "agency copy from" },
  translation: { one: "Translation", of: "translated from" },
  excerpt: { one: "Excerpt", of: "excerpt of" },
  adaptation: { one: "Adaptation", of: "adapted from" },
  via: { one: "Via", of: "found by way of" },
  revision: { one: "Revision", of: "later version of" },
};

const STATUSES = {
  read: { mark: "", one: "read", long: "its page was read" },
  named: { mark: "◇", one: "named only", long: "known by name only" },
  unreachable: { mark: "✕", one: "unreachable", long: "tried, could not be read" },
  "not-looked": { mark: "○", one: "not looked at", long: "nobody looked" },
  unidentified: { mark: "?", one: "unidentified", long: "a page of this site, not known which" },
};

/** An element with attributes and children; strings become text nodes, empty children are left out. */
function el(tag, attributes, ...children) {
  return grown(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
  return grown(document.createElementNS(SVG, tag), attributes, children);
}

function grown(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function byId(id) {
  return document.getElementById(id);
}

/** A text of the graph in an element that keeps its writing direction to itself. */
function said(tag, attributes, text, language) {
  return el(tag, { dir: "auto", lang: language || null, ...attributes }, text);
}

/** An http(s) address as a link that tells the other side nothing; anything else as plain text. */
function linked(url, text) {
  let safe = null;
  try {
    const parsed = new URL(url);
    if (parsed.protocol === "http:" || parsed.protocol === "https:") safe = parsed.href;
  } catch {
    safe = null;
  }
  const shown = text || url;
  if (safe === null) return said("span", {}, shown);
  return said("a", { href: safe, target: "_blank", rel: "noopener noreferrer nofollow" }, shown);
}

function percent(confidence) {
  if (confidence === null) return "no figure";
  if (confidence > 0.99 && confidence < 1) return "> 99 %";
  if (confidence > 0 && confidence < 0.01) return "< 1 %";
  return `${Math.round(confidence * 100)} %`;
}

function count(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

function languageName(code) {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code) || code;
  } catch {
    return code;
  }
}

const DAY = 86400000;
const BEFORE = "dated before its source";

/** A date as precise as it is known: a day, a month, a year, or a span. */
function shownDate(published) {
  if (!published) return "";
  const [from, to] = [new Date(published.earliest), new Date(published.latest)];
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) return published.text;
  const span = (to - from) / DAY;
  if (span <= 1.01) return written(from, { day: "numeric", month: "short", year: "numeric" });
  if (span <= 31.01 && from.getUTCDate() === 1) return written(from, { month: "short", year: "numeric" });
  const last = new Date(to - 1);
  if (span <= 366.01 && from.getUTCMonth() === 0 && from.getUTCDate() === 1) return String(from.getUTCFullYear());
  const day = { day: "numeric", month: "short", year: "numeric" };
  return `${written(from, day)} – ${written(last, day)}`;
}

/** A moment as a day and a time, in UTC. */
function shownMoment(text) {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  return `${written(date, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" })} UTC`;
}

function written(date, parts) {
  return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: "UTC" }).format(date);
}

/** The time between two dates in words, from the middle of each; empty when one is unknown. */
function lag(source, derived) {
  if (!source || !derived) return "";
  const days = (middle(derived) - middle(source)) / DAY;
  if (!Number.isFinite(days)) return "";
  const start = Date.parse(source.earliest);
  if (Date.parse(derived.latest) <= start && Date.parse(derived.earliest) < start) return BEFORE;
  const whole = Math.round(Math.abs(days));
  if (whole === 0) return "same day";
  if (days < 0) return "";
  if (whole < 60) return count(whole, "day later", "days later");
  if (whole < 730) return `${Math.round(whole / 30.4)} months later`;
  return `${Math.round(whole / 365.25)} years later`;
}

function middle(published) {
  return (Date.parse(published.earliest) + Date.parse(published.latest)) / 2;
}

function cut(text, limit) {
  const letters = Array.from(text);
  return letters.length <= limit ? text : `${letters.slice(0, limit - 1).join("")}…`;
}
