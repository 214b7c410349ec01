/* SPDX-License-Identifier: EUPL-1.2 */
/* The composer: asks for the checks while somebody types, and ties the map to the field for the area. */
"use strict";
(() => {
  const WAIT = 300;
  const form = document.getElementById("concept");
  if (!form) return;
  const checks = document.getElementById("checks"), cells = document.getElementById("cells");
  const field = (name) => document.getElementById(`id_${name}`);
  const REACH = new Set(["area", "least_share", "starts", "place"]);
  let timer = 0, reach = false;

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    if (event.target.name === "least_share") document.getElementById("share-shown").value = event.target.value;
    reach ||= REACH.has(event.target.name);
    clearTimeout(timer);
    timer = setTimeout(() => {
      htmx.trigger(checks, "weerbaar:check");
      if (reach) htmx.trigger(cells, "weerbaar:reach");
      reach = false;
    }, WAIT);
  });

  function write(name, value) {
    const there = field(name);
    if (!there || there.value === value) return;
    there.value = value;
    there.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* What a button would have done by way of the server. */
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { replace, area, share, nameNl } = button.dataset;
    if (replace !== undefined) for (const lang of ["nl", "en"]) write(lang, field(lang).value.replaceAll(replace, button.dataset.with));
    else if (area !== undefined) write("area", area);
    else if (share !== undefined) write("least_share", share);
    else if (nameNl !== undefined) { write("area_nl", nameNl); write("area_en", nameNl.replace(/ en /, " and ")); }
    else return;
    event.preventDefault();
  });

  /* What was folded open stays so when the checks come in anew. */
  let open = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target === checks || event.target === cells) open = [...event.target.querySelectorAll("details[open][id]")].map((d) => d.id);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target !== checks && event.target !== cells) return;
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    ready();
  });

  let heard = () => {};
  function ready() {
    checks.querySelectorAll("[data-name-nl]").forEach((button) => { button.hidden = false; });
    heard();
  }

  const box = document.querySelector("[data-map]");
  if (box && window.L) startMap(box);
  ready();

  function startMap(place) {
    place.hidden = false;
    const help = place.querySelector("[data-map-help]"), usual = help.textContent;
    const tool = (name) => place.querySelector(`[data-tool=${name}]`);
    const { map, filled } = AlertMap.make(place.querySelector(".map__canvas"), { base: place.dataset.map });
    let own = null, shown = null;
    const drawing = AlertMap.drawing(map, {
      changed: (shapes) => { own = AlertMap.written(shapes); write("area", own); },
      help: (text) => { help.textContent = text || usual; },
    });
    drawing.onState = (making) => {
      for (const kind of ["polygon", "circle"]) tool(kind).setAttribute("aria-pressed", String(making?.kind === kind));
      tool("finish").disabled = !(making?.kind === "polygon" && making.points.length > 2);
    };
    tool("polygon").addEventListener("click", () => drawing.begin("polygon"));
    tool("circle").addEventListener("click", () => drawing.begin("circle"));
    for (const name of ["finish", "undo", "clear"]) tool(name).addEventListener("click", () => drawing[name]());

    const served = L.layerGroup().addTo(map);
    async function showServed() {
      served.clearLayers();
      if (!tool("served").checked) return;
      const body = new FormData(form);
      body.delete("upload");
      const answer = await fetch(place.dataset.served, { method: "POST", body, credentials: "same-origin" }).catch(() => null);
      if (!answer?.ok || !tool("served").checked) return;
      served.clearLayers();
      L.geoJSON(await answer.json(), { style: AlertMap.lookOf, interactive: false }).addTo(served);
    }
    tool("served").addEventListener("change", (event) => { event.stopPropagation(); showServed(); });
    document.addEventListener("htmx:afterSwap", (event) => { if (event.target === cells) showServed(); });

    const follow = () => {
      const data = JSON.parse(document.getElementById("area-data")?.textContent || "null");
      // What comes back of an own drawing is on the map already; an older answer is not of what stands there now.
      if (!data || data.text.replace(/\r/g, "") !== field("area").value || data.text === own || data.text === shown) return;
      shown = data.text;
      own = null;
      drawing.follow(data);
    };
    filled.then(() => { heard = follow; heard(); });
  }
})();
