# SPDX-License-Identifier: EUPL-1.2
"""What more or less money would bring: the best choice at every level of the budgets, and which measures it holds."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.base import Lang, Text, number, significant
from weerbaar.capability.choice import FrontierPoint, PortfolioChoice, Verdict
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import ACCENT, BAND, FRAME, GRID, HAZARD, HAZARD_SOFT, MUTED, PAPER
from weerbaar.figures.portfolio_sheet import (
    gap_words,
    millions,
    portfolio_caption,
    portfolio_foot,
    tick_words,
    yearly_unit,
)
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on
from weerbaar.figures.svg import Element, element, line, lines, path, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.value_axis import ValueAxis
from weerbaar.figures.wording import pick

_TALL = {"phone": 170.0, "screen": 260.0, "a4": 210.0}
_STRIP = 8.0

MOST = 30
"""Measures with a strip; of more, those whose place in the choice turns nearest to the budgets as they are."""


def budget_frontier(choice: PortfolioChoice, lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw the risk taken away against the budget, with the proven bound, and below it a strip per measure.

    Raises:
        FigureError: no frontier was computed.
    """
    if len(choice.frontier) < 2:
        raise FigureError(
            Text(
                nl="Er zijn geen budgetten doorgerekend; er valt geen budgetlijn te tekenen.",
                en="No levels of the budgets were computed; there is no frontier to draw.",
            )
        )
    sheet = SHEETS[width]
    stacked = sheet.width < 500
    up = ValueAxis(0.0, max(p.bound for p in choice.frontier) * 1.05 or 1.0, False, 0.0, _TALL[width])
    # how many fit is a matter of height, not of how wide the words are
    ticks = [(v, tick_words(choice, v, lang)) for v, _ in up.ticks(lambda _: "00", sheet.small * 1.4)]
    tick_room = max(text_width(words, sheet.small) for _, words in ticks)
    name_room = 0.0 if stacked else sheet.inner * 0.42
    left = sheet.margin + max(name_room, tick_room + 8) + 6
    right = sheet.width - sheet.margin - 10
    across = ValueAxis(0.0, _end(choice.frontier), False, left, right)
    drawn, y = _head(choice, lang, sheet, 2)
    elements, y = _curve(choice, across, ticks, lang, sheet, y + 6, _TALL[width])
    drawn += elements
    elements, y = _strips(choice, across, lang, sheet, y + 6, stacked)
    drawn += elements
    elements, y = _key(choice, lang, sheet, y + 2)
    drawn += elements
    elements, y = portfolio_foot(choice, lang, sheet, y + 2)
    drawn += elements
    title = pick(lang, "Wat meer of minder budget oplevert", "What more or less budget brings")
    return figure_on(
        width,
        "budgetlijn",
        drawn,
        round(y),
        title=title,
        description=_description(choice, lang),
        table=_table(choice, title, lang),
        caption=portfolio_caption(choice, lang),
        lang=lang,
    )


def _end(points: Sequence[FrontierPoint]) -> float:
    """Return one step beyond the last budget, so that the best choice there has a width of its own."""
    return 2 * points[-1].budget - points[-2].budget


def _head(choice: PortfolioChoice, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    unit = yearly_unit(choice, lang)
    said = pick(lang, f"Risico dat wordt weggenomen ({unit})", f"Risk taken away ({unit})")
    wrapped = wrap(said, sheet.small, sheet.inner, 600)
    return lines(sheet.margin, top + sheet.small, wrapped, sheet.small, sheet.leading, weight=600), top + len(
        wrapped
    ) * sheet.leading


def _steps(
    points: Sequence[FrontierPoint], values: Sequence[float], across: ValueAxis, up: ValueAxis
) -> list[tuple[float, float]]:
    """Return a line that stays level until the next budget that was looked at."""
    found: list[tuple[float, float]] = []
    for k, (point, value) in enumerate(zip(points, values, strict=True)):
        x, y = across.at(point.budget), up.at(value)
        if k:
            found.append((x, found[-1][1]))
        found.append((x, y))
    return [*found, (across.end, found[-1][1])]


def _curve(
    choice: PortfolioChoice,
    across: ValueAxis,
    ticks: Sequence[tuple[float, str]],
    lang: Lang,
    sheet: Sheet,
    top: float,
    tall: float,
) -> tuple[list[Element], float]:
    points = choice.frontier
    bottom = top + tall
    up = ValueAxis(0.0, max(p.bound for p in points) * 1.05 or 1.0, False, bottom, top)
    drawn: list[Element] = [rect(across.start, top, across.end - across.start, tall, fill=BAND)]
    for value, words in ticks:
        at = up.at(value)
        drawn.append(line(across.start, at, across.end, at, stroke=GRID, stroke_width=1))
        drawn.append(text(across.start - 6, at + sheet.small * 0.35, words, sheet.small, fill=MUTED, anchor="end"))
    drawn += _money(across, lang, sheet, top, bottom)
    bound = _steps(points, [p.bound for p in points], across, up)
    curve = _steps(points, [p.value for p in points], across, up)
    drawn.append(path(bound, fill="none", stroke=HAZARD_SOFT, stroke_width=1.4, stroke_dasharray="4 3"))
    drawn.append(path(curve, fill="none", stroke=HAZARD, stroke_width=2.2))
    chosen = _at_chosen(choice)
    if chosen is not None:
        x, y = across.at(chosen.budget), up.at(chosen.value)
        drawn.append(line(x, top, x, bottom, stroke=ACCENT, stroke_width=1.2, stroke_dasharray="2 2"))
        drawn.append(element("circle", cx=x, cy=y, r=5, fill=ACCENT, stroke=PAPER, stroke_width=1.5))
    drawn.append(rect(across.start, top, across.end - across.start, tall, fill="none", stroke=FRAME, stroke_width=1.2))
    title = pick(lang, "Budget over alle jaren (miljoen euro)", "Budget over all years (million euro)")
    y = bottom + sheet.small + 6 + sheet.leading
    middle = (across.start + across.end) / 2
    half = text_width(title, sheet.small, 600) / 2
    middle = min(middle, sheet.width - sheet.margin - half)
    drawn.append(text(middle, y, title, sheet.small, weight=600, anchor="middle"))
    return drawn, y + 4


def _money(across: ValueAxis, lang: Lang, sheet: Sheet, top: float, bottom: float) -> list[Element]:
    drawn: list[Element] = []
    for value, words in across.ticks(lambda v: millions(v, lang) if v else "0", sheet.small):
        at = across.at(value)
        drawn.append(line(at, top, at, bottom, stroke=GRID, stroke_width=0.8))
        drawn.append(text(at, bottom + sheet.small + 3, words, sheet.small, fill=MUTED, anchor="middle"))
    return drawn


def _at_chosen(choice: PortfolioChoice) -> FrontierPoint | None:
    """Return the point at the budgets as they are."""
    nearest = min(choice.frontier, key=lambda p: abs(p.level - 1))
    return nearest if abs(nearest.level - 1) < 1e-9 else None


def _ordered(choice: PortfolioChoice) -> list[Verdict]:
    """Return the measures that are ever in, the earliest to enter first."""
    there = [v for v in choice.verdicts if v.enters is not None]
    return sorted(there, key=lambda v: (v.enters or 0.0, v.stays if v.stays is not None else 1e9, v.id))


def _shown(choice: PortfolioChoice) -> list[Verdict]:
    """Return the measures that get a strip, the earliest to enter first."""
    ordered = _ordered(choice)
    if len(ordered) <= MOST:
        return ordered

    def nearest(verdict: Verdict) -> float:
        inside = [any(m.id == verdict.id for m in p.measures) for p in choice.frontier]
        turns = [p.level for p, was, now in zip(choice.frontier[1:], inside, inside[1:], strict=False) if was != now]
        return min((abs(level - 1) for level in turns), default=float("inf"))

    kept = {v.id for v in sorted(ordered, key=nearest)[:MOST]}
    return [v for v in ordered if v.id in kept]


def _strips(
    choice: PortfolioChoice, across: ValueAxis, lang: Lang, sheet: Sheet, top: float, stacked: bool
) -> tuple[list[Element], float]:
    """Return per measure a bar along the budgets at which it is in the best choice."""
    room = sheet.inner if stacked else across.start - sheet.margin - 12
    drawn: list[Element] = []
    y = top
    for verdict in _shown(choice):
        weight = 600 if verdict.chosen else 400
        name = wrap(verdict.title.in_(lang), sheet.small, room, weight)
        said = len(name) * sheet.leading
        row = said + _STRIP + 6 if stacked else max(said, _STRIP) + 4
        first = y + sheet.small if stacked else y + row / 2 - said / 2 + sheet.small * 0.98
        drawn += lines(sheet.margin, first, name, sheet.small, sheet.leading, weight=weight, halo=stacked)
        bar = y + said + 1 if stacked else y + (row - _STRIP) / 2
        for start, last in _runs([any(m.id == verdict.id for m in p.measures) for p in choice.frontier]):
            x1 = across.at(choice.frontier[start].budget)
            x2 = across.at(choice.frontier[last + 1].budget) if last + 1 < len(choice.frontier) else across.end
            drawn.append(rect(x1, bar, x2 - x1, _STRIP, fill=HAZARD if verdict.chosen else HAZARD_SOFT))
        y += row
    marked = _at_chosen(choice)
    if marked is not None and drawn:
        x = across.at(marked.budget)
        drawn.insert(0, line(x, top, x, y, stroke=ACCENT, stroke_width=1.2, stroke_dasharray="2 2"))
    return drawn, y + 2


def _runs(inside: Sequence[bool]) -> list[tuple[int, int]]:
    """Return first and last place of every unbroken row of places that are inside."""
    found: list[tuple[int, int]] = []
    for k, there in enumerate(inside):
        if there and k and inside[k - 1]:
            found[-1] = (found[-1][0], k)
        elif there:
            found.append((k, k))
    return found


def _key(choice: PortfolioChoice, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    gap = max(p.gap for p in choice.frontier)
    never = sum(v.enters is None for v in choice.verdicts)
    shown = gap_words(gap, lang)
    count = len(choice.frontier)
    said = [
        pick(
            lang,
            f"Doorgetrokken: de beste keuze bij {count} budgetten; gestreept: meer kan het niet zijn (verschil ten "
            f"hoogste {shown}).",
            f"Solid: the best choice at {count} budgets; dashed: it cannot be more (difference at most {shown}).",
        )
    ]
    if _at_chosen(choice) is not None:
        said.append(
            pick(lang, "Stip en stippellijn: het budget van nu.", "Dot and dotted line: the budget as it is now.")
        )
    ordered = _ordered(choice)
    if ordered:
        said.append(
            pick(
                lang,
                "Balken: bij welke budgetten een maatregel in de beste keuze zit; donker en vet: nu gekozen.",
                "Bars: at which budgets a measure is in the best choice; dark and bold: chosen now.",
            )
        )
    if len(ordered) > MOST:
        said.append(
            pick(
                lang,
                f"Getoond zijn {MOST} van de {len(ordered)} maatregelen: die het dichtst bij het budget van nu in de "
                "keuze komen of eruit vallen.",
                f"Shown are {MOST} of {len(ordered)} measures: those that come in or drop out nearest to the budget "
                "as it is now.",
            )
        )
    if never:
        said.append(
            pick(
                lang,
                f"{never} {'maatregel zit' if never == 1 else 'maatregelen zitten'} bij geen van deze budgetten in de "
                "keuze.",
                f"{never} {'measure is' if never == 1 else 'measures are'} in the choice at none of these budgets.",
            )
        )
    wrapped = wrap(" ".join(said), sheet.small, sheet.inner)
    drawn = lines(sheet.margin, top + sheet.small, wrapped, sheet.small, sheet.leading, fill=MUTED)
    return drawn, top + len(wrapped) * sheet.leading


def _description(choice: PortfolioChoice, lang: Lang) -> str:
    chosen = _at_chosen(choice) or choice.frontier[-1]
    last = choice.frontier[-1]
    here, there = (choice.unit.words(p.value, lang) for p in (chosen, last))
    money, more = (millions(p.budget, lang) for p in (chosen, last))
    return pick(
        lang,
        f"Met {money} miljoen euro neemt de beste keuze {here} per jaar weg, met {more} miljoen euro {there}.",
        f"With {money} million euro the best choice takes away {here} per year, with {more} million euro {there}.",
    )


def _table(choice: PortfolioChoice, title: str, lang: Lang) -> FigureTable:
    unit = yearly_unit(choice, lang)
    header = (
        pick(lang, "Budget (miljoen euro)", "Budget (million euro)"),
        pick(lang, "Deel van het budget van nu", "Part of the budget as it is"),
        pick(lang, f"Weggenomen risico ({unit})", f"Risk taken away ({unit})"),
        pick(lang, "Ten hoogste", "At most"),
        pick(lang, "Kosten (miljoen euro)", "Cost (million euro)"),
        pick(lang, "Maatregelen", "Measures"),
        pick(lang, "Komt erbij", "Comes in"),
        pick(lang, "Valt af", "Drops out"),
    )
    titles = {v.id: v.title.in_(lang) for v in choice.verdicts}
    none = pick(lang, "geen", "none")
    rows = []
    before: set[str] = set()
    for point in choice.frontier:
        now = {m.id for m in point.measures}
        rows.append(
            (
                millions(point.budget, lang),
                f"{number(100 * point.level, lang)}%",
                significant(point.value, lang, 3),
                significant(point.bound, lang, 3),
                millions(point.cost, lang),
                str(len(now)),
                "; ".join(titles[i] for i in titles if i in now - before) or none,
                "; ".join(titles[i] for i in titles if i in before - now) or none,
            )
        )
        before = now
    return FigureTable(title, header, tuple(rows))
