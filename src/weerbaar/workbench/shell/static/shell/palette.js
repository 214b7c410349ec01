/* SPDX-License-Identifier: EUPL-1.2 */
/* Ctrl+K: a dialog to jump to a page, a round or a scenario. Without this script the link leads to the search page. */
"use strict";
(() => {
  const link = document.querySelector("[data-palette]");
  if (!link || !window.HTMLDialogElement) return;
  let dialog = null, timer = 0, asked = 0;

  const shown = () => [...dialog.querySelectorAll("[data-palette-list] li:not([hidden]) a, [data-palette-found] a")];

  async function search(words) {
    const list = dialog.querySelector("[data-palette-found]");
    if (!list) return;
    const turn = ++asked;
    if (words.length < 2) { list.replaceChildren(); count(); return; }
    const answer = await fetch(`${list.dataset.search}?q=${encodeURIComponent(words)}`).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...[...page.querySelectorAll(".found h3 a, a[data-result]")].slice(0, 12).map((found) => {
      const item = document.createElement("li"), a = document.createElement("a");
      a.href = found.getAttribute("href");
      const where = document.createElement("span");
      where.className = "quiet small";
      where.textContent = found.closest("li")?.querySelector("p")?.textContent.trim() ?? "";
      a.append(found.textContent.trim(), where);
      item.append(a);
      return item;
    }));
    count();
  }

  function count() {
    const line = dialog.querySelector("#palette-count");
    line.textContent = `${shown().length} ${line.dataset.words}`;
  }

  function filter(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of dialog.querySelectorAll("[data-palette-list] li")) {
      const own = item.textContent.toLowerCase();
      item.hidden = !words.every((word) => own.includes(word));
    }
    count();
    clearTimeout(timer);
    timer = setTimeout(() => search(text.trim()), 250);
  }

  function walk(event) {
    const all = [dialog.querySelector("input"), ...shown()];
    const here = all.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && here >= 0) {
      event.preventDefault();
      all[(here + step + all.length) % all.length].focus();
    } else if (event.key === "Escape") {
      // In a search field the browser would only empty it.
      event.preventDefault();
      dialog.close();
    } else if (event.key === "Enter" && here === 0 && all.length > 1) {
      event.preventDefault();
      all[1].click();
    }
  }

  async function open() {
    if (dialog?.open) return;
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.className = "palette";
      dialog.setAttribute("aria-labelledby", "palette-title");
      document.body.append(dialog);
      dialog.addEventListener("keydown", walk);
      dialog.addEventListener("input", (event) => filter(event.target.value));
      dialog.addEventListener("click", (event) => {
        if (event.target === dialog || event.target.closest("[data-palette-close]")) dialog.close();
      });
    }
    const answer = await fetch(link.dataset.palette).catch(() => null);
    if (!answer?.ok || answer.redirected) { location.href = link.href; return; }
    dialog.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
    link.closest("[popover]")?.hidePopover?.();
    dialog.showModal();
    dialog.querySelector("input").focus();
    count();
  }

  link.addEventListener("click", (event) => { event.preventDefault(); open(); });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
})();
