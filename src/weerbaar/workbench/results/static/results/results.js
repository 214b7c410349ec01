// SPDX-License-Identifier: EUPL-1.2
// Zooming in the risk diagram, and a slider beside every weight. Everything works without this through links and fields.
"use strict";
(() => {
  const STEP = 0.25, FACTOR = 1.5, DEEPEST = 12, MIDDLE = 0.3, SMALLEST = 12;

  // --- the risk diagram -------------------------------------------------------------------------------------------
  const parts = (box) => {
    const svg = box.querySelector("svg");
    return { svg, wide: Number(box.dataset.width), high: Number(box.dataset.height), view: svg.viewBox.baseVal };
  };
  const shown = (box) => box.offsetParent !== null && box.querySelector("svg");
  const current = () => [...document.querySelectorAll("[data-diagram]")].find(shown);

  const show = (box, factor, x, y) => {
    const { svg, wide, high } = parts(box);
    const f = Math.min(DEEPEST, Math.max(1, factor)), w = wide / f, h = high / f;
    const left = Math.round(Math.min(Math.max(0, x - w / 2), wide - w));
    const top = Math.round(Math.min(Math.max(0, y - h / 2), high - h));
    svg.setAttribute("viewBox", `${left} ${top} ${Math.round(w)} ${Math.round(h)}`);
    const address = new URL(location.href);
    if (f > 1) address.searchParams.set("zoom", `${left},${top},${Math.round(w)},${Math.round(h)}`);
    else address.searchParams.delete("zoom");
    history.replaceState(history.state, "", address);
  };

  const step = (box, name) => {
    const { wide, high, view } = parts(box);
    const f = wide / view.width, x = view.x + view.width / 2;
    // The diagram itself stands at the top of the drawing, above a list of names that may be long.
    const y = f > 1 ? view.y + view.height / 2 : Math.min(high / 2, MIDDLE * wide);
    if (name === "in") show(box, f * FACTOR, x, y);
    else if (name === "out") show(box, f / FACTOR, x, y);
    else if (name === "whole") show(box, 1, x, y);
    else {
      const dx = { left: -1, right: 1 }[name] || 0, dy = { up: -1, down: 1 }[name] || 0;
      show(box, f, x + dx * STEP * view.width, y + dy * STEP * view.height);
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]"), box = current();
    if (!button || !box || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    step(box, button.dataset.zoom);
  });

  const KEYS = { "+": "in", "=": "in", "-": "out", "0": "whole" };
  const ARROWS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest && event.target.closest("[data-diagram]");
    if (!box || event.ctrlKey || event.metaKey) return;
    const name = event.altKey ? ARROWS[event.key] : KEYS[event.key];
    if (!name) return;
    event.preventDefault();
    step(box, name);
  });

  let drag = null;
  const at = (box, event) => {
    const { svg } = parts(box);
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [point.x, point.y];
  };
  document.addEventListener("pointerdown", (event) => {
    const box = event.target.closest && event.target.closest("[data-diagram]");
    if (!box || event.button !== 0 || event.pointerType !== "mouse" || event.target.closest("a")) return;
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.setAttribute("class", "diagram__box");
    parts(box).svg.append(rect);
    drag = { box, rect, from: at(box, event) };
    event.preventDefault();
  });
  const corners = (event) => {
    const to = at(drag.box, event), [x, y] = drag.from;
    return { x: Math.min(x, to[0]), y: Math.min(y, to[1]), width: Math.abs(to[0] - x), height: Math.abs(to[1] - y) };
  };
  document.addEventListener("pointermove", (event) => {
    if (drag) for (const [name, value] of Object.entries(corners(event))) drag.rect.setAttribute(name, value);
  });
  document.addEventListener("pointerup", (event) => {
    if (!drag) return;
    const found = corners(event), { box } = drag, { wide, high } = parts(box);
    drag.rect.remove();
    drag = null;
    if (found.width < SMALLEST || found.height < SMALLEST) return;
    const factor = Math.min(wide / found.width, high / found.height);
    show(box, factor, found.x + found.width / 2, found.y + found.height / 2);
  });

  // --- weights -----------------------------------------------------------------------------------------------------
  const slider = (field) => {
    const range = document.createElement("input");
    Object.assign(range, { type: "range", min: "0", max: "100", step: "1", value: field.value || "0" });
    range.setAttribute("aria-label", field.labels[0].textContent.trim());
    range.addEventListener("input", () => {
      field.value = range.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    field.addEventListener("input", () => { range.value = field.value || "0"; });
    field.before(range);
  };
  document.querySelectorAll("[data-weight]").forEach(slider);
})();
