// SPDX-License-Identifier: EUPL-1.2
// The editor: how long each text is. It works without this file.
"use strict";
(() => {
  const english = document.documentElement.lang === "en";
  const format = new Intl.NumberFormat(english ? "en" : "nl");

  function count(field) {
    const line = document.querySelector(`[data-count-of="${field.id}"]`);
    if (!line) return;
    const words = field.value.split(/\s+/).filter(Boolean).length;
    line.textContent = english
      ? `${format.format(field.value.length)} characters, ${format.format(words)} words`
      : `${format.format(field.value.length)} tekens, ${format.format(words)} woorden`;
  }

  const fields = document.querySelectorAll("textarea[data-count]");
  fields.forEach(count);
  document.addEventListener("input", (event) => { if (event.target.matches?.("textarea[data-count]")) count(event.target); });
})();
