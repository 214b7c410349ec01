# SPDX-License-Identifier: EUPL-1.2
"""Who sets off whom: the probability of every direct effect given its cause, in groups that show as blocks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Lang, Text, percentage
from weerbaar.cascade import CascadeOutcome, rate_words
from weerbaar.figures.cascade_wording import cascade_caption, cascade_caution, fitting, risk_name
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import FRAME, GRID, INK, MUTED, QUIET_FILL, ink_on, ramp
from weerbaar.figures.seriation import grouped_order
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, line, lines, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

_MOST = {"phone": 30, "screen": 60, "a4": 60}
_BOUNDS = (0.001, 0.01, 0.05, 0.2, 0.5)
_TICK = 11.0


@dataclass(frozen=True)
class _Grid:
    """What is shown, in order, and where the columns are.

    Attributes:
        groups: indices of risks, in groups.
        columns: those that can be an effect, in the same order.
        number: index to the number in the figure, from 1.
        chance: (risks, risks) probability of the effect of the column given the cause of the row.
        left: pixel where the first column begins.
        step: width of a column.
        named: the groups are those of the catalogue.
    """

    groups: list[list[int]]
    columns: list[int]
    number: dict[int, int]
    chance: NDArray[np.float64]
    left: float
    step: float
    named: bool

    @property
    def right(self) -> float:
        return self.left + self.step * len(self.columns)


def cascade_matrix(outcome: CascadeOutcome, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw the probability that an effect follows directly, given that its cause occurs.

    Of many risks, those through which most flows are drawn; the table has every pair.

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
    grid = _grid(outcome, sheet, width)
    drawn, y = _key(lang, sheet, 2)
    elements, y = _cells(outcome, grid, lang, sheet, y + 4)
    drawn += elements
    elements, y = _remarks(outcome, grid, lang, sheet, y + 4)
    drawn += elements
    elements, y = notes(cascade_caution(outcome, lang), cascade_caption(outcome, lang), sheet, y + 2)
    drawn += elements
    height = round(y)
    title = pick(lang, "Welk risico lokt welk uit", "Which risk sets off which")
    cause, effect = np.unravel_index(int(np.argmax(grid.chance)), grid.chance.shape)
    risks = outcome.catalogue.risks
    shown = percentage(float(grid.chance[cause, effect]), lang)
    description = pick(
        lang,
        f"Per paar van oorzaak en gevolg de kans dat het gevolg er direct op volgt; {len(grid.number)} risico's. De "
        f"hoogste kans is {shown}: van {risks[cause].name.in_(lang)} naar {risks[effect].name.in_(lang)}.",
        f"Per pair of cause and effect the probability that the effect follows directly; {len(grid.number)} risks. The "
        f"highest is {shown}: from {risks[cause].name.in_(lang)} to {risks[effect].name.in_(lang)}.",
    )
    return figure_on(
        width,
        "oorzaak-gevolgmatrix",
        drawn,
        height,
        title=title,
        description=description,
        table=_table(outcome, grid, title, lang),
        caption=cascade_caption(outcome, lang),
        lang=lang,
    )


def _grid(outcome: CascadeOutcome, sheet: Sheet, width: Width) -> _Grid:
    risks, flow = outcome.catalogue.risks, outcome.flow
    rates = np.array(outcome.risk_rates)
    chance = np.divide(flow, rates[:, None], out=np.zeros_like(flow), where=rates[:, None] > 0)
    busy = flow.sum(axis=0) + flow.sum(axis=1)
    shown = [i for i in np.argsort(-busy, kind="stable").tolist() if busy[i] > 0][: _MOST[width]]
    shown.sort()
    categories = [risks[i].category.nl for i in shown]
    named = len(set(categories)) > 1 and all(categories)
    plain = [k for k, i in enumerate(shown) if not risks[i].actor]
    # Root of the probability: one certain link must not decide the order of all others.
    ties = np.sqrt(chance[np.ix_(shown, shown)])[np.ix_(plain, plain)]
    order = grouped_order(ties, [categories[k] for k in plain] if named else None)
    groups = [[shown[plain[k]] for k in group] for group in order]
    actors = [i for i in shown if risks[i].actor]
    columns = [i for group in groups for i in group]
    if actors:
        groups.append(actors)
    number = {i: k for k, i in enumerate((i for group in groups for i in group), start=1)}
    left = sheet.margin + sheet.inner * (0.42 if sheet.width < 500 else 0.33)
    after = text_width(str(len(number)), _TICK) + 6
    return _Grid(
        groups, columns, number, chance, left, (sheet.width - sheet.margin - after - left) / len(columns), named
    )


def _shade(chance: float) -> tuple[str, float]:
    """Return the colour of a probability and the part of the cell that is filled: darker and taller is more likely."""
    step = sum(chance >= bound for bound in _BOUNDS)
    share = step / len(_BOUNDS)
    return ramp(0.2 + 0.8 * share), 0.4 + 0.6 * share


def _key(lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    shown = [percentage(bound, lang, 1) for bound in _BOUNDS]
    words = [
        pick(lang, f"minder dan {shown[0]}", f"below {shown[0]}"),
        *(pick(lang, f"{a} tot {b}", f"{a} to {b}") for a, b in pairwise(shown)),
        pick(lang, f"{shown[-1]} of meer", f"{shown[-1]} or more"),
    ]
    head = pick(lang, "Kans dat het gevolg direct volgt:", "Probability that the effect follows directly:")
    drawn = [text(sheet.margin, top + sheet.small, head, sheet.small, weight=600)]
    x, y = sheet.margin + text_width(head, sheet.small, 600) + 10, top + sheet.small
    box = sheet.small + 1
    for bound, label in zip((0.0, *_BOUNDS), words, strict=True):
        wide = 20 + text_width(label, sheet.small)
        if x + wide > sheet.width - sheet.margin:
            x, y = sheet.margin, y + sheet.leading + 3
        colour, part = _shade(bound)
        drawn.append(rect(x, y + 2 - box * part, 14, box * part, fill=colour))
        drawn.append(rect(x, y + 2 - box, 14, box, fill="none", stroke=GRID, stroke_width=0.8))
        drawn.append(text(x + 18, y, label, sheet.small, fill=MUTED))
        x += wide + 12
    return drawn, y + sheet.leading - sheet.small + 4


def _cells(outcome: CascadeOutcome, grid: _Grid, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    numbers = grid.step >= text_width("100", _TICK, 600) + 3
    row = max(sheet.small * 1.2, 22.0 if numbers else 0.0)
    drawn, y = _column_numbers(grid, lang, sheet, top)
    first = y
    for index, group in enumerate(grid.groups):
        drawn.append(line(sheet.margin, y, grid.right, y, stroke=FRAME, stroke_width=1))
        leader = outcome.catalogue.risks[group[0]]
        if grid.named or leader.actor:
            words = pick(lang, "Actoren", "Actors") if leader.actor else leader.category.in_(lang)
            room = grid.left - sheet.margin - 4
            y += sheet.leading
            label = fitting(words, sheet.small, room, 600)
            drawn.append(text(sheet.margin, y - 3, label, sheet.small, weight=600, fill=MUTED))
        elif index:
            y += 3
        for cause in group:
            drawn += _row(outcome, grid, cause, y, row, lang, sheet, numbers=numbers)
            y += row
    drawn.append(line(sheet.margin, y, grid.right, y, stroke=FRAME, stroke_width=1))
    over = [line(x, first, x, y, stroke=GRID, stroke_width=0.7) for x in _fives(grid)]
    over += [line(x, first, x, y, stroke=FRAME, stroke_width=1) for x in _borders(grid)]
    bottom, y = _column_numbers(grid, lang, sheet, y, below=True)
    return [*over, *drawn, *bottom], y


def _fives(grid: _Grid) -> list[float]:
    return [grid.left + grid.step * k for k in range(5, len(grid.columns), 5)]


def _borders(grid: _Grid) -> list[float]:
    """Return where the columns of one group end and those of the next begin, and both ends."""
    found, at = [grid.left], 0
    for group in grid.groups:
        if group[0] in grid.columns:
            at += len(group)
            found.append(grid.left + grid.step * at)
    return found


def _row(
    outcome: CascadeOutcome, grid: _Grid, cause: int, y: float, tall: float, lang: Lang, sheet: Sheet, *, numbers: bool
) -> list[Element]:
    base = y + tall / 2 + sheet.small * 0.35
    width_of_number = text_width("00" if len(grid.number) < 100 else "000", sheet.small) + 5
    name = outcome.catalogue.risks[cause].name.in_(lang)
    room = grid.left - sheet.margin - width_of_number - 4
    drawn = [
        text(sheet.margin + width_of_number - 5, base, str(grid.number[cause]), sheet.small, fill=MUTED, anchor="end"),
        text(sheet.margin + width_of_number, base, fitting(name, sheet.small, room), sheet.small),
        line(grid.left, y + tall, grid.right, y + tall, stroke=GRID, stroke_width=0.5),
        text(grid.right + 4, base, str(grid.number[cause]), _TICK, fill=MUTED),
    ]
    for k, effect in enumerate(grid.columns):
        x = grid.left + k * grid.step
        if effect == cause:
            drawn.append(rect(x, y, grid.step, tall, fill=QUIET_FILL))
            continue
        chance = float(grid.chance[cause, effect])
        if chance <= 0:
            continue
        colour, part = _shade(chance)
        high = (tall - 1) * (1 if numbers else part)
        drawn.append(rect(x + 0.4, y + tall - 0.5 - high, grid.step - 0.8, high, fill=colour))
        if numbers:
            shown = "<1" if chance < 0.01 else f"{100 * chance:.0f}"
            drawn.append(text(x + grid.step / 2, base, shown, _TICK, weight=600, fill=ink_on(colour), anchor="middle"))
    return drawn


def _column_numbers(
    grid: _Grid, lang: Lang, sheet: Sheet, top: float, *, below: bool = False
) -> tuple[list[Element], float]:
    """Return the numbers of the columns, in as many lines as it takes to keep them apart."""
    levels = math.ceil((text_width(str(len(grid.number)), _TICK) + 5) / grid.step)
    drawn: list[Element] = []
    pitch = _TICK * 1.15
    y = top + pitch * levels + 3
    for k, effect in enumerate(grid.columns):
        level = k % levels
        x = grid.left + (k + 0.5) * grid.step
        base = top + _TICK + 1 + pitch * (levels - 1 - level if below is False else level)
        drawn.append(text(x, base, str(grid.number[effect]), _TICK, fill=INK, anchor="middle"))
        if level and not below:
            drawn.append(line(x, base + 2, x, y, stroke=GRID, stroke_width=0.6))
        elif level:
            drawn.append(line(x, top, x, base - _TICK + 1, stroke=GRID, stroke_width=0.6))
    if not below:
        words = pick(lang, "oorzaak ↓  gevolg →", "cause ↓  effect →")
        drawn.append(text(sheet.margin, y - 4, words, sheet.small, weight=600))
    return drawn, y


def _remarks(outcome: CascadeOutcome, grid: _Grid, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    said = [
        pick(
            lang,
            "De nummers boven de kolommen zijn die van de rijen. Grijs: het risico zelf.",
            "The numbers above the columns are those of the rows. Grey: the risk itself.",
        )
    ]
    everything = len(outcome.catalogue.risks)
    if len(grid.number) < everything:
        said.append(
            pick(
                lang,
                f"Getoond zijn de {len(grid.number)} risico's waar het meeste doorheen gaat, van {everything}; "
                "de tabel bij deze figuur bevat elk paar.",
                f"Shown are the {len(grid.number)} risks through which most flows, of {everything}; "
                "the table of this figure has every pair.",
            )
        )
    wrapped = wrap(" ".join(said), sheet.small, sheet.inner)
    drawn = lines(sheet.margin, top + sheet.small, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, top + len(wrapped) * sheet.leading + 2


def _table(outcome: CascadeOutcome, grid: _Grid, title: str, lang: Lang) -> FigureTable:
    header = (
        pick(lang, "Oorzaak", "Cause"),
        pick(lang, "Gevolg", "Effect"),
        pick(lang, "Kans dat het direct volgt", "Probability that it follows directly"),
        pick(lang, "Keren per jaar", "Times a year"),
    )
    risks, chance = outcome.catalogue.risks, grid.chance
    pairs = sorted(zip(*np.nonzero(outcome.flow), strict=True), key=lambda pair: (-chance[pair], pair))
    rows = [
        (
            risk_name(risks[cause], lang),
            risk_name(risks[effect], lang),
            percentage(float(chance[cause, effect]), lang),
            rate_words(float(outcome.flow[cause, effect]), None, lang),
        )
        for cause, effect in pairs
    ]
    return FigureTable(title, header, tuple(rows))
