# SPDX-License-Identifier: EUPL-1.2
"""Measures as a table: who carries each out, what it costs, and whether it was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.capability.measures import Measure
from weerbaar.report.capability_results import CapabilityResults
from weerbaar.report.capability_words import HOLDER_WORDS
from weerbaar.report.cost_words import cost_words
from weerbaar.report.draft import Draft


def write_measures(draft: Draft, results: CapabilityResults, measures: Sequence[Measure], nl: str, en: str) -> None:
    """Add a table of measures; the column of the choice only where there was one."""
    lang = draft.lang
    header = [
        draft.say("Maatregel", "Measure"),
        draft.say("Uitvoering", "Carried out by"),
        draft.say("Kosten", "Cost"),
    ]
    rows = [[m.title.in_(lang), m.owner or HOLDER_WORDS[m.actor].in_(lang), cost_words(m.cost, lang)] for m in measures]
    chosen = results.starts() is not None
    if chosen:
        header.append(draft.say("Gekozen", "Chosen"))
        rows = [[*row, chosen_words(draft, results, m.id)] for row, m in zip(rows, measures, strict=True)]
    draft.table(
        nl,
        en,
        header,
        rows,
        widths=(2.6, 1.9, 2.5, 1.0) if chosen else (2.6, 1.9, 2.5),
        note=price_note(draft, results),
        compact=True,
    )


def price_note(draft: Draft, results: CapabilityResults) -> str:
    """Return what the amounts are: the range, and the price level where it is known."""
    level = results.analysis.header.price_level
    ranges = draft.say("Kosten: 5- tot 95-percentiel", "Cost: 5th to 95th percentile")
    if level is None:
        return f"{ranges}."
    return f"{ranges}, {draft.say(f'prijspeil {level}', f'price level of {level}')}."


def chosen_words(draft: Draft, results: CapabilityResults, measure_id: str) -> str:
    """Return whether a measure was chosen, and from which year on; a dash where nothing was chosen."""
    starts = results.starts()
    if starts is None:
        return "–"
    if measure_id not in starts:
        return draft.say("nee", "no")
    return draft.say(f"ja, vanaf {starts[measure_id]}", f"yes, from {starts[measure_id]}")
