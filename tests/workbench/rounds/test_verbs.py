# SPDX-License-Identifier: EUPL-1.2
"""Rounds and tasks change only through verbs: checked, with a version, and in the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.workbench.rounds.made_round import BASIS, answer, small_round
from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds import verbs
from weerbaar.workbench.rounds.models import Phase, Task
from weerbaar.workbench.shell.versioned import StaleVersionError

pytestmark = pytest.mark.django_db
MakeUser = Callable[..., User]


def _actions() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("action", flat=True))


def test_who_makes_a_round_becomes_its_administrator_and_it_is_in_the_log(make_user: MakeUser) -> None:
    maker = make_user()
    round_ = verbs.make_round(maker, **BASIS)
    assert (round_.slug, round_.phase, round_.version) == ("proefronde-2027", Phase.SETUP, 1)
    assert [(g.user, g.role) for g in round_.grants.all()] == [(maker, Role.ADMINISTRATOR)]
    assert "round.made" in _actions()


def test_an_address_is_made_once_and_refused_twice(db: None) -> None:
    assert verbs.make_round(None, **BASIS).slug == "proefronde-2027"
    assert verbs.make_round(None, **BASIS).slug == "proefronde-2027-2"
    with pytest.raises(verbs.RefusedError, match="at ‘proefronde-2027’ already"):
        verbs.make_round(None, slug="proefronde-2027", **BASIS)


def test_experts_get_a_place_in_the_panel_with_a_number(make_user: MakeUser) -> None:
    anna, bert = make_user(name="anna"), make_user(name="bert")
    round_ = verbs.make_round(None, **BASIS, with_roles=[(anna, Role.EXPERT), (bert, Role.EXPERT), (bert, Role.READER)])
    numbers = dict(round_.panel.values_list("user__username", "number"))
    assert numbers.keys() == {"anna", "bert"}
    assert len(set(numbers.values())) == 2
    assert verbs.seat(round_, anna).number == numbers["anna"]


def test_a_change_raises_the_version_and_says_which_fields(db: None) -> None:
    round_ = small_round()
    before = round_.result_inputs
    verbs.change_round(None, round_, 1, title_nl="Anders", year=2027)
    round_.refresh_from_db()
    assert (round_.version, round_.title_nl, round_.result_inputs) == (2, "Anders", before)
    assert Entry.objects.get(action="round.changed").details == {"fields": ["title_nl"]}
    verbs.change_round(None, round_, 2, weight_profile="eigen")
    round_.refresh_from_db()
    assert round_.result_inputs == before + 1


def test_a_stale_change_is_refused_and_nothing_is_saved(db: None) -> None:
    round_ = small_round()
    verbs.change_round(None, round_, 1, title_nl="Eerst")
    with pytest.raises(StaleVersionError):
        verbs.change_round(None, round_, 1, title_nl="Later")
    round_.refresh_from_db()
    assert round_.title_nl == "Eerst"


def test_the_method_is_fixed_once_somebody_has_answered(make_user: MakeUser) -> None:
    round_ = small_round()
    answer(verbs.seat(round_, make_user()))
    with pytest.raises(verbs.RefusedError, match="another method needs a new round"):
        verbs.change_round(None, round_, 1, method="nl-anv-2022")


def test_a_signed_round_does_not_change(db: None) -> None:
    round_ = small_round()
    round_.change(1, phase=Phase.SIGNED)
    with pytest.raises(verbs.RefusedError, match="signed off"):
        verbs.change_round(None, round_, 2, title_nl="Anders")
    with pytest.raises(verbs.RefusedError, match="signed off"):
        verbs.reopen(None, round_, 2, reason="toch anders")


def test_scoring_opens_only_with_experts_and_with_a_reason_for_what_is_not_ready(make_user: MakeUser) -> None:
    round_ = small_round()
    with pytest.raises(verbs.RefusedError, match="No expert has been appointed"):
        verbs.open_scoring(None, round_, 1, reason="haast")
    verbs.seat(round_, make_user())
    with pytest.raises(verbs.RefusedError, match="1 of the 2 scenarios has not been approved"):
        verbs.open_scoring(None, round_, 1)
    verbs.open_scoring(None, round_, 1, reason=" De tekst volgt morgen. ")
    assert round_.phase == Phase.SCORING
    entry = Entry.objects.get(action="round.open-scoring")
    assert entry.details == {"before": "setup", "after": "scoring", "reason": "De tekst volgt morgen."}


def test_a_round_runs_to_its_end_and_goes_back_step_by_step(make_user: MakeUser) -> None:
    round_ = small_round()
    panelist = verbs.seat(round_, make_user())
    verbs.open_scoring(None, round_, 1, reason="proef")
    with pytest.raises(verbs.RefusedError, match="No judgement has been given"):
        verbs.give_feedback(None, round_, 2, reason="proef")
    answer(panelist)
    verbs.give_feedback(None, round_, 2, reason="proef")
    verbs.close_scoring(None, round_, 3)
    assert round_.is_closed
    with pytest.raises(verbs.RefusedError, match="always asks for a reason"):
        verbs.reopen(None, round_, 4, reason=" ")
    for phase in (Phase.FEEDBACK, Phase.SCORING, Phase.SETUP):
        verbs.reopen(None, round_, round_.version, reason="fout gevonden")
        assert round_.phase == phase
    with pytest.raises(verbs.RefusedError, match="not possible in the phase"):
        verbs.reopen(None, round_, round_.version, reason="nog verder")


def test_a_task_is_asked_ticked_off_and_taken_back(make_user: MakeUser) -> None:
    round_ = small_round()
    asker, asked = make_user("administrator", round_), make_user("reader", round_)
    due = timezone.now() + timedelta(days=2)
    task = verbs.ask(asker, round_, user=asked, text=" Lees dit ", due=due, address="/rondes/x/")
    assert (task.text, task.asked_by, task.done) == ("Lees dit", asker, None)
    verbs.finish_task(asked, task)
    first = task.done
    assert verbs.finish_task(asked, task).done == first
    assert verbs.unfinish_task(asked, task).done is None
    verbs.withdraw_task(asker, task)
    assert not Task.objects.exists()
    assert [a for a in _actions() if a.startswith("task.")] == [
        "task.asked",
        "task.done",
        "task.undone",
        "task.withdrawn",
    ]


def test_a_task_stays_within_the_round_and_this_site(make_user: MakeUser) -> None:
    round_ = small_round()
    with pytest.raises(verbs.RefusedError) as refused:
        verbs.ask(None, round_, user=make_user(), text=" ", address="//elders.nl")
    assert len(refused.value.reasons) == 3


def test_the_phase_is_no_field_like_another(db: None) -> None:
    with pytest.raises(TypeError):
        verbs.change_round(None, small_round(), 1, phase="closed")


def test_a_grant_that_is_there_is_not_given_twice(make_user: MakeUser) -> None:
    user = make_user()
    twice: list[Any] = [(user, Role.READER), (user, Role.READER)]
    round_ = verbs.make_round(None, **BASIS, with_roles=twice)
    assert Grant.objects.filter(round=round_, user=user).count() == 1
