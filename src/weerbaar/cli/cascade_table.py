# SPDX-License-Identifier: EUPL-1.2
"""Results of cascades in the terminal: risks by yearly rate, and links by what cutting them brings."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang, Text
    from weerbaar.cascade import CascadeOutcome, Catalogue, LinkCut, StateOutcome

MOST_ROWS = 25
_WIDEST = 100
_NAME, _CAUSE = 44, 36


def heading(catalogue: Catalogue, unit: Text, settings: Mapping[str, Any], lang: Lang) -> str:
    """Return the title, under which circumstances was computed, and what a reader must know before any number.

    Args:
        catalogue: what was computed with.
        unit: of impacts.
        settings: ``trend`` and ``catalysts`` by id, as in the run record.
        lang: language.
    """
    from weerbaar.cascade import EURO, circumstances_words

    said = [catalogue.title.in_(lang)]
    if under := circumstances_words(catalogue, settings, lang):
        said.append(f"{under[0].upper()}{under[1:]}.")
    if statement := catalogue.statement.in_(lang):
        said.append(textwrap.fill(statement, _WIDEST))
    if unit != EURO:
        said.append(f"Impact: {unit.in_(lang)}.")
    return printable("\n".join([*said, ""]))


def cascade_table(outcome: CascadeOutcome, lang: Lang, *, all_rows: bool = False) -> str:
    """Return a line per risk and intensity, most frequent first.

    Args:
        outcome: result of a run.
        lang: language.
        all_rows: show more than 25.
    """
    nl = lang == "nl"
    states = sorted((s for s in outcome.states if s.rate > 0), key=lambda s: -s.rate)
    if not states:
        return "Geen enkel risico komt voor." if nl else "No risk occurs."
    shown = states if all_rows else states[:MOST_ROWS]
    header = (
        (
            "Risico (intensiteit)",
            "Per jaar",
            "Fout",
            "Hoe vaak",
            "Impact per jaar",
            "Directe oorzaak",
            "Begin van de keten",
        )
        if nl
        else (
            "Risk (intensity)",
            "Per year",
            "Error",
            "How often",
            "Impact per year",
            "Direct cause",
            "Start of the chain",
        )
    )
    if len(outcome.catalogue.intensities) == 1:
        header = (header[0].partition(" ")[0], *header[1:])
    parts = _columns([header, *(_row(outcome, state, lang) for state in shown)])
    if len(shown) < len(states):
        more = len(states) - len(shown)
        parts.append(
            f"… en nog {more} regels; alles met --all." if nl else f"… and {more} more lines; all of them with --all."
        )
    return printable("\n".join(parts))


def expected_impact_line(outcome: CascadeOutcome, lang: Lang) -> str:
    """Return the expected yearly impact of everything together, with its standard error."""
    from weerbaar.cascade import TOTAL

    if not outcome.catalogue.indicators:
        return (
            "De catalogus bevat geen impact, alleen frequenties."
            if lang == "nl"
            else "The catalogue holds no impact, only rates."
        )
    return _whole(outcome.expected_impact[TOTAL], outcome.unit, lang)


def _whole(impact: tuple[float, float], unit: Text, lang: Lang) -> str:
    from weerbaar.cascade import error_words, impact_words, supported_digits

    mean, se = impact
    much = impact_words(mean, unit, lang, supported_digits(mean, se))
    words = "Verwachte impact per jaar van alles samen" if lang == "nl" else "Expected impact per year of everything"
    return f"{words}: {much} ({error_words(mean, se, lang)})"


def cuts_table(
    catalogue: Catalogue,
    cuts: Sequence[LinkCut],
    whole: tuple[float, float],
    unit: Text,
    lang: Lang,
    most: int | None = None,
) -> str:
    """Return a line per cut, the largest reduction of expected yearly impact first.

    Args:
        catalogue: for the names.
        cuts: what each would change.
        whole: expected yearly impact without cuts, and its standard error.
        unit: of impacts.
        lang: language.
        most: show no more than this.
    """
    from weerbaar.base import percentage
    from weerbaar.cascade import TOTAL, error_words, impact_words, supported_digits

    nl = lang == "nl"
    names = {risk.id: risk.name.in_(lang) for risk in catalogue.risks}
    anything = "alle" if nl else "all"
    rows: list[tuple[str, ...]] = [
        ("Oorzaak", "Gevolg", "Minder impact per jaar", "Fout", "Aandeel")
        if nl
        else ("Cause", "Effect", "Less impact per year", "Error", "Share")
    ]
    for cut in sorted(cuts, key=lambda c: c.impact[TOTAL][0])[:most]:
        change, se = cut.impact[TOTAL]
        less = -change
        rows.append(
            (
                textwrap.shorten(names[cut.cause] if cut.cause else anything, _NAME, placeholder="…"),
                textwrap.shorten(names[cut.effect] if cut.effect else anything, _NAME, placeholder="…"),
                impact_words(less, unit, lang, supported_digits(less, se)),
                error_words(less, se, lang),
                percentage(less / whole[0], lang) if whole[0] > 0 and less >= 0 else "-",
            )
        )
    if len(rows) == 1:
        return "Geen enkel verband verandert de impact." if nl else "No link changes the impact."
    parts = [*_columns(rows), "", _whole(whole, unit, lang)] if most else _columns(rows)
    return printable("\n".join(parts))


def _row(outcome: CascadeOutcome, state: StateOutcome, lang: Lang) -> tuple[str, ...]:
    from weerbaar.cascade import error_words, intensity_word, rate_words, return_period_words

    several = len(outcome.catalogue.intensities) > 1
    name = textwrap.shorten(state.risk.name.in_(lang), _NAME, placeholder="…")
    return (
        f"{name} ({intensity_word(state.intensity, lang)})" if several else name,
        rate_words(state.rate, state.rate_se, lang),
        error_words(state.rate, state.rate_se, lang),
        return_period_words(state.rate, lang),
        _yearly_impact(state, outcome.unit, lang) if outcome.catalogue.indicators else "-",
        _cause(outcome, state.main_cause("direct"), lang),
        _cause(outcome, state.main_cause("root"), lang),
    )


def _yearly_impact(state: StateOutcome, unit: Text, lang: Lang) -> str:
    """Return rate times mean impact, in two digits where the standard error of both supports them."""
    from weerbaar.cascade import TOTAL, impact_words, supported_digits

    spread = state.impact[TOTAL]
    se = math.hypot(state.rate * spread.se, spread.mean * (state.rate_se or 0.0))
    return impact_words(state.yearly_impact, unit, lang, min(2, supported_digits(state.yearly_impact, se)))


def _cause(outcome: CascadeOutcome, cause: tuple[str | None, float] | None, lang: Lang) -> str:
    """Return the largest cause by name with its share."""
    from weerbaar.base import percentage

    if cause is None:
        return "-"
    risk_id, share = cause
    if risk_id is None:
        name = "zelf" if lang == "nl" else "itself"
    else:
        risk = next(r for r in outcome.catalogue.risks if r.id == risk_id)
        name = textwrap.shorten(risk.name.in_(lang), _CAUSE, placeholder="…")
    return f"{name} {percentage(share, lang)}"


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
