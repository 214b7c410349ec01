# SPDX-License-Identifier: EUPL-1.2
"""From results to places on the risk diagram: which scenario stands where, and which name stands beside it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from weerbaar.assessment import Assessment, Estimate, PublishedPlace, ScenarioResult
from weerbaar.base import Lang
from weerbaar.figures.axes import LogScale, impact_axis_of
from weerbaar.figures.geometry import Box, Segment, around
from weerbaar.figures.labelling import Label, PlacedLabel, place_labels
from weerbaar.figures.marks import reach
from weerbaar.figures.placement import Badge, place_badges
from weerbaar.figures.sheet import Sheet
from weerbaar.figures.textmetrics import widest, wrap
from weerbaar.figures.wording import axis_words, class_word, pick, possible_classes

_SMALLEST_MARK = 7.5
_BOX_INSET = 4.0
_ROOM_FOR_A_MARK = 24.0
_NAME_WIDTHS = (230.0, 150.0, 112.0, 86.0)


@dataclass(frozen=True)
class Entry:
    """One scenario with its number in the round, counted from 1."""

    number: int
    result: ScenarioResult


@dataclass(frozen=True)
class Spot:
    """A mark on the diagram.

    Attributes:
        point: where the result is, in pixels; for a published range the middle of the range.
        area: from low to high on both axes; for a published range the box of its classes.
        boxed: the area was published and no point in it is better than another.
        place: where the mark is drawn.
        size: half the width of a circle.
        earlier: the round that the place belongs to, None for this round.
    """

    entry: Entry
    point: tuple[float, float]
    area: Box
    boxed: bool
    place: tuple[float, float]
    size: float
    earlier: PublishedPlace | None = None

    @property
    def mark_box(self) -> Box:
        """Box round the drawn mark."""
        half = reach(self.entry.result.kind, self.size)
        return around(*self.place, half, half)

    @property
    def moved(self) -> bool:
        """Whether the mark no longer covers its point and needs a line to it."""
        return not self.boxed and math.dist(self.point, self.place) > self.size


@dataclass(frozen=True)
class Caption:
    """Published words written at a box."""

    area: Box
    box: Box
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Name:
    """A scenario's name with its lines and place."""

    spot: Spot
    lines: tuple[str, ...]
    place: PlacedLabel


@dataclass(frozen=True)
class DiagramLayout:
    """Everything that has a place in the plotting area.

    Attributes:
        names: empty where names stand in a list beside or below the diagram.
    """

    plot: Box
    x: LogScale
    y: LogScale
    spots: tuple[Spot, ...]
    earlier: tuple[Spot, ...]
    captions: tuple[Caption, ...]
    names: tuple[Name, ...]


def is_placed(result: ScenarioResult) -> bool:
    """Return whether both impact and likelihood are known."""
    return result.impact is not None and result.likelihood is not None


def lay_out(
    assessment: Assessment,
    entries: Sequence[Entry],
    plot: Box,
    lang: Lang,
    sheet: Sheet,
    *,
    named: Sequence[Entry] = (),
    earlier: bool = True,
    strokes: bool = True,
    highlight: str | None = None,
) -> DiagramLayout:
    """Return the places of marks and, where they fit without overlap, of names.

    Args:
        entries: scenarios of the round; those without impact or likelihood only have earlier places.
        named: the entries that should get their name on the diagram; all of them do, or none.
        strokes: lines of uncertainty will be drawn and are better not written over.
        highlight: id of the scenario that is brought forward; the marks of the others are small.

    Raises:
        NoTotalError: the method only ranks.
    """
    x = LogScale(assessment.likelihood_axis, plot.left, plot.right)
    y = LogScale(impact_axis_of(assessment), plot.bottom, plot.top)
    current = _nested([spot for entry in entries if (spot := _spot(entry, x, y)) is not None])
    shown = [entry for entry in entries if highlight is None or entry.result.id == highlight]
    past = [spot for entry in shown for spot in _earlier_spots(entry, x, y)] if earlier else []
    if named:
        boxed = [spot for spot in current if spot.boxed and spot.entry in named]
        captions = _captions(assessment, boxed, plot, lang, sheet)
        if captions is not None:
            blocked = [caption.box for caption in captions]
            marks = _marks(current, past, plot, sheet, blocked, listed=True, highlight=highlight)
            names = marks and _names(*marks, captions, plot, named, lang, sheet, strokes)
            if marks and names:
                return DiagramLayout(plot, x, y, tuple(marks[0]), tuple(marks[1]), tuple(captions), tuple(names))
    marks = _marks(current, past, plot, sheet, (), listed=False, highlight=highlight)
    spots, past = marks or _unmoved(current, past, _SMALLEST_MARK)
    return DiagramLayout(plot, x, y, tuple(spots), tuple(past), (), ())


def _marks(
    current: Sequence[Spot],
    past: Sequence[Spot],
    plot: Box,
    sheet: Sheet,
    blocked: Sequence[Box],
    *,
    listed: bool,
    highlight: str | None,
) -> tuple[list[Spot], list[Spot]] | None:
    """Return the marks side by side, smaller where there is little room; None where even that does not fit."""
    size = sheet.mark
    while size > _SMALLEST_MARK - 1:
        size = max(size, _SMALLEST_MARK)
        placed = _place_marks(current, past, plot, size, blocked, listed=listed, highlight=highlight)
        if placed is not None:
            return placed
        size -= 1
    return None


def _spot(entry: Entry, x: LogScale, y: LogScale) -> Spot | None:
    likelihood, impact = entry.result.likelihood, entry.result.impact
    if likelihood is None or impact is None:
        return None
    boxed = "published" in (likelihood.basis, impact.basis)
    left, right = _span(likelihood, x)
    bottom, top = _span(impact, y)
    if not boxed:
        point = (x.at(likelihood.value), y.at(impact.value))
        return Spot(entry, point, Box(left, top, right, bottom), False, point, 0)
    area = Box(left + _BOX_INSET, top + _BOX_INSET, right - _BOX_INSET, bottom - _BOX_INSET)
    # a judged axis may have no width at all: the box still has to hold a mark
    widen_x = max(0.0, 30 - area.width) / 2
    widen_y = max(0.0, 30 - area.height) / 2
    area = Box(area.left - widen_x, area.top - widen_y, area.right + widen_x, area.bottom + widen_y)
    return Spot(entry, area.centre, area, True, area.centre, 0)


def _span(estimate: Estimate, scale: LogScale) -> tuple[float, float]:
    if estimate.basis == "published":
        codes = possible_classes(scale.axis, estimate)
        return scale.band(codes[0])[0], scale.band(codes[-1])[1]
    return scale.at(estimate.low), scale.at(estimate.high)


def _nested(spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots with smaller boxes drawn in a little, so that no two boxes share an edge."""
    found: dict[Box, Box] = {}
    for area in sorted({s.area for s in spots if s.boxed}, key=lambda a: (-a.width * a.height, a.left, a.top)):
        inset = 0.0
        drawn = area
        while any(_shares_edge(drawn, other) for other in found.values()) and inset < 9:
            inset += 3.0
            drawn = Box(area.left + inset, area.top + inset, area.right - inset, area.bottom - inset)
        found[area] = drawn
    return [replace(s, area=found[s.area]) if s.boxed else s for s in spots]


def _shares_edge(one: Box, other: Box) -> bool:
    return one.overlaps(other) and (
        min(abs(one.left - other.left), abs(one.right - other.right)) < 1
        or min(abs(one.top - other.top), abs(one.bottom - other.bottom)) < 1
    )


def _earlier_spots(entry: Entry, x: LogScale, y: LogScale) -> list[Spot]:
    spots = []
    for place in sorted(entry.result.earlier, key=lambda p: p.year):
        columns = [code for code in place.likelihood_classes if code in x.axis.codes]
        rows = [code for code in place.impact_classes if code in y.axis.codes]
        if not columns or not rows:
            continue
        area = Box(
            x.band(columns[0])[0] + _BOX_INSET,
            y.band(rows[-1])[1] + _BOX_INSET,
            x.band(columns[-1])[1] - _BOX_INSET,
            y.band(rows[0])[0] - _BOX_INSET,
        )
        spots.append(Spot(entry, area.centre, area, True, area.centre, 0, place))
    return spots


def _place_marks(
    current: Sequence[Spot],
    past: Sequence[Spot],
    plot: Box,
    size: float,
    blocked: Sequence[Box],
    *,
    listed: bool,
    highlight: str | None,
) -> tuple[list[Spot], list[Spot]] | None:
    boxes = list(dict.fromkeys(spot.area for spot in current if spot.boxed))
    together: dict[Box, list[Spot]] = defaultdict(list)
    for spot in current:
        if spot.boxed:
            together[spot.area].append(spot)
    badges: list[Badge] = []
    sizes = [_size_of(spot, size, highlight) for spot in (*current, *past)]
    for spot, own in zip((*current, *past), sizes, strict=True):
        half = reach(spot.entry.result.kind, own)
        area = spot.area
        home = around(*spot.point, 0, 0)
        wish = spot.point
        if spot.boxed:
            home = Box(area.left + half, area.top + half, area.right - half, area.bottom - half)
            if spot.earlier is None:
                mates = together[area]
                wish = _slot(mates.index(spot), len(mates), own_part(area, boxes), half, listed)
            else:
                wish = (area.left + area.width * 0.25, area.bottom - area.height * 0.25)
        badges.append(Badge(*wish, half, home))
    inner = Box(plot.left + 1, plot.top + 1, plot.right - 1, plot.bottom - 1)
    places = place_badges(badges, inner, blocked)
    if places is None:
        return None
    spots = [
        Spot(s.entry, s.point, s.area, s.boxed, place, own, s.earlier)
        for s, place, own in zip((*current, *past), places, sizes, strict=True)
    ]
    return spots[: len(current)], spots[len(current) :]


def _size_of(spot: Spot, size: float, highlight: str | None) -> float:
    if highlight is not None and spot.entry.result.id != highlight:
        return 5.0
    return size if spot.earlier is None else size * 0.86


def _unmoved(current: Sequence[Spot], past: Sequence[Spot], size: float) -> tuple[list[Spot], list[Spot]]:
    """Return every mark at its own point; the last resort for a diagram that cannot hold them side by side."""
    return (
        [Spot(s.entry, s.point, s.area, s.boxed, s.point, size) for s in current],
        [Spot(s.entry, s.point, s.area, True, s.point, size, s.earlier) for s in past],
    )


def own_part(area: Box, boxes: Sequence[Box]) -> Box:
    """Return the largest rectangle in ``area`` that the fewest other boxes cover, so that a mark shows its box."""
    others = [box for box in boxes if box != area and box.overlaps(area)]
    if not others:
        return area
    xs = sorted({area.left, area.right, *(x for b in others for x in (b.left, b.right) if area.left < x < area.right)})
    ys = sorted({area.top, area.bottom, *(y for b in others for y in (b.top, b.bottom) if area.top < y < area.bottom)})
    found: list[tuple[int, int, float, Box]] = []
    for i, left in enumerate(xs[:-1]):
        for right in xs[i + 1 :]:
            for j, top in enumerate(ys[:-1]):
                for bottom in ys[j + 1 :]:
                    part = Box(left, top, right, bottom)
                    if part.width < _ROOM_FOR_A_MARK or part.height < _ROOM_FOR_A_MARK:
                        continue
                    covered = sum(other.overlaps(part) for other in others)
                    taken = sum(around(*other.centre, 1, 1).overlaps(part) for other in others)
                    found.append((covered, taken, -part.width * part.height, part))
    return min(found, key=lambda option: option[:3])[3] if found else area


def _slot(index: int, count: int, area: Box, half: float, listed: bool) -> tuple[float, float]:
    """Return the place of one of several marks in a box: a column with room for names, or a grid."""
    if listed and count <= 4:
        across = area.left + area.width / 2 if count == 1 else area.left + half + 8
        return across, area.top + area.height * (index + 0.5) / count
    columns = max(1, min(count, math.ceil(math.sqrt(count * area.width / max(1.0, area.height)))))
    rows = math.ceil(count / columns)
    row, column = divmod(index, columns)
    in_row = columns if row < rows - 1 else count - columns * (rows - 1)
    step = min(area.width / columns, 2 * half + 10)
    step_down = min(area.height / rows, 2 * half + 10)
    middle_x, middle_y = area.centre
    return (
        middle_x + (column - (in_row - 1) / 2) * step,
        middle_y + (row - (rows - 1) / 2) * step_down,
    )


def published_words(assessment: Assessment, result: ScenarioResult, lang: Lang) -> str:
    """Return likelihood and impact as they were published."""
    place = result.published
    likelihood = axis_words(assessment.likelihood_axis, result.likelihood, place.likelihood if place else "", lang)
    impact = axis_words(impact_axis_of(assessment), result.impact, place.impact if place else "", lang)
    return f"{likelihood}; impact {impact}"


def _captions(
    assessment: Assessment, boxed: Sequence[Spot], plot: Box, lang: Lang, sheet: Sheet
) -> list[Caption] | None:
    """Return the published words once per box and wording, inside it or just outside; None without room.

    Words that stand on the axes already, for a box of one class by one class, are not written again.
    """
    captions: list[Caption] = []
    seen: set[tuple[Box, str]] = set()
    for spot in boxed:
        words = published_words(assessment, spot.entry.result, lang)
        if (spot.area, words) in seen or _says_what_the_axes_say(assessment, spot.entry.result):
            continue
        seen.add((spot.area, words))
        area = spot.area
        wrapped = wrap(words, sheet.small, max(area.width - 12, 90))
        width, height = widest(wrapped, sheet.small), len(wrapped) * sheet.leading
        wishes = [area.top - height - 2, area.bottom + 2]
        if height < area.height * 0.4 and width <= area.width:
            wishes = [area.top + 4, area.bottom - height - 4, *wishes]
        for top in wishes:
            left = min(max(area.left + 6, plot.left + 3), plot.right - width - 3)
            box = Box(left, top, left + width, top + height)
            clear = not any(box.overlaps(other.box, 2) for other in captions)
            crowd = any(box.overlaps(other.area) for other in boxed if other.area != area)
            if clear and not crowd and box.inside(plot):
                captions.append(Caption(area, box, tuple(wrapped)))
                break
        else:
            return None
    return captions


def _says_what_the_axes_say(assessment: Assessment, result: ScenarioResult) -> bool:
    place = result.published
    for axis, estimate, words in (
        (assessment.likelihood_axis, result.likelihood, place.likelihood if place else ""),
        (impact_axis_of(assessment), result.impact, place.impact if place else ""),
    ):
        if estimate is None or estimate.basis != "published":
            continue
        codes = possible_classes(axis, estimate)
        if len(codes) != 1 or (words and words != class_word(axis, codes[0], "nl")):
            return False
    return True


def _names(
    spots: Sequence[Spot],
    past: Sequence[Spot],
    captions: Sequence[Caption],
    plot: Box,
    named: Sequence[Entry],
    lang: Lang,
    sheet: Sheet,
    strokes: bool,
) -> list[Name] | None:
    chosen = [spot for spot in spots if spot.entry in named]
    texts: list[list[list[str]]] = []
    labels: list[Label] = []
    for spot in chosen:
        title = spot.entry.result.title.in_(lang) + incomplete_sign(spot.entry.result)
        shapes: list[list[str]] = []
        for width in _NAME_WIDTHS:
            wrapped = wrap(title, sheet.small, width, 600)
            if wrapped not in shapes and len(wrapped) <= 4:
                shapes.append(wrapped)
        shapes = shapes or [wrap(title, sheet.small, _NAME_WIDTHS[0], 600)]
        texts.append(shapes)
        sizes = tuple((widest(s, sheet.small, 600) + 2, len(s) * sheet.leading) for s in shapes)
        labels.append(Label(spot.mark_box, sizes, spot.area if spot.boxed else None))
    blocked = [spot.mark_box for spot in (*spots, *past)] + [caption.box for caption in captions]
    inner = Box(plot.left + 3, plot.top + 3, plot.right - 3, plot.bottom - 3)
    placed = place_labels(labels, inner, blocked, _strokes(spots, past) if strokes else _arrows(spots, past))
    if placed is None:
        return None
    return [
        Name(spot, tuple(shapes[label.shape]), label) for spot, shapes, label in zip(chosen, texts, placed, strict=True)
    ]


def _strokes(spots: Sequence[Spot], past: Sequence[Spot]) -> list[Segment]:
    """Return the lines that names should rather not cover: bars, edges of boxes, arrows."""
    found: list[Segment] = []
    for spot in spots:
        area, (x, y) = spot.area, spot.point
        if spot.boxed:
            found += [(area.left, area.top, area.left, area.bottom), (area.right, area.top, area.right, area.bottom)]
            found += [(area.left, area.top, area.right, area.top), (area.left, area.bottom, area.right, area.bottom)]
        else:
            found += [(area.left, y, area.right, y), (x, area.top, x, area.bottom)]
    return found + _arrows(spots, past)


def _arrows(spots: Sequence[Spot], past: Sequence[Spot]) -> list[Segment]:
    return [(*start.place, *end.place) for start, end in journey(spots, past)]


def journey(spots: Sequence[Spot], past: Sequence[Spot]) -> list[tuple[Spot, Spot]]:
    """Return the steps from each earlier place to the next, and from the last to the place of this round."""
    steps: list[tuple[Spot, Spot]] = []
    now = {spot.entry.number: spot for spot in spots}
    by_number: dict[int, list[Spot]] = defaultdict(list)
    for spot in past:
        by_number[spot.entry.number].append(spot)
    for number, places in by_number.items():
        chain = [*places, *([now[number]] if number in now else [])]
        steps += pairwise(chain)
    return steps


def incomplete_sign(result: ScenarioResult) -> str:
    """Return the sign that the impact is a lower bound because criteria were not judged."""
    return " †" if result.impact is not None and result.impact.incomplete else ""


def incomplete_note(lang: Lang) -> str:
    """Return what the sign means."""
    return pick(
        lang,
        "† niet alle criteria zijn beoordeeld: de impact is een ondergrens",
        "† not all criteria were judged: the impact is a lower bound",
    )
