// SPDX-License-Identifier: EUPL-1.2
// The clock counts on between two answers of the server; without this script it stands as it was when the page came.
"use strict";

(() => {
  const shown = (seconds) => {
    if (seconds < 3600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} min`;
    const minutes = Math.floor(seconds / 60);
    const hour = document.documentElement.lang === "en" ? "h" : "u";
    return `${Math.floor(minutes / 60)} ${hour} ${String(minutes % 60).padStart(2, "0")} min`;
  };
  // Counted on from what the server said: the clock of this computer may be wrong.
  const begun = new Map();
  const tick = () => {
    for (const place of document.querySelectorAll("[data-since]")) {
      if (!begun.has(place)) {
        const words = place.textContent.trim().match(/^(\d+):(\d\d) min$/) || [];
        const long = place.textContent.trim().match(/^(\d+) [uh] (\d+) min$/) || [];
        const seconds = words.length ? Number(words[1]) * 60 + Number(words[2])
          : long.length ? (Number(long[1]) * 60 + Number(long[2])) * 60 : null;
        begun.set(place, seconds === null ? null : { seconds, at: Date.now() });
      }
      const from = begun.get(place);
      if (from) place.textContent = shown(from.seconds + Math.round((Date.now() - from.at) / 1000));
    }
  };
  setInterval(tick, 1000);
})();
