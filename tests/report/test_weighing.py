# SPDX-License-Identifier: EUPL-1.2
"""Section 3.2: the figures of the choice, the budget and what is robust."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.report.analyses import CHOSEN, advice
from tests.report.rounds import example, words
from weerbaar.base import Lang, euro, number, percentage
from weerbaar.capability.choice import PortfolioChoice
from weerbaar.report.capability_words import NO_BREAK
from weerbaar.report.cost_words import range_words
from weerbaar.report.draft import Draft
from weerbaar.report.model import FigureBlock, Section, Table
from weerbaar.report.weighing import bare, move_words, outcome_words, shown_levels, write_weighing


def written(choice: PortfolioChoice, lang: Lang = "nl") -> dict[str, Section]:
    draft = Draft(lang)
    draft.chapter("Advies", "Advice")
    write_weighing(draft, choice, example("voorbeeld-2012")[1])
    return {s.heading: s for s in draft.sections()}


def tables(section: Section) -> list[Table]:
    return [b for b in section.blocks if isinstance(b, Table)]


@pytest.mark.parametrize(
    ("lang", "heading"), [("nl", "Wat de keuze oplevert en kost"), ("en", "What the choice brings and costs")]
)
def test_what_is_told_of_the_choice_is_what_was_computed(lang: Lang, heading: str) -> None:
    choice = advice().choice
    found = choice.evaluation
    section = written(choice, lang)[heading]
    text = words(section)
    assert outcome_words(found.reduction, choice.unit, lang) in text
    assert percentage(found.reduction.mean / found.before.mean, lang) in text
    assert range_words(found.cost.low, found.cost.high, lang) in text
    before_after, years = tables(section)
    for row, scenario in zip(before_after.rows, found.scenarios, strict=True):
        assert row[:3] == (
            scenario.title.in_(lang),
            bare(scenario.before.mean, choice.unit, lang),
            bare(scenario.after.mean, choice.unit, lang),
        )
    for row, year in zip(years.rows, found.years, strict=True):
        assert year.budget is not None
        assert year.within is not None
        assert row[0] == str(year.year)
        assert row[1] == range_words(year.cost.low, year.cost.high, lang)
        assert row[2] == euro(year.budget, lang, 3)
        assert row[3] == percentage(year.within, lang)
    assert found.within_all is not None
    assert percentage(found.within_all, lang) in years.note


def test_a_proof_and_a_search_that_stopped_are_told_apart() -> None:
    choice = advice().choice
    heading = "Wat de keuze oplevert en kost"
    assert "kan hooguit 2,0% meer wegnemen" in words(written(choice)[heading])
    proven = replace(choice, proof="proven", gap=0.0)
    assert "Bewezen is dat geen andere combinatie" in words(written(proven)[heading])


def test_the_budget_and_how_costs_count_against_it() -> None:
    choice = advice().choice
    text = words(written(choice)["De weging"])
    assert euro(sum(a for _, a in choice.budgets), "nl", 3) in text
    assert "kosten die in 70% van de gevallen genoeg zijn" in text
    free = replace(choice, budgets=(), frontier=(), evaluation=replace(choice.evaluation, within_all=None))
    assert "zonder budget als grens" in words(written(free)["De weging"])
    assert "Meer of minder budget" not in written(free)


def test_frontier_shows_the_ends_and_the_present_budget() -> None:
    choice = advice().choice
    picked = shown_levels(choice.frontier)
    assert len(picked) == 7
    assert [p.level for p in picked] == sorted(p.level for p in picked)
    assert {0.1, 1.0, 2.0} <= {p.level for p in picked}
    assert shown_levels(choice.frontier[:3]) == list(choice.frontier[:3])
    section = written(choice)["Meer of minder budget"]
    (table,) = tables(section)
    shown = {row[1]: row for row in table.rows}
    assert shown["100%"][2] == choice.unit.words(choice.value, "nl")
    assert any(isinstance(b, FigureBlock) for b in section.blocks)


def test_core_is_named_and_many_borderline_measures_are_counted() -> None:
    choice = advice().choice
    section = written(choice)["Hoe vast de keuze staat"]
    text = words(section)
    assert "Kern: Campagne Alert Online." in text
    border = sum(v.core is not None and v.core.word == "borderline" for v in choice.verdicts)
    assert f"Grensgevallen: {number(border, 'nl')} maatregelen." in text
    assert "zonder Nieuwe versie van het Nationaal Crisisplan-ICT" in text
    assert "Bijna even goed is een keuze:" in text
    (figure,) = [b for b in section.blocks if isinstance(b, FigureBlock)]
    assert len(figure.figure.table.rows) == len(choice.verdicts)


def test_without_states_it_is_said_that_robustness_was_not_examined() -> None:
    choice = replace(advice().choice, states=0, rivals=(), nearby=())
    assert "Niet onderzocht is hoe de keuze verandert" in words(written(choice)["Hoe vast de keuze staat"])


def test_a_class_that_moves_and_one_that_stays() -> None:
    axis = example("voorbeeld-2012")[1].likelihood_axis
    found = advice().choice.evaluation.scenarios[0].likelihood
    stays = replace(found, before="C", after="C", lower=0.25)
    moves = replace(stays, after="B", lower=1.0)
    assert move_words(stays, axis, "nl") == "enigszins waarschijnlijk; lager: 20%"
    assert move_words(moves, axis, "en") == "somewhat likely → unlikely; lower: 100%"
    assert move_words(replace(stays, lower=0.0), None, "nl") == "C; lager: 0%"


def test_an_outcome_has_its_interval_in_one_piece() -> None:
    choice = advice().choice
    text = outcome_words(choice.evaluation.reduction, choice.unit, "nl")
    assert f"{NO_BREAK}tot{NO_BREAK}" in text
    assert len(CHOSEN) == len(choice.measures)
