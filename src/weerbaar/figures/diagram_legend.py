# SPDX-License-Identifier: EUPL-1.2
"""What stands beside and below the risk diagram: the key, the numbered names, what could not be placed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from weerbaar.assessment import Assessment
from weerbaar.base import Lang
from weerbaar.figures.axes import impact_axis_of
from weerbaar.figures.diagram_layout import Entry, incomplete_sign, is_placed, published_words
from weerbaar.figures.marks import Kind, Look, arrow, bars, cloud, mark, reach
from weerbaar.figures.palette import BOX_FILL, INK, MUTED, PAST
from weerbaar.figures.sheet import Sheet
from weerbaar.figures.svg import Element, element, group, line, lines, rect
from weerbaar.figures.textmetrics import widest, wrap
from weerbaar.figures.wording import axis_words, pick

Uncertainty = Literal["bars", "cloud", "none"]

_WORDS_UP_TO = 26


@dataclass(frozen=True)
class Shown:
    """What occurs in the drawing and needs explaining."""

    hazards: bool
    threats: bool
    ranges: bool
    boxes: bool
    earlier: bool
    moved: bool
    quiet: bool
    notes: tuple[str, ...] = ()


def key(shown: Shown, uncertainty: Uncertainty, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    """Return the explanation of the signs, flowing over as many rows as needed, and where it ends."""
    items: list[tuple[list[Element], float, str]] = []
    if shown.hazards:
        words = pick(lang, "gevaar (niet moedwillig)", "hazard (not deliberate)")
        items.append((mark("hazard", 9, 0, 7, "", 11, "now"), 22, words))
    if shown.threats:
        words = pick(lang, "dreiging (moedwillig)", "threat (deliberate)")
        items.append((mark("threat", 9, 0, 7, "", 11, "now"), 22, words))
    if shown.ranges and uncertainty == "bars":
        words = pick(
            lang, "onzekerheid: van 5% tot 95% van de uitkomsten", "uncertainty: from 5% to 95% of the outcomes"
        )
        items.append((bars("hazard", 14, 0, (3, 25), (7, -7)), 32, words))
    if shown.ranges and uncertainty == "cloud":
        words = pick(
            lang,
            "onzekerheid: per as 30%, 60% en 90% van de uitkomsten",
            "uncertainty: 30%, 60% and 90% of the outcomes, per axis",
        )
        items.append((cloud("hazard", 14, 0, [(1, -8, 27, 8), (5, -6, 23, 6), (9, -3, 19, 3)]), 32, words))
    if shown.boxes:
        words = pick(
            lang,
            "gepubliceerde klassen; de plaats binnen het kader zegt niets",
            "published classes; the place inside the box means nothing",
        )
        items.append(([rect(2, -7, 24, 14, rx=3, fill=BOX_FILL), box_frame(2, -7, 24, 14)], 32, words))
    if shown.earlier:
        words = pick(
            lang,
            "klasse in een eerdere ronde, met pijl naar de volgende",
            "class in an earlier round, with an arrow to the next",
        )
        items.append(([*mark("hazard", 8, 0, 6, "", 11, "earlier"), *arrow((16, 0, 34, 0))], 40, words))
    if shown.moved:
        words = pick(lang, "plaats van een opgeschoven teken", "place of a mark that was moved aside")
        items.append((pointer(4, 0, 20, 0), 26, words))
    if shown.quiet:
        words = pick(lang, "andere scenario's van deze ronde", "other scenarios of this round")
        items.append((mark("hazard", 8, 0, 5, "", 11, "quiet"), 18, words))
    items += [([], 0, note) for note in shown.notes]

    drawn: list[Element] = []
    x, y = sheet.margin, top + 11
    for signs, indent, words in items:
        wrapped = wrap(words, sheet.small, sheet.inner - indent)
        wide = indent + widest(wrapped, sheet.small)
        if x > sheet.margin and x + wide > sheet.width - sheet.margin:
            x, y = sheet.margin, y + max(20.0, sheet.leading + 2)
        if signs:
            drawn.append(group(*signs, transform=f"translate({x:.2f} {y:.2f})"))
        drawn += lines(x + indent, y + sheet.small * 0.35, wrapped, sheet.small, sheet.leading, fill=MUTED)
        if len(wrapped) > 1:
            y += (len(wrapped) - 1) * sheet.leading
        x += wide + 20
    return drawn, y + 14


def box_frame(x: float, y: float, width: float, height: float) -> Element:
    """Return the frame round published classes."""
    return rect(x, y, width, height, rx=3, fill="none", stroke=PAST, stroke_width=1.2, stroke_dasharray="5 3")


def pointer(x: float, y: float, to_x: float, to_y: float) -> list[Element]:
    """Return a dot at the true point and a thin line to the mark."""
    return [
        line(x, y, to_x, to_y, stroke=PAST, stroke_width=1),
        element("circle", cx=x, cy=y, r=2, fill=PAST),
    ]


@dataclass(frozen=True)
class ListedNames:
    """The numbered list of names, ready to be drawn in columns of one width."""

    blocks: tuple[tuple[Entry, tuple[str, ...], tuple[str, ...]], ...]
    heights: tuple[float, ...]


def listed_names(
    assessment: Assessment, entries: Sequence[Entry], lang: Lang, sheet: Sheet, width: float
) -> ListedNames:
    """Return number, name and published words per scenario, wrapped to a column of ``width`` pixels."""
    blocks = []
    heights = []
    indent = _indent(sheet)
    with_words = len(entries) <= _WORDS_UP_TO
    for entry in entries:
        title = entry.result.title.in_(lang) + incomplete_sign(entry.result)
        name = wrap(title, sheet.small, width - indent, 600 if with_words else 400)
        words: list[str] = []
        if with_words and is_placed(entry.result):
            words = wrap(published_words(assessment, entry.result, lang), sheet.small, width - indent)
        blocks.append((entry, tuple(name), tuple(words)))
        least = 2 * reach("threat", sheet.mark - 1) + 2
        heights.append(max(least, (len(name) + len(words)) * sheet.leading + 5))
    return ListedNames(tuple(blocks), tuple(heights))


def draw_list(
    names: ListedNames, sheet: Sheet, left: float, top: float, width: float, columns: int, look: Look = "now"
) -> tuple[list[Element], float]:
    """Return the list in columns of about equal height, and where it ends."""
    target = _column_height(names.heights, columns)
    drawn: list[Element] = []
    x, y, lowest = left, top, top
    indent = _indent(sheet)
    with_words = len(names.blocks) <= _WORDS_UP_TO
    for (entry, name, words), height in zip(names.blocks, names.heights, strict=True):
        if y > top and y + height > top + target + 0.01:
            x, y = x + width, top
        kind: Kind = entry.result.kind
        centre = y + height / 2 if len(name) + len(words) == 1 else y + sheet.mark + 1
        drawn += mark(kind, x + indent / 2 - 2, centre, sheet.mark - 1, str(entry.number), 11, look)
        base = centre + sheet.small * 0.35 if len(name) + len(words) == 1 else y + sheet.small
        weight = 600 if with_words else 400
        drawn += lines(x + indent, base, name, sheet.small, sheet.leading, weight=weight, fill=INK)
        drawn += lines(x + indent, base + len(name) * sheet.leading, words, sheet.small, sheet.leading, fill=MUTED)
        y += height
        lowest = max(lowest, y)
    return drawn, lowest


def not_placed(
    assessment: Assessment, entries: Sequence[Entry], lang: Lang, sheet: Sheet, top: float
) -> tuple[list[Element], float]:
    """Return the sentence that names the scenarios without impact or likelihood, and where it ends."""
    groups = (
        (False, False, "impact en waarschijnlijkheid", "impact and likelihood"),
        (True, False, "impact", "impact"),
        (False, True, "waarschijnlijkheid", "likelihood"),
    )
    drawn: list[Element] = []
    y = top + sheet.small
    for has_likelihood, has_impact, nl, en in groups:
        missing = [
            entry
            for entry in entries
            if (entry.result.likelihood is not None) == has_likelihood
            and (entry.result.impact is not None) == has_impact
        ]
        if not missing:
            continue
        head = pick(lang, f"Niet geplaatst, {nl} niet bekend:", f"Not placed, {en} not known:")
        parts = [_unplaced(assessment, entry, lang) for entry in missing]
        wrapped = wrap(f"{head} {'; '.join(parts)}.", sheet.small, sheet.inner)
        drawn += lines(sheet.margin, y, wrapped, sheet.small, sheet.leading, fill=INK)
        y += len(wrapped) * sheet.leading
    return drawn, (y - sheet.small + 4 if drawn else top)


def _unplaced(assessment: Assessment, entry: Entry, lang: Lang) -> str:
    """Return number and name, and between brackets what is known or was published."""
    result, place = entry.result, entry.result.published
    known = []
    if result.likelihood is not None or (place is not None and place.likelihood):
        words = place.likelihood if place is not None else ""
        known.append(axis_words(assessment.likelihood_axis, result.likelihood, words, lang))
    if result.impact is not None or (place is not None and place.impact):
        words = place.impact if place is not None else ""
        known.append("impact " + axis_words(impact_axis_of(assessment), result.impact, words, lang))
    name = f"{entry.number}\N{NO-BREAK SPACE}{result.title.in_(lang)}"
    return f"{name} ({'; '.join(known)})" if known else name


def _indent(sheet: Sheet) -> float:
    return 2 * reach("threat", sheet.mark) + 5


def _column_height(heights: Sequence[float], columns: int) -> float:
    """Return the least column height with which the blocks, in order, fit in that many columns."""
    low, high = max(heights, default=0.0), sum(heights)
    for _ in range(40):
        middle = (low + high) / 2
        count, filled = 1, 0.0
        for height in heights:
            if filled + height > middle:
                count, filled = count + 1, 0.0
            filled += height
        low, high = (low, middle) if count <= columns else (middle, high)
    return high
