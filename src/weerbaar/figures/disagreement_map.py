# SPDX-License-Identifier: EUPL-1.2
"""Where the spread of each scenario comes from: who is right, the range inside a judgement, and the weights.

A cell is shaded by the total Sobol' index of a factor; the bar at its foot shows which part of that the factor does
alone (first order), the rest being together with other factors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from weerbaar.assessment import AxisDisagreement, Sensitivity
from weerbaar.base import Lang, Text, number
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import FRAME, GRID, MUTED, QUIET_FILL, ink_on, ramp
from weerbaar.figures.sensitivity_sheet import CODE, ColumnCodes, sensitivity_caption, sensitivity_foot, share_words
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on
from weerbaar.figures.svg import Element, line, lines, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

AxisName = Literal["impact", "likelihood"]

_BOUNDS = (0.01, 0.05, 0.15, 0.3, 0.5)
_SEEN_FROM = 0.01
_NUMBERS_UP_TO = 15
_HEADS_AGAIN_FROM = 20
_GAP = 9.0
_KEY_COLUMNS = {"phone": 1, "a4": 2, "screen": 3}
_WEIGHTS, _LIKELIHOOD = "weights", "likelihood"


@dataclass(frozen=True)
class _Column:
    """One factor: its row among the indices, its question and which of the two it is."""

    axis: AxisName
    factor: int
    question: str
    kind: str
    title: Text


@dataclass(frozen=True)
class _Cell:
    first: float
    total: float

    @classmethod
    def of(cls, first: float, total: float) -> _Cell:
        """Return shares between 0 and 1, which the estimates of a sample may leave by a little."""
        held = min(max(total, 0.0), 1.0)
        return cls(min(max(first, 0.0), held), held)


@dataclass(frozen=True)
class _Map:
    """What is drawn.

    Attributes:
        columns: factors that count for some scenario, those of the impact first.
        rows: ids and titles of the scenarios.
        codes: of the questions.
        left: per column the pixel where it begins.
        step: width of a column.
    """

    found: Sensitivity
    columns: tuple[_Column, ...]
    rows: tuple[tuple[str, Text], ...]
    codes: ColumnCodes
    left: tuple[float, ...]
    step: float

    def axis(self, name: AxisName) -> AxisDisagreement | None:
        """Return what was found for one axis."""
        found = self.found.disagreement
        return found.impact if name == "impact" else found.likelihood

    def cell(self, column: _Column, scenario: str) -> _Cell | None:
        """Return the indices of one cell; None where the scenario was not judged or does not vary."""
        axis = self.axis(column.axis)
        if axis is None or scenario not in axis.scenarios:
            return None
        s = axis.scenarios.index(scenario)
        first, total = float(axis.first.value[column.factor, s]), float(axis.total.value[column.factor, s])
        return None if math.isnan(total) else _Cell.of(first, total)

    def mean(self, column: _Column) -> _Cell | None:
        """Return the mean of a column over the scenarios that vary."""
        axis = self.axis(column.axis)
        if axis is None or math.isnan(axis.mean_total[column.factor]):
            return None
        return _Cell.of(float(axis.mean_first[column.factor]), float(axis.mean_total[column.factor]))

    def judged(self, axis_name: AxisName, scenario: str) -> bool:
        """Return whether the scenario has a place on this axis."""
        axis = self.axis(axis_name)
        return axis is not None and scenario in axis.scenarios


def disagreement_map(found: Sensitivity, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw, per scenario, how much of its spread each factor accounts for.

    Factors that matter nowhere (below 1 %) are named under the figure.

    Raises:
        FigureError: no scenario varies on either axis.
    """
    sheet = SHEETS[width]
    drawing = _map(found, sheet)
    drawn, y = _shades(lang, sheet, 2)
    elements, y = _grid(drawing, lang, sheet, y + 6)
    drawn += elements
    elements, y = _reading(drawing, lang, sheet, y + 6)
    drawn += elements
    elements, y = drawing.codes.key(_KEY_COLUMNS[width], lang, sheet, y + 4)
    drawn += elements
    elements, y = sensitivity_foot(found, lang, sheet, y + 2)
    drawn += elements
    height = round(y)
    title = pick(
        lang,
        f"Welk verschil van mening beweegt het diagram, {found.round_label}",
        f"Which disagreement moves the diagram, {found.round_label}",
    )
    description = _description(drawing, lang)
    return figure_on(
        width,
        "meningsverschillen",
        drawn,
        height,
        title=title,
        description=description,
        table=_table(drawing, title, lang),
        caption=sensitivity_caption(found, lang),
        lang=lang,
    )


def _map(found: Sensitivity, sheet: Sheet) -> _Map:
    columns = _columns(found)
    if not columns:
        raise FigureError(
            Text(
                nl="Geen enkel scenario heeft een spreiding: alle oordelen zijn zeker en gelijk.",
                en="No scenario has any spread: all judgements are certain and equal.",
            )
        )
    judged = {
        s for a in (found.disagreement.impact, found.disagreement.likelihood) if a is not None for s in a.scenarios
    }
    place = {r.scenario: i for i, r in enumerate(found.ranks)}
    rows = sorted((s for s in found.scenarios if s[0] in judged), key=lambda s: place.get(s[0], len(place)))
    start = sheet.margin + sheet.inner * (0.33 if sheet.width < 500 else 0.3) + 6
    two = len({c.axis for c in columns}) > 1
    right = sheet.width - sheet.margin
    step = min(34.0, (right - start - (_GAP if two else 0)) / len(columns))
    left, x = [], start
    for before, column in zip((None, *columns), columns, strict=False):
        x += _GAP if before is not None and before.axis != column.axis else 0
        left.append(x)
        x += step
    names = dict(found.criteria)
    likelihood = Text(nl="waarschijnlijkheid", en="likelihood")
    used = list(dict.fromkeys(c.question for c in columns))
    weights = Text(nl="gewichten van de criteria", en="weights of the criteria")
    named = [(q, names.get(q, likelihood if q == _LIKELIHOOD else weights)) for q in used]
    short = {_LIKELIHOOD: "P", _WEIGHTS: "W"}
    codes = ColumnCodes.of([(q if q in names else short[q], name) for q, name in named], step)
    shown = {q: codes.shown[q if q in names else short[q]] for q in used}
    return _Map(found, columns, tuple(rows), ColumnCodes(shown, tuple(named), codes.levels), tuple(left), step)


def _columns(found: Sensitivity) -> tuple[_Column, ...]:
    """Return both factors of every question that counts somewhere, by axis."""
    result: list[_Column] = []
    apart = found.disagreement
    sides: tuple[tuple[AxisName, AxisDisagreement | None], ...] = (
        ("impact", apart.impact),
        ("likelihood", apart.likelihood),
    )
    for name, axis in sides:
        if axis is None:
            continue
        split = [(k, f, *f.name.partition(":")[::2]) for k, f in enumerate(apart.factors)]
        counts = {q for k, _, q, _ in split if any(t >= _SEEN_FROM for t in axis.total.value[k])}
        result += [_Column(name, k, q, kind or _WEIGHTS, f.title) for k, f, q, kind in split if q in counts]
    return tuple(result)


def _shade(total: float) -> str:
    return ramp(sum(total >= bound for bound in _BOUNDS[1:]) / (len(_BOUNDS) - 1))


def _shades(lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    """Return the key of the shades and the height at which it ends."""
    shown = [f"{number(100 * bound, lang)}%" for bound in _BOUNDS]
    words = [pick(lang, f"{a} tot {b}", f"{a} to {b}") for a, b in pairwise(shown)]
    words.append(pick(lang, f"{shown[-1]} of meer", f"{shown[-1]} or more"))
    head = pick(lang, "Aandeel in de spreiding:", "Share of the spread:")
    drawn = [text(sheet.margin, top + sheet.small, head, sheet.small, weight=600)]
    x, y = sheet.margin + text_width(head, sheet.small, 600) + 10, top + sheet.small
    for bound, label in zip(_BOUNDS, words, strict=True):
        wide = 20 + text_width(label, sheet.small)
        if x + wide > sheet.width - sheet.margin:
            x, y = sheet.margin, y + sheet.leading + 3
        drawn.append(rect(x, y - sheet.small + 2, 14, sheet.small, fill=_shade(bound)))
        drawn.append(text(x + 18, y, label, sheet.small, fill=MUTED))
        x += wide + 12
    y += sheet.leading + 3
    sample = rect(sheet.margin, y - sheet.small + 2, 24, sheet.small, fill=ramp(0.5))
    drawn += [sample, rect(sheet.margin + 1, y - 1.5, 13, 2.5, fill=ink_on(ramp(0.5)))]
    said = pick(
        lang,
        "streep onderin: het deel dat de factor alleen doet; zonder streep alleen samen met andere",
        "bar at the foot: the part the factor does alone; without a bar only together with others",
    )
    wrapped = wrap(said, sheet.small, sheet.inner - 30)
    drawn += lines(sheet.margin + 30, y, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, y + (len(wrapped) - 1) * sheet.leading + 4


def _grid(drawing: _Map, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    heads, y = _heads(drawing, lang, sheet, top)
    first = y
    numbers = len(drawing.rows) <= _NUMBERS_UP_TO and drawing.step >= text_width("100", CODE, 600) + 2
    drawn: list[Element] = []
    mean = pick(lang, "Gemiddeld", "On average")
    elements, y = _row(drawing, None, mean, y, sheet, numbers=numbers)
    drawn += elements
    end = drawing.left[-1] + drawing.step
    drawn.append(line(sheet.margin, y, end, y, stroke=FRAME, stroke_width=1))
    for scenario, title in drawing.rows:
        elements, y = _row(drawing, scenario, title.in_(lang), y, sheet, numbers=numbers)
        drawn += elements
        drawn.append(line(sheet.margin, y, end, y, stroke=GRID, stroke_width=0.5))
    for k, column in enumerate(drawing.columns):
        before = drawing.columns[k - 1] if k else None
        if before is not None and before.axis == column.axis and before.question != column.question:
            drawn.append(line(drawing.left[k], first, drawing.left[k], y, stroke=GRID, stroke_width=0.8))
    for left, right in _blocks(drawing):
        drawn.append(rect(left, first, right - left, y - first, fill="none", stroke=FRAME, stroke_width=1))
    if len(drawing.rows) > _HEADS_AGAIN_FROM:
        y += drawing.codes.height + 2
        drawn += _codes(drawing, y)
    return [*heads, *drawn], y


def _blocks(drawing: _Map) -> list[tuple[float, float]]:
    """Return where the columns of each axis begin and end."""
    found: dict[str, tuple[float, float]] = {}
    for column, x in zip(drawing.columns, drawing.left, strict=True):
        start = found.get(column.axis, (x, x))[0]
        found[column.axis] = (start, x + drawing.step)
    return list(found.values())


def _heads(drawing: _Map, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    """Return the name of each axis, the code of each question, and the letter of each factor."""
    y = top + sheet.small
    words = {"impact": pick(lang, "Impact", "Impact"), "likelihood": pick(lang, "Kans", "Likelihood")}
    drawn: list[Element] = []
    axes = list(dict.fromkeys(c.axis for c in drawing.columns))
    for name, (left, right) in zip(axes, _blocks(drawing), strict=True):
        wide = text_width(words[name], sheet.small, 600)
        anchor, x = ("end", right) if wide > right - left else ("start", left)
        drawn.append(text(x, y, words[name], sheet.small, weight=600, anchor=anchor))
    letters = drawing.step >= CODE * 0.8
    bottom = y + drawing.codes.height + (CODE + 3 if letters else 0)
    code_foot = y + drawing.codes.height
    drawn += _codes(drawing, code_foot)
    if letters:
        marks = {"between": pick(lang, "t", "b"), "within": pick(lang, "b", "w")}
        for column, x in zip(drawing.columns, drawing.left, strict=True):
            if column.kind in marks:
                mark = text(x + drawing.step / 2, bottom - 4, marks[column.kind], CODE, fill=MUTED, anchor="middle")
                drawn.append(mark)
    drawn.append(text(sheet.margin, bottom - 4, "Scenario", sheet.small, weight=600))
    return drawn, bottom


def _codes(drawing: _Map, bottom: float) -> list[Element]:
    """Return the codes of the questions, above ``bottom``."""
    drawn: list[Element] = []
    for i, question in enumerate(dict.fromkeys(c.question for c in drawing.columns)):
        own = [x for c, x in zip(drawing.columns, drawing.left, strict=True) if c.question == question]
        drawn += drawing.codes.above(i, question, (own[0] + own[-1] + drawing.step) / 2, bottom)
    return drawn


def _row(
    drawing: _Map, scenario: str | None, name: str, top: float, sheet: Sheet, *, numbers: bool
) -> tuple[list[Element], float]:
    weight = 600 if scenario is None else 400
    wrapped = wrap(name, sheet.small, drawing.left[0] - sheet.margin - 8, weight)
    height = max(sheet.small + (15 if numbers else 8), len(wrapped) * sheet.leading + 3)
    middle = top + height / 2
    drawn = lines(
        sheet.margin,
        middle - len(wrapped) * sheet.leading / 2 + sheet.small * 0.98,
        wrapped,
        sheet.small,
        sheet.leading,
        weight=weight,
    )
    for column, x in zip(drawing.columns, drawing.left, strict=True):
        cell = drawing.mean(column) if scenario is None else drawing.cell(column, scenario)
        if cell is None:
            if scenario is not None and drawing.judged(column.axis, scenario):
                drawn.append(rect(x, top + 1, drawing.step, height - 2, fill=QUIET_FILL))
            continue
        if cell.total < _SEEN_FROM:
            continue
        colour = _shade(cell.total)
        drawn.append(rect(x + 0.5, top + 1, drawing.step - 1, height - 2, fill=colour))
        bar = (drawing.step - 3) * cell.first / cell.total
        if bar >= 0.5:
            drawn.append(rect(x + 1.5, top + height - 5, bar, 2.5, fill=ink_on(colour)))
        if numbers:
            shown = number(100 * cell.total, "en")
            at = (x + drawing.step / 2, middle + 1.5)
            drawn.append(text(*at, shown, CODE, weight=600, fill=ink_on(colour), anchor="middle"))
    return drawn, top + height


def _reading(drawing: _Map, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    """Return how to read the letters, and what is not in the figure."""
    said = []
    if drawing.step >= CODE * 0.8:
        said.append(
            pick(
                lang,
                "t: verschil tussen deskundigen (wie heeft gelijk); b: ruimte binnen een oordeel.",
                "b: difference between experts (who is right); w: room within a judgement.",
            )
        )
    else:
        said.append(
            pick(
                lang,
                "Per vraag links het verschil tussen deskundigen, rechts de ruimte binnen een oordeel.",
                "Per question, left the difference between experts, right the room within a judgement.",
            )
        )
    known = {c.question for c in drawing.columns}
    absent = [q for q in drawing.found.disagreement.questions if q not in known]
    if absent:
        names = {
            _LIKELIHOOD: pick(lang, "waarschijnlijkheid", "likelihood"),
            _WEIGHTS: pick(lang, "gewichten", "weights"),
        }
        listed = ", ".join(names.get(q, q) for q in absent)
        said.append(
            pick(lang, f"Nergens van belang (minder dan 1%): {listed}.", f"Of no account (below 1%): {listed}.")
        )
    fixed = [
        s
        for s, _ in drawing.rows
        for name in ("impact", "likelihood")
        if any(c.axis == name and drawing.judged(c.axis, s) and drawing.cell(c, s) is None for c in drawing.columns)
    ]
    if fixed:
        said.append(pick(lang, "Grijs: ligt vast.", "Grey: is fixed."))
    wrapped = wrap(" ".join(said), sheet.small, sheet.inner)
    drawn = lines(sheet.margin, top + sheet.small, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, top + len(wrapped) * sheet.leading


def _description(drawing: _Map, lang: Lang) -> str:
    said = [
        pick(
            lang,
            f"Per scenario ({len(drawing.rows)}) het aandeel van elke factor in de spreiding van impact en "
            "waarschijnlijkheid.",
            f"Per scenario ({len(drawing.rows)}) the share of every factor in the spread of impact and likelihood.",
        )
    ]
    names: tuple[tuple[AxisName, str], ...] = (
        ("impact", pick(lang, "de impact", "impact")),
        ("likelihood", pick(lang, "de waarschijnlijkheid", "likelihood")),
    )
    for name, words in names:
        best = [(cell.total, c) for c in drawing.columns if c.axis == name and (cell := drawing.mean(c)) is not None]
        if best:
            share, column = max(best, key=lambda pair: pair[0])
            factor, shown = column.title.in_(lang), share_words(min(share, 1.0), lang)
            said.append(
                pick(
                    lang,
                    f"Gemiddeld weegt voor {words} het zwaarst {factor} ({shown}).",
                    f"On average, {factor} matters most for {words} ({shown}).",
                )
            )
    return " ".join(said)


def _table(drawing: _Map, title: str, lang: Lang) -> FigureTable:
    """Return a row per scenario and factor that counts there, the largest share first, with its interval."""
    level = share_words(drawing.found.disagreement.level, lang)
    header = (
        "Scenario",
        pick(lang, "As", "Axis"),
        pick(lang, "Waarover", "About"),
        pick(lang, "Aandeel in de spreiding", "Share of the spread"),
        pick(lang, f"Interval ({level})", f"Interval ({level})"),
        pick(lang, "Waarvan alleen door deze factor", "Of which by this factor alone"),
    )
    rows = []
    for scenario, name in drawing.rows:
        cells = [(cell, c) for c in drawing.columns if (cell := drawing.cell(c, scenario)) is not None]
        for cell, column in sorted(cells, key=lambda pair: (pair[1].axis, -pair[0].total)):
            axis = drawing.axis(column.axis)
            if axis is None or cell.total < _SEEN_FROM:
                continue
            at = column.factor, axis.scenarios.index(scenario)
            rows.append(
                (
                    name.in_(lang),
                    pick(lang, "impact", "impact")
                    if column.axis == "impact"
                    else pick(lang, "waarschijnlijkheid", "likelihood"),
                    column.title.in_(lang),
                    share_words(cell.total, lang),
                    interval_words(float(axis.total.low[at]), float(axis.total.high[at]), lang),
                    share_words(cell.first, lang),
                )
            )
    return FigureTable(title, header, tuple(rows))


def interval_words(low: float, high: float, lang: Lang) -> str:
    """Return an interval of a share in words; an index has no meaning below 0 or above 1."""
    if math.isnan(low) or math.isnan(high):
        return pick(lang, "onbekend", "unknown")
    a, b = (number(100 * min(max(v, 0.0), 1.0), lang) for v in (low, high))
    return pick(lang, f"{a}% tot {b}%", f"{a}% to {b}%")
