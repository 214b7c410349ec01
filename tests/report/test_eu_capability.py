# SPDX-License-Identifier: EUPL-1.2
"""Part II: who does what with which means, taken from the analysis and the register."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.report.analyses import analysis, gaps_of_example
from tests.report.eu_cases import answer, case, tables, text
from weerbaar.base import Lang, euro
from weerbaar.report.capability_words import gap_probability, present_words, worst_cell
from weerbaar.report.eu_capability import CAPABILITY_ANSWERS


def test_authorities_and_others_come_from_holders_owners_and_register() -> None:
    authorities = text(answer(CAPABILITY_ANSWERS, 10))
    assert "Defensie, CBRN-responseenheid" in authorities
    assert "Nationaal Cyber Security Centrum" in authorities
    assert "Volgens het register zijn voor de besluiten verantwoordelijk: Kabinet" in authorities
    others = text(answer(CAPABILITY_ANSWERS, 11))
    assert "particuliere beveiligers" in others
    assert "Defensie, CBRN-responseenheid" not in others


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_people_and_means_with_the_figures_of_the_gaps(lang: Lang) -> None:
    gaps = gaps_of_example()
    (table,) = tables(answer(CAPABILITY_ANSWERS, 17, lang=lang))
    wanted = [g for g in gaps.ranked() if g.component in ("people", "material")]
    assert len(table.rows) == len(wanted)
    for row, gap in zip(table.rows, wanted, strict=True):
        cell = worst_cell(gaps, gap)
        assert row[5] == gap_probability(gaps, gap, lang)
        assert row[4] == (gap_probability(gaps, gap, lang) if cell is None else present_words(cell, lang))


def test_measures_decisions_and_procedures() -> None:
    measures = analysis().measures
    assert measures is not None
    procedures, weighed = tables(answer(CAPABILITY_ANSWERS, 12))
    assert len(procedures.rows) == sum(g.component == "procedures" for g in gaps_of_example().capabilities)
    assert [row[0] for row in weighed.rows] == [m.title.nl for m in measures.measures]
    assert "Besloten is op de volgende terreinen:" not in text(answer(CAPABILITY_ANSWERS, 12))
    assert "a. Samenwerking bij crisisbeheersing" in text(answer(CAPABILITY_ANSWERS, 12, case("nrb-2012")))


def test_budgets_are_told_and_their_source_is_not_recorded() -> None:
    choice = analysis().choice
    assert choice is not None
    (table,) = tables(answer(CAPABILITY_ANSWERS, 16))
    assert [row[1] for row in table.rows] == [euro(b.amount_eur, "nl", 3) for b in choice.budgets]
    assert euro(sum(b.amount_eur for b in choice.budgets), "nl", 3) in table.note
    assert "Uit welke bron dit geld komt, is niet vastgelegd" in text(answer(CAPABILITY_ANSWERS, 16))
    given = case()
    without = replace(given, results=replace(given.results, analysis=replace(analysis(), choice=None)))
    assert text(answer(CAPABILITY_ANSWERS, 16, without)).strip().endswith("Niet vastgelegd in dit dossier.")


def test_vital_processes_of_the_scenarios() -> None:
    assert "Cyberhacktivisme (cyberprotest): betalingsverkeer en digitale overheidsdienstverlening" in text(
        answer(CAPABILITY_ANSWERS, 15)
    )
    given = case()
    none = tuple(s.model_copy(update={"vital": ()}) for s in given.dossier.scenarios)
    bare = replace(given, dossier=given.dossier.model_copy(update={"scenarios": none}))
    assert "Niet vastgelegd in dit dossier." in text(answer(CAPABILITY_ANSWERS, 15, bare))


def test_early_warning_is_the_register_of_nl_alert_where_the_round_has_one() -> None:
    assert "Niet vastgelegd in dit dossier." in text(answer(CAPABILITY_ANSWERS, 19))
    assert "NL-Alert" in text(answer(CAPABILITY_ANSWERS, 19, case("nrb-2012")))


@pytest.mark.parametrize("number", [13, 14, 18, 20])
def test_what_no_file_holds_is_not_recorded(number: int) -> None:
    assert "Niet vastgelegd in dit dossier." in text(answer(CAPABILITY_ANSWERS, number))
    assert "Not recorded in this dossier." in text(answer(CAPABILITY_ANSWERS, number, lang="en"))


def test_the_framework_tells_the_analysis_and_not_the_law() -> None:
    told = text(answer(CAPABILITY_ANSWERS, 9))
    assert "Het wettelijk kader is niet vastgelegd in dit dossier." in told
    assert "33 taken beschreven" in told
