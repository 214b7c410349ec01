# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.workbench.scoring.panels import by, expert, facilitator, go_to, open_round, say
from weerbaar.base import InputError
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds.models import Phase, Round, Task
from weerbaar.workbench.scoring import verbs
from weerbaar.workbench.scoring.models import Answer, Panelist
from weerbaar.workbench.scoring.panel import NotNowError
from weerbaar.workbench.shell.versioned import StaleVersionError

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_(db: None) -> Round:
    return open_round()


def test_an_answer_is_kept_with_its_label_and_logged_without_its_content(open_: Round) -> None:
    anna = expert(open_, "anna")
    stored = say(anna, open_, "2.1", {"quantities": {"deaths": 120}, "reason": "Vertrouwelijke reden."})
    open_.refresh_from_db()
    assert (stored.label, stored.version, stored.turn) == ("C", 1, 1)
    assert stored.judgement == {"quantities": {"deaths": 120.0}, "reason": "Vertrouwelijke reden."}
    assert open_.inputs == 2
    entry = Entry.objects.get(action="answer.saved")
    assert (entry.actor, entry.details["criterion"]) == ("anna", "2.1")
    assert "reden" not in str(entry.details).lower()


def test_the_same_answer_twice_is_one_answer(open_: Round) -> None:
    anna = expert(open_, "anna")
    first = say(anna, open_, "1.1", "B")
    again = say(anna, open_, "1.1", "B")
    open_.refresh_from_db()
    assert (again.pk, again.version, open_.inputs) == (first.pk, 1, 2)
    assert Entry.objects.filter(action="answer.saved").count() == 1


def test_a_change_based_on_an_older_answer_is_refused(open_: Round) -> None:
    anna = expert(open_, "anna")
    say(anna, open_, "1.1", "B")
    changed = say(anna, open_, "1.1", "C", version=1)
    assert (changed.version, changed.label) == (2, "C")
    for version in (0, 1):
        with pytest.raises(StaleVersionError) as stale:
            say(anna, open_, "1.1", "D", version=version)
        assert stale.value.current.label == "C"
    assert Answer.objects.get().label == "C"


def test_an_answer_that_was_withdrawn_elsewhere_is_not_written_over(open_: Round) -> None:
    anna = expert(open_, "anna")
    stored = say(anna, open_, "1.1", "B")
    place: dict[str, Any] = {"panelist": stored.panelist, "scenario": stored.scenario, "criterion": "1.1"}
    with pytest.raises(StaleVersionError):
        verbs.withdraw_answer(by(anna), **place, version=7)
    verbs.withdraw_answer(by(anna), **place, version=1)
    verbs.withdraw_answer(by(anna), **place, version=1)
    assert not Answer.objects.exists()
    with pytest.raises(StaleVersionError):
        say(anna, open_, "1.1", "C", version=1)


@pytest.mark.parametrize(
    ("criterion", "judgement", "fields"),
    [
        ("1.1", {"label": "F", "lower": "Q"}, ["label", "lower"]),
        ("1.1", {"label": "B", "lower": "D"}, ["lower"]),
        ("1.1", {}, [""]),
        ("2.1", {"quantities": {"people": 3}}, ["quantities.people"]),
        ("2.1", {"quantities": {"deaths": float("nan")}}, ["quantities.deaths"]),
        ("likelihood", {"probability": 0.1, "window_years": 0}, ["window_years"]),
        ("9.9", {"label": "A"}, ["criterion"]),
        ("1.1", {"label": "A", "sources": ["S9"]}, ["sources"]),
        ("1.1", {"label": "A", "reason": "a" * 20_001, "sources": ["S9"]}, ["reason", "sources"]),
    ],
)
def test_what_is_wrong_is_told_at_once_and_nothing_is_stored(
    open_: Round, criterion: str, judgement: dict[str, Any], fields: list[str]
) -> None:
    with pytest.raises(InputError) as wrong:
        say(expert(open_, "anna"), open_, criterion, judgement)
    assert [p.field.partition("[")[0] for p in wrong.value.problems] == fields
    assert not Answer.objects.exists()


@pytest.mark.parametrize("phase", [Phase.SETUP, Phase.CLOSED, Phase.SIGNED])
def test_outside_the_two_turns_no_write_is_taken(open_: Round, phase: Phase) -> None:
    anna, lead = expert(open_, "anna"), facilitator(open_)
    stored = say(anna, open_, "1.1", "B")
    go_to(open_, phase)
    place: dict[str, Any] = {"scenario": stored.scenario, "criterion": "1.1"}
    own = {"panelist": stored.panelist, **place}
    with pytest.raises(NotNowError):
        verbs.answer(by(anna), **own, judgement={"label": "C"}, version=1)
    with pytest.raises(NotNowError):
        verbs.withdraw_answer(by(anna), **own, version=1)
    with pytest.raises(NotNowError):
        verbs.stand_by(by(anna), **own)
    with pytest.raises(NotNowError):
        verbs.record_group_answer(by(lead), round_=open_, **place, judgement={"label": "C", "reason": "Samen."})
    with pytest.raises(NotNowError):
        verbs.remind(by(lead), round_=open_, users=[anna])
    assert Answer.objects.get().version == 1


def test_nobody_answers_for_somebody_else(open_: Round) -> None:
    anna, bram, lead = expert(open_, "anna"), expert(open_, "bram"), facilitator(open_)
    stored = say(anna, open_, "1.1", "B")
    elsewhere = open_round("andere-ronde")
    own: dict[str, Any] = {"panelist": stored.panelist, "criterion": "1.2", "judgement": {"label": "A"}}
    for other in (bram, lead):
        with pytest.raises(PermissionDenied):
            verbs.answer(by(other), scenario=stored.scenario, **own)
    with pytest.raises(PermissionDenied):
        verbs.answer(by(anna), scenario=elsewhere.scenarios.get(slug="scenario-0"), **own)
    with pytest.raises(PermissionDenied):
        verbs.take_seat(by(lead), round_=open_)
    assert Answer.objects.count() == 1


def test_scenarios_and_levels_above_the_clearance_are_out_of_reach(open_: Round) -> None:
    anna = expert(open_, "anna", clearance=2)
    secret = open_.scenarios.get(slug="scenario-1")
    secret.level = 3
    secret.save()
    with pytest.raises(PermissionDenied):
        say(anna, open_, "1.1", "A", scenario=secret)
    with pytest.raises(InputError) as wrong:
        say(anna, open_, "1.1", "A", level=3)
    assert [p.field for p in wrong.value.problems] == ["level"]
    assert say(anna, open_, "1.1", "A", level=2).level == 2
    assert Entry.objects.get(action="answer.saved").level == 2


def test_standing_by_is_an_answer_of_the_second_turn(open_: Round) -> None:
    anna = expert(open_, "anna")
    first = say(anna, open_, "1.1", {"label": "B", "upper": "C", "reason": "Daarom."})
    own: dict[str, Any] = {"panelist": first.panelist, "scenario": first.scenario}
    with pytest.raises(NotNowError):
        verbs.stand_by(by(anna), **own, criterion="1.1")
    go_to(open_, Phase.FEEDBACK)
    second = verbs.stand_by(by(anna), **own, criterion="1.1")
    assert (second.turn, second.judgement, second.pk != first.pk) == (2, first.judgement, True)
    with pytest.raises(InputError):
        verbs.stand_by(by(anna), **own, criterion="1.2")
    revised = say(anna, open_, "1.1", "D", version=1)
    assert (revised.pk, revised.label) == (second.pk, "D")
    first.refresh_from_db()
    assert first.label == "B"


def test_the_group_answers_through_the_facilitator_and_says_why(open_: Round) -> None:
    lead = facilitator(open_)
    place: dict[str, Any] = {"round_": open_, "scenario": open_.scenarios.get(slug="scenario-0"), "criterion": "3.1"}
    with pytest.raises(InputError):
        verbs.record_group_answer(by(lead), **place, judgement={"label": "C"})
    stored = verbs.record_group_answer(by(lead), **place, judgement={"label": "C", "reason": "Eens."})
    assert (stored.panelist.kind, stored.panelist.user, stored.label) == ("group", None, "C")
    with pytest.raises(PermissionDenied):
        verbs.record_group_answer(by(expert(open_, "anna")), **place, judgement={"label": "D", "reason": "Nee."})


def test_seats_are_given_to_experts_once(open_: Round) -> None:
    anna, bram, lead = expert(open_, "anna"), expert(open_, "bram"), facilitator(open_)
    seat = verbs.add_panelist(by(lead), round_=open_, user=anna, weight=2.0)
    assert (verbs.add_panelist(by(lead), round_=open_, user=anna).pk, seat.weight) == (seat.pk, 2.0)
    assert verbs.seat_experts(by(lead), round_=open_) == 1
    assert {p.user for p in Panelist.objects.all()} == {anna, bram}
    with pytest.raises(InputError):
        verbs.add_panelist(by(lead), round_=open_, user=lead)
    with pytest.raises(PermissionDenied):
        verbs.add_panelist(by(anna), round_=open_, user=bram)


def test_a_weight_is_a_positive_number(open_: Round) -> None:
    anna, lead = expert(open_, "anna"), facilitator(open_)
    seat = verbs.add_panelist(by(lead), round_=open_, user=anna)
    for weight in (0.0, -1.0, float("nan"), float("inf"), 1e7):
        with pytest.raises(InputError):
            verbs.weigh_panelist(by(lead), panelist=seat, weight=weight)
    verbs.weigh_panelist(by(lead), panelist=seat, weight=0.5)
    seat.refresh_from_db()
    assert seat.weight == 0.5


def test_a_reminder_waits_once(open_: Round) -> None:
    anna, lead = expert(open_, "anna"), facilitator(open_)
    assert verbs.remind(by(lead), round_=open_, users=[anna, lead]) == 1
    assert verbs.remind(by(lead), round_=open_, users=[anna]) == 0
    task = Task.objects.get()
    assert (task.user, task.asked_by, task.address) == (anna, lead, "/rondes/ronde-2027/beoordelen/")
