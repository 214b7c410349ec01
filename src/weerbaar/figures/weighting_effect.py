# SPDX-License-Identifier: EUPL-1.2
"""What the weights of experts do on the risk diagram: the same scenarios twice, with an arrow from one to the other.

The axes, marks and lines of uncertainty are those of the risk diagram. A hollow mark is the place under the first
weighting, a numbered one that under the second. A hollow mark always stands at its true place; where it would lie
under the numbered one there is no arrow, and the key says that the scenario hardly moves. One that stays is grey.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from weerbaar.assessment import Assessment, Estimate, ScenarioResult
from weerbaar.base import Lang, Text
from weerbaar.figures.axes import LogScale, draw_axes, impact_axis_of, margins
from weerbaar.figures.diagram_layout import is_placed
from weerbaar.figures.diagram_legend import pointer
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.geometry import Box, around
from weerbaar.figures.marks import Look, arrow, bars, between, mark, reach
from weerbaar.figures.palette import INK, PAST
from weerbaar.figures.placement import Badge, place_badges
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, foot, run_caption
from weerbaar.figures.svg import Element, group, line, lines
from weerbaar.figures.textmetrics import widest, wrap
from weerbaar.figures.wording import class_and_value, kind_word, pick, range_words

_COLUMNS = {"phone": 1, "screen": 3, "a4": 2}
_STILL = 0.5
"""Below half a pixel nobody can see that a mark moved."""
_HOLLOW = 5.0
_FEW, _SMALL_MARK = 20, 8.0
_FREE = 5.0


@dataclass(frozen=True)
class _Step:
    """One scenario under both weightings, in pixels."""

    number: int
    result: ScenarioResult
    start: tuple[float, float]
    end: tuple[float, float]
    area: Box

    @property
    def moves(self) -> bool:
        """Whether anybody could see a difference."""
        return math.dist(self.start, self.end) > _STILL

    def shows(self, size: float) -> bool:
        """Whether the place before can be seen beside a mark of this size."""
        return math.dist(self.start, self.end) > reach(self.result.kind, size) + 4


def weighting_effect(
    first: Assessment,
    second: Assessment,
    names: tuple[Text, Text],
    lang: Lang = "nl",
    width: Width = "screen",
) -> Figure:
    """Draw every scenario of a round under two weightings of its experts.

    Args:
        first, second: assessments of the same round with the same method.
        names: what the two weightings are called, for instance equal weights and performance weights.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).

    Raises:
        NoTotalError: the method only ranks.
        FigureError: the two are not of the same round and method.
    """
    impact_axis_of(first)
    if (first.round_id, first.method_id) != (second.round_id, second.method_id):
        raise FigureError(
            Text(
                nl="De twee beoordelingen zijn niet van dezelfde ronde met dezelfde methode.",
                en="The two assessments are not of the same round with the same method.",
            )
        )
    sheet = SHEETS[width]
    steps, x, y_scale, plot = _steps(first, second, lang, sheet)
    drawn = [group(*draw_axes(x, y_scale, lang, sheet), aria_hidden="true")]
    elements, aside = _journeys(steps, plot, sheet)
    drawn += elements
    room = margins(impact_axis_of(first), first.likelihood_axis, lang, sheet)
    y = plot.bottom + room.below
    elements, y = _names(steps, _COLUMNS[width], lang, sheet, y + 2)
    drawn += elements
    drawn.append(line(sheet.margin, y, sheet.width - sheet.margin, y, stroke="#dde2e8", stroke_width=1))
    elements, y = _key(steps, names, aside, lang, sheet, y + 8)
    drawn += elements
    elements, y = foot(second, lang, sheet, y)
    drawn += elements
    height = round(y)
    title = pick(
        lang,
        f"Wat de weging van deskundigen verandert, {second.round_label}",
        f"What the weighting of experts changes, {second.round_label}",
    )
    description = _description(steps, first, second, names, lang)
    return figure_on(
        width,
        "wegingseffect",
        drawn,
        height,
        title=title,
        description=description,
        table=_table(first, second, names, title, lang),
        caption=run_caption(second, lang),
        lang=lang,
    )


def _steps(
    first: Assessment, second: Assessment, lang: Lang, sheet: Sheet
) -> tuple[list[_Step], LogScale, LogScale, Box]:
    room = margins(impact_axis_of(first), first.likelihood_axis, lang, sheet)
    plot = Box(sheet.margin + room.left, 8, sheet.width - sheet.margin - 2, 8 + sheet.plot_height)
    x = LogScale(first.likelihood_axis, plot.left, plot.right)
    y = LogScale(impact_axis_of(first), plot.bottom, plot.top)
    before = {result.id: result for result in first.scenarios}
    steps = []
    for number, result in enumerate(second.scenarios, start=1):
        old = before.get(result.id)
        if old is None or not (is_placed(old) and is_placed(result)):
            continue
        likelihood, impact = result.likelihood, result.impact
        if likelihood is None or impact is None:
            continue
        area = Box(x.at(likelihood.low), y.at(impact.high), x.at(likelihood.high), y.at(impact.low))
        steps.append(_Step(number, result, _point(old, x, y), _point(result, x, y), area))
    return steps, x, y, plot


def _point(result: ScenarioResult, x: LogScale, y: LogScale) -> tuple[float, float]:
    likelihood, impact = result.likelihood, result.impact
    if likelihood is None or impact is None:
        raise AssertionError("a scenario without a place")
    return x.at(likelihood.value), y.at(impact.value)


def _mark_size(steps: Sequence[_Step], sheet: Sheet) -> float:
    return sheet.mark if len(steps) <= _FEW else _SMALL_MARK


def _journeys(steps: Sequence[_Step], plot: Box, sheet: Sheet) -> tuple[list[Element], bool]:
    """Return lines of uncertainty, arrows and marks, and whether a mark had to be moved aside to stay visible."""
    size = _mark_size(steps, sheet)
    inner = Box(plot.left + 1, plot.top + 1, plot.right - 1, plot.bottom - 1)
    badges = [Badge(*s.end, reach(s.result.kind, size), around(*s.end, 0, 0)) for s in steps]
    kept_free = [box for s in steps if s.shows(size) for box in _path_boxes(s, size)]
    places = place_badges(badges, inner, kept_free) or place_badges(badges, inner) or [s.end for s in steps]
    behind: list[Element] = []
    front: list[Element] = []
    for step, end in zip(steps, places, strict=True):
        kind = step.result.kind
        look: Look = "now" if step.moves else "quiet"
        if step.moves:
            area = step.area
            behind += bars(kind, *step.end, (area.left, area.right), (area.bottom, area.top), 1.0)
        if step.shows(size):
            path = between(step.start, reach(kind, _HOLLOW), end, reach(kind, size))
            front += arrow(path, INK) if path is not None else []
            front += mark(kind, *step.start, _HOLLOW, "", 11, "earlier")
        if math.dist(end, step.end) > size:
            behind += pointer(*step.end, *end)
        front += mark(kind, *end, size, str(step.number), 11, look)
    aside = any(math.dist(end, step.end) > size for step, end in zip(steps, places, strict=True))
    return [group(*behind, *front, aria_hidden="true")], aside


def _path_boxes(step: _Step, size: float) -> list[Box]:
    """Return boxes that no mark should cover: the hollow mark, and the arrow as far as its own mark."""
    length = math.dist(step.start, step.end)
    reached = length - reach(step.result.kind, size) * 1.5 - _FREE
    boxes = [around(*step.start, _HOLLOW + 1, _HOLLOW + 1)]
    for k in range(1, int(reached // _FREE) + 1):
        share = k * _FREE / length
        x = step.start[0] + share * (step.end[0] - step.start[0])
        y = step.start[1] + share * (step.end[1] - step.start[1])
        boxes.append(around(x, y, _FREE / 2, _FREE / 2))
    return boxes


def _names(steps: Sequence[_Step], columns: int, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    """Return the numbered names in columns, those that moved in bold."""
    wide, indent = sheet.inner / columns, 24.0
    blocks = []
    for step in steps:
        weight = 600 if step.moves else 400
        blocks.append((step, wrap(step.result.title.in_(lang), sheet.small, wide - indent - 10, weight), weight))
    rows = math.ceil(len(blocks) / columns)
    drawn: list[Element] = []
    lowest = top
    for column in range(columns):
        y = top
        for step, words, weight in blocks[column * rows : (column + 1) * rows]:
            x = sheet.margin + column * wide
            drawn += lines(
                x + indent - 7, y + sheet.small, [str(step.number)], sheet.small, 0, weight=600, anchor="end"
            )
            drawn += lines(x + indent, y + sheet.small, words, sheet.small, sheet.leading, weight=weight)
            y += len(words) * sheet.leading + 3
        lowest = max(lowest, y)
    return drawn, lowest + 6


def _key(
    steps: Sequence[_Step], names: tuple[Text, Text], aside: bool, lang: Lang, sheet: Sheet, top: float
) -> tuple[list[Element], float]:
    items: list[tuple[list[Element], str]] = []
    size = _mark_size(steps, sheet)
    if any(step.shows(size) for step in steps):
        items.append(([*mark("hazard", 9, 0, _HOLLOW, "", 11, "earlier")], names[0].in_(lang)))
    if any(step.moves for step in steps):
        items.append(([*mark("hazard", 9, 0, 7, "", 11, "now")], names[1].in_(lang)))
    if any(step.moves and not step.shows(size) for step in steps):
        words = pick(lang, "zonder pijl: verschuift nauwelijks", "without an arrow: hardly moves")
        items.append(([], words))
    if any(not step.moves for step in steps):
        items.append(([*mark("hazard", 9, 0, 7, "", 11, "quiet")], pick(lang, "verandert niet", "does not change")))
    if any(step.moves for step in steps):
        words = pick(lang, "van 5% tot 95% van de uitkomsten", "from 5% to 95% of the outcomes")
        items.append((bars("hazard", 10, 0, (1, 19), (7, -7), 1.0), words))
    if aside:
        words = pick(lang, "plaats van een opgeschoven teken", "place of a mark that was moved aside")
        items.append((pointer(2, 0, 18, 0), words))
    kinds = {step.result.kind for step in steps}
    if "threat" in kinds:
        items.append((mark("threat", 9, 0, 6, "", 11, "now"), pick(lang, "ruit: dreiging", "diamond: threat")))
    if "hazard" in kinds:
        items.append((mark("hazard", 9, 0, 7, "", 11, "now"), pick(lang, "rond: gevaar", "circle: hazard")))
    drawn: list[Element] = []
    x, y = sheet.margin, top + 9
    for signs, words in items:
        indent = 26.0 if signs else 0.0
        wrapped = wrap(words, sheet.small, sheet.inner - indent)
        wide = indent + widest(wrapped, sheet.small)
        if x > sheet.margin and x + wide > sheet.width - sheet.margin:
            x, y = sheet.margin, y + sheet.leading + 4
        if signs:
            drawn.append(group(*signs, transform=f"translate({x:.2f} {y:.2f})"))
        drawn += lines(x + indent, y + sheet.small * 0.35, wrapped, sheet.small, sheet.leading, fill=PAST)
        y += (len(wrapped) - 1) * sheet.leading
        x += wide + 16
    return drawn, y + 12


def _description(
    steps: Sequence[_Step], first: Assessment, second: Assessment, names: tuple[Text, Text], lang: Lang
) -> str:
    moved = [step for step in steps if step.moves]
    one, two = names[0].in_(lang), names[1].in_(lang)
    sentences = [
        pick(
            lang,
            f"Het risicodiagram twee keer: onder {one} en onder {two}, met een pijl van het eerste naar het tweede. "
            f"{len(moved)} van de {len(steps)} scenario's verplaatsen.",
            f"The risk diagram twice: under {one} and under {two}, with an arrow from the first to the second. "
            f"{len(moved)} of {len(steps)} scenarios move.",
        )
    ]
    for step in moved:
        old = first.scenario(step.result.id)
        words = (_classes(first, old, lang), _classes(second, step.result, lang))
        title = step.result.title.in_(lang)
        if words[0] == words[1]:
            sentences.append(
                pick(lang, f"{title}: de klassen blijven {words[0]}.", f"{title}: the classes stay {words[0]}.")
            )
        else:
            sentences.append(
                pick(lang, f"{title}: van {words[0]} naar {words[1]}.", f"{title}: from {words[0]} to {words[1]}.")
            )
    return " ".join(sentences)


def _classes(assessment: Assessment, result: ScenarioResult, lang: Lang) -> str:
    """Return the classes as on the axes: likelihood and impact."""

    def code(estimate: Estimate | None) -> str:
        return "–" if estimate is None else estimate.klass

    words = pick(lang, "waarschijnlijkheid", "likelihood")
    return f"{words} {code(result.likelihood)}, impact {code(result.impact)}"


def _table(first: Assessment, second: Assessment, names: tuple[Text, Text], title: str, lang: Lang) -> FigureTable:
    one, two = names[0].in_(lang), names[1].in_(lang)
    spread = pick(lang, "5% tot 95%", "5% to 95%")
    header = [pick(lang, "Nr.", "No."), "Scenario", pick(lang, "Soort", "Kind")]
    for words in (pick(lang, "Waarschijnlijkheid", "Likelihood"), "Impact"):
        for name in (one, two):
            header += [f"{words}, {name}", f"{words}, {name}, {spread}"]
    rows = []
    before = {result.id: result for result in first.scenarios}
    axes = (second.likelihood_axis, impact_axis_of(second))
    for number, result in enumerate(second.scenarios, start=1):
        old = before.get(result.id, result)
        row = [str(number), result.title.in_(lang), kind_word(result.kind, lang)]
        for axis, pair in zip(axes, ((old.likelihood, result.likelihood), (old.impact, result.impact)), strict=True):
            for estimate in pair:
                row += [class_and_value(axis, estimate, "", lang), range_words(axis, estimate, lang)]
        rows.append(tuple(row))
    return FigureTable(title, tuple(header), tuple(rows))
