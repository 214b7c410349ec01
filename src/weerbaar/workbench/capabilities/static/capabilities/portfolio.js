// SPDX-License-Identifier: EUPL-1.2
// The slider and the number beside it say the same; htmx asks for the choice when either has changed.
"use strict";
(() => {
  const form = document.getElementById("budget-keuze");
  if (!form) return;
  const slider = form.elements.schuif, typed = form.elements.budget, was = form.elements.was;
  const dutch = document.documentElement.lang === "nl";
  const shown = (value) => value.toLocaleString(dutch ? "nl-NL" : "en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const read = (text) => Number(dutch ? text.replace(/\./g, "").replace(",", ".") : text.replace(/,/g, ""));
  const tell = () => slider.setAttribute("aria-valuetext", `${shown(Number(slider.value))} ${dutch ? "miljoen euro" : "million euro"}`);
  slider.addEventListener("input", () => { typed.value = shown(Number(slider.value)); was.value = slider.value; tell(); });
  typed.addEventListener("input", () => {
    const value = read(typed.value);
    if (Number.isFinite(value)) { slider.value = String(value); was.value = slider.value; tell(); }
  });
  tell();
})();
