# SPDX-License-Identifier: EUPL-1.2
"""A fingerprint changes with what it is of, and with nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.capability.agenda.agendas import SCENARIOS, day
from weerbaar.base import Text
from weerbaar.capability.agenda import stamp
from weerbaar.capability.agenda.fingerprint import fingerprint, method_stamp
from weerbaar.dossier import LIKELIHOOD, Dossier, Judgement, Published, Source, load_dossier
from weerbaar.method import load_method

CYBER = SCENARIOS[0]
PARTS = ("storyline", "judgements", "likelihood", "published", "sources")


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load_dossier("voorbeeld-2012")


def changed(before: Dossier, after: Dossier, scenario: str = CYBER) -> list[str]:
    one, other = fingerprint(before, scenario), fingerprint(after, scenario)
    return [part for part in PARTS if getattr(one, part) != getattr(other, part)]


def with_scenario(dossier: Dossier, **fields: Any) -> Dossier:
    scenarios = tuple(s.model_copy(update=fields) if s.id == CYBER else s for s in dossier.scenarios)
    return dossier.model_copy(update={"scenarios": scenarios})


def with_judgement(dossier: Dossier, criterion: str, scenario: str = CYBER) -> Dossier:
    added = Judgement(scenario=scenario, criterion=criterion, missing=True)
    first, *rest = dossier.judgements
    first = first.model_copy(update={"judgements": (*first.judgements, added)})
    return dossier.model_copy(update={"judgements": (first, *rest)})


def test_each_part_has_its_own_fingerprint(dossier: Dossier) -> None:
    scenario = dossier.scenario(CYBER)
    story = scenario.storyline.model_copy(update={"incident": Text(nl="Iets anders.")})
    assert changed(dossier, with_scenario(dossier, storyline=story)) == ["storyline"]
    assert changed(dossier, with_scenario(dossier, title=Text(nl="Anders"))) == ["storyline"]
    assert changed(dossier, with_judgement(dossier, "1.1")) == ["judgements"]
    assert changed(dossier, with_judgement(dossier, LIKELIHOOD)) == ["likelihood"]
    said = Published(scenario=CYBER, round="NRB 2012", year=2013, impact="ernstig")
    assert changed(dossier, dossier.model_copy(update={"published": (said,)})) == ["published"]


def test_a_source_counts_for_the_scenarios_that_cite_it(dossier: Dossier) -> None:
    cited = with_scenario(dossier.model_copy(update={"sources": {"a": Source(title="Een")}}), sources=("a",))
    newer = cited.model_copy(update={"sources": {"a": Source(title="Twee")}})
    other = cited.model_copy(update={"sources": {"a": Source(title="Een"), "b": Source(title="Ook")}})
    assert changed(cited, newer) == ["sources"]
    assert changed(cited, other) == []
    assert changed(cited, newer, SCENARIOS[1]) == []


def test_what_is_about_another_scenario_changes_nothing(dossier: Dossier) -> None:
    assert changed(dossier, with_judgement(dossier, "1.1", SCENARIOS[1])) == []
    assert changed(dossier, with_judgement(dossier, "1.1", SCENARIOS[1]), SCENARIOS[1]) == ["judgements"]


def test_the_order_of_judgements_and_the_name_of_an_expert_say_nothing(dossier: Dossier) -> None:
    turned = tuple(
        s.model_copy(update={"judgements": tuple(reversed(s.judgements)), "name": Text(nl="Iemand")})
        for s in dossier.judgements
    )
    assert changed(dossier, dossier.model_copy(update={"judgements": turned})) == []


def test_the_weight_of_an_expert_counts(dossier: Dossier) -> None:
    first, *rest = dossier.judgements
    heavier = (first.model_copy(update={"weight": 2.0}), *rest)
    found = changed(dossier, dossier.model_copy(update={"judgements": heavier}))
    assert found
    assert set(found) <= {"judgements", "likelihood"}


def test_an_unknown_scenario_has_no_fingerprint(dossier: Dossier) -> None:
    with pytest.raises(KeyError):
        fingerprint(dossier, "weg")


def test_a_stamp_holds_round_method_and_signals(dossier: Dossier) -> None:
    found = stamp(dossier, CYBER, day("2014-10-01"), ("sein",))
    method = load_method("nl-nrb-2009")
    assert (found.round, found.method.id, found.method.version) == ("voorbeeld-2012", method.id, method.version)
    assert found.fingerprint == fingerprint(dossier, CYBER)
    assert (str(found.on), found.signals) == ("2014-10-01", ("sein",))
    assert method_stamp(method.model_copy(update={"version": "9.9"})).fingerprint != found.method.fingerprint
