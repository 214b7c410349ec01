# SPDX-License-Identifier: EUPL-1.2
"""The weighing of measures in the terminal and as CSV: impact, likelihood and cost beside each other."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from weerbaar.base import harmless, spreadsheet_csv
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.capability.weighing import MeasureWeighing, Outcome, Weighing

WIDEST = 118
_NAME = 38


def measures_table(weighing: Weighing, lang: Lang) -> str:
    """Return the title, what a reader must know first, the table and what its columns mean."""
    nl = lang == "nl"
    unit = weighing.unit
    total = unit.words(weighing.total.mean, lang)
    first, last = weighing.years
    parts = [
        weighing.title.in_(lang),
        textwrap.fill(weighing.statement.in_(lang), WIDEST),
        "",
        f"Risico zonder maatregelen: {total} per jaar, van {_span(weighing.total, lang)} (5-95%); {first}-{last}."
        if nl
        else f"Risk without measures: {total} per year, from {_span(weighing.total, lang)} (5-95%); {first}-{last}.",
        "",
    ]
    header = ["Maatregel", "Neemt weg", "5-95%", "Staart", "Kans", "Impact", "Kosten", "5-95%", "Per mln", "Beste"]
    if not nl:
        header = ["Measure", "Takes off", "5-95%", "Tail", "Likely", "Impact", "Cost", "5-95%", "Per mln", "Best"]
    rows: list[Sequence[str]] = [header]
    ordered = sorted(weighing.measures, key=lambda m: -(m.efficiency.mean if m.efficiency else float("inf")))
    rows += [_row(m, lang, whole_percentage(m.among_best if _few(weighing) else m.best)) for m in ordered]
    parts += columns(rows, right=(1, 2, 3, 6, 7, 8, 9))
    parts += ["", *_said(weighing, lang)]
    for one in ordered:
        for text in one.uncounted:
            parts += textwrap.wrap(f"{one.id}: {text.in_(lang)}", WIDEST)
    return printable("\n".join(parts))


def _few(weighing: Weighing) -> bool:
    """Whether there are more measures than the best few, so that belonging to those says something."""
    return weighing.count < len(weighing.measures)


def _row(one: MeasureWeighing, lang: Lang, best: str) -> list[str]:
    from weerbaar.base import significant

    efficiency = "-" if one.efficiency is None else significant(one.efficiency.mean, lang, 2)
    return [
        cut(one.title.in_(lang), _NAME),
        significant(one.reduction.mean, lang, 2),
        _span(one.reduction, lang),
        significant(one.tail.mean, lang, 2),
        _classes(one, "likelihood"),
        _classes(one, "impact"),
        _millions(one.cost.median, lang),
        _between(_millions(one.cost.low, lang), _millions(one.cost.high, lang)),
        efficiency,
        best,
    ]


def _classes(one: MeasureWeighing, axis: str) -> str:
    """Return the largest chance of a lower class on one axis, with the class itself where that moves."""
    moves = [effect.likelihood if axis == "likelihood" else effect.impact for effect in one.scenarios]
    if not moves:
        return "-"
    top = max(moves, key=lambda m: m.lower)
    word = f" {top.before}→{top.after}" if top.moves else ""
    return whole_percentage(top.lower) + word


def _said(weighing: Weighing, lang: Lang) -> list[str]:
    unit = weighing.unit.name.in_(lang)
    few = _few(weighing)
    if lang == "nl":
        best = f"bij de beste {weighing.count} hoort" if few else "de beste is"
        words = (
            f"Neemt weg: {unit} per jaar, gemiddeld over de jaren, met het bereik van de trekkingen; standaardfout ten "
            f"hoogste {_largest_error(weighing, lang)}. Staart: hetzelfde in de ergste 5% van de gevallen. Kans en "
            "impact: de kans dat een scenario een klasse zakt zolang de maatregel werkt (het scenario waar die het "
            "grootst is). Kosten: contante waarde in miljoen euro (mediaan). Per mln: wat over alle jaren wordt "
            f"weggenomen per miljoen euro. Beste: kans dat de maatregel daarin {best}."
        )
    else:
        best = f"among the best {weighing.count}" if few else "the best"
        words = (
            f"Takes off: {unit} per year, averaged over the years, with the range of the draws; standard error at most "
            f"{_largest_error(weighing, lang)}. Tail: the same in the worst 5% of the cases. Likely and impact: chance "
            "that a scenario drops a class while the measure works (the scenario in which it is largest). Cost: "
            "present value in million euro (median). Per mln: what is taken off over all years per million euro. Best: "
            f"chance that the measure is {best} in that."
        )
    return textwrap.wrap(words, WIDEST)


def _largest_error(weighing: Weighing, lang: Lang) -> str:
    from weerbaar.base import significant

    return significant(max((m.reduction.standard_error for m in weighing.measures), default=0.0), lang, 1)


def _span(outcome: Outcome, lang: Lang) -> str:
    from weerbaar.base import significant

    return _between(significant(outcome.low, lang, 2), significant(outcome.high, lang, 2))


def _between(low: str, high: str) -> str:
    return low if low == high else f"{low}-{high}"


def _millions(value: float, lang: Lang) -> str:
    from weerbaar.base import significant

    return significant(value / 1e6, lang, 2)


def whole_percentage(share: float) -> str:
    """Return a share as a whole percentage; what is not 0 or 1 does not read as 0 or 100%."""
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{100 * share:.0f}%"


def cut(words: str, longest: int) -> str:
    """Return the beginning of a text."""
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def columns(rows: Sequence[Sequence[str]], right: Sequence[int]) -> list[str]:
    """Return rows as lines with columns as wide as their widest cell.

    Args:
        rows: the first is the heading.
        right: numbers of the columns that are aligned to the right.
    """
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    return [
        "  ".join(
            cell.rjust(w) if k in right else cell.ljust(w) for k, (cell, w) in enumerate(zip(r, widths, strict=True))
        ).rstrip()
        for r in rows
    ]


def measures_csv(weighing: Weighing, lang: Lang) -> bytes:
    """Return one row per measure and scenario as CSV; a measure that does nothing in any scenario has one row too."""
    header = ["maatregel", "titel", "terrein", "trekker", "scenario", "weg_per_jaar", "laag", "hoog", "kans_lager"]
    header += ["impact_lager", "kosten_eur", "kosten_laag_eur", "kosten_hoog_eur", "per_miljoen", "kans_beste"]
    header += ["kans_bij_besten"]
    if lang == "en":
        header = ["measure", "title", "heading", "owner", "scenario", "reduction_per_year", "low", "high"]
        header += ["likelihood_lower", "impact_lower", "cost_eur", "cost_low_eur", "cost_high_eur", "per_million"]
        header += ["chance_best", "chance_among_best"]
    rows = [header]
    for one in weighing.measures:
        words = [one.id, one.title.in_(lang), one.heading or "", one.owner]
        cost = [f"{value:.0f}" for value in (one.cost.median, one.cost.low, one.cost.high)]
        shares = ["" if one.efficiency is None else _number(one.efficiency.mean, lang)]
        shares += [_number(one.best, lang), _number(one.among_best, lang)]
        for effect in one.scenarios or (None,):
            found = [""] * 6
            if effect is not None:
                taken, moves = effect.reduction, (effect.likelihood.lower, effect.impact.lower)
                found = [effect.scenario, *(_number(n, lang) for n in (taken.mean, taken.low, taken.high, *moves))]
            rows.append([*(harmless(word) for word in words), *found, *cost, *shares])
    return spreadsheet_csv(rows, lang)


def _number(value: float, lang: Lang) -> str:
    """Return a number with six digits, without an exponent and without marks between thousands."""
    text = f"{Decimal(f'{value:.6g}'):f}"
    return text.replace(".", ",") if lang == "nl" else text
