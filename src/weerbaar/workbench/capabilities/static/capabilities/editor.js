// SPDX-License-Identifier: EUPL-1.2
// The text editor: says on which line the cursor is, and goes to the first line with an error.
"use strict";
(() => {
  const area = document.querySelector("textarea.cap-editor");
  const told = document.querySelector("[data-cursor]");
  if (!area || !told) return;
  const say = () => {
    const before = area.value.slice(0, area.selectionStart);
    told.textContent = `${area.dataset.wordsLine} ${before.split("\n").length}.`;
  };
  told.hidden = false;
  for (const name of ["keyup", "click", "focus", "input"]) area.addEventListener(name, say);
  const goTo = (line) => {
    const start = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    const end = area.value.indexOf("\n", start);
    area.focus();
    area.setSelectionRange(start, end < 0 ? area.value.length : end);
    area.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(area).lineHeight));
    say();
  };
  if (area.dataset.firstLine) goTo(Number(area.dataset.firstLine));
  say();
})();
