# SPDX-License-Identifier: EUPL-1.2
"""A choice of measures in the terminal: what is taken, what it brings and costs, and how sure that is."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from weerbaar.cli.capability.measures_table import WIDEST, columns, cut, whole_percentage
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.capability.choice import Flip, FrontierPoint, PortfolioChoice, Verdict

_NAME = 40
_MOST_LEVELS = 8
_MOST_NEARBY = 3


def portfolio_table(choice: PortfolioChoice, lang: Lang) -> str:
    """Return the title, what a reader must know first, the tables and what is nearly as good."""
    parts = [choice.title.in_(lang), textwrap.fill(choice.statement.in_(lang), WIDEST), ""]
    parts += [*_outcome(choice, lang), ""]
    parts += [*_verdicts(choice, lang), ""]
    parts += [*_scenarios(choice, lang), "", *_years(choice, lang)]
    for part in (_frontier(choice, lang), _rivals(choice, lang), _nearby(choice, lang), _said(choice, lang)):
        if part:
            parts += ["", *part]
    return printable("\n".join(parts))


def _outcome(choice: PortfolioChoice, lang: Lang) -> list[str]:
    from weerbaar.base import euro, percentage

    found, unit = choice.evaluation, choice.unit
    before, after = unit.words(found.before.mean, lang), unit.words(found.after.mean, lang)
    cost = euro(found.cost.median, lang)
    gap = percentage(choice.gap, lang, 1) if choice.gap > 0 else "0%"
    count = f"{len(choice.measures)}/{len(choice.verdicts)}"
    if lang == "nl":
        proof = "bewezen best" if choice.proof == "proven" else "niet bewezen"
        words = (
            f"{count} maatregelen, {choice.years[0]}-{choice.years[1]}: risico van {before} naar {after} per jaar; "
            f"kosten {cost} (contante waarde). {proof.capitalize()} (verschil {gap})."
        )
    else:
        proof = "proven best" if choice.proof == "proven" else "not proven"
        words = (
            f"{count} measures, {choice.years[0]}-{choice.years[1]}: risk from {before} to {after} per year; cost "
            f"{cost} (present value). {proof.capitalize()} (gap {gap})."
        )
    return textwrap.wrap(words, WIDEST)


def _verdicts(choice: PortfolioChoice, lang: Lang) -> list[str]:
    """Return the measures that are chosen and those that are not, those that take away most first."""
    nl = lang == "nl"
    header = ["Maatregel", "Start", "Neemt weg", "Kosten", "Omslag", "Kosten×", "Effect×", "Vanaf", "Kern", ""]
    if not nl:
        header = ["Measure", "Start", "Takes off", "Cost", "Turn", "Cost×", "Effect×", "From", "Core", ""]
    ordered = sorted(choice.verdicts, key=lambda v: (not v.chosen, -v.buys.mean))
    told = {4: _turned(choice), 5: _turned(choice), 6: _turned(choice), 7: choice.frontier, 8: choice.states}
    shown = [k for k in range(len(header)) if told.get(k, True)]
    rows = [[row[k] for k in shown] for row in [header, *(_verdict(v, lang) for v in ordered)]]
    # Both tables are laid out as one, so that their columns stand below each other.
    first, *lines = columns(rows, right=range(1, len(shown) - 1))
    taken = sum(v.chosen for v in ordered)
    parts = []
    if taken:
        parts += ["Gekozen" if nl else "Chosen", first, *lines[:taken]]
    if lines[taken:]:
        parts += [*([""] if parts else []), "Niet gekozen" if nl else "Not chosen", first, *lines[taken:]]
    return parts


def _turned(choice: PortfolioChoice) -> bool:
    """Whether it was worked out what turns verdicts over."""
    return any(v.loss is not None or v.blocked is not None for v in choice.verdicts)


def _verdict(verdict: Verdict, lang: Lang) -> list[str]:
    from weerbaar.base import significant
    from weerbaar.capability.choice import robustness_word

    core = verdict.core
    word = "" if core is None else robustness_word(core).in_(lang)
    return [
        cut(verdict.title.in_(lang), _NAME),
        "-" if verdict.start is None else str(verdict.start),
        significant(verdict.buys.mean, lang, 2),
        significant(verdict.cost.median / 1e6, lang, 2),
        "-" if verdict.loss is None else significant(verdict.loss, lang, 2),
        _factor(verdict.cost_flip, lang),
        _factor(verdict.effect_flip, lang),
        "-" if verdict.enters is None else whole_percentage(verdict.enters),
        "-" if core is None else whole_percentage(core.index),
        word if verdict.fixed is None else ("vast" if lang == "nl" else "fixed"),
    ]


def _factor(flip: Flip | None, lang: Lang) -> str:
    from weerbaar.base import significant

    return "-" if flip is None or flip.factor is None else significant(flip.factor, lang, 2)


def _scenarios(choice: PortfolioChoice, lang: Lang) -> list[str]:
    from weerbaar.base import significant

    header = ["Scenario", "Risico voor", "na", "Waarschijnlijkheid", "Impact"]
    if lang == "en":
        header = ["Scenario", "Risk before", "after", "Likelihood", "Impact"]
    rows: list[Sequence[str]] = [header]
    for s in choice.evaluation.scenarios:
        rows.append(
            [
                cut(s.title.in_(lang), _NAME),
                significant(s.before.mean, lang, 2),
                significant(s.after.mean, lang, 2),
                f"{s.likelihood.before} → {s.likelihood.after} ({whole_percentage(s.likelihood.lower)})",
                f"{s.impact.before} → {s.impact.after} ({whole_percentage(s.impact.lower)})",
            ]
        )
    return columns(rows, right=(1, 2))


def _years(choice: PortfolioChoice, lang: Lang) -> list[str]:
    from weerbaar.base import significant

    header = ["Jaar", "Kosten (mln)", "5-95%", "Budget", "Kans binnen", "Risico"]
    if lang == "en":
        header = ["Year", "Cost (mln)", "5-95%", "Budget", "Chance within", "Risk"]
    rows: list[Sequence[str]] = [header]
    for y in choice.evaluation.years:
        low, middle, high = (significant(v / 1e6, lang, 3) for v in (y.cost.low, y.cost.median, y.cost.high))
        rows.append(
            [
                str(y.year),
                middle,
                f"{low}-{high}",
                "-" if y.budget is None else significant(y.budget / 1e6, lang, 3),
                "-" if y.within is None else whole_percentage(y.within),
                significant(y.risk, lang, 2),
            ]
        )
    lines = columns(rows, right=(1, 2, 3, 4, 5))
    if choice.evaluation.within_all is not None:
        chance = whole_percentage(choice.evaluation.within_all)
        words = ("Kans dat alle jaren binnen hun budget blijven", "Chance that all years stay within their budget")
        lines.append(f"{words[0 if lang == 'nl' else 1]}: {chance}.")
    return lines


def _frontier(choice: PortfolioChoice, lang: Lang) -> list[str]:
    """Return some of the levels of the budgets, with what the best choice takes away at each."""
    from weerbaar.base import percentage, significant

    if not choice.frontier:
        return []
    header = ["Budgetten", "Samen (mln)", "Neemt weg", "Verschil", "Maatregelen"]
    if lang == "en":
        header = ["Budgets", "Together (mln)", "Takes off", "Gap", "Measures"]
    rows: list[Sequence[str]] = [header]
    for point in _spread(choice.frontier):
        rows.append(
            [
                whole_percentage(point.level),
                significant(point.budget / 1e6, lang, 3),
                significant(point.value, lang, 3),
                percentage(point.gap, lang, 1) if point.gap > 0 else "0%",
                str(len(point.measures)),
            ]
        )
    return columns(rows, right=range(5))


def _spread(points: Sequence[FrontierPoint]) -> list[FrontierPoint]:
    """Return at most a handful of points, evenly spread, with the budgets as they are among them."""
    own = min(range(len(points)), key=lambda k: abs(points[k].level - 1))
    step = -(-len(points) // _MOST_LEVELS)
    return [points[k] for k in range(own % step, len(points), step)]


_CRITERIA = {
    "optimum": ("verwacht risico", "expected risk"),
    "average": ("gemiddelde van de toestanden", "average of the states"),
    "regret": ("kleinste grootste spijt", "smallest largest regret"),
    "tail": ("ergste 5% van de toestanden", "worst 5% of the states"),
}


def _rivals(choice: PortfolioChoice, lang: Lang) -> list[str]:
    from weerbaar.base import significant

    if not choice.rivals:
        return []
    header = ["Beste keuze naar", "Gemiddeld", "Spijt", "Staart", "Anders dan gekozen"]
    if lang == "en":
        header = ["Best choice by", "Average", "Regret", "Tail", "Other than chosen"]
    own = {m.id for m in choice.measures}
    rows: list[Sequence[str]] = [header]
    for rival in choice.rivals:
        there = {m.id for m in rival.measures}
        rows.append(
            [
                _CRITERIA[rival.criterion][0 if lang == "nl" else 1],
                significant(rival.average, lang, 3),
                significant(rival.regret, lang, 2),
                significant(rival.tail, lang, 2),
                _difference(sorted(there - own), sorted(own - there)),
            ]
        )
    return _hanging(columns(rows, right=(1, 2, 3)))


def _nearby(choice: PortfolioChoice, lang: Lang) -> list[str]:
    """Return the choices that are nearest to the best one by expected risk; that is another one by the tail."""
    from weerbaar.base import percentage, significant

    if not choice.nearby or choice.risk == "tail":
        return []
    header = ["Neemt minder weg", "", "Anders dan gekozen"]
    if lang == "en":
        header = ["Takes off less", "", "Other than chosen"]
    rows: list[Sequence[str]] = [header]
    for other in choice.nearby[:_MOST_NEARBY]:
        share = percentage(other.loss / choice.value, lang) if choice.value > 0 else "-"
        rows.append([significant(other.loss, lang, 2), f"({share})", _difference(other.into, other.out)])
    return _hanging(columns(rows, right=(0, 1)))


def _difference(into: Sequence[str], out: Sequence[str]) -> str:
    return " ".join([*(f"+{i}" for i in into), *(f"-{i}" for i in out)]) or "="


def _hanging(lines: Sequence[str]) -> list[str]:
    """Return lines of a table with what does not fit in the last column below its beginning."""
    head, *rest = lines
    room = " " * (head.rstrip().rindex("  ") + 2)
    found = [head]
    for line in rest:
        found += textwrap.wrap(
            line, WIDEST, subsequent_indent=room, drop_whitespace=True, break_on_hyphens=False, break_long_words=False
        )
    return found


def _said(choice: PortfolioChoice, lang: Lang) -> list[str]:
    """Return what the columns mean, of those that are there."""
    unit, nl = choice.unit.name.in_(lang), lang == "nl"
    words = [
        f"Neemt weg: {unit} per jaar naast de andere gekozen maatregelen. Kosten: contante waarde, miljoen euro."
        if nl
        else f"Takes off: {unit} per year beside the other measures chosen. Cost: present value, million euro."
    ]
    if _turned(choice):
        words.append(
            "Omslag: wat de beste keuze minder wegneemt bij het omgekeerde oordeel. Kosten×, Effect×: factor waarbij "
            "het oordeel omslaat."
            if nl
            else "Turn: what the best choice takes off less with the opposite verdict. Cost×, Effect×: factor at which "
            "the verdict turns over."
        )
    if choice.risk == "tail":
        words.append(
            "Gekozen is naar de ergste 5% van de gevallen; omslag en budgetten gelden voor het verwachte risico."
            if nl
            else "The choice is by the worst 5% of the cases; turn and budgets are about the expected risk."
        )
    if choice.frontier:
        words.append(
            "Vanaf: deel van de budgetten waarbij de maatregel voor het eerst meedoet."
            if nl
            else "From: part of the budgets at which the measure first belongs to the best choice."
        )
    if choice.states:
        count = f"{choice.states} {('toestand' if nl else 'state') + _plural(choice.states, lang)}"
        words.append(
            f"Kern: aandeel van {count} waarin de maatregel in de beste keuze zit. Spijt: wat een keuze hoogstens mist "
            "in een toestand. Staart: wat overblijft in de ergste 5% van de toestanden."
            if nl
            else f"Core: share of {count} in which the measure is in the best choice. Regret: most that a choice "
            "misses in a state. Tail: what is left in the worst 5% of the states."
        )
    words.append(
        "Tussen haakjes bij een scenario: kans op een lagere klasse als alles werkt."
        if nl
        else "In brackets with a scenario: chance of a lower class when everything works."
    )
    return textwrap.wrap(" ".join(words), WIDEST)


def _plural(count: int, lang: Lang) -> str:
    return "" if count == 1 else "en" if lang == "nl" else "s"
