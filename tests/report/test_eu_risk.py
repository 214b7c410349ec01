# SPDX-License-Identifier: EUPL-1.2
"""Part I: what the round says of its process and its risks, and nothing more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.report.eu_cases import answer, case, tables, text
from weerbaar.base import Lang
from weerbaar.report.eu_risk import RISK_ANSWERS, EuCase, severe_but_unlikely
from weerbaar.report.model import FigureBlock
from weerbaar.report.wording import computed_impact, computed_likelihood


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_risk_stands_in_the_table_with_class_and_interval(lang: Lang) -> None:
    given = case()
    (table,) = tables(answer(RISK_ANSWERS, 3, lang=lang))
    for row, result in zip(table.rows, given.assessment.scenarios, strict=True):
        assert row[0] == result.title.in_(lang)
        assert row[3] == computed_likelihood(result.likelihood, given.assessment.likelihood_axis, lang)
        assert row[4] == computed_impact(result.impact, given.assessment.impact_axis, lang)


def test_published_words_stand_where_nothing_was_computed() -> None:
    (table,) = tables(answer(RISK_ANSWERS, 3, case("nrb-2012")))
    assert ("hoog", "beperkt") in {row[3:] for row in table.rows}


def test_severe_but_unlikely_follows_the_rule_that_is_told() -> None:
    given = case()
    found = severe_but_unlikely(given.assessment)
    assert found is not None
    assert [r.id for r in found] == ["grootschalige-onlusten", "wapenbeheersing-falende-staat"]
    told = text(answer(RISK_ANSWERS, 4))
    assert (
        "een waarschijnlijkheid onder klasse waarschijnlijk (D) en een impact van klasse zeer ernstig (D) of hoger"
        in told
    )
    assert "Dat geldt voor: Grootschalige onlusten en Wapenbeheersing falende staat." in told
    assert "grensoverschrijdende gevolgen hebben, is niet vastgelegd" in told


def test_a_method_without_total_impact_has_no_such_risks_to_tell() -> None:
    given = case()
    bare = EuCase(given.dossier, replace(given.assessment, impact_axis=None), given.results)
    assert severe_but_unlikely(bare.assessment) is None
    assert "geen gepubliceerde regel voor de totale impact" in text(answer(RISK_ANSWERS, 4, bare))
    assert not [b for s in answer(RISK_ANSWERS, 6, bare) for b in s.blocks if isinstance(b, FigureBlock)]


def test_the_framework_names_method_and_organisation_and_says_that_the_law_is_not_recorded() -> None:
    told = text(answer(RISK_ANSWERS, 1))
    assert "Methode: Nationale Risicobeoordeling, leidraad 2009" in told
    assert "Het wettelijk kader is niet vastgelegd in dit dossier." in told


def test_who_judged_is_counted() -> None:
    assert "van drie deskundigen en één groep" in text(answer(RISK_ANSWERS, 2))
    assert text(answer(RISK_ANSWERS, 2, case("nrb-2012"))).strip().endswith("Niet vastgelegd in dit dossier.")


def test_the_analysis_lists_criteria_assumptions_and_diagram() -> None:
    given = case()
    sections = answer(RISK_ANSWERS, 6, given, "en")
    told = text(sections)
    assert all(f"{code} {name.in_('en')}" in told for code, name in given.assessment.criteria)
    assert all(a.in_("en") in told for a in given.assessment.assumptions)
    assert [b for s in sections for b in s.blocks if isinstance(b, FigureBlock)]


@pytest.mark.parametrize("number", [5, 7])
def test_what_no_file_holds_is_not_recorded(number: int) -> None:
    assert "Niet vastgelegd in dit dossier." in text(answer(RISK_ANSWERS, number))
    assert "Not recorded in this dossier." in text(answer(RISK_ANSWERS, number, lang="en"))


def test_publication_and_earlier_rounds_are_told_where_known() -> None:
    assert "openbaar sinds" not in text(answer(RISK_ANSWERS, 8))
    assert "is niet vastgelegd in dit dossier" in text(answer(RISK_ANSWERS, 8))
