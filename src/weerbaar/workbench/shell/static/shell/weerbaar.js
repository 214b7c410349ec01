/* SPDX-License-Identifier: EUPL-1.2 */
/* Live regions: [data-stream=URL data-refresh="id id"] listens, and fetches those parts of the page anew.
   A message may name the ids itself; an element with data-src is fetched from there, others from this page. */
"use strict";
(() => {
  const open = new Map();

  async function refresh(ids) {
    const parts = [...new Set(ids)].map((id) => document.getElementById(id)).filter(Boolean);
    const places = new Map();
    for (const part of parts) {
      const place = part.dataset.src || location.href;
      places.set(place, [...(places.get(place) ?? []), part]);
    }
    for (const [place, there] of places) {
      const answer = await fetch(place, { credentials: "same-origin" }).catch(() => null);
      if (!answer?.ok) continue;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of there) {
        const fresh = page.getElementById(part.id);
        const focused = part.contains(document.activeElement) ? document.activeElement : null;
        // Never under the hands of somebody who types.
        if (!fresh || focused?.matches("input, select, textarea")) continue;
        part.replaceWith(document.adoptNode(fresh));
        window.htmx?.process(fresh);
        if (focused?.id) document.getElementById(focused.id)?.focus();
        fresh.dispatchEvent(new CustomEvent("weerbaar:refreshed", { bubbles: true }));
      }
    }
  }

  function listen(element) {
    if (open.has(element) || document.hidden) return;
    const own = (element.dataset.refresh || element.id).split(/\s+/).filter(Boolean);
    let due = [], timer = 0;
    const source = new EventSource(element.dataset.stream);
    source.onmessage = (event) => {
      const named = event.data.split(/\s+/).filter((id) => own.includes(id));
      due.push(...(named.length ? named : own));
      clearTimeout(timer);
      timer = setTimeout(() => { const now = due; due = []; refresh(now); }, 200);
    };
    open.set(element, source);
  }

  function shut() {
    for (const [element, source] of open) { source.close(); open.delete(element); }
  }

  function start(again) {
    for (const [element, source] of open) if (!element.isConnected) { source.close(); open.delete(element); }
    document.querySelectorAll("[data-stream]").forEach((element) => {
      if (again && !open.has(element)) refresh((element.dataset.refresh || element.id).split(/\s+/));
      listen(element);
    });
  }

  // A browser allows about six connections per host: a tab that nobody sees gives its own back.
  document.addEventListener("visibilitychange", () => (document.hidden ? shut() : start(true)));
  window.addEventListener("pagehide", shut);
  document.addEventListener("htmx:load", () => start(false));
  start(false);
})();
