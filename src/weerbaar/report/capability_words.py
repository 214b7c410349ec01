# SPDX-License-Identifier: EUPL-1.2
"""How gaps, quantities, moments and holders are said in official Dutch and in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from weerbaar.base import Lang, Text, number, percentage, significant
from weerbaar.capability.needs import UNKNOWN, WITHHELD, CapabilityGap, Cell, Frequency, Gaps, Holding, Numbers, Spread

HOLDER_WORDS: Mapping[str, Text] = {
    "government": Text(nl="overheid", en="government"),
    "business": Text(nl="bedrijfsleven", en="business"),
    "citizens": Text(nl="burgers", en="citizens"),
}
NO_BREAK = "\N{NO-BREAK SPACE}"
_RULE_OF_THREE = 3.0


def quantity(value: float, lang: Lang, *, certain: bool = False) -> str:
    """Return a quantity; one that is certain with all its digits, an uncertain one with two."""
    if certain:
        return number(value, lang, 0 if float(value).is_integer() else 1)
    return significant(value, lang)


def spread_words(spread: Spread | None, lang: Lang) -> str:
    """Return median and 90 % interval: ``90 (70 tot 120)``; only the value where there is no doubt; a dash for None."""
    if spread is None:
        return "–"
    if spread.low == spread.high:
        return quantity(spread.median, lang, certain=True)
    low, middle, high = (quantity(v, lang) for v in (spread.low, spread.median, spread.high))
    if low == high:
        return middle
    return f"{middle} ({between(low, high, lang)})"


def between(low: str, high: str, lang: Lang) -> str:
    """Return ``70 tot 120``, which no line break can part."""
    return f"{low} {'tot' if lang == 'nl' else 'to'} {high}".replace(" ", NO_BREAK)


def probability_words(numbers: Numbers, draws: int, lang: Lang) -> str:
    """Return a probability of a shortfall, with a bound where no draw, or every draw, had one.

    Where n draws out of n agree, 3 / n is the 95 % bound of what they may have missed (the rule of three).
    """
    p = numbers.probability
    if not (numbers.exact or numbers.certain) and p in (0.0, 1.0):
        missed = _RULE_OF_THREE / draws
        if p == 0.0:
            return f"< {percentage(missed, lang, 1)}"
        return f"> {percentage(1 - missed, lang, 3)}"
    return "0%" if p == 0.0 else percentage(p, lang)


def moment_words(hours: float, lang: Lang) -> str:
    """Return a moment of a scenario: ``T+6 uur``, ``T+3 dagen``, and for the very start ``bij het begin``."""
    if hours == 0:
        return "bij het begin" if lang == "nl" else "at the start"
    if hours >= 72 and (hours / 24).is_integer():
        return f"T+{number(hours / 24, lang)} {'dagen' if lang == 'nl' else 'days'}"
    shown = number(hours, lang, 0 if float(hours).is_integer() else 1)
    return f"T+{shown} {'uur' if lang == 'nl' else 'h'}"


def cell_probability(cell: Cell | None, draws: int, lang: Lang) -> str:
    """Return the probability of a shortfall of one capability in one scenario, or why there is none."""
    if cell is None or cell.state == "not needed":
        return "–"
    if cell.withheld:
        return WITHHELD.in_(lang)
    return UNKNOWN.in_(lang) if cell.numbers is None else probability_words(cell.numbers, draws, lang)


def worst_cell(gaps: Gaps, gap: CapabilityGap) -> Cell | None:
    """Return the scenario in which a capability is most probably short; None where no numbers may be shown."""
    cells = [c for c in cells_of(gaps, gap.id) if c.numbers is not None]
    return max(cells, key=lambda c: c.numbers.probability if c.numbers else 0.0, default=None)


def cells_of(gaps: Gaps, capability_id: str) -> tuple[Cell, ...]:
    """Return the scenarios that need a capability, in the order of the round."""
    return tuple(c for c in gaps.cells if c.capability == capability_id and c.state != "not needed")


def gap_probability(gaps: Gaps, gap: CapabilityGap, lang: Lang) -> str:
    """Return the largest probability of a shortfall over the scenarios, or why there is none."""
    if gap.withheld:
        return WITHHELD.in_(lang)
    if gap.state == "unknown" and gap.probability is None:
        return UNKNOWN.in_(lang)
    return cell_probability(worst_cell(gaps, gap), gaps.run_record.draws, lang)


def present_words(cell: Cell, lang: Lang) -> str:
    """Return what is present at the worst moment, or why that is not told."""
    if cell.withheld:
        return WITHHELD.in_(lang)
    return UNKNOWN.in_(lang) if cell.numbers is None else spread_words(cell.numbers.present, lang)


def need_words(cell: Cell, lang: Lang) -> str:
    """Return what is needed: at the worst moment where that is known, else at the moment most is needed."""
    return spread_words(cell.need if cell.numbers is None else cell.numbers.need, lang)


def holding_words(holding: Holding, lang: Lang) -> str:
    """Return what a holder brings, or that it is confidential."""
    if holding.quantity is None:
        return WITHHELD.in_(lang)
    return spread_words(holding.quantity, lang)


def titles(gaps: Gaps, scenario_ids: Iterable[str], lang: Lang) -> list[str]:
    """Return the titles of scenarios, in the order of the ids."""
    named = dict(gaps.scenarios)
    return [named[s].in_(lang) for s in scenario_ids if s in named]


def frequency_words(frequency: Frequency, lang: Lang) -> tuple[str, str]:
    """Return how often something happens, and between which bounds: ``eens in 12 jaar``, ``eens in 5 tot 40 jaar``.

    Above once a year it is told per year. Scenarios of unknown likelihood make it an "at least".
    """
    nl = lang == "nl"
    if frequency.high <= 0:
        return ("Nooit" if nl else "Never", "")
    if frequency.median >= 1:
        low, middle, high = (significant(v, lang) for v in (frequency.low, frequency.median, frequency.high))
        value = f"{middle} keer per jaar" if nl else f"{middle} times a year"
    else:
        years = [1 / v if v > 0 else float("inf") for v in (frequency.high, frequency.median, frequency.low)]
        low, middle, high = (significant(v, lang) for v in years)
        value = f"Eens in {middle} jaar" if nl else f"Once in {middle} years"
    detail = (
        ""
        if low == high
        else (f"90%-bereik: {between(low, high, lang)}" if nl else f"90% range: {between(low, high, lang)}")
    )
    if frequency.missing:
        known = (
            "zonder scenario’s van onbekende waarschijnlijkheid" if nl else "without scenarios of unknown likelihood"
        )
        detail = f"{detail}; {known}" if detail else known
    return value, detail
