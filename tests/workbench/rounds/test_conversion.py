# SPDX-License-Identifier: EUPL-1.2
"""A dossier that goes into the workbench comes out as it was; what is confidential stays inside."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from weerbaar.dossier import example_names, load_dossier
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.rounds.conversion import dossier_of, round_from
from weerbaar.workbench.rounds.models import Phase, Round

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", example_names())
def test_every_example_comes_out_as_it_went_in(name: str) -> None:
    there = load_dossier(name)
    back = dossier_of(round_from(there), names=True)
    assert back.model_dump(exclude={"content_hash"}) == there.model_dump(exclude={"content_hash"})


def test_a_round_with_results_is_closed_and_a_bare_one_is_not() -> None:
    there = load_dossier("voorbeeld-2012")
    assert round_from(there).phase == Phase.CLOSED
    assert round_from(there.model_copy(update={"judgements": ()}), slug="leeg").phase == Phase.SETUP


def test_an_address_is_given_once(round_: Round) -> None:
    with pytest.raises(IntegrityError):
        round_from(load_dossier("voorbeeld-2012"))


def test_experts_have_numbers_unless_names_are_asked_for(round_: Round) -> None:
    assert {s.name.nl.split()[0] for s in dossier_of(round_).judgements} == {"Deskundige"}
    assert {s.id for s in dossier_of(round_, names=True).judgements} == {p.slug for p in round_.panel.all()}


def test_a_confidential_scenario_is_nowhere_in_what_others_see(round_: Round) -> None:
    secret = round_.scenarios.first()
    secret.change(1, level=Level.SECRET)
    round_.touch()
    round_.refresh_from_db()
    open_ = dossier_of(round_, level=Level.INTERNAL)
    assert len(open_.scenarios) == round_.scenarios.count() - 1
    assert secret.slug not in open_.model_dump_json()
    assert secret.slug in dossier_of(round_).model_dump_json()
