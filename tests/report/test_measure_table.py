# SPDX-License-Identifier: EUPL-1.2
"""Measures as a table, with the choice only where there was one."""

from __future__ import annotations

from dataclasses import replace

from tests.report.analyses import CHOSEN, analysis, results
from weerbaar.report.cost_words import cost_words
from weerbaar.report.draft import Draft
from weerbaar.report.measure_table import chosen_words, price_note, write_measures
from weerbaar.report.model import Table


def table(*, chosen: bool) -> Table:
    measures = analysis().measures
    assert measures is not None
    draft = Draft("nl")
    draft.chapter("x", "x")
    given = results() if chosen else replace(results(), advice=None)
    write_measures(draft, given, measures.measures, "Maatregelen", "Measures")
    (found,) = draft.sections()[0].blocks
    assert isinstance(found, Table)
    return found


def test_cost_owner_and_choice_of_every_measure() -> None:
    measures = analysis().measures
    assert measures is not None
    for row, measure in zip(table(chosen=True).rows, measures.measures, strict=True):
        start = dict(CHOSEN).get(measure.id)
        told = "nee" if start is None else f"ja, vanaf {start}"
        assert row == (measure.title.nl, measure.owner, cost_words(measure.cost, "nl"), told)


def test_without_a_choice_there_is_no_column_of_it() -> None:
    assert table(chosen=False).header == ("Maatregel", "Uitvoering", "Kosten")
    assert chosen_words(Draft("nl"), replace(results(), advice=None), "alert-online") == "–"


def test_the_price_level_is_told_where_it_is_known() -> None:
    assert price_note(Draft("nl"), results()) == "Kosten: 5- tot 95-percentiel, prijspeil 2013."
    header = analysis().header.model_copy(update={"price_level": None})
    unknown = replace(results(), analysis=replace(analysis(), header=header))
    assert price_note(Draft("en"), unknown) == "Cost: 5th to 95th percentile."
