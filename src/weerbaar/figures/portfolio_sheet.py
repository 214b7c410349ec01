# SPDX-License-Identifier: EUPL-1.2
"""What the figures of a choice of measures share: the foot with the run, amounts and the caution."""

from __future__ import annotations

import math

from weerbaar.base import Lang, percentage, significant
from weerbaar.capability.choice import PortfolioChoice
from weerbaar.figures.sheet import Sheet, notes
from weerbaar.figures.svg import Element
from weerbaar.figures.wording import pick


def portfolio_caption(choice: PortfolioChoice, lang: Lang) -> str:
    """Return the line that leads from a figure back to the run that made its numbers."""
    record = choice.run_record
    method = f"{record.method} {record.method_version}".strip()
    first, last = choice.years
    return pick(
        lang,
        f"{choice.round_label}, maatregelen {first}-{last}; methode {method}; rekenverslag {record.id}",
        f"{choice.round_label}, measures {first}-{last}; method {method}; run record {record.id}",
    )


def portfolio_foot(choice: PortfolioChoice, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    """Return the notes under a figure and the height at which they end: the caution first, then the run.

    Args:
        top: where the notes may begin.
    """
    caution = ""
    if choice.illustrative:
        caution = pick(
            lang,
            "Illustratieve gegevens: dit is geen echte afweging van maatregelen.",
            "Illustrative data: not a real weighing of measures.",
        )
    return notes(caution, portfolio_caption(choice, lang), sheet, top)


def risk_words(choice: PortfolioChoice, value: float, lang: Lang) -> str:
    """Return yearly risk as a number in the unit of the choice."""
    return choice.unit.words(value, lang) if choice.unit.euro else significant(value, lang, 2)


def tick_words(choice: PortfolioChoice, value: float, lang: Lang) -> str:
    """Return yearly risk at a tick of an axis, a round value: without zeros that say nothing."""
    if value == 0:
        return "0"
    digits = next((d for d in (1, 2) if math.isclose(float(f"{value:.{d - 1}e}"), value)), 3)
    return choice.unit.words(value, lang, digits) if choice.unit.euro else significant(value, lang, digits)


def yearly_unit(choice: PortfolioChoice, lang: Lang) -> str:
    """Return the unit of yearly risk, for between brackets."""
    return (
        choice.unit.name.in_(lang) if choice.unit.euro else pick(lang, "risicopunten per jaar", "risk points per year")
    )


def millions(value: float, lang: Lang) -> str:
    """Return euro as millions, without zeros that say nothing."""
    return _without_zeros(significant(value / 1e6, lang, 3), lang)


def gap_words(gap: float, lang: Lang) -> str:
    """Return a relative distance to what is proven, as what it is at most: rounded up."""
    if gap <= 0:
        return "0%"
    # rounded up: "at most 1%" would be untrue of 1.2%
    step = 10.0 ** (math.floor(math.log10(gap)) - 1)
    shown = percentage(min(1.0, max(1e-6, math.ceil(gap / step - 1e-6) * step)), lang).rstrip("%")
    return _without_zeros(shown, lang) + "%"


def _without_zeros(shown: str, lang: Lang) -> str:
    mark = pick(lang, ",", ".")
    return shown.rstrip("0").rstrip(mark) if mark in shown else shown
