# SPDX-License-Identifier: EUPL-1.2
"""Lives against money: the best policy for each value of a life, as steps of fewer deaths for more euros."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from weerbaar.base import Lang, Text, euro, number, percentage, significant
from weerbaar.figures.figure import Figure, FigureError, FigureTable, Width
from weerbaar.figures.palette import BAND, FRAME, GRID, HAZARD, INK, MUTED, PAPER
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on
from weerbaar.figures.svg import Element, element, line, lines, path, rect, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.value_axis import ValueAxis, value_axis
from weerbaar.figures.wording import pick

if TYPE_CHECKING:
    from weerbaar.evacuation.decision import Policy

_TALL: dict[Width, float] = {"phone": 190.0, "screen": 320.0, "a4": 240.0}


def trade_off_chart(policies: Sequence[Policy], lang: Lang = "nl", width: Width = "a4") -> Figure:
    """Draw what each step of the value of a life costs and saves.

    Args:
        policies: of ``trade_off``, by ascending value of a life.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).

    Raises:
        FigureError: no policy.
    """
    if not policies:
        raise FigureError(Text(nl="Er is geen beleid om te tekenen.", en="There is no policy to draw."))
    policies = _steps(policies)
    sheet = SHEETS[width]
    drawn, y = _plot(policies, lang, sheet, _TALL[width])
    rows = [_row(policy, lang) for policy in policies]
    for at, row in enumerate(rows):
        said = pick(
            lang,
            f"vanaf {row[0]} per leven: {row[1]} doden, {row[2]}",
            f"from {row[0]} per life: {row[1]} deaths, {row[2]}",
        )
        wrapped = wrap(said, sheet.small, sheet.inner - 2 * sheet.mark - 8)
        middle = y + sheet.mark
        drawn += _badge(sheet.margin + sheet.mark, middle, at + 1, sheet)
        drawn += lines(
            sheet.margin + 2 * sheet.mark + 8, middle + sheet.small * 0.35, wrapped, sheet.small, sheet.leading
        )
        y += max(2 * sheet.mark + 3, len(wrapped) * sheet.leading + 4)
    header = (
        pick(lang, "Een leven mag kosten, vanaf", "A life may cost, from"),
        pick(lang, "Verwachte doden", "Expected deaths"),
        pick(lang, "Verwachte kosten", "Expected cost"),
        pick(lang, "Vals alarm", "False alarm"),
        pick(lang, "Te laat", "Too late"),
    )
    steps = "; ".join(
        pick(
            lang,
            f"van {a[1]} naar {b[1]} doden voor {a[2]} naar {b[2]}",
            f"from {a[1]} to {b[1]} deaths for {a[2]} to {b[2]}",
        )
        for a, b in pairwise(rows)
    )
    return figure_on(
        width,
        "levens-en-euros",
        drawn,
        math.ceil(y) + 2,
        title=pick(lang, "Doden en kosten, naar wat een leven mag kosten", "Deaths and cost, by what a life may cost"),
        description=f"{steps}."
        if steps
        else pick(lang, "Elke waarde geeft hetzelfde besluit.", "One policy holds always."),
        table=FigureTable(
            pick(lang, "Beleid per waarde van een leven", "Policy by value of a life"), header, tuple(rows)
        ),
        caption="",
        lang=lang,
    )


def _steps(policies: Sequence[Policy]) -> list[Policy]:
    """Leave out a policy that differs only in states that do not come about."""
    kept = [policies[0]]
    for policy in policies[1:]:
        one, other = kept[-1], policy
        if one.deaths.mean() != other.deaths.mean() or one.cost_eur.mean() != other.cost_eur.mean():
            kept.append(policy)
    return kept


def _row(policy: Policy, lang: Lang) -> tuple[str, str, str, str, str]:
    return (
        euro(policy.value_of_life_eur, lang),
        significant(float(policy.deaths.mean()), lang, 3),
        euro(float(policy.cost_eur.mean()), lang),
        percentage(policy.false_alarm, lang),
        percentage(policy.too_late, lang),
    )


def _badge(x: float, y: float, n: int, sheet: Sheet) -> list[Element]:
    return [
        element("circle", cx=x, cy=y, r=sheet.mark, fill=HAZARD, stroke=PAPER, stroke_width=1),
        text(x, y + sheet.small * 0.35, str(n), sheet.small, weight=600, fill=PAPER, anchor="middle"),
    ]


def _plot(policies: Sequence[Policy], lang: Lang, sheet: Sheet, tall: float) -> tuple[list[Element], float]:
    cost = [float(policy.cost_eur.mean()) for policy in policies]
    deaths = [float(policy.deaths.mean()) for policy in policies]
    top = sheet.small + 10.0
    bottom = top + tall
    up = value_axis([0.0, *deaths], log=False, start=bottom, end=top)
    ticks = ValueAxis(up.low, up.high, False, 0.0, tall).ticks(lambda _: "00", sheet.small * 1.6)
    # As many decimals as tell the ticks apart, the same on each.
    digits = next((d for d in range(4) if all(abs(round(value, d) - value) < 1e-9 for value, _ in ticks)), 4)
    named = [(value, number(value, lang, digits)) for value, _ in ticks]
    left = sheet.margin + max(text_width(words, sheet.small) for _, words in named) + 8
    right = sheet.width - sheet.margin
    across = value_axis([0.0, *cost], log=False, start=left, end=right)
    drawn: list[Element] = [
        text(sheet.margin, sheet.small, pick(lang, "verwachte doden", "expected deaths"), sheet.small, weight=600),
        rect(left, top, right - left, tall, fill=BAND, stroke=FRAME, stroke_width=1),
    ]
    for value, words in named:
        at = up.at(value)
        drawn.append(line(left, at, right, at, stroke=GRID, stroke_width=1))
        drawn.append(text(left - 6, at + sheet.small * 0.35, words, sheet.small, fill=MUTED, anchor="end"))
    unit, said = _unit(max(cost), lang)
    for value, words in across.ticks(
        lambda v: number(v / unit, lang, 0 if v / unit == int(v / unit) else 1), sheet.small
    ):
        at = across.at(value)
        half = text_width(words, sheet.small) / 2
        drawn.append(line(at, bottom, at, bottom + 4, stroke=FRAME, stroke_width=1))
        middle = min(at, right - half)
        drawn.append(text(middle, bottom + sheet.small + 5, words, sheet.small, fill=MUTED, anchor="middle"))
    points = [(across.at(c), up.at(d)) for c, d in zip(cost, deaths, strict=True)]
    stairs = [points[0]]
    for (_, above), (x, y) in pairwise(points):
        stairs += [(x, above), (x, y)]
    drawn.append(path(stairs, fill="none", stroke=INK, stroke_width=1.4, stroke_dasharray="3 3"))
    for at, (x, y) in reversed(list(enumerate(points))):
        drawn += _badge(x, y, at + 1, sheet)
    y = bottom + sheet.small + 7 + sheet.leading
    drawn.append(text((left + right) / 2, y, said, sheet.small, weight=600, anchor="middle"))
    return drawn, y + 8


def _unit(most: float, lang: Lang) -> tuple[float, str]:
    said = pick(lang, "verwachte kosten", "expected cost")
    for unit, words in (
        (1e9, pick(lang, "miljard euro", "billion euros")),
        (1e6, pick(lang, "miljoen euro", "million euros")),
    ):
        if most >= unit:
            return unit, f"{said}, {words}"
    return 1.0, f"{said}, {pick(lang, 'euro', 'euros')}"
