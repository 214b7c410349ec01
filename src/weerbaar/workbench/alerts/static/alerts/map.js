/* SPDX-License-Identifier: EUPL-1.2 */
/* The map: the country from GeoJSON (no tiles), an area that is drawn and dragged, by mouse and by keyboard.
   window.AlertMap.make(canvas, {base}) gives a map at once, and a promise of the country on it;
   .drawing(map, {...}) lets somebody draw on it. */
"use strict";
(() => {
  const INK = "#154273", WARM = "#8c3a0b";
  const LOOKS = {
    country: { color: "#6f7a88", weight: 1, fillColor: "#fff", fillOpacity: 1 },
    region: { color: "#6f7a88", weight: 1.5, fillColor: "#fff", fillOpacity: 1 },
    municipality: { color: "#c5ccd6", weight: 1, fill: false },
    inside: { color: "#1d6237", weight: 1, fillOpacity: 0.12 },
    beyond: { color: WARM, weight: 1, dashArray: "4 3", fillOpacity: 0.12 },
    outline: { color: WARM, weight: 2, dashArray: "4 3", fillOpacity: 0.15 },
    area: { color: INK, weight: 3, fillOpacity: 0.15 },
  };
  const HANDLES = 150, round = (n) => Number(n.toFixed(5));
  const lookOf = (feature) => LOOKS[feature.properties.kind] || LOOKS.area;

  function make(canvas, { base }) {
    const map = L.map(canvas, { attributionControl: false, zoomSnap: 0.5, doubleClickZoom: false, minZoom: 5, maxZoom: 17 });
    map.setView([52.15, 5.3], 7);
    L.control.scale({ imperial: false }).addTo(map);
    // Under whatever is drawn, though it comes later.
    map.createPane("base").style.zIndex = 350;
    canvas.setAttribute("aria-busy", "true");
    const filled = fill(map, canvas, base).finally(() => canvas.setAttribute("aria-busy", "false"));
    return { map, filled };
  }

  async function fill(map, canvas, base) {
    const found = await fetch(base, { credentials: "same-origin" }).then((a) => (a.ok ? a.json() : null)).catch(() => null);
    if (found) {
      const drawn = (small) => L.geoJSON(found, {
        pane: "base", style: lookOf, interactive: false, filter: (feature) => (feature.properties.kind === "place") === small,
        pointToLayer: (feature, at) => L.circleMarker(at, { pane: "base", radius: 2, color: "#4d5560", interactive: false })
          .bindTooltip(document.createTextNode(feature.properties.name), { permanent: true, direction: "right", className: "map-name" }),
      });
      drawn(false).addTo(map);
      // Small towns only where there is room for their names.
      const small = drawn(true);
      const zoomed = () => {
        canvas.classList.toggle("map--far", map.getZoom() < 9);
        if (map.getZoom() >= 10) small.addTo(map); else small.remove();
      };
      map.on("zoomend", zoomed);
      zoomed();
      const near = found.features.filter((feature) => feature.properties.kind === "municipality");
      // Whoever draws already is not moved.
      if (near.length && !canvas.classList.contains("map--making")) map.fitBounds(L.geoJSON(near).getBounds(), { animate: false });
    }
  }

  function drawing(map, { changed, help = () => {} }) {
    const words = document.documentElement.lang === "en"
      ? { polygon: "Click the corners, or press Enter for a point in the middle of the map. Done or double click closes it.", middle: "Click the middle of the circle, or press Enter.", edge: "Click where its edge is, or press Enter.", corner: "corner", centre: "middle", done: "Drag a corner to move it; arrows and Delete work on it too." }
      : { polygon: "Klik de hoeken aan, of zet met Enter een punt in het midden van de kaart. Klaar of dubbelklikken sluit het gebied.", middle: "Klik het midden van de cirkel aan, of druk op Enter.", edge: "Klik waar de rand loopt, of druk op Enter.", corner: "hoek", centre: "midden", done: "Sleep een hoek om hem te verplaatsen; met pijlen en Delete kan dat ook." };
    let shapes = [], making = null, before = [];
    const layer = L.featureGroup().addTo(map), handles = L.layerGroup().addTo(map), sketch = L.layerGroup().addTo(map);
    const cross = document.createElement("span");
    cross.className = "map-cross";
    cross.hidden = true;
    map.getContainer().append(cross);

    const copy = () => structuredClone(shapes);
    const keep = () => { before.push(copy()); if (before.length > 100) before.shift(); };
    const tell = () => { draw(); changed(shapes); };

    function outline(shape) {
      return shape.points ? L.polygon(shape.points, LOOKS.area) : L.circle(shape.middle, { ...LOOKS.area, radius: shape.km * 1000 });
    }

    function handle(shape, at, label, put, drop) {
      const marker = L.marker(at, { draggable: true, keyboard: true, title: label, alt: label, icon: L.divIcon({ className: "map-handle", iconSize: [24, 24] }) });
      marker.on("dragstart", keep).on("drag", () => { put(marker.getLatLng()); paint(); }).on("dragend", tell);
      marker.on("keydown", ({ originalEvent: event }) => {
        const step = { ArrowUp: [0, -6], ArrowDown: [0, 6], ArrowLeft: [-6, 0], ArrowRight: [6, 0] }[event.key];
        if (!step && !(drop && ["Delete", "Backspace"].includes(event.key))) return;
        event.preventDefault();
        event.stopPropagation();
        keep();
        if (step) put(map.containerPointToLatLng(map.latLngToContainerPoint(marker.getLatLng()).add(step)));
        else drop();
        const n = handles.getLayers().indexOf(marker);
        tell();
        handles.getLayers()[Math.min(n, handles.getLayers().length - 1)]?.getElement()?.focus();
      });
      handles.addLayer(marker);
    }

    function paint() {
      layer.clearLayers();
      shapes.forEach((shape) => layer.addLayer(outline(shape)));
    }

    function draw() {
      paint();
      handles.clearLayers();
      if (making) return;
      if (shapes.reduce((sum, s) => sum + (s.points?.length ?? 1), 0) > HANDLES) return;
      shapes.forEach((shape, k) => {
        if (!shape.points) {
          handle(shape, shape.middle, words.centre, (at) => { shape.middle = [round(at.lat), round(at.lng)]; }, () => shapes.splice(k, 1));
          return;
        }
        shape.points.forEach((point, i) => handle(shape, point, `${words.corner} ${i + 1}`,
          (at) => { shape.points[i] = [round(at.lat), round(at.lng)]; },
          () => { if (shape.points.length > 3) shape.points.splice(i, 1); else shapes.splice(k, 1); }));
      });
    }

    function drawSketch(at) {
      sketch.clearLayers();
      if (!making) return;
      const ends = at ? [...making.points, [at.lat, at.lng]] : making.points;
      if (making.kind === "circle" && making.points.length && at) {
        sketch.addLayer(L.circle(making.points[0], { ...LOOKS.area, dashArray: "5 4", radius: map.distance(making.points[0], at) }));
      } else if (ends.length > 1) sketch.addLayer(L.polyline(ends, { ...LOOKS.area, dashArray: "5 4" }));
      making.points.forEach((point) => sketch.addLayer(L.circleMarker(point, { radius: 5, color: INK, fillOpacity: 1 })));
    }

    function put(at) {
      const last = making.points.at(-1);
      const point = [round(at.lat), round(at.lng)];
      if (last && last[0] === point[0] && last[1] === point[1]) return;
      if (making.kind === "circle" && making.points.length) {
        const km = Math.max(map.distance(making.points[0], at) / 1000, 0.05);
        keep();
        shapes.push({ middle: making.points[0], km: Number(km.toFixed(2)) });
        stop();
        tell();
        return;
      }
      making.points.push(point);
      drawSketch();
      help(making.kind === "circle" ? words.edge : words.polygon);
      api.onState(making);
    }

    function finish() {
      if (making?.kind === "polygon" && making.points.length > 2) {
        keep();
        shapes.push({ points: making.points });
        stop();
        tell();
      }
    }

    function stop() {
      making = null;
      cross.hidden = true;
      map.getContainer().classList.remove("map--making");
      drawSketch();
      draw();
      help(shapes.length ? words.done : "");
      api.onState(null);
    }

    map.on("click", (event) => { if (making) put(event.latlng); });
    map.on("dblclick", finish);
    map.on("mousemove", (event) => { if (making) drawSketch(event.latlng); });
    map.getContainer().addEventListener("keydown", (event) => {
      if (!making || event.target !== map.getContainer()) return;
      const act = { Enter: () => put(map.getCenter()), " ": () => put(map.getCenter()), Escape: stop, Backspace: () => { making.points.pop(); drawSketch(); api.onState(making); } }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    });

    const api = {
      onState: () => {},
      begin(kind) {
        if (making?.kind === kind) { stop(); return; }
        making = { kind, points: [] };
        cross.hidden = false;
        map.getContainer().classList.add("map--making");
        draw();
        drawSketch();
        help(kind === "circle" ? words.middle : words.polygon);
        api.onState(making);
        map.getContainer().focus();
      },
      finish,
      undo() {
        if (making) { making.points.pop(); drawSketch(); api.onState(making); return; }
        if (before.length) { shapes = before.pop(); tell(); }
      },
      clear() { if (making) stop(); if (shapes.length) { keep(); shapes = []; tell(); } },
      /* What was typed: it takes the place of what was drawn, and can be undone like a drawing. */
      follow({ polygons, circles }) {
        if (shapes.length) keep();
        shapes = [...polygons.map((ring) => ({ points: closed(ring) ? ring.slice(0, -1) : ring })), ...circles.map(([lat, lng, km]) => ({ middle: [lat, lng], km }))];
        draw();
        if (shapes.length) map.fitBounds(layer.getBounds().pad(0.4), { maxZoom: 13, animate: false });
      },
    };
    return api;
  }

  const closed = (ring) => ring.length > 1 && ring[0][0] === ring.at(-1)[0] && ring[0][1] === ring.at(-1)[1];

  const pair = ([lat, lng]) => `${lat.toFixed(5)}, ${lng.toFixed(5)}`;

  /* As somebody would type it, so that the server reads it as any other text. */
  function written(shapes) {
    if (!shapes.length) return "";
    if (shapes.length === 1) {
      const [one] = shapes;
      return one.points ? one.points.map(pair).join("\n") : `${pair(one.middle)} straal ${one.km} km`;
    }
    const features = shapes.map((s) => ({
      type: "Feature", properties: s.points ? {} : { radius_km: s.km },
      geometry: s.points ? { type: "Polygon", coordinates: [[...s.points, s.points[0]].map(([a, b]) => [b, a])] } : { type: "Point", coordinates: [s.middle[1], s.middle[0]] },
    }));
    return JSON.stringify({ type: "FeatureCollection", features });
  }

  window.AlertMap = { make, drawing, written, lookOf };
})();
