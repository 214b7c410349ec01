/* SPDX-License-Identifier: EUPL-1.2 */
/* Plays the map of one plan, or of two side by side: slider, counters, curve, and the roads in a list for the keyboard. */
"use strict";
(async () => {
  const flow = document.querySelector("[data-flow]");
  if (!flow || !window.DecompressionStream) return;
  const english = document.documentElement.lang === "en";
  const number = (value) => value.toLocaleString(english ? "en-GB" : "nl-NL");
  const find = (name, under = flow) => under.querySelector(`[data-${name}]`), all = (name, under = flow) => [...under.querySelectorAll(`[data-${name}]`)];
  const calm = matchMedia("(prefers-reduced-motion: reduce)"), MOST_ROADS = 40, SVG = "http://www.w3.org/2000/svg";

  function inWords(hours) {
    const minutes = Math.round(hours * 60), whole = Math.floor(minutes / 60), rest = minutes % 60;
    if (!minutes) return english ? "at the start" : "bij het begin";
    const parts = english
      ? [whole && `${whole} ${whole === 1 ? "hour" : "hours"}`, rest && `${rest} ${rest === 1 ? "minute" : "minutes"}`]
      : [whole && `${whole} uur`, rest && `${rest} ${rest === 1 ? "minuut" : "minuten"}`];
    return `${parts.filter(Boolean).join(english ? " and " : " en ")} ${english ? "after the start" : "na het begin"}`;
  }

  const sections = all("plan");
  let plans;
  try {
    const found = await Promise.all(sections.map((section) => EvacuationMap.read(section.dataset.plan)));
    plans = found.map((data, k) => ({ data, section: sections[k] }));
  } catch {
    find("failed").hidden = false;
    return;
  }
  // What is worked with below takes the place of the form; the picture and the table stay, folded.
  all("shown").forEach((one) => { one.hidden = false; });
  document.querySelectorAll("[data-without]").forEach((one) => { one.hidden = true; });
  find("static").open = false;
  for (const plan of plans) {
    const canvas = find("canvas", plan.section);
    plan.map = EvacuationMap.make(canvas, plan.data, { base: flow.dataset.base, chosen: (link) => pick(plan.data.texts.ids[link]) });
    plan.mark = curve(find("curve", plan.section), plan.data);
    find("end", plan.section).textContent = inWords(Math.max(...plans.map(({ data }) => data.hours.at(-1))));
    plan.number = new Map(plan.data.texts.ids.map((id, link) => [id, link]));
  }
  if (plans.length > 1 && plans[0].data.name === plans[1].data.name) {
    let moving = false;
    plans.forEach(({ map: { map } }, k) => map.on("move", () => {
      if (moving) return;
      moving = true;
      plans[1 - k].map.map.setView(map.getCenter(), map.getZoom(), { animate: false });
      moving = false;
    }));
  }

  /* All moments of all plans; each plan stands at its last moment not after it. */
  const moments = [...new Set(plans.flatMap(({ data }) => data.hours))].sort((a, b) => a - b);
  const slider = find("slider"), play = find("play"), said = find("hour-shown");
  let now = 0, picked = null, clock = 0, stepped = 0;
  slider.max = moments.length - 1;

  function show(at) {
    now = at;
    const hours = moments[at], words = inWords(hours);
    slider.value = at;
    slider.setAttribute("aria-valuetext", words);
    said.textContent = words;
    for (const plan of plans) {
      const { data } = plan, moment = data.at(hours);
      plan.moment = moment;
      plan.ended = hours > data.hours.at(-1) + 1e-6;
      plan.map.show(moment, plan.ended);
      for (const name of ["out", "road", "waiting", "home"]) find(`count-${name}`, plan.section).textContent = number(data.people[name][moment]);
      if (data.people.bound) find("count-bound", plan.section).textContent = number(data.people.bound[moment]);
      plan.mark(hours);
    }
    if (picked !== null) values();
  }

  /* Of plans side by side the curves have one scale. */
  function curve(svg, { hours, people }) {
    const WIDTH = 640, HEIGHT = 120, span = Math.max(...plans.map(({ data }) => data.hours.at(-1))) || 1, x = (hour) => (WIDTH * hour) / span, y = (count) => HEIGHT - (HEIGHT * count) / Math.max(people.total, 1);
    const line = (counts, name) => {
      const one = document.createElementNS(SVG, "polyline");
      one.setAttribute("points", counts.map((count, k) => `${x(hours[k]).toFixed(1)},${y(count).toFixed(1)}`).join(" "));
      one.setAttribute("class", name);
      svg.append(one);
    };
    svg.setAttribute("viewBox", `-2 -4 ${WIDTH + 4} ${HEIGHT + 8}`);
    if (people.bound) line(people.bound, "flow-curve__bound");
    line(people.out, "flow-curve__out");
    const mark = document.createElementNS(SVG, "line");
    mark.setAttribute("class", "flow-curve__now");
    mark.setAttribute("y1", -4);
    mark.setAttribute("y2", HEIGHT + 4);
    svg.append(mark);
    return (hour) => ["x1", "x2"].forEach((end) => mark.setAttribute(end, x(Math.min(hour, span)).toFixed(1)));
  }

  /* Ten moments a second; one a second for who does not want movement. */
  function tick(time) {
    if (time - stepped >= (calm.matches ? 1000 : 100)) {
      stepped = time;
      if (now + 1 < moments.length) show(now + 1);
      if (now + 1 >= moments.length) { stop(); return; }
    }
    clock = requestAnimationFrame(tick);
  }
  function stop() {
    cancelAnimationFrame(clock);
    clock = 0;
    play.textContent = play.dataset.play;
  }
  play.addEventListener("click", () => {
    if (clock) { stop(); return; }
    if (now + 1 >= moments.length) show(0);
    play.textContent = play.dataset.pause;
    stepped = performance.now();
    clock = requestAnimationFrame(tick);
  });
  slider.addEventListener("input", () => { stop(); show(Number(slider.value)); });

  /* The roads: those with the longest queue first. */
  const search = find("search"), list = find("roads"), count = find("found"), panel = find("road"), form = find("what-if");
  const leading = plans[0].data, order = leading.texts.ids.map((_, link) => link).sort((a, b) => leading.longest[b] - leading.longest[a] || leading.busiest[b] - leading.busiest[a] || a - b);
  const names = order.map((link) => leading.road(link)), lowered = names.map((name) => name.toLowerCase());

  function lookUp() {
    const wanted = search.value.trim().toLowerCase().split(/\s+/), shown = [];
    let total = 0;
    lowered.forEach((name, k) => {
      if (!wanted.every((word) => name.includes(word))) return;
      total += 1;
      if (shown.length < MOST_ROADS) shown.push(k);
    });
    list.replaceChildren(...shown.map((k) => {
      const item = document.createElement("li"), button = document.createElement("button"), longest = leading.longest[order[k]];
      button.type = "button";
      button.className = "flow-roads__one";
      button.dataset.id = leading.texts.ids[order[k]];
      button.setAttribute("aria-pressed", button.dataset.id === picked);
      button.textContent = names[k];
      if (longest) {
        const queue = document.createElement("span");
        queue.className = "flow-roads__queue";
        queue.textContent = ` ${number(longest)} ${list.dataset.waiting}`;
        button.append(queue);
      }
      item.append(button);
      return item;
    }));
    count.textContent = count.dataset.words.replace("{shown}", number(shown.length)).replace("{total}", number(total));
  }
  search.addEventListener("input", lookUp);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = find("id", list);
    if (first) pick(first.dataset.id, true);
  });
  list.addEventListener("click", ({ target }) => { const button = target.closest("button"); if (button) pick(button.dataset.id, true); });

  function pick(id, near = false) {
    picked = id;
    const link = plans[0].number.get(id), name = plans.map((plan) => (plan.number.has(id) ? plan.data.road(plan.number.get(id)) : "")).find(Boolean);
    plans.forEach((plan) => plan.map.pick(plan.number.get(id) ?? -1, near));
    all("id", list).forEach((button) => button.setAttribute("aria-pressed", button.dataset.id === id));
    panel.hidden = id === null;
    if (id === null) return;
    const title = find("road-name");
    title.textContent = name;
    if (form) {
      form.hidden = link === undefined;
      find("link", form).value = id;
      if (link !== undefined) find("contraflow", form).hidden = !leading.hasOpposite(link);
    }
    values();
    title.focus({ preventScroll: near });
    if (near) panel.scrollIntoView({ block: "nearest" });
  }
  find("unpick").addEventListener("click", () => { pick(null); search.focus(); });

  function values() {
    plans.forEach(({ data, number: numbers, moment, ended }, k) => {
      const link = numbers.get(picked), at = link * data.moments + moment;
      const told = link === undefined ? {} : { flow: ended ? 0 : data.flow[at], queue: data.queue[at], capacity: data.capacityAt(moment)[link] };
      for (const name of ["flow", "queue", "capacity"]) all(`value-${name}`, panel)[k].textContent = name in told ? number(told[name]) : "–";
    });
  }

  /* A road that decides can be chosen in its list, too. */
  all("decides").forEach((item) => {
    const plan = plans[Number(item.dataset.decides)], { road } = plan.data.bottlenecks[[...item.parentNode.children].indexOf(item)];
    if (road === null) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button--plain";
    button.textContent = item.textContent;
    button.addEventListener("click", () => pick(plan.data.texts.ids[road], true));
    item.replaceChildren(button);
  });

  lookUp();
  show(Math.max(moments.findLastIndex((hours) => hours <= Number(flow.dataset.hour) + 1e-6), 0));
  flow.setAttribute("aria-busy", "false");
})();
