# SPDX-License-Identifier: EUPL-1.2
"""The risk list of a catalogue of cascades: how often beside how much, per intensity, both on a logarithmic axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from weerbaar.base import Lang, Text, number
from weerbaar.cascade import (
    EURO,
    TOTAL,
    CascadeOutcome,
    StateOutcome,
    error_words,
    impact_words,
    intensity_word,
    rate_words,
)
from weerbaar.cascade import return_period_words as period_words
from weerbaar.figures.cascade_wording import (
    cascade_caption,
    cascade_caution,
    fitting,
    intensity_colour,
    kind_of,
    risk_name,
)
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.marks import mark
from weerbaar.figures.palette import BAND, FRAME, GRID, INK, MUTED, PAPER
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, element, line, lines, path, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

_MOST = {"phone": 30, "screen": 60, "a4": 40}
_NO_UNIT = Text(nl="")
_RAREST_PERIOD = -12
"""Power of ten of the rarest rate that is shown as a return period."""
_TWO_SIDED = 1.96
_SIZE = 3.6
_TICK = 11.0


@dataclass(frozen=True)
class _Scale:
    """A logarithmic axis over whole powers of ten.

    Attributes:
        low, high: exponents of ten at both ends.
        left, right: their pixels.
    """

    low: int
    high: int
    left: float
    right: float

    @classmethod
    def over(cls, values: Sequence[float], left: float, right: float, decades: int) -> _Scale:
        """Return the axis that holds all positive values, the lowest ones left out beyond so many powers of ten."""
        positive = [v for v in values if v > 0 and math.isfinite(v)]
        high = math.ceil(math.log10(max(positive, default=1.0)) - 1e-9)
        low = math.floor(math.log10(min(positive, default=0.1)) + 1e-9)
        return cls(max(min(low, high - 1), high - decades), high, left, right)

    def at(self, value: float) -> float:
        """Return the pixel of ``value``, at an end where it lies beyond."""
        if value <= 0:
            return self.left
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    def beyond(self, value: float) -> bool:
        """Return whether ``value`` lies left of the axis."""
        return value <= 0 or math.log10(value) < self.low - 1e-9


def cascade_rates(outcome: CascadeOutcome, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw yearly rate and total impact of every risk at every intensity, largest expected yearly impact first.

    Rates have a 95 % interval from their standard error, impacts the range from 5 to 95 % of the events.

    Raises:
        FigureError: nothing ever occurs.
    """
    order = _order(outcome)
    if not order:
        raise FigureError(
            Text(
                nl="Geen enkel risico komt in deze uitkomst voor; er valt niets te tekenen.",
                en="No risk occurs in this result; there is nothing to draw.",
            )
        )
    sheet = SHEETS[width]
    shown = order[: _MOST[width]]
    drawn, y = _key(outcome, lang, sheet)
    elements, y = _list(outcome, shown, lang, sheet, y)
    drawn += elements
    elements, y = _remarks(len(shown), len(order), lang, sheet, y)
    drawn += elements
    elements, y = notes(cascade_caution(outcome, lang), cascade_caption(outcome, lang), sheet, y + 2)
    drawn += elements
    height = round(y)
    title = pick(lang, "Hoe vaak en hoe erg, per risico", "How often and how bad, per risk")
    top = outcome.catalogue.risks[order[0]]
    often = period_words(float(outcome.risk_rates[order[0]]), lang)
    much = impact_words(float(outcome.risk_impacts[order[0]]), outcome.unit, lang)
    description = pick(
        lang,
        f"Per risico en intensiteit hoe vaak het per jaar voorkomt en de totale impact met alles wat erop volgt; "
        f"{len(order)} risico's. Bovenaan staat {top.name.in_(lang)}: {often}, verwachte impact {much} per jaar.",
        f"Per risk and intensity how often a year it occurs and the total impact with all that follows; "
        f"{len(order)} risks. On top is {top.name.in_(lang)}: {often}, expected impact {much} a year.",
    )
    return figure_on(
        width,
        "hoe-vaak-en-hoe-erg",
        drawn,
        height,
        title=title,
        description=description,
        table=_table(outcome, order, title, lang),
        caption=cascade_caption(outcome, lang),
        lang=lang,
    )


def _order(outcome: CascadeOutcome) -> list[int]:
    """Return the risks that occur, largest expected yearly impact first."""
    order = np.lexsort((-outcome.risk_rates, -outcome.risk_impacts)).tolist()
    return [i for i in order if outcome.risk_rates[i] > 0]


def _interval(state: StateOutcome) -> tuple[float, float]:
    """Return the 95 % interval of a rate; up to its bound where the standard error is not known."""
    bound = math.inf if state.rate_bound is None else state.rate_bound
    if state.rate_se is None:
        return 0.0, bound if math.isfinite(bound) else state.rate
    wide = _TWO_SIDED * state.rate_se
    return max(0.0, state.rate - wide), max(state.rate, min(state.rate + wide, bound))


def _list(
    outcome: CascadeOutcome, shown: Sequence[int], lang: Lang, sheet: Sheet, top: float
) -> tuple[list[Element], float]:
    depth = len(outcome.catalogue.intensities)
    states = {i: outcome.states[i * depth : (i + 1) * depth] for i in shown}
    flat = [state for group in states.values() for state in group if state.rate > 0]
    narrow = sheet.width < 500
    left = sheet.margin + 4 if narrow else sheet.margin + sheet.inner * 0.31
    gap = 22.0
    half = (sheet.width - sheet.margin - 6 - left - gap) / 2
    decades = 9 if narrow else 12
    often = _Scale.over([v for s in flat for v in (s.rate, _interval(s)[1])], left, left + half, decades)
    much = _Scale.over(
        [v for s in flat for v in (s.impact[TOTAL].mean, s.impact[TOTAL].q05, s.impact[TOTAL].q95)],
        left + half + gap,
        left + 2 * half + gap,
        7 if narrow else 9,
    )
    pitch = 6.4
    panel = max(depth * pitch + 3, sheet.small + 7)
    row = panel + (sheet.leading if narrow else 0)
    drawn, y = _headings(often, much, lang, sheet, top)
    first = y
    marks: list[Element] = []
    for index, risk in enumerate(shown):
        if index % 2 == 0:
            drawn.append(rect(sheet.margin - 3, y, sheet.inner + 6, row, fill=BAND))
        marks += _name(outcome, risk, lang, sheet, y, row, left, narrow=narrow)
        middle = y + row - panel / 2
        for level, state in enumerate(states[risk]):
            if state.rate > 0:
                place = middle + (level - (depth - 1) / 2) * pitch
                marks += _state(state, level, depth, often, much, place)
        y += row
    for scale in (often, much):
        drawn += _grid_lines(scale, first, y, sheet)
    elements, y = _axis(often, much, outcome.unit, lang, sheet, y)
    return [*drawn, *marks, *elements], y


def _name(
    outcome: CascadeOutcome, index: int, lang: Lang, sheet: Sheet, y: float, row: float, left: float, *, narrow: bool
) -> list[Element]:
    risk = outcome.catalogue.risks[index]
    room = sheet.inner - 16 if narrow else left - sheet.margin - 20
    base = y + sheet.small + 1 if narrow else y + row / 2 + sheet.small * 0.35
    return [
        *mark(kind_of(risk), sheet.margin + 5, base - sheet.small * 0.35, 4.0, "", 11, "now"),
        text(sheet.margin + 14, base, fitting(risk.name.in_(lang), sheet.small, room), sheet.small),
    ]


def _state(state: StateOutcome, level: int, depth: int, often: _Scale, much: _Scale, y: float) -> list[Element]:
    colour = intensity_colour(level, depth)
    impact = state.impact[TOTAL]
    low, high = _interval(state)
    drawn = _bar(often, low, high, y)
    drawn += _sign(often, state.rate, level, y, colour)
    if impact.mean > 0:
        drawn += _bar(much, impact.q05, impact.q95, y)
        drawn += _sign(much, impact.mean, level, y, colour)
    return drawn


def _bar(scale: _Scale, low: float, high: float, y: float) -> list[Element]:
    """Return the line from low to high; one that goes on beyond the axis ends in an arrow head there."""
    x1, x2 = scale.at(low), scale.at(high)
    if x2 - x1 < 1:
        return []
    drawn = [line(x1, y, x2, y, stroke=FRAME, stroke_width=1.2)]
    if scale.beyond(low):
        drawn.append(path([(x1 - 4, y), (x1 + 1, y - 2.6), (x1 + 1, y + 2.6)], closed=True, fill=FRAME))
    return drawn


def _sign(scale: _Scale, value: float, level: int, y: float, colour: str) -> list[Element]:
    """Return the sign of an intensity: a circle, a square, a triangle, and again; hollow where it lies beyond."""
    x, size = scale.at(value), _SIZE
    beyond = scale.beyond(value)
    look: dict[str, str | float] = {"fill": PAPER if beyond else colour, "stroke": INK, "stroke_width": 0.8}
    if level % 3 == 0:
        return [element("circle", cx=x, cy=y, r=size * 0.86, **look)]
    if level % 3 == 1:
        return [rect(x - size * 0.8, y - size * 0.8, size * 1.6, size * 1.6, **look)]
    return [path([(x, y - size), (x + size, y + size * 0.8), (x - size, y + size * 0.8)], closed=True, **look)]


def _headings(often: _Scale, much: _Scale, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    wrapped = [
        wrap(words, sheet.small, scale.right - scale.left, 600)
        for words, scale in (
            (pick(lang, "Keren per jaar, met 95%-interval", "Times a year, with 95 % interval"), often),
            (pick(lang, "Totale impact, met 5% tot 95%", "Total impact, with 5 to 95 %"), much),
        )
    ]
    drawn: list[Element] = []
    for words, scale in zip(wrapped, (often, much), strict=True):
        drawn += lines(scale.left, top + sheet.small, words, sheet.small, sheet.leading, weight=600)
    return drawn, top + max(len(words) for words in wrapped) * sheet.leading + 5


def _grid_lines(scale: _Scale, top: float, bottom: float, sheet: Sheet) -> list[Element]:
    step = _tick_step(scale, sheet)
    return [
        line(scale.at(10.0**k), top, scale.at(10.0**k), bottom, stroke=GRID, stroke_width=1.1 if k % step == 0 else 0.6)
        for k in range(scale.low, scale.high + 1)
    ]


def _tick_step(scale: _Scale, sheet: Sheet) -> int:
    per_decade = (scale.right - scale.left) / (scale.high - scale.low)
    return next(step for step in (1, 2, 3, 6, 12, 24) if step * per_decade >= (44 if sheet.width < 500 else 58))


def _axis(often: _Scale, much: _Scale, unit: Text, lang: Lang, sheet: Sheet, y: float) -> tuple[list[Element], float]:
    drawn: list[Element] = []
    for scale, word in ((often, _rate_tick), (much, _euro_tick if unit == EURO else _plain_tick)):
        drawn.append(line(scale.left, y, scale.right, y, stroke=FRAME, stroke_width=1.2))
        step = _tick_step(scale, sheet)
        for k in range(scale.low, scale.high + 1):
            if k % step == 0:
                x = scale.at(10.0**k)
                drawn.append(line(x, y, x, y + 4, stroke=FRAME, stroke_width=1.2))
                words = word(k, lang)
                wide = text_width(words, _TICK) / 2
                x = min(max(x, scale.left - 8 + wide), scale.right + 8 - wide)
                drawn.append(text(x, y + 15, words, _TICK, fill=MUTED, anchor="middle"))
    return drawn, y + 22


def _rate_tick(exponent: int, lang: Lang) -> str:
    if exponent >= 0:
        return f"{10**exponent}×"
    if exponent < _RAREST_PERIOD:
        return f"1e{exponent}"
    power, nl, en = next(step for step in ((9, " mld", "bn"), (6, " mln", "m"), (0, "", "")) if -exponent >= step[0])
    return f"1/{number(10.0 ** (-exponent - power), lang)}{pick(lang, nl, en)}"


def _plain_tick(exponent: int, lang: Lang) -> str:
    return impact_words(10.0**exponent, _NO_UNIT, lang, 1)


def _euro_tick(exponent: int, lang: Lang) -> str:
    for power, nl, en in ((12, "bln", "tn"), (9, "mld", "bn"), (6, "mln", "m"), (3, "dzd", "k")):
        if exponent >= power:
            return f"€ {10 ** (exponent - power)}{pick(lang, ' ' + nl, en)}"
    return impact_words(10.0**exponent, EURO, lang, 1)


def _key(outcome: CascadeOutcome, lang: Lang, sheet: Sheet) -> tuple[list[Element], float]:
    """Return what the signs mean."""
    depth = len(outcome.catalogue.intensities)
    drawn: list[Element] = []
    x, y = sheet.margin, sheet.small + 2
    items = [("", pick(lang, "Intensiteit:", "Intensity:"))]
    items += [(str(k), intensity_word(code, lang)) for k, code in enumerate(outcome.catalogue.intensities)]
    if any(risk.actor for risk in outcome.catalogue.risks):
        items += [
            ("", pick(lang, "Soort:", "Kind:")),
            ("hazard", pick(lang, "risico", "risk")),
            ("threat", pick(lang, "actor", "actor")),
        ]
    for sign, words in items:
        wide = 16 + text_width(words, sheet.small)
        if x + wide > sheet.width - sheet.margin:
            x, y = sheet.margin, y + sheet.leading + 2
        at = x + 5
        if not sign:
            drawn.append(text(x, y, words, sheet.small, weight=600))
            x += text_width(words, sheet.small, 600) + 10
            continue
        if sign.isdigit():
            level = int(sign)
            moved = _Scale(0, 1, at, at + 1)
            drawn += _sign(moved, 1.0, level, y - sheet.small * 0.35, intensity_colour(level, depth))
        else:
            drawn += mark("threat" if sign == "threat" else "hazard", at, y - sheet.small * 0.35, 4.0, "", 11, "now")
        drawn.append(text(x + 14, y, words, sheet.small, fill=MUTED))
        x += wide + 14
    return drawn, y + 8


def _remarks(shown: int, everything: int, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    said = pick(
        lang,
        "Volgorde: verwachte impact per jaar (keren maal totale impact). De impact is die van een gebeurtenis met "
        "alles wat erop volgt; die van verschillende risico's mag u niet optellen. Het teken staat bij het gemiddelde; "
        "een pijlpunt links zegt dat de streep doorloopt.",
        "Order: expected impact per year (times multiplied by total impact). The impact is that of an event with all "
        "that follows; those of several risks do not add up. The sign stands at the mean; an arrow head on the "
        "left says that the bar goes on.",
    )
    if shown < everything:
        said += " " + pick(
            lang,
            f"Getoond zijn de eerste {shown} van {everything} risico's; de tabel bij deze figuur bevat ze alle.",
            f"Shown are the first {shown} of {everything} risks; the table of this figure has them all.",
        )
    wrapped = wrap(said, sheet.small, sheet.inner)
    drawn = lines(sheet.margin, top + sheet.small, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, top + len(wrapped) * sheet.leading + 4


def _table(outcome: CascadeOutcome, order: Sequence[int], title: str, lang: Lang) -> FigureTable:
    header = (
        pick(lang, "Risico", "Risk"),
        pick(lang, "Intensiteit", "Intensity"),
        pick(lang, "Keren per jaar", "Times a year"),
        pick(lang, "Standaardfout", "Standard error"),
        pick(lang, "Hoe vaak", "How often"),
        pick(lang, "Gemiddelde totale impact", "Mean total impact"),
        pick(lang, "5% tot 95%", "5 to 95 %"),
        pick(lang, "Verwachte impact per jaar", "Expected impact per year"),
    )
    depth = len(outcome.catalogue.intensities)
    rows = []
    for index in order:
        for state in outcome.states[index * depth : (index + 1) * depth]:
            impact = state.impact[TOTAL]
            low, high = (impact_words(value, outcome.unit, lang) for value in (impact.q05, impact.q95))
            rows.append(
                (
                    risk_name(state.risk, lang),
                    intensity_word(state.intensity, lang),
                    rate_words(state.rate, state.rate_se, lang),
                    error_words(state.rate, state.rate_se, lang),
                    period_words(state.rate, lang),
                    impact_words(impact.mean, outcome.unit, lang),
                    pick(lang, f"{low} tot {high}", f"{low} to {high}"),
                    impact_words(state.yearly_impact, outcome.unit, lang),
                )
            )
    return FigureTable(title, header, tuple(rows))
