# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.workbench.scoring.panels import expert, facilitator, open_round
from weerbaar.workbench.accounts.models import Grant, Region, Role, User
from weerbaar.workbench.rounds.models import Phase
from weerbaar.workbench.scoring.panel import (
    NotNowError,
    experts_of,
    free_number,
    open_turn,
    scenarios_for,
    seat,
    seat_group,
    turn_now,
)

pytestmark = pytest.mark.django_db


def test_the_turn_follows_from_the_phase() -> None:
    round_ = open_round()
    turns = []
    for phase in Phase:
        round_.phase = phase
        turns.append(turn_now(round_))
    assert turns == [None, 1, 2, None, None]
    with pytest.raises(NotNowError) as closed:
        open_turn(round_)
    assert "gesloten" in closed.value.message.nl


def test_numbers_are_drawn_by_lot_and_never_twice() -> None:
    round_ = open_round()
    people = [seat(round_, expert(round_, f"d{n}"))[0] for n in range(60)]
    numbers = [p.number for p in people]
    assert len(set(numbers)) == 60
    # In the order of invitation with a chance of one in 60!.
    assert numbers != sorted(numbers)
    assert free_number(round_) not in numbers
    assert len({p.slug for p in people}) == 60


def test_a_seat_is_kept_and_the_meeting_has_its_own() -> None:
    round_ = open_round()
    anna = expert(round_, "anna", first_name="Anna")
    first, made = seat(round_, anna)
    assert (made, seat(round_, anna)) == (True, (first, False))
    assert seat_group(round_).pk == seat_group(round_).pk


def test_experts_are_those_whose_role_reaches_the_round() -> None:
    region, other = (Region.objects.get_or_create(number=n, defaults={"name": f"Regio {n}"})[0] for n in (1, 2))
    round_, elsewhere = open_round(region=region, level=1), open_round("elders")
    here = expert(round_, "hier")
    expert(elsewhere, "elders")
    expert(round_, "laag", clearance=0)
    lead = facilitator(round_)
    Grant.objects.create(user=lead, role=Role.EXPERT, round=elsewhere)
    everywhere, regional, wrong = (User.objects.create_user(name) for name in ("overal", "regio", "andere-regio"))
    Grant.objects.create(user=everywhere, role=Role.EXPERT)
    Grant.objects.create(user=regional, role=Role.EXPERT, region=region)
    Grant.objects.create(user=wrong, role=Role.EXPERT, region=other)
    assert set(experts_of(round_)) == {here, everywhere, regional}


def test_only_active_scenarios_within_the_clearance_are_scored() -> None:
    round_ = open_round(scenarios=3)
    anna = expert(round_, "anna")
    round_.scenarios.filter(slug="scenario-1").update(level=3)
    round_.scenarios.filter(slug="scenario-2").update(status="retired")
    assert [s.slug for s in scenarios_for(anna, round_)] == ["scenario-0"]
