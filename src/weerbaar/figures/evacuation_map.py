# SPDX-License-Identifier: EUPL-1.2
"""An evacuation on the map at one hour: how full the roads are, queues, bottlenecks, exits and who is still there.

Roads that carry more are drawn wider as well as darker; a queue is as long as the road that it fills.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from weerbaar.base import Lang, number, percentage
from weerbaar.figures.evacuation_frame import MapFrame, compass, offset_right, scale_bar, tail_of
from weerbaar.figures.evacuation_words import hours_number, study_caption, study_caution
from weerbaar.figures.figure import Figure, FigureTable, Width
from weerbaar.figures.flowing_key import Entry, flowing_key
from weerbaar.figures.geometry import Box, around
from weerbaar.figures.palette import BAD, FRAME, GOOD, INK, LAND, PAPER, ramp
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, Value, element, group, line, lines, rect, short, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

if TYPE_CHECKING:
    import shapely

    from weerbaar.evacuation.flow import Bottleneck
    from weerbaar.evacuation.study import Study

Floats = npt.NDArray[np.float64]

MOST_BOTTLENECKS = 9
_LEAST_QUEUE_VEH = 1.0
_LARGEST_ZONE = 15.0
_CLASSES = ((0.05, 1.6, ramp(0.35)), (0.5, 2.6, ramp(0.6)), (0.9, 4.2, ramp(1.0)))
"""Least share of capacity, width, colour."""
_QUIET: dict[str, Value] = {"stroke": "#a3abb5", "stroke_width": 1.0}
_QUEUE: dict[str, Value] = {"stroke": BAD, "stroke_width": 4.2, "stroke_dasharray": "5 2"}


@dataclass(frozen=True, eq=False)
class FloodPatch:
    """A part of the flood of about one depth.

    Attributes:
        shape: in the coordinates of the network.
        depth_m: of the water.
    """

    shape: shapely.Geometry
    depth_m: float


@dataclass(frozen=True, eq=False)
class _State:
    """What the roads do in the hour that ends at the moment: M links, Z origins."""

    time_s: float
    load: Floats
    queue_veh: Floats
    filled: Floats
    left_people: Floats


def evacuation_map(
    study: Study,
    hour: float,
    lang: Lang = "nl",
    width: Width = "a4",
    *,
    flood: Sequence[FloodPatch] = (),
    name: str = "kaart-evacuatie",
) -> Figure:
    """Draw the roads, the queues and the people who are left at one hour of a study.

    Args:
        study: the evacuation.
        hour: h after the start; the nearest moment of the study is drawn.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).
        flood: where the water would come.
        name: the id of the figure, for a page with several maps.
    """
    sheet, network = SHEETS[width], study.network
    state = _state(study, hour)
    frame = MapFrame.of(network, _used(study), sheet)
    drawn = [rect(frame.left, 0, frame.width, frame.height, fill=LAND)]
    drawn += [
        element("path", d=frame.outline(patch.shape), fill=_water(patch.depth_m), fill_opacity=0.75) for patch in flood
    ]
    clip = f"{name}-{width}-rand"
    drawn.append(element("clipPath", rect(frame.left, 0, frame.width, frame.height), id=clip))
    drawn.append(group(*_roads(study, state, frame), clip_path=f"url(#{clip})"))
    taken: list[Box] = []
    elements = scale_bar(frame, sheet, lang, taken) + compass(frame, sheet, taken)
    people, zone_names = _zones(study, state, frame, sheet, lang, taken)
    exits, exit_names = _exits(study, frame, sheet, taken)
    # A number has a line to its road and can stand further off; the name of a place cannot.
    places = zone_names(taken)
    numbers = _numbers(study, frame, sheet, taken)
    drawn += people + exits + numbers + places + exit_names(taken) + elements
    drawn.append(rect(frame.left, 0, frame.width, frame.height, fill="none", stroke=FRAME, stroke_width=1))
    elements, y = flowing_key(_entries(flood, lang), sheet, frame.height + 6, sign=24)
    drawn += elements
    elements, y = _named(study, lang, sheet, y + 4)
    drawn += elements
    caption = study_caption([study], lang)
    elements, y = notes(study_caution([study], lang), caption, sheet, y + 2)
    at = hours_number(state.time_s / 3600, lang)
    return figure_on(
        width,
        name,
        drawn + elements,
        math.ceil(y),
        title=pick(lang, f"Wegen en wachtrijen na {at}", f"Roads and queues after {at}"),
        description=_description(study, state, at, lang),
        table=_table(study, state, at, lang),
        caption=caption,
        lang=lang,
    )


def _state(study: Study, hour: float) -> _State:
    outcome, network = study.outcome, study.network
    at = int(np.abs(outcome.times_s - hour * 3600).argmin())
    before = max(at - 1, 0)
    seconds = float(outcome.times_s[at] - outcome.times_s[before]) or 1.0
    flow = (outcome.left_veh[at] - outcome.left_veh[before]) / seconds
    capacity = network.capacity_veh_s
    leaving = study.leaving
    time = float(outcome.times_s[at])
    still = np.zeros(network.n_nodes)
    setting_out = np.array(
        [np.interp(time, leaving.times_s, leaving.released_veh[:, zone]) for zone in range(len(leaving.nodes))]
    )
    np.add.at(still, leaving.nodes, leaving.vehicles - setting_out)
    still += outcome.waiting_veh[at]
    return _State(
        time_s=time,
        load=np.divide(flow, capacity, out=np.zeros_like(flow), where=capacity > 0),
        queue_veh=outcome.queued_veh[at],
        filled=np.clip(outcome.queued_veh[at] / np.maximum(network.storage_veh, 1e-9), 0.0, 1.0),
        left_people=still[leaving.nodes] * leaving.people_per_vehicle,
    )


def _used(study: Study) -> npt.NDArray[np.int64]:
    """Return the nodes that the map has to hold: where people leave, drive and get safe, and what decides."""
    network = study.network
    links = np.flatnonzero(study.outcome.entered_veh[-1] >= 1)
    found = [study.departures.nodes, network.begin[links], network.end[links]]
    found.append(network.exits[study.outcome.arrived_veh[-1] >= 1])
    for one in _bottlenecks(study):
        ends = (
            (network.exits[one.number],) if one.kind == "exit" else (network.begin[one.number], network.end[one.number])
        )
        found.append(np.array(ends, np.int64))
    return np.unique(np.concatenate(found))


def _roads(study: Study, state: _State, frame: MapFrame) -> list[Element]:
    """Return one path per class, what carries most on top, so that a whole country is still a small file."""
    network = study.network
    opposite = set(zip(network.begin.tolist(), network.end.tolist(), strict=True))
    quiet: list[str] = []
    carrying: list[list[str]] = [[] for _ in _CLASSES]
    queues: list[str] = []
    for link in range(network.n_links):
        points = frame.road(network, link)
        if (int(network.end[link]), int(network.begin[link])) in opposite:
            points = offset_right(points, 2.2)
        steps = _steps(points)
        found = [at for at, (least, _, _) in enumerate(_CLASSES) if state.load[link] >= least]
        (carrying[found[-1]] if found else quiet).append(steps)
        if state.queue_veh[link] >= _LEAST_QUEUE_VEH:
            queues.append(_steps(tail_of(points, float(state.filled[link]))))
    drawn = [element("path", d="".join(quiet), fill="none", **_QUIET)] if quiet else []
    for parts, (_, wide, colour) in zip(carrying, _CLASSES, strict=True):
        if parts:
            drawn.append(element("path", d="".join(parts), fill="none", stroke=colour, stroke_width=wide))
    if queues:
        drawn.append(element("path", d="".join(queues), fill="none", **_QUEUE))
    return drawn


def _steps(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points)


def _zones(
    study: Study, state: _State, frame: MapFrame, sheet: Sheet, lang: Lang, taken: list[Box]
) -> tuple[list[Element], _Names]:
    """Return circles by the people who have not set out, and their names, most people first."""
    nodes = study.departures.nodes
    whole = study.departures.vehicles * study.departures.people_per_vehicle
    per_area = _LARGEST_ZONE**2 / max(float(whole.max(initial=0.0)), 1.0)
    drawn: list[Element] = []
    wanted: list[tuple[float, float, float, str]] = []
    for zone in np.argsort(-state.left_people, kind="stable").tolist():
        if state.left_people[zone] < 0.5:
            continue
        x, y = frame.xy(float(study.network.x[nodes[zone]]), float(study.network.y[nodes[zone]]))
        r = max(math.sqrt(state.left_people[zone] * per_area), 2.5)
        drawn.append(_people(x, y, r))
        taken.append(around(x, y, r, r))
        words = f"{study.network.place(int(nodes[zone]))} {number(float(state.left_people[zone]), lang)}"
        wanted.append((x, y, r, words))
    return drawn, _Names(wanted, frame, sheet, 600)


def _people(x: float, y: float, r: float) -> Element:
    return element("circle", cx=x, cy=y, r=r, fill="#e8b13c", fill_opacity=0.85, stroke=INK, stroke_width=1)


def _exits(study: Study, frame: MapFrame, sheet: Sheet, taken: list[Box]) -> tuple[list[Element], _Names]:
    network = study.network
    drawn: list[Element] = []
    wanted: list[tuple[float, float, float, str]] = []
    for node in network.exits.tolist():
        x, y = frame.xy(float(network.x[node]), float(network.y[node]))
        if not frame.holds(x, y):
            continue
        drawn.append(_exit(x, y))
        taken.append(around(x, y, 5, 5))
        wanted.append((x, y, 5.0, network.place(node)))
    return drawn, _Names(wanted, frame, sheet, 400)


def _exit(x: float, y: float) -> Element:
    return rect(x - 4.5, y - 4.5, 9, 9, fill=GOOD, stroke=PAPER, stroke_width=1.2)


@dataclass(frozen=True)
class _Names:
    """Names beside signs, the first ones first, as many as have room."""

    wanted: Sequence[tuple[float, float, float, str]]
    frame: MapFrame
    sheet: Sheet
    weight: int

    def __call__(self, taken: list[Box]) -> list[Element]:
        size = self.sheet.small
        bounds = Box(self.frame.left + 3, 3, self.frame.left + self.frame.width - 3, self.frame.height - 3)
        drawn: list[Element] = []
        for x, y, r, words in self.wanted:
            wide = text_width(words, size, self.weight)
            for left, base in (
                (x + r + 4, y + size * 0.35),
                (x - r - 4 - wide, y + size * 0.35),
                (x - wide / 2, y - r - 4),
                (x - wide / 2, y + r + size + 1),
            ):
                box = Box(left - 1, base - size * 0.85, left + wide + 1, base + size * 0.3)
                if box.inside(bounds) and not any(box.overlaps(other) for other in taken):
                    taken.append(box)
                    drawn.append(text(left, base, words, size, weight=self.weight, halo=True))
                    break
        return drawn


def _numbers(study: Study, frame: MapFrame, sheet: Sheet, taken: list[Box]) -> list[Element]:
    """Return the numbers of the bottlenecks beside what they stand for, each with a line to it."""
    drawn: list[Element] = []
    network, r = study.network, sheet.mark
    bounds = Box(frame.left, 0, frame.left + frame.width, frame.height)
    placed: list[Box] = list(taken)
    for at, found in enumerate(_bottlenecks(study)):
        if found.kind == "exit":
            node = int(network.exits[found.number])
            x, y = frame.xy(float(network.x[node]), float(network.y[node]))
        else:
            road = frame.road(network, found.number)
            x, y = tail_of(road, 0.5)[0]
        place = next(
            (
                (px, py)
                for far in (r + 3, 2 * r + 6, 3.5 * r, 5 * r, 7 * r, 9 * r)
                for turn in range(12)
                for px, py in [(x + far * math.cos(turn * math.pi / 6), y - far * math.sin(turn * math.pi / 6))]
                if around(px, py, r, r).inside(bounds) and not any(around(px, py, r, r).overlaps(o) for o in placed)
            ),
            (x, y),
        )
        placed.append(around(*place, r, r))
        taken.append(around(*place, r, r))
        drawn.append(line(x, y, *place, stroke=INK, stroke_width=1))
        drawn += _badge(place[0], place[1], str(at + 1), sheet)
    return drawn


def _badge(x: float, y: float, words: str, sheet: Sheet) -> list[Element]:
    return [
        element("circle", cx=x, cy=y, r=sheet.mark, fill=INK, stroke=PAPER, stroke_width=1.2),
        text(x, y + sheet.small * 0.35, words, sheet.small, weight=600, fill=PAPER, anchor="middle"),
    ]


def _bottlenecks(study: Study) -> tuple[Bottleneck, ...]:
    from weerbaar.evacuation.flow import deciding
    from weerbaar.evacuation.study import best_roads

    if study.bound is None:
        return ()
    roads = best_roads(study.network, study.settings.measures)
    return deciding(roads, study.departures, study.bound)[0][:MOST_BOTTLENECKS]


def _bottleneck_words(found: Bottleneck, lang: Lang) -> str:
    full = hours_number(found.hours, lang)
    return pick(lang, f"{found.name}: zeker {full} vol", f"{found.name}: full for at least {full}")


def _named(study: Study, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    """Return the numbered bottlenecks with their names, under the map."""
    found = _bottlenecks(study)
    if not found:
        return [], top
    title = pick(lang, "Wegen die bepalen hoe lang het duurt", "Roads that decide how long it takes")
    drawn = [text(sheet.margin, top + sheet.small, title, sheet.small, weight=600)]
    y = top + sheet.leading + 5
    for at, one in enumerate(found):
        wrapped = wrap(_bottleneck_words(one, lang), sheet.small, sheet.inner - 2 * sheet.mark - 8)
        drawn += _badge(sheet.margin + sheet.mark + 1, y + sheet.mark, str(at + 1), sheet)
        middle = y + sheet.mark + sheet.small * 0.35
        drawn += lines(sheet.margin + 2 * sheet.mark + 8, middle, wrapped, sheet.small, sheet.leading)
        y += max(2 * sheet.mark + 3, len(wrapped) * sheet.leading + 5)
    return drawn, y


def _water(depth_m: float) -> str:
    """Return a lighter or a darker blue-grey by depth, apart from the blue of the roads by being an area."""
    return "#cfe0ee" if depth_m < 0.5 else "#a9c6de" if depth_m < 2 else "#82a9ca"


def _entries(flood: Sequence[FloodPatch], lang: Lang) -> list[Entry]:
    tops = [least for least, _, _ in _CLASSES[1:]]
    entries: list[Entry] = [(partial(_stroke, _QUIET), pick(lang, "bijna leeg", "hardly used"))]
    for at, (least, wide, colour) in enumerate(_CLASSES):
        words = pick(lang, "van capaciteit", "of capacity")
        low = f"{100 * least:g}%"
        said = f"{low} – {100 * tops[at]:g}% {words}" if at < len(tops) else f"≥ {low} {words}"
        entries.append((partial(_stroke, {"stroke": colour, "stroke_width": wide}), said))
    entries.append((partial(_stroke, _QUEUE), pick(lang, "wachtrij", "queue")))
    entries.append((lambda x, y: [_people(x, y, 6)], pick(lang, "nog niet vertrokken", "not set out yet")))
    entries.append((lambda x, y: [_exit(x, y)], pick(lang, "uitgang: hier veilig", "exit: safe here")))
    for depth in sorted({_water(patch.depth_m): patch.depth_m for patch in flood}.values()):
        said = "< 0,5 m" if depth < 0.5 else "0,5 – 2 m" if depth < 2 else "≥ 2 m"
        entries.append((partial(_swatch, _water(depth)), f"water {said if lang == 'nl' else said.replace(',', '.')}"))
    return entries


def _swatch(colour: str, x: float, y: float) -> list[Element]:
    return [rect(x - 11, y - 5, 22, 10, fill=colour, stroke=FRAME, stroke_width=0.8)]


def _stroke(look: dict[str, Value], x: float, y: float) -> list[Element]:
    return [line(x - 11, y, x + 11, y, **look)]


def _description(study: Study, state: _State, at: str, lang: Lang) -> str:
    left = number(float(state.left_people.sum()), lang)
    queue = number(float(state.queue_veh.sum()), lang)
    said = pick(
        lang,
        f"Na {at} zijn {left} mensen nog niet vertrokken en staan {queue} voertuigen in een wachtrij.",
        f"After {at} {left} people have not set out yet and {queue} vehicles stand in a queue.",
    )
    named = "; ".join(_bottleneck_words(found, lang) for found in _bottlenecks(study)[:3])
    if named:
        said += pick(lang, f" Bepalend zijn: {named}.", f" What decides: {named}.")
    return said


def _table(study: Study, state: _State, at: str, lang: Lang) -> FigureTable:
    network = study.network
    rows = [
        (f"{place}", pick(lang, "mensen nog niet vertrokken", "people not set out yet"), number(float(people), lang))
        for place, people in zip(
            (network.place(int(node)) for node in study.departures.nodes), state.left_people, strict=True
        )
        if people >= 0.5
    ]
    for link in np.argsort(-state.queue_veh, kind="stable")[:10].tolist():
        if state.queue_veh[link] >= _LEAST_QUEUE_VEH:
            queued = number(float(state.queue_veh[link]), lang)
            rows.append((network.road(link), pick(lang, "voertuigen in de wachtrij", "vehicles queued"), queued))
    for link in np.argsort(-state.load, kind="stable")[:10].tolist():
        if state.load[link] >= _CLASSES[0][0]:
            load = percentage(min(float(state.load[link]), 1.0), lang)
            rows.append((network.road(link), pick(lang, "van capaciteit gebruikt", "of capacity used"), load))
    for number_, found in enumerate(_bottlenecks(study), 1):
        rows.append(
            (f"{number_}. {found.name}", pick(lang, "zeker vol", "full at least"), hours_number(found.hours, lang))
        )
    return FigureTable(
        pick(lang, f"Na {at}", f"After {at}"),
        (pick(lang, "Plaats of weg", "Place or road"), pick(lang, "Wat", "What"), pick(lang, "Hoeveel", "How much")),
        tuple(rows),
    )
