"use strict";
// What works without a script works without this one: it adds keys, and ways to look at the picture.

const typing = (where) => where.closest && where.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || typing(event.target)) return;
  if (event.key === "/") {
    document.getElementById("q").focus();
    event.preventDefault();
    return;
  }
  const wanted = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
  if (wanted) {
    event.preventDefault();
    wanted.click();
  }
});

// A second press while the first is under way would judge the next link unseen.
for (const form of document.querySelectorAll("form[data-keys]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
}

for (const figure of document.querySelectorAll(".picture")) {
  const view = figure.querySelector(".view");
  const svg = view.querySelector("svg");
  const [wide, high] = ["width", "height"].map((side) => Number(svg.getAttribute(side)));
  const boxes = [...svg.querySelectorAll(":scope > g > rect")].map((rect) => rect.parentNode);
  let scale = 1;

  const show = (wanted) => {
    scale = Math.min(3, Math.max(0.1, wanted));
    svg.setAttribute("width", wide * scale);
    svg.setAttribute("height", high * scale);
    said.textContent = `${Math.round(scale * 100)} %`;
  };
  const whole = () => Math.min(1, (view.clientWidth - 2) / wide);
  const fit = () => show(whole());
  const tools = document.createElement("div");
  tools.className = "tools";
  const button = (text, label, act) => {
    const one = document.createElement("button");
    one.type = "button";
    one.textContent = text;
    one.setAttribute("aria-label", label);
    one.addEventListener("click", act);
    tools.append(one);
  };
  const said = document.createElement("output");
  button("−", "Smaller", () => show(scale / 1.25));
  button("+", "Larger", () => show(scale * 1.25));
  button("Fit", "The whole width", fit);
  button("1:1", "As large as it was drawn", () => show(1));
  tools.append(said);
  figure.prepend(tools);
  show(Math.max(0.65, whole())); // what is smaller cannot be read: then the article asked about is scrolled to
  const asked = boxes.find((box) => box.querySelector('rect[stroke-width="3.5"]'));
  if (asked) view.scrollLeft = asked.getBoundingClientRect().left - view.getBoundingClientRect().left - 40;

  // Boxes are drawn in the order of the nodes.
  JSON.parse(figure.dataset.boxes).forEach((id, place) => {
    const box = boxes[place];
    if (!box) return;
    box.classList.add("box");
    box.setAttribute("tabindex", "0");
    box.setAttribute("role", "link");
    const go = () => { location.href = `/article/${encodeURIComponent(id)}`; };
    box.addEventListener("click", () => { if (!dragged) go(); });
    box.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
  });

  let from = null;
  let dragged = false;
  view.addEventListener("pointerdown", (event) => {
    from = event.pointerType === "mouse" ? [event.clientX, event.clientY, view.scrollLeft, view.scrollTop] : null;
    dragged = false;
  });
  window.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [x, y] = [event.clientX - from[0], event.clientY - from[1]];
    dragged = dragged || Math.abs(x) + Math.abs(y) > 5;
    if (dragged) view.scrollTo(from[2] - x, from[3] - y);
  });
  window.addEventListener("pointerup", () => { from = null; });
}
