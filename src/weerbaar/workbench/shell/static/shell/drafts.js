/* SPDX-License-Identifier: EUPL-1.2 */
/* Unsaved text: every form[data-draft] is kept on the server while somebody types, and offered again later. */
"use strict";
(() => {
  const WAIT = 1500;
  const words = document.documentElement.lang === "en"
    ? { failed: "Not saved: the server cannot be reached. Your text stays here; we keep trying.", restored: "Your text has been put back. Save it to keep it." }
    : { failed: "Niet bewaard: de server is niet bereikbaar. Uw tekst blijft hier staan; we blijven het proberen.", restored: "Uw tekst is teruggezet. Bewaar de tekst om haar te houden." };
  const states = new Map();

  const csrf = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["x-csrftoken"] || "";
  const offersFor = (key) => [...document.querySelectorAll("[data-offer]")].filter((o) => o.dataset.offer === key);
  const fieldsOf = (form) => [...form.elements].filter((e) => e.name && e.name !== "csrfmiddlewaretoken"
    && !["file", "password", "submit", "button", "fieldset"].includes(e.type) && (e.type !== "hidden" || e.name === "version"));

  function contentOf(form) {
    const values = {}, labels = {};
    for (const field of fieldsOf(form)) {
      const label = field.closest("fieldset")?.querySelector("legend")?.textContent;
      const own = field.labels?.[0]?.textContent ?? field.getAttribute("aria-label");
      if (field.type !== "hidden") labels[field.name] = ((/checkbox|radio/.test(field.type) && label) || own || field.name).trim();
      if (/checkbox|radio/.test(field.type) && !field.checked) continue;
      const found = field.multiple && field.options ? [...field.selectedOptions].map((o) => o.value) : [field.value];
      const before = values[field.name];
      values[field.name] = before === undefined && found.length === 1 ? found[0] : [].concat(before ?? [], found);
    }
    return { key: form.dataset.draft, version: form.dataset.version || values.version || 0, values, labels };
  }

  function stateOf(form) {
    if (!states.has(form)) {
      let line = form.querySelector("[data-draft-status]");
      if (!line) {
        line = document.createElement("p");
        line.className = "draft-status";
        form.append(line);
      }
      line.setAttribute("role", "status");
      line.setAttribute("aria-live", "polite");
      states.set(form, { line, timer: 0, dirty: false, running: null });
    }
    return states.get(form);
  }

  function tell(state, text, wrong = false) {
    state.line.textContent = text;
    state.line.classList.toggle("draft-status--wrong", wrong);
  }

  function save(form) {
    const state = stateOf(form);
    clearTimeout(state.timer);
    if (!state.dirty || !form.isConnected) return;
    if (state.running) { state.running.then(() => save(form)); return; }
    state.dirty = false;
    const body = JSON.stringify({ ...contentOf(form), beside: offersFor(form.dataset.draft).length > 0 });
    state.running = fetch("/concept", {
      method: "POST", body, keepalive: body.length < 60000, credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf() },
    }).then(async (answer) => {
      const told = await answer.json().catch(() => ({}));
      if (!answer.ok) throw new Error(told.error || words.failed);
      tell(state, told.words);
    }).catch((error) => {
      state.dirty = true;
      tell(state, error instanceof TypeError ? words.failed : error.message, true);
      state.timer = setTimeout(() => save(form), 10 * WAIT);
    }).finally(() => { state.running = null; });
  }

  function put(form, values) {
    const turn = {};
    for (const field of fieldsOf(form)) {
      const given = [].concat(values[field.name] ?? []);
      if (/checkbox|radio/.test(field.type)) field.checked = given.includes(field.value);
      else if (field.multiple && field.options) for (const o of field.options) o.selected = given.includes(o.value);
      else if (field.name in values) field.value = given[turn[field.name] = (turn[field.name] ?? -1) + 1] ?? field.value;
      if (field.type !== "hidden") field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  async function restore(button) {
    const offer = button.closest("[data-offer]");
    const form = [...document.querySelectorAll("form[data-draft]")].find((f) => f.dataset.draft === offer.dataset.offer);
    const answer = form && await fetch(button.dataset.restore, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) { offer.querySelector("a").click(); return; }
    const draft = await answer.json();
    // Saving then compares with what the text was made from, and shows what somebody else changed since.
    if (draft.version && form.dataset.version) form.dataset.version = draft.version;
    put(form, draft.values);
    offer.remove();
    tell(stateOf(form), words.restored);
    fieldsOf(form).find((f) => f.type !== "hidden")?.focus();
  }

  const formOf = (event) => event.target.closest?.("form[data-draft]") ?? event.target.form?.closest("form[data-draft]");
  for (const name of ["input", "change"]) document.addEventListener(name, (event) => {
    const form = formOf(event);
    if (!form) return;
    const state = stateOf(form);
    state.dirty = true;
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(form), WAIT);
  });
  document.addEventListener("focusout", (event) => { const form = formOf(event); if (form) save(form); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) states.forEach((_, form) => save(form)); });
  document.addEventListener("submit", (event) => {
    const state = states.get(event.target);
    if (!state) return;
    clearTimeout(state.timer);
    state.dirty = false;
    if (!state.running) return;
    // A draft that is still under way would arrive after the form itself, and be offered for nothing.
    event.preventDefault();
    event.stopImmediatePropagation();
    state.running.finally(() => { state.dirty = false; clearTimeout(state.timer); event.target.requestSubmit(event.submitter); });
  }, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-restore]");
    if (button) restore(button);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-discard]")) return;
    event.preventDefault();
    fetch(event.target.action, { method: "POST", headers: { "X-CSRFToken": csrf(), "HX-Request": "true" } })
      .then((answer) => { if (answer.ok) event.target.closest("[data-offer]").remove(); else event.target.submit(); })
      .catch(() => event.target.submit());
  });
  window.addEventListener("beforeunload", (event) => {
    const open = [...states].filter(([form, state]) => form.isConnected && (state.dirty || state.running));
    if (!open.length) return;
    open.forEach(([form]) => save(form));
    event.preventDefault();
  });
  const ready = () => document.querySelectorAll("[data-restore][hidden]").forEach((b) => { b.hidden = false; });
  ready();
  document.addEventListener("htmx:load", ready);
})();
