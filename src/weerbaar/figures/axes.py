# SPDX-License-Identifier: EUPL-1.2
"""The two logarithmic axes of the risk diagram with their class bands and words."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass

from weerbaar.assessment import Assessment, Axis
from weerbaar.base import Lang
from weerbaar.figures.figure import NoTotalError
from weerbaar.figures.palette import BAND, FRAME, GRID, INK, MUTED
from weerbaar.figures.sheet import Sheet
from weerbaar.figures.svg import Element, line, lines, rect, text
from weerbaar.figures.textmetrics import text_width, widest, wrap
from weerbaar.figures.wording import bound_words, pick


def impact_axis_of(assessment: Assessment) -> Axis:
    """Return the impact axis.

    Raises:
        NoTotalError: the method only ranks.
    """
    if assessment.impact_axis is None:
        raise NoTotalError(assessment.method_title)
    return assessment.impact_axis


@dataclass(frozen=True)
class LogScale:
    """Places on one axis: every class is equally wide and logarithmic inside, as the guides draw it.

    Where the bounds of the classes have a fixed ratio this is the ordinary logarithmic axis. Only a class
    with another ratio is stretched: the highest likelihood class, 50 to 100 %, is as wide as the others.

    Attributes:
        axis: classes and ends; ``low`` above 0.
        start, end: pixel of ``axis.low`` and of ``axis.high``.
    """

    axis: Axis
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the pixel of ``value``; values beyond an end are drawn at that end."""
        edges = (self.axis.low, *self.axis.bounds, self.axis.high)
        held = min(max(value, edges[0]), edges[-1])
        index = min(bisect_right(edges, held), len(edges) - 1) - 1
        width = math.log(edges[index + 1] / edges[index])
        # a class of certainty alone (Belgium, 100 %) has no width to be somewhere inside
        inside = math.log(held / edges[index]) / width if width > 1e-12 else 0.0
        return self.start + (index + inside) / (len(edges) - 1) * (self.end - self.start)

    def band(self, code: str) -> tuple[float, float]:
        """Return the pixels at which a class begins and ends, low first."""
        index = self.axis.codes.index(code)
        step = (self.end - self.start) / len(self.axis.codes)
        return self.start + index * step, self.start + (index + 1) * step


@dataclass(frozen=True)
class Margins:
    """Room in pixels that the words of the axes take on the left and below."""

    left: float
    below: float


def margins(impact: Axis, likelihood: Axis, lang: Lang, sheet: Sheet) -> Margins:
    """Return how much room the words need at this width."""
    words = _impact_words(impact, lang, sheet)
    ticks = [bound_words(impact, bound, lang) for bound in impact.bounds]
    left = max(widest(lines, sheet.small) for lines in words)
    left = max(left, widest(ticks, 11))
    band = (sheet.inner - left - 22) / len(likelihood.codes)
    rows = max(len(lines) for lines in _likelihood_words(likelihood, lang, sheet, band))
    return Margins(left=left + sheet.body * 1.3 + 12, below=15 + sheet.leading * (rows + 1) + sheet.body * 2.1)


def draw_axes(x: LogScale, y: LogScale, lang: Lang, sheet: Sheet) -> list[Element]:
    """Return bands, lines, numbers at the bounds, letters, words and titles."""
    left, right, bottom, top = x.start, x.end, y.start, y.end
    drawn: list[Element] = []
    for index, code in enumerate(y.axis.codes):
        low, high = y.band(code)
        if index % 2 == 0:
            drawn.append(rect(left, high, right - left, low - high, fill=BAND))
    drawn += [line(x.at(bound), top, x.at(bound), bottom, stroke=GRID, stroke_width=1) for bound in x.axis.bounds]
    drawn += [line(left, y.at(bound), right, y.at(bound), stroke=GRID, stroke_width=1) for bound in y.axis.bounds]
    drawn.append(rect(left, top, right - left, bottom - top, fill="none", stroke=FRAME, stroke_width=1.2))
    drawn += _impact_side(y, left, lang, sheet)
    drawn += _likelihood_side(x, bottom, lang, sheet)
    return drawn


def _impact_side(y: LogScale, left: float, lang: Lang, sheet: Sheet) -> list[Element]:
    drawn: list[Element] = []
    for bound in y.axis.bounds:
        at = y.at(bound)
        drawn.append(line(left - 4, at, left, at, stroke=FRAME, stroke_width=1.2))
        drawn.append(text(left - 7, at + 3.8, bound_words(y.axis, bound, lang), 11, fill=MUTED, anchor="end"))
    for code, words in zip(y.axis.codes, _impact_words(y.axis, lang, sheet), strict=True):
        low, high = y.band(code)
        first = (low + high) / 2 - len(words) * sheet.leading / 2 + sheet.small * 0.35
        drawn.append(text(left - 8, first, code, sheet.body, weight=600, anchor="end"))
        drawn += lines(left - 8, first + sheet.leading, words, sheet.small, sheet.leading, anchor="end")
    middle = (y.start + y.end) / 2
    across = sheet.margin + sheet.body * 0.75
    title = pick(lang, "Impact", "Impact")
    unit = y.axis.unit.in_(lang)
    whole = f"{title} ({unit})" if unit else title
    if text_width(whole, sheet.body, 600) > y.start - y.end:
        whole = title
    drawn.append(
        text(
            across,
            middle,
            whole,
            sheet.body,
            weight=600,
            anchor="middle",
            transform=f"rotate(-90 {across:.2f} {middle:.2f})",
        )
    )
    return drawn


def _likelihood_side(x: LogScale, bottom: float, lang: Lang, sheet: Sheet) -> list[Element]:
    drawn: list[Element] = []
    y_tick = bottom + 15
    for bound in x.axis.bounds:
        at = x.at(bound)
        drawn.append(line(at, bottom, at, bottom + 4, stroke=FRAME, stroke_width=1.2))
        drawn.append(text(at, y_tick, bound_words(x.axis, bound, lang), 11, fill=MUTED, anchor="middle"))
    band = (x.end - x.start) / len(x.axis.codes)
    rows = _likelihood_words(x.axis, lang, sheet, band)
    y_letter = y_tick + sheet.leading
    for code, words in zip(x.axis.codes, rows, strict=True):
        low, high = x.band(code)
        middle = (low + high) / 2
        drawn.append(text(middle, y_letter, code, sheet.body, weight=600, anchor="middle"))
        drawn += lines(middle, y_letter + sheet.leading, words, sheet.small, sheet.leading, fill=INK, anchor="middle")
    y_title = y_letter + sheet.leading * max(len(words) for words in rows) + sheet.body * 1.5
    for title in _likelihood_titles(x.axis, lang):
        if text_width(title, sheet.body, 600) <= x.end - x.start:
            drawn.append(text((x.start + x.end) / 2, y_title, title, sheet.body, weight=600, anchor="middle"))
            break
    return drawn


def _likelihood_titles(axis: Axis, lang: Lang) -> list[str]:
    title = pick(lang, "Waarschijnlijkheid", "Likelihood")
    unit = axis.unit.in_(lang)
    titles = [f"{title} ({unit})"] if unit else []
    if axis.window_years is not None:
        years = f"{axis.window_years:g}".replace(".", pick(lang, ",", "."))
        titles.append(title + pick(lang, f" (binnen {years} jaar)", f" (within {years} years)"))
    return [*titles, title]


def _impact_words(axis: Axis, lang: Lang, sheet: Sheet) -> list[list[str]]:
    room = sheet.width * 0.17 if sheet.width < 500 else sheet.width * 0.11
    return [wrap(word.in_(lang), sheet.small, room) for word in axis.words]


def _likelihood_words(axis: Axis, lang: Lang, sheet: Sheet, band: float) -> list[list[str]]:
    return [wrap(word.in_(lang), sheet.small, band - 6) for word in axis.words]
