# SPDX-License-Identifier: EUPL-1.2
"""Plans side by side: the hours until 50, 90 and 99 % and the last are safe, and those that no plan can beat."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from weerbaar.base import Lang, Text
from weerbaar.figures.evacuation_words import best_clearance, hours_words, plan_names, study_caption, study_caution
from weerbaar.figures.figure import Figure, FigureTable, Width
from weerbaar.figures.palette import BAND, FRAME, GRID, HAZARD, MUTED, PAPER
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on, notes
from weerbaar.figures.svg import Element, element, line, lines, rect, text
from weerbaar.figures.textmetrics import wrap
from weerbaar.figures.wording import pick

if TYPE_CHECKING:
    from weerbaar.evacuation.simulation import Clearance
    from weerbaar.evacuation.study import Study

Hours = tuple[float | None, float | None, float | None, float | None]


def plan_comparison(
    studies: Sequence[Study], lang: Lang = "nl", width: Width = "a4", *, names: Sequence[Text] = ()
) -> Figure:
    """Draw the hours of one or more plans under each other.

    Args:
        studies: the plans, 1 to 5.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).
        names: of the plans; without them they are told apart by how roads are chosen.

    Raises:
        FigureError: no plan or too many.
    """
    sheet = SHEETS[width]
    rows = _rows(studies, plan_names(studies, lang, names), lang)
    headings = ("50%", "90%", "99%", pick(lang, "laatste", "last"))
    longest = max((hours for _, found in rows for hours in found if hours is not None), default=1.0) or 1.0
    drawn, y = _heading(headings, lang, sheet)
    for at, (name, found) in enumerate(rows):
        elements, y = _row(name, found, longest, lang, sheet, y, shaded=at % 2 == 0)
        drawn += elements
    caption = study_caption(studies, lang)
    elements, y = notes(study_caution(studies, lang), caption, sheet, y + 6)
    table = FigureTable(
        pick(lang, "Uren tot een deel van de voertuigen veilig is", "Hours until a share of the vehicles is safe"),
        (pick(lang, "Plan", "Plan"), *headings),
        tuple((name, *(hours_words(hours, lang) for hours in found)) for name, found in rows),
    )
    return figure_on(
        width,
        "plannen-naast-elkaar",
        drawn + elements,
        math.ceil(y),
        title=pick(lang, "Plannen naast elkaar", "Plans side by side"),
        description=" ".join(
            f"{row[0]}: " + ", ".join(f"{head} {cell}" for head, cell in zip(headings, row[1:], strict=True)) + "."
            for row in table.rows
        ),
        table=table,
        caption=caption,
        lang=lang,
    )


def _hours(found: Clearance) -> Hours:
    return found.t50_h, found.t90_h, found.t99_h, found.last_h


def _rows(studies: Sequence[Study], names: Sequence[str], lang: Lang) -> list[tuple[str, Hours]]:
    """Return plans with their hours, and after them each bound that is not there yet."""
    rows = [(name, _hours(study.outcome.clearance())) for name, study in zip(names, studies, strict=True)]
    bounds: dict[Hours, list[str]] = {}
    for name, study in zip(names, studies, strict=True):
        if (best := best_clearance(study)) is not None:
            bounds.setdefault(_hours(best), []).append(name)
    no_plan = pick(lang, "geen plan eerder dan", "no plan before")
    for found, held in bounds.items():
        rows.append((no_plan if len(bounds) == 1 else f"{no_plan} ({', '.join(held)})", found))
    return rows


def _column(sheet: Sheet, at: int) -> float:
    return sheet.margin + sheet.inner * (at + 1) / 4 - 6


def _heading(headings: Sequence[str], lang: Lang, sheet: Sheet) -> tuple[list[Element], float]:
    title = pick(lang, "Veilig van de voertuigen, na", "Of the vehicles safe, after")
    y = sheet.small + 4
    drawn = [text(sheet.margin, y, title, sheet.small, fill=MUTED)]
    y += sheet.leading + 2
    drawn += [
        text(_column(sheet, at), y, words, sheet.small, weight=600, anchor="end") for at, words in enumerate(headings)
    ]
    return drawn, y + 7


def _row(
    name: str, found: Hours, longest: float, lang: Lang, sheet: Sheet, top: float, *, shaded: bool
) -> tuple[list[Element], float]:
    wrapped = wrap(name, sheet.body, sheet.inner - 12, 600)
    high = len(wrapped) * sheet.body * 1.25 + sheet.leading + 28
    drawn: list[Element] = [rect(sheet.margin, top, sheet.inner, high, fill=BAND if shaded else PAPER)]
    drawn += lines(sheet.margin + 6, top + sheet.body + 4, wrapped, sheet.body, sheet.body * 1.25, weight=600)
    y = top + len(wrapped) * sheet.body * 1.25 + sheet.small + 6
    drawn += [
        text(_column(sheet, at), y, hours_words(hours, lang), sheet.small, anchor="end")
        for at, hours in enumerate(found)
    ]
    y += 14
    left, across = sheet.margin + 8, sheet.inner - 16
    drawn.append(line(left, y, left + across, y, stroke=GRID, stroke_width=1.5))
    reached = [left + hours / longest * across for hours in found if hours is not None]
    if reached:
        drawn.append(line(left, y, reached[-1], y, stroke=FRAME, stroke_width=2.5))
    drawn += [element("circle", cx=x, cy=y, r=5, fill=HAZARD, stroke=PAPER, stroke_width=1) for x in reached]
    return drawn, top + high
