# SPDX-License-Identifier: EUPL-1.2
"""What may be filled in about a round, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.workbench.rounds.made_round import answer, small_round
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Grant, Region, User
from weerbaar.workbench.rounds.forms import (
    BasisForm,
    ContentForm,
    DeadlinesForm,
    PeopleForm,
    SettingsForm,
    TaskForm,
    managed_regions,
    members,
)
from weerbaar.workbench.rounds.verbs import seat

pytestmark = pytest.mark.django_db
MakeUser = Callable[..., User]
BASIS = {"title_nl": "T", "label": "T", "year": "2027", "organisation_nl": "O", "method": "nl-nrb-2009", "level": "1"}


@pytest.fixture
def zeeland(db: None) -> Region:
    return Region.objects.get_or_create(number=19, defaults={"name": "Zeeland"})[0]


def test_nobody_makes_a_round_above_the_own_clearance(make_user: MakeUser) -> None:
    user = make_user("administrator", clearance=Level.INTERNAL)
    assert BasisForm(BASIS, user=user).is_valid()
    assert "level" in BasisForm({**BASIS, "level": "2"}, user=user).errors


def test_who_manages_one_region_makes_rounds_for_that_region_only(make_user: MakeUser, zeeland: Region) -> None:
    user = make_user()
    Grant.objects.create(user=user, role="administrator", region=zeeland)
    assert list(managed_regions(user)) == [zeeland]
    assert "region" in BasisForm(BASIS, user=user).errors
    assert BasisForm({**BASIS, "region": zeeland.pk}, user=user).is_valid()
    assert not managed_regions(make_user("reader")).exists()


def test_a_copy_needs_a_round_that_the_person_may_read(make_user: MakeUser) -> None:
    round_ = small_round(level=Level.CONFIDENTIAL)
    user = make_user("administrator", clearance=Level.INTERNAL)
    assert "copy_from" in ContentForm({"start": "copy"}, user=user).errors
    assert "copy_from" in ContentForm({"start": "copy", "copy_from": round_.pk}, user=user).errors
    assert ContentForm({"start": "empty"}, user=user).is_valid()


def test_deadlines_come_in_order() -> None:
    form = DeadlinesForm({"score_by": "2027-03-02T12:00", "revise_by": "2027-03-01T12:00"})
    assert list(form.errors) == ["revise_by"]
    assert DeadlinesForm({"decide_by": "2027-03-02T12:00"}).is_valid()


def test_only_people_who_may_see_the_round_can_be_chosen(make_user: MakeUser) -> None:
    low, high = make_user(clearance=Level.OPEN), make_user(clearance=Level.SECRET)
    form = PeopleForm({"expert": [high.pk], "reader": [high.pk]}, user=high, level=Level.CONFIDENTIAL)
    assert form.is_valid()
    assert [(user, role.value) for user, role in form.chosen()] == [(high, "expert"), (high, "reader")]
    assert "expert" in PeopleForm({"expert": [low.pk]}, user=high, level=Level.CONFIDENTIAL).errors


def test_settings_show_what_is_there_and_fix_the_method_after_the_first_answer(make_user: MakeUser) -> None:
    user, round_ = make_user("administrator"), small_round()
    form = SettingsForm(user=user, round_=round_)
    assert form["title_nl"].value() == "Proefronde"
    assert [f.name for f in form][:2] == ["title_nl", "title_en"]
    assert not form.fields["method"].disabled
    answer(seat(round_, make_user()))
    assert SettingsForm(user=user, round_=round_).fields["method"].disabled


def test_a_task_goes_to_somebody_of_the_round_and_lies_ahead(make_user: MakeUser) -> None:
    round_ = small_round()
    inside, outside, everywhere = make_user("reader", round_), make_user(), make_user("auditor")
    assert set(members(round_)) == {inside, everywhere}
    past = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    form = TaskForm({"user": outside.pk, "text": "Doe iets", "due": past}, round_=round_)
    assert set(form.errors) == {"user", "due"}
    assert TaskForm({"user": inside.pk, "text": "Doe iets"}, round_=round_).is_valid()
