# SPDX-License-Identifier: EUPL-1.2
"""The map of all risks: what sets off what, causes at the left, and how often a year.

Every risk is a box with its name, an actor a box with pointed ends. The strongest links are drawn, and the figure
says how many there are.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from weerbaar.base import Lang, Text, percentage
from weerbaar.cascade import CascadeOutcome, Risk, rate_words, return_period_words
from weerbaar.figures.cascade_wording import cascade_caption, cascade_caution, fitting, risk_name, wrapped_name
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.geometry import Box
from weerbaar.figures.layered_layout import Layout, Tie, layered_layout
from weerbaar.figures.palette import HAZARD, HAZARD_SOFT, MUTED, PAPER, THREAT, THREAT_SOFT
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, element, line, lines, path, rect, short, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

_COLUMNS = {"phone": 3, "screen": 6, "a4": 5}
_CHANNEL = {"phone": 30.0, "screen": 52.0, "a4": 38.0}
_FEWEST_LINKS = 24
_LINKS_PER_RISK = {"phone": 0.6, "screen": 1.0, "a4": 0.85}
_GAPS = ((15, 18.0), (30, 11.0))
_GAP = 7.0
_PAD = 4.0
_SIDE = 2.5
_THIN, _THICK = 1.0, 6.0
_HEAD = 7.0
_POINT = 7.0
_MOST_WITH_THREE_LINES = 30
_MOST_LINES = 6


@dataclass(frozen=True)
class _Map:
    """What is drawn and where.

    Attributes:
        links: (cause, effect, yearly flow), strongest first.
        everything: number of links there are.
        boxes: risk that has a link to its place.
        names: risk to its lines.
        layout: of the risks that have a link, in the order of ``linked``.
        linked: those risks.
        pitch, wide: distance between columns, and width of a box.
        top: height at which the layout begins.
    """

    links: list[tuple[int, int, float]]
    everything: int
    boxes: dict[int, Box]
    names: dict[int, list[str]]
    layout: Layout
    linked: list[int]
    pitch: float
    wide: float
    top: float = 0.0

    def moved(self, top: float) -> _Map:
        """Return the map with its layout beginning at ``top``."""
        down = top - self.top
        boxes = {i: Box(b.left, b.top + down, b.right, b.bottom + down) for i, b in self.boxes.items()}
        return replace(self, boxes=boxes, top=top)

    @property
    def backwards(self) -> bool:
        """Whether any link runs from right to left."""
        column = dict(zip(self.linked, self.layout.column, strict=True))
        return any(column[effect] < column[cause] for cause, effect, _ in self.links)


def cascade_network(outcome: CascadeOutcome, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw all risks and the strongest links between them; the wider, the more often a year.

    Raises:
        FigureError: no risk sets off another.
    """
    if not outcome.flow.any():
        raise FigureError(
            Text(
                nl="Geen enkel risico lokt een ander uit; er valt niets te tekenen.",
                en="No risk sets off another; there is nothing to draw.",
            )
        )
    sheet = SHEETS[width]
    here = _map(outcome, lang, sheet, width)
    flows = [flow for _, _, flow in here.links]
    drawn, y = _key(here, flows, lang, sheet, actors=any(risk.actor for risk in outcome.catalogue.risks))
    here = here.moved(y + 4)
    for cause, effect, flow, passing in _routes(here):
        drawn += _link(outcome, here, cause, effect, passing, _weight(flow, flows), sheet)
    for risk, box in here.boxes.items():
        drawn += _box(box, here.names[risk], sheet, actor=outcome.catalogue.risks[risk].actor)
    elements, y = _loose(outcome, here, lang, sheet)
    drawn += elements
    elements, y = _remarks(here, lang, sheet, y)
    drawn += elements
    elements, y = notes(cascade_caution(outcome, lang), cascade_caption(outcome, lang), sheet, y + 2)
    drawn += elements
    height = round(y)
    title = pick(lang, "Kaart van risico's die elkaar uitlokken", "Map of risks that set each other off")
    cause, effect, flow = here.links[0]
    names = [outcome.catalogue.risks[i].name.in_(lang) for i in (cause, effect)]
    often = return_period_words(flow, lang)
    risks = len(outcome.catalogue.risks)
    description = pick(
        lang,
        f"Netwerk van {risks} risico's met {len(here.links)} van de {here.everything} verbanden. De "
        f"sterkste gaat van {names[0]} naar {names[1]}: {often}.",
        f"Network of {risks} risks with {len(here.links)} of {here.everything} links. The strongest goes "
        f"from {names[0]} to {names[1]}: {often}.",
    )
    return figure_on(
        width,
        "risicokaart",
        drawn,
        height,
        title=title,
        description=description,
        table=_table(outcome, title, lang),
        caption=cascade_caption(outcome, lang),
        lang=lang,
    )


def _map(outcome: CascadeOutcome, lang: Lang, sheet: Sheet, width: Width) -> _Map:
    risks = outcome.catalogue.risks
    found = [(int(i), int(j), float(outcome.flow[i, j])) for i, j in zip(*np.nonzero(outcome.flow), strict=True)]
    found.sort(key=lambda link: (-link[2], link[0], link[1]))
    most = max(_FEWEST_LINKS, round(_LINKS_PER_RISK[width] * len(risks)))
    links = found[:most]
    columns = _COLUMNS[width] if len(risks) > 3 * _COLUMNS[width] else max(2, _COLUMNS[width] - 1)
    wide = (sheet.inner - (columns - 1) * _CHANNEL[width]) / columns
    pitch = wide + _CHANNEL[width]
    fewest = 3 if len(risks) <= _MOST_WITH_THREE_LINES or width == "phone" else 2
    names = _names(risks, lang, sheet, wide, fewest)
    heights = {i: len(words) * sheet.leading + 2 * _PAD for i, words in names.items()}
    linked = sorted({i for cause, effect, _ in links for i in (cause, effect)})
    place = {risk: k for k, risk in enumerate(linked)}
    flows = [flow for _, _, flow in links]
    weighed = [(a, b, _weight(flow, flows)) for a, b, flow in links]
    ties = [Tie(place[a], place[b], 1 + 3 * w, _thickness(w) + 2) for a, b, w in weighed]
    gap = next((white for most_risks, white in _GAPS if len(risks) <= most_risks), _GAP)
    actors = {place[i] for i in linked if risks[i].actor}
    layout = layered_layout([heights[i] for i in linked], ties, columns, gap, actors)
    boxes = {}
    for k, risk in enumerate(linked):
        left = sheet.margin + layout.column[k] * pitch
        middle = layout.middle[k]
        boxes[risk] = Box(left, middle - heights[risk] / 2, left + wide, middle + heights[risk] / 2)
    return _Map(links, len(found), boxes, names, layout, linked, pitch, wide)


def _names(risks: Sequence[Risk], lang: Lang, sheet: Sheet, wide: float, most: int) -> dict[int, list[str]]:
    """Return the names in lines; those that would be cut off to the same words get more lines."""
    names: dict[int, list[str]] = {}
    left = list(range(len(risks)))
    while left:
        for i in left:
            names[i] = _lines(risks[i].name.in_(lang), sheet, wide, most, actor=risks[i].actor)
        shown = Counter(tuple(words) for words in names.values())
        left = [i for i in left if shown[tuple(names[i])] > 1 and names[i][-1].endswith("…") and most < _MOST_LINES]
        most += 1
    return names


def _lines(name: str, sheet: Sheet, wide: float, most: int, *, actor: bool) -> list[str]:
    """Return a name in lines of about the same width."""
    room = wide - 2 * _SIDE - (2 * _POINT - 4 if actor else 0)
    best = wrapped_name(name, sheet.small, room)
    if len(best) > most:
        return [*best[: most - 1], fitting(" ".join(best[most - 1 :]), sheet.small, room)]
    broken = sum(part.endswith("-") for part in best)
    for less in range(2, round(room * 0.6), 2):
        other = wrap(name, sheet.small, room - less)
        if len(other) > len(best) or sum(part.endswith("-") for part in other) > broken:
            break
        best = other
    return best


def _thickness(weight: float) -> float:
    return _THIN + (_THICK - _THIN) * weight


def _weight(flow: float, flows: Sequence[float]) -> float:
    """Return where a flow lies between the weakest and the strongest drawn, 0 to 1, logarithmic."""
    low, high = min(flows), max(flows)
    return 1.0 if high <= low else math.log(flow / low) / math.log(high / low)


def _routes(here: _Map) -> list[tuple[int, int, float, tuple[tuple[int, float], ...]]]:
    """Return the links with the points they pass, weakest first, so that strong ones lie on top."""
    both = [(*link, passing) for link, passing in zip(here.links, here.layout.passing, strict=True)]
    return both[::-1]


def _ports(here: _Map) -> dict[tuple[int, int], tuple[float, float]]:
    """Return the heights at which each link leaves its cause and reaches its effect, spread over the boxes' sides."""
    column = dict(zip(here.linked, here.layout.column, strict=True))
    sides: dict[tuple[int, bool], list[tuple[float, tuple[int, int], int]]] = {}
    for (cause, effect, _), passing in zip(here.links, here.layout.passing, strict=True):
        first = passing[0][1] + here.top if passing else here.boxes[effect].centre[1]
        last = passing[-1][1] + here.top if passing else here.boxes[cause].centre[1]
        step = column[effect] - column[cause]
        around = step == 0 and column[cause] != max(column.values())
        sides.setdefault((cause, step > 0 or around), []).append((first, (cause, effect), 0))
        sides.setdefault((effect, step < 0 or around), []).append((last, (cause, effect), 1))
    found: dict[tuple[int, int], list[float]] = {}
    for (risk, _), ends in sides.items():
        box = here.boxes[risk]
        room = box.height - 2 * _PAD
        for k, (_, link, end) in enumerate(sorted(ends)):
            share = (k + 0.5) / len(ends)
            found.setdefault(link, [0.0, 0.0])[end] = box.centre[1] + (share - 0.5) * room
    return {link: (ends[0], ends[1]) for link, ends in found.items()}


def _link(
    outcome: CascadeOutcome,
    here: _Map,
    cause: int,
    effect: int,
    passing: tuple[tuple[int, float], ...],
    weight: float,
    sheet: Sheet,
) -> list[Element]:
    column = dict(zip(here.linked, here.layout.column, strict=True))
    leave, reach = _ports(here)[cause, effect]
    one, other = here.boxes[cause], here.boxes[effect]
    actor = outcome.catalogue.risks[cause].actor
    colour = THREAT_SOFT if actor else HAZARD_SOFT
    thick = _thickness(weight)
    back = column[effect] < column[cause]
    if column[effect] == column[cause]:
        # Round the right of the column, or the left where there is nothing to the right.
        ahead = 1 if column[cause] == max(column.values()) else -1
        start, end = (one.left, other.left) if ahead > 0 else (one.right, other.right)
        out = start - ahead * (here.pitch - here.wide - 6)
        d = (
            f"M{short(start)} {short(leave)}C{short(out)} {short(leave)} {short(out)} {short(reach)} "
            f"{short(end - ahead * (_HEAD - 1))} {short(reach)}"
        )
        tip = (end, reach)
    else:
        step = -1 if back else 1
        points = [(one.left if back else one.right, leave)]
        for k, y in passing:
            left = sheet.margin + k * here.pitch
            across = [(left, y + here.top), (left + here.wide, y + here.top)]
            points += across[::step]
        tip = (other.right if back else other.left, reach)
        points.append((tip[0] - step * (_HEAD - 1), reach))
        d = f"M{short(points[0][0])} {short(points[0][1])}"
        for k, ((x1, y1), (x2, y2)) in enumerate(pairwise(points)):
            middle = (x1 + x2) / 2
            curve = f"C{short(middle)} {short(y1)} {short(middle)} {short(y2)} {short(x2)} {short(y2)}"
            d += curve if k % 2 == 0 else f"L{short(x2)} {short(y2)}"
        ahead = step
    head = _HEAD * 0.42 + thick * 0.45
    return [
        element(
            "path",
            d=d,
            fill="none",
            stroke=colour,
            stroke_width=thick,
            stroke_opacity=0.75,
            stroke_dasharray="5 3" if back else None,
        ),
        path(
            [
                tip,
                (tip[0] - ahead * _HEAD, tip[1] - head),
                (tip[0] - ahead * _HEAD, tip[1] + head),
            ],
            closed=True,
            fill=THREAT if actor else HAZARD,
        ),
    ]


def _box(box: Box, words: Sequence[str], sheet: Sheet, *, actor: bool) -> list[Element]:
    middle = box.centre[1]
    first = middle - len(words) * sheet.leading / 2 + sheet.small * 0.98
    if actor:
        corners = [
            (box.left, middle),
            (box.left + _POINT, box.top),
            (box.right - _POINT, box.top),
            (box.right, middle),
            (box.right - _POINT, box.bottom),
            (box.left + _POINT, box.bottom),
        ]
        frame = path(corners, closed=True, fill=PAPER, stroke=THREAT, stroke_width=1.6)
    else:
        frame = rect(box.left, box.top, box.width, box.height, rx=4, fill=PAPER, stroke=HAZARD, stroke_width=1)
    return [frame, *lines(box.centre[0], first, words, sheet.small, sheet.leading, anchor="middle")]


def _key(here: _Map, flows: Sequence[float], lang: Lang, sheet: Sheet, *, actors: bool) -> tuple[list[Element], float]:
    """Return what shapes, widths and dashes mean."""
    low, high = min(flows), max(flows)
    samples = [high, math.sqrt(high * low), low] if high > 2 * low else [high]
    items: list[tuple[str, float, str]] = []
    if actors:
        items += [("box", 0, pick(lang, "risico", "risk")), ("actor", 0, pick(lang, "actor", "actor"))]
    items += [("line", _weight(flow, flows), return_period_words(flow, lang)) for flow in samples]
    if here.backwards:
        items.append(("back", 0.3, pick(lang, "terug naar links", "back to the left")))
    drawn: list[Element] = []
    x, y = sheet.margin, sheet.small + 2
    for kind, weight, words in items:
        wide = 34 + text_width(words, sheet.small)
        if x + wide > sheet.width - sheet.margin:
            x, y = sheet.margin, y + sheet.leading + 3
        middle = y - sheet.small * 0.35
        if kind in ("box", "actor"):
            drawn += _box(Box(x, middle - 6, x + 28, middle + 6), (), sheet, actor=kind == "actor")
        else:
            drawn.append(
                line(
                    x,
                    middle,
                    x + 28,
                    middle,
                    stroke=HAZARD_SOFT,
                    stroke_width=_thickness(weight),
                    stroke_opacity=0.75,
                    stroke_dasharray="5 3" if kind == "back" else None,
                )
            )
        drawn.append(text(x + 33, y, words, sheet.small, fill=MUTED))
        x += wide + 14
    return drawn, y + 10


def _loose(outcome: CascadeOutcome, here: _Map, lang: Lang, sheet: Sheet) -> tuple[list[Element], float]:
    """Return the names of the risks without a link that is drawn, and where they end."""
    bottom = here.top + here.layout.height + 4
    names = [risk.name.in_(lang) for i, risk in enumerate(outcome.catalogue.risks) if i not in here.boxes]
    if not names:
        return [], bottom
    head = pick(lang, "Zonder een van de getekende verbanden:", "Without any of the links drawn:")
    wrapped = wrap(f"{head} {'; '.join(names)}.", sheet.small, sheet.inner)
    drawn = lines(sheet.margin, bottom + sheet.small, wrapped, sheet.small, sheet.leading)
    return drawn, bottom + len(wrapped) * sheet.leading + 4


def _remarks(here: _Map, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    said = pick(
        lang,
        "De lijn is breder naarmate een risico het andere per jaar vaker uitlokt (logaritmisch).",
        "The line is wider the more often a year one risk sets off the other (logarithmic).",
    )
    if len(here.links) < here.everything:
        said += " " + pick(
            lang,
            f"Getekend zijn de {len(here.links)} sterkste van {here.everything} verbanden; de tabel bevat ze alle.",
            f"Drawn are the {len(here.links)} strongest of {here.everything} links; the table has them all.",
        )
    wrapped = wrap(said, sheet.small, sheet.inner)
    drawn = lines(sheet.margin, top + sheet.small, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, top + len(wrapped) * sheet.leading + 4


def _table(outcome: CascadeOutcome, title: str, lang: Lang) -> FigureTable:
    header = (
        pick(lang, "Oorzaak", "Cause"),
        pick(lang, "Gevolg", "Effect"),
        pick(lang, "Keren per jaar", "Times a year"),
        pick(lang, "Aandeel in het gevolg", "Share of the effect"),
    )
    risks, flow = outcome.catalogue.risks, outcome.flow
    pairs = sorted(zip(*np.nonzero(flow), strict=True), key=lambda pair: (-flow[pair], pair))
    rows = [
        (
            risk_name(risks[cause], lang),
            risk_name(risks[effect], lang),
            rate_words(float(flow[cause, effect]), None, lang),
            percentage(float(flow[cause, effect] / outcome.risk_rates[effect]), lang),
        )
        for cause, effect in pairs
    ]
    return FigureTable(title, header, tuple(rows))
