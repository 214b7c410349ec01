# SPDX-License-Identifier: EUPL-1.2
"""Part III: measures against severe but unlikely risks; cross-border ones are not recorded."""

from __future__ import annotations

from dataclasses import replace

from tests.report.analyses import CHOSEN
from tests.report.eu_cases import answer, case, tables, text
from weerbaar.report.eu_priority import PRIORITY_ANSWERS, measures_against
from weerbaar.report.eu_risk import EuCase


def test_cross_border_is_not_recorded() -> None:
    for number in (21, 22):
        assert "Niet vastgelegd in dit dossier." in text(answer(PRIORITY_ANSWERS, number))


def test_risks_by_the_rule_with_their_measures_and_the_choice() -> None:
    (risks,) = tables(answer(PRIORITY_ANSWERS, 23))
    assert [row[0] for row in risks.rows] == ["Grootschalige onlusten", "Wapenbeheersing falende staat"]
    riots, arms = tables(answer(PRIORITY_ANSWERS, 24))
    chosen = {row[0]: row[3] for row in (*riots.rows, *arms.rows)}
    assert chosen["Publiek-private bijstand door beveiligingsbedrijven"] == "ja, vanaf 2014"
    assert chosen["Nuclear Security Summit 2014 in Nederland"] == "nee"
    assert "bijstand-beveiligers" in dict(CHOSEN)


def test_measures_against_a_scenario_are_those_with_an_effect_on_it() -> None:
    given = case()
    measures = given.results.analysis.measures
    assert measures is not None
    found = {m.id for m in measures_against(given, "grootschalige-onlusten")}
    assert found >= {m.id for m in measures.measures if any(e.scenario == "grootschalige-onlusten" for e in m.effects)}
    assert measures_against(given, "geen-scenario") == []


def test_what_the_register_knows_of_the_risk() -> None:
    told = text(answer(PRIORITY_ANSWERS, 24))
    assert "Bijstand bij basispolitiezorg | besloten; verantwoordelijk: Kabinet" in told
    assert "Nucleair terrorisme voorkomen | in uitvoering; verantwoordelijk: Kabinet" in told


def test_no_such_risk_is_said() -> None:
    given = case()
    mild = replace(given.assessment, scenarios=given.assessment.scenarios[:2])
    bare = EuCase(given.dossier, mild, given.results)
    assert "Geen van de beoordeelde risico’s voldoet daaraan." in text(answer(PRIORITY_ANSWERS, 23, bare))
    assert "zijn er geen zulke risico’s bekend" in text(answer(PRIORITY_ANSWERS, 24, bare))
