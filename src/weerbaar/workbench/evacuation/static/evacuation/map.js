/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of an evacuation: roads of one plan on a canvas, at a moment; drawn anew for each, so that it can be played.
   window.EvacuationMap.read(address) gives the data, .make(canvas, data, {base, chosen}) a map that can .show(moment). */
"use strict";
(() => {
  // From quiet to full; apart from each other for who sees no red or green, and in the width of the line as well.
  const FULLNESS = [0.25, 0.5, 0.75, 0.95], COLOURS = ["#9fb6cf", "#5f8fc4", "#2b66a8", "#154273", "#0a1f3d"];
  const IDLE = "#bcc5d0", CLOSED = "#4d5560", QUEUE = "#c01818", ZONE = "#8c3a0b", EXIT = "#1d6237", PICKED = "#ffb612";
  const FLOW_WIDTH = [1.5, 2.5, 4, 5.5], QUEUE_WIDTH = [3, 5, 7, 9];
  const AROUND = 0.25, REACH = 12, ZONE_RADIUS = 16, EXIT_RADIUS = 22;
  const COUNTRY = { country: { color: "#8d97a5", weight: 1, fillColor: "#fff", fillOpacity: 1 }, region: { color: "#c5ccd6", weight: 1, fillColor: "#fff", fillOpacity: 1 } };

  async function unpack(text) {
    const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer();
  }

  async function read(address) {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const data = await answer.json();
    const kinds = { x: Float32Array, y: Float32Array, bends: Float32Array, bends_of: Uint32Array, begin: Uint32Array, end: Uint32Array, storage: Uint32Array, capacity: Uint16Array, flow: Uint16Array, queue: Uint16Array };
    await Promise.all(Object.entries(kinds).map(async ([name, Kind]) => { data[name] = new Kind(await unpack(data[name])); }));
    data.texts = JSON.parse(new TextDecoder().decode(await unpack(data.texts)));
    data.zones.people = new Uint32Array(await unpack(data.zones.people));
    data.exits.people = new Uint32Array(await unpack(data.exits.people));
    data.moments = data.hours.length;
    return ready(data);
  }

  function ready(data) {
    const { texts, begin, end, moments } = data, n = texts.ids.length;
    data.road = (link) => `${texts.roads.length && texts.roads[link] ? `${texts.roads[link]} ` : ""}${texts.places[begin[link]]} → ${texts.places[end[link]]}`;
    data.at = (hours) => last(data.hours, hours);
    data.capacityAt = (moment) => data.capacity.subarray(last(data.capacity_from_h, data.hours[moment]) * n);
    const between = new Set();
    for (let link = 0; link < n; link += 1) between.add(`${begin[link]} ${end[link]}`);
    data.hasOpposite = (link) => between.has(`${end[link]} ${begin[link]}`);
    // The longest queue and the most flow of each road.
    data.longest = new Uint16Array(n);
    data.busiest = new Uint16Array(n);
    for (let link = 0; link < n; link += 1) {
      for (let at = link * moments; at < (link + 1) * moments; at += 1) {
        if (data.queue[at] > data.longest[link]) data.longest[link] = data.queue[at];
        if (data.flow[at] > data.busiest[link]) data.busiest[link] = data.flow[at];
      }
    }
    return data;
  }

  function last(moments, hours) {
    let at = 0;
    while (at + 1 < moments.length && moments[at + 1] <= hours + 1e-6) at += 1;
    return at;
  }

  /* Where things lie at zoom 0; at another zoom it is the same times a power of two. */
  function plot(map, data) {
    const [x0, y0] = data.origin, put = (x, y) => map.project([y0 + y, x0 + x], 0);
    const n = data.begin.length, first = new Uint32Array(n + 1), points = new Float64Array(2 * (2 * n + data.bends.length / 2));
    let at = 0, bend = 0;
    const add = (x, y) => { const { x: px, y: py } = put(x, y); points[at] = px; points[at + 1] = py; at += 2; };
    for (let link = 0; link < n; link += 1) {
      first[link] = at;
      add(data.x[data.begin[link]], data.y[data.begin[link]]);
      for (let k = 0; k < data.bends_of[link]; k += 1, bend += 2) add(data.bends[bend], data.bends[bend + 1]);
      add(data.x[data.end[link]], data.y[data.end[link]]);
    }
    first[n] = at;
    const spots = (list) => list.map(([x, y]) => put(x, y));
    return { first, points, zones: spots(data.zones.at), exits: spots(data.exits.at), bottlenecks: spots(data.bottlenecks.map((one) => one.at)) };
  }

  const Roads = L.Layer.extend({
    initialize(data) {
      this.data = data;
      this.moment = 0;
      this.picked = -1;
      this.most = data.zones.people.reduce((most, one) => Math.max(most, one), 1);
      this.mostOut = data.exits.people.reduce((most, one) => Math.max(most, one), 1);
      this.widest = data.capacity.reduce((most, one) => Math.max(most, one), 1);
    },
    onAdd(map) {
      this.map = map;
      this.places = plot(map, this.data);
      this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide", map.getPane("overlayPane"));
      map.on("moveend viewreset resize", this.fit, this);
      this.fit();
    },
    /* Put the canvas over the view and what lies just outside it, and work out where each road runs on it. */
    fit() {
      const { map, canvas } = this, size = map.getSize(), ratio = window.devicePixelRatio || 1;
      const corner = map.containerPointToLayerPoint(size.multiplyBy(-AROUND)).round(), whole = size.multiplyBy(1 + 2 * AROUND).ceil();
      L.DomUtil.setPosition(canvas, corner);
      if (canvas.width !== whole.x * ratio || canvas.height !== whole.y * ratio) {
        canvas.width = whole.x * ratio;
        canvas.height = whole.y * ratio;
        canvas.style.width = `${whole.x}px`;
        canvas.style.height = `${whole.y}px`;
      }
      this.pen = canvas.getContext("2d");
      this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.size = whole;
      this.corner = corner;
      this.scale = 2 ** map.getZoom();
      this.shift = map.getPixelOrigin().add(corner);
      this.trace();
      this.draw();
    },
    on(point) { return { x: point.x * this.scale - this.shift.x, y: point.y * this.scale - this.shift.y }; },
    /* Each direction on its own side; a road out of view is left out. */
    trace() {
      const { first, points } = this.places, { scale, shift, size } = this, n = first.length - 1, aside = this.data.begin.length > 4000 ? 1 : 1.75;
      this.lines = new Float32Array(points.length);
      this.seen = [];
      for (let link = 0; link < n; link += 1) {
        let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
        for (let at = first[link]; at < first[link + 1]; at += 2) {
          const from = Math.max(at - 2, first[link]), to = Math.min(at + 2, first[link + 1] - 2);
          const dx = points[to] - points[from], dy = points[to + 1] - points[from + 1], long = Math.hypot(dx, dy) || 1;
          const x = points[at] * scale - shift.x - (dy / long) * aside, y = points[at + 1] * scale - shift.y + (dx / long) * aside;
          this.lines[at] = x;
          this.lines[at + 1] = y;
          if (x < left) left = x;
          if (x > right) right = x;
          if (y < top) top = y;
          if (y > bottom) bottom = y;
        }
        if (right >= 0 && left <= size.x && bottom >= 0 && top <= size.y) this.seen.push(link);
      }
    },
    stroke(links, colour, width, dash = []) {
      const { pen, lines } = this, { first } = this.places;
      if (!links.length) return;
      pen.beginPath();
      for (const link of links) {
        pen.moveTo(lines[first[link]], lines[first[link] + 1]);
        for (let at = first[link] + 2; at < first[link + 1]; at += 2) pen.lineTo(lines[at], lines[at + 1]);
      }
      pen.strokeStyle = colour;
      pen.lineWidth = width;
      pen.setLineDash(dash);
      pen.stroke();
    },
    draw() {
      const { data, moment, pen, size } = this, capacity = data.capacityAt(moment);
      const idle = [], closed = [], flowing = COLOURS.map(() => FLOW_WIDTH.map(() => [])), queued = QUEUE_WIDTH.map(() => []);
      for (const link of this.seen) {
        const at = link * data.moments + moment, flow = this.ended ? 0 : data.flow[at], queue = data.queue[at];
        if (queue >= 1 && queue >= 0.01 * data.storage[link]) queued[Math.min(Math.floor((4 * queue) / Math.max(data.storage[link], 1)), 3)].push(link);
        else if (!capacity[link]) closed.push(link);
        else if (!flow) idle.push(link);
        else {
          const full = FULLNESS.findIndex((one) => flow < one * capacity[link]);
          flowing[full < 0 ? 4 : full][Math.min(Math.floor(4 * Math.sqrt(flow / this.widest)), 3)].push(link);
        }
      }
      pen.clearRect(0, 0, size.x, size.y);
      pen.setLineDash([]);
      // Under the roads, which say more.
      this.circles(this.places.zones, data.zones.people, this.most, ZONE_RADIUS * Math.min(1, Math.max(Math.sqrt(80 / data.zones.names.length), 0.5)), ZONE, 0.3);
      pen.lineJoin = "round";
      this.stroke(idle, IDLE, 1);
      this.stroke(closed, CLOSED, 2, [4, 3]);
      flowing.forEach((widths, colour) => widths.forEach((links, width) => this.stroke(links, COLOURS[colour], FLOW_WIDTH[width])));
      queued.forEach((links, width) => this.stroke(links, QUEUE, QUEUE_WIDTH[width]));
      if (this.picked >= 0) {
        this.stroke([this.picked], "#1a1a1a", 13);
        this.stroke([this.picked], PICKED, 9);
        this.stroke([this.picked], data.queue[this.picked * data.moments + moment] >= 1 ? QUEUE : COLOURS[3], 4);
      }
      pen.setLineDash([]);
      this.circles(this.places.exits, data.exits.people, this.mostOut, EXIT_RADIUS, EXIT, 0.35, 3);
      this.numbers();
    },
    circles(spots, people, most, largest, colour, opacity, least = 0) {
      const { pen, data, moment, size } = this;
      pen.lineWidth = 1;
      spots.forEach((spot, k) => {
        const radius = Math.max(largest * Math.sqrt(people[k * data.moments + moment] / most), least), { x, y } = this.on(spot);
        if (radius < 0.5 || x < -largest || y < -largest || x > size.x + largest || y > size.y + largest) return;
        pen.beginPath();
        pen.arc(x, y, radius, 0, 2 * Math.PI);
        pen.globalAlpha = opacity;
        pen.fillStyle = colour;
        pen.fill();
        pen.globalAlpha = 1;
        pen.strokeStyle = colour;
        pen.stroke();
      });
    },
    /* What decides, the first on top; where two would lie over each other the later one is a dot until there is room. */
    numbers() {
      const { pen, data } = this, taken = [], free = ({ x, y }, away) => taken.every((one) => Math.abs(one.x - x) > away || Math.abs(one.y - y) > 18);
      pen.strokeStyle = "#1a1a1a";
      pen.textBaseline = "middle";
      this.places.bottlenecks.forEach((spot, k) => {
        const at = this.on(spot), room = free(at, 18);
        if (room) taken.push(at);
        pen.beginPath();
        pen.arc(at.x, at.y, room ? 9 : 3, 0, 2 * Math.PI);
        pen.globalCompositeOperation = room ? "source-over" : "destination-over";
        pen.fillStyle = "#fff";
        pen.lineWidth = 2;
        pen.fill();
        pen.stroke();
        pen.globalCompositeOperation = "source-over";
        if (!room) return;
        pen.font = "600 11px system-ui, sans-serif";
        pen.textAlign = "center";
        pen.fillStyle = "#1a1a1a";
        pen.fillText(k + 1, at.x, at.y + 0.5);
      });
      pen.font = "600 12px system-ui, sans-serif";
      pen.textAlign = "left";
      pen.fillStyle = EXIT;
      pen.strokeStyle = "#fff";
      pen.lineWidth = 3;
      this.places.exits.forEach((spot, k) => {
        const at = this.on(spot), words = data.exits.names[k], wide = pen.measureText(words).width;
        if (!free({ x: at.x + wide / 2 + 12, y: at.y }, wide / 2 + 10)) return;
        taken.push({ x: at.x + wide / 2 + 12, y: at.y });
        pen.strokeText(words, at.x + 12, at.y);
        pen.fillText(words, at.x + 12, at.y);
      });
    },
    /* The road under a point of the container, or -1. */
    under(at) {
      const { first } = this.places, { x, y } = this.map.containerPointToLayerPoint(at).subtract(this.corner);
      let found = -1, nearest = REACH * REACH;
      for (const link of this.seen) {
        for (let k = first[link]; k + 2 < first[link + 1]; k += 2) {
          const ax = this.lines[k], ay = this.lines[k + 1], dx = this.lines[k + 2] - ax, dy = this.lines[k + 3] - ay;
          const along = Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1), 0), 1);
          const away = (x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2;
          if (away < nearest) { nearest = away; found = link; }
        }
      }
      return found;
    },
  });

  /* The part of the network where people leave, drive or arrive. */
  function used({ origin: [x0, y0], x, y, begin, end, busiest, zones }) {
    const bounds = L.latLngBounds(zones.at.map(([x1, y1]) => [y0 + y1, x0 + x1]));
    for (let link = 0; link < begin.length; link += 1) {
      if (busiest[link]) [begin[link], end[link]].forEach((node) => bounds.extend([y0 + y[node], x0 + x[node]]));
    }
    return bounds;
  }

  function make(canvas, data, { base, chosen }) {
    const english = document.documentElement.lang === "en", options = { attributionControl: false, zoomControl: false, zoomSnap: 0, zoomAnimation: false, fadeAnimation: false, inertia: false };
    const map = L.map(canvas, data.degrees ? { ...options, minZoom: 5, maxZoom: 17 } : { ...options, crs: L.CRS.Simple, minZoom: -20, maxZoom: 20 });
    const [x0, y0] = data.origin;
    L.control.zoom(english ? {} : { zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(map);
    map.fitBounds(used(data), { animate: false, padding: [24, 24] });
    if (data.degrees) {
      L.control.scale({ imperial: false }).addTo(map);
      if (base) country(map, base);
    }
    const roads = new Roads(data);
    map.addLayer(roads);
    map.on("click", ({ containerPoint }) => { const link = roads.under(containerPoint); if (link >= 0) chosen(link); });
    return {
      map,
      /* After the end of the study nothing flows any more. */
      show(moment, ended = false) { Object.assign(roads, { moment, ended }); roads.draw(); },
      pick(link, near = false) {
        roads.picked = link;
        if (near && link >= 0) map.panInside(L.latLng(y0 + (data.y[data.begin[link]] + data.y[data.end[link]]) / 2, x0 + (data.x[data.begin[link]] + data.x[data.end[link]]) / 2), { padding: [20, 20], animate: false });
        roads.draw();
      },
    };
  }

  async function country(map, base) {
    map.createPane("base").style.zIndex = 150;
    const found = await fetch(base, { credentials: "same-origin" }).then((a) => (a.ok ? a.json() : null)).catch(() => null);
    if (!found) return;
    L.geoJSON(found, { pane: "base", interactive: false, filter: ({ properties }) => properties.kind in COUNTRY || properties.kind === "town", style: ({ properties }) => COUNTRY[properties.kind],
      pointToLayer: ({ properties }, at) => L.circleMarker(at, { pane: "base", radius: 2, color: "#6f7a88", interactive: false }).bindTooltip(document.createTextNode(properties.name), { permanent: true, direction: "right", className: "flow-map__town" }) }).addTo(map);
  }

  window.EvacuationMap = { read, make };
})();
