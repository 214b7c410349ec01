/* SPDX-License-Identifier: EUPL-1.2 */
/* A range of classes never stands upside down: the judgement takes its ends along, and an end stops at the judgement. */
"use strict";
(() => {
  const chosen = (range, end) => range.querySelector(`[data-end="${end}"] input:checked`)?.value ?? "";

  function order(range) {
    return [...range.querySelectorAll('[data-end="label"] input')].map((input) => input.value);
  }

  function choose(range, end, value) {
    const input = [...range.querySelectorAll(`[data-end="${end}"] input`)].find((i) => i.value === value);
    if (!input) return;
    const focused = document.activeElement?.closest?.(`[data-end="${end}"]`);
    input.checked = true;
    // The arrow keys go on from where the end stopped.
    if (focused && range.contains(focused)) input.focus();
  }

  function show(range) {
    const codes = order(range);
    const label = chosen(range, "label");
    const lower = chosen(range, "lower") || label, upper = chosen(range, "upper") || label;
    const [from, to] = [codes.indexOf(lower), codes.indexOf(upper)];
    for (const input of range.querySelectorAll("input")) {
      const place = codes.indexOf(input.value);
      input.closest("label").classList.toggle("is-within", label !== "" && place >= from && place <= to);
    }
    const words = range.parentElement.querySelector("[data-range-words]");
    if (!words) return;
    const text = !label ? words.dataset.none : lower === upper ? words.dataset.one : words.dataset.span;
    words.textContent = text.replace("{a}", label).replace("{b}", lower).replace("{c}", upper);
  }

  function mend(range, moved) {
    const codes = order(range);
    const at = (end) => codes.indexOf(chosen(range, end));
    const [label, lower, upper] = [at("label"), at("lower"), at("upper")];
    if (moved === "label") {
      if (lower > label) choose(range, "lower", codes[label]);
      if (upper >= 0 && upper < label) choose(range, "upper", codes[label]);
    } else if (label < 0) {
      choose(range, "label", chosen(range, moved));
    } else if (moved === "lower" ? lower > label : upper >= 0 && upper < label) {
      choose(range, moved, codes[label]);
    }
  }

  document.addEventListener("change", (event) => {
    const end = event.target.closest?.("[data-end]");
    const range = end?.closest("[data-range]");
    if (!range) return;
    mend(range, end.dataset.end);
    show(range);
  });

  const start = (root) => root.querySelectorAll("[data-range]").forEach(show);
  document.addEventListener("htmx:load", (event) => start(event.detail.elt));
  document.addEventListener("input", (event) => {
    // A draft that is put back fires input events only.
    const range = event.target.closest?.("[data-range]");
    if (range) show(range);
  });
  // After a question was stored the reader goes on from that question, and a fault is read out.
  document.addEventListener("htmx:afterSettle", (event) => {
    const field = event.target.closest?.("[data-field]");
    if (field && !field.contains(document.activeElement)) field.focus({ preventScroll: true });
  });
  start(document);
  // On a small screen the questions come first; the storyline opens at a tap.
  if (window.matchMedia("(max-width: 40rem)").matches) document.querySelectorAll(".score-story details").forEach((d) => { d.open = false; });
})();
