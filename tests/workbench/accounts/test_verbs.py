# SPDX-License-Identifier: EUPL-1.2
"""Changes to people: nobody rises above who grants it, somebody always manages, everything stands in the log."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.workbench.accounts.login import log_in, set_up_phone
from tests.workbench.conftest import MakeUser
from weerbaar.workbench.accounts import verbs
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Grant, Region, Role, User
from weerbaar.workbench.accounts.permissions import Action, may
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds.models import Round

By = Callable[[User], HttpRequest]


@pytest.fixture
def by() -> By:
    def request(user: User) -> HttpRequest:
        found = RequestFactory().post("/")
        found.user = user
        return found

    return request


@pytest.fixture
def chief(make_user: MakeUser) -> User:
    return make_user(Role.ADMINISTRATOR, name="beheer", clearance=Level.DEPARTMENTAL)


def _logged(action: str) -> list[Entry]:
    return list(Entry.objects.filter(action=action))


def test_a_new_person_logs_in_with_the_password_that_was_given(by: By, chief: User) -> None:
    person, password = verbs.make_person(by(chief), username="Kim", email="kim@voorbeeld.nl", clearance=Level.INTERNAL)
    assert password is not None
    assert log_in(Client(), "kim", password).status_code == 302
    assert person.one_time_until is not None
    assert 6 <= (person.one_time_until - timezone.now()).days <= 7
    (entry,) = _logged("user.made")
    assert (entry.actor, entry.object_id, entry.details["username"]) == ("beheer", str(person.pk), "Kim")
    assert password not in str(entry.details)


def test_who_logs_in_through_the_organisation_has_no_password(by: By, chief: User) -> None:
    person, password = verbs.make_person(by(chief), username="Kim", email="k@voorbeeld.nl", with_password=False)
    assert password is None
    assert not person.has_usable_password()
    assert person.one_time_until is None


def test_nobody_gives_a_clearance_above_the_own(by: By, chief: User) -> None:
    with pytest.raises(verbs.RefusedError, match="higher clearance"):
        verbs.make_person(by(chief), username="Kim", clearance=Level.CONFIDENTIAL)
    person, _ = verbs.make_person(by(chief), username="Kim", clearance=Level.DEPARTMENTAL)
    with pytest.raises(verbs.RefusedError, match="higher clearance"):
        verbs.change_person(by(chief), person, clearance=Level.SECRET)
    with pytest.raises(verbs.RefusedError, match="higher clearance"):
        verbs.change_person(by(chief), chief, clearance=Level.SECRET)


def test_nobody_takes_over_the_account_of_somebody_who_may_see_more(by: By, chief: User, make_user: MakeUser) -> None:
    higher = make_user(name="Hoger", clearance=Level.SECRET)
    root = make_user(name="Hoofd", is_superuser=True)
    for person in (higher, root):
        before = person.password
        for change in (
            lambda p: verbs.new_password(by(chief), p),
            lambda p: verbs.change_person(by(chief), p, email="ik@voorbeeld.nl"),
            lambda p: verbs.remove_second_factor(by(chief), p),
            lambda p: verbs.unblock(by(chief), p),
        ):
            with pytest.raises(verbs.RefusedError, match="may see more"):
                change(person)
        person.refresh_from_db()
        assert person.password == before
        assert person.email != "ik@voorbeeld.nl"
    verbs.block(by(chief), higher)
    assert not User.objects.get(pk=higher.pk).is_active, "keeping out may not wait"


def test_only_who_manages_people_changes_them(by: By, make_user: MakeUser, round_: Round) -> None:
    person = make_user(name="Kim")
    for user in (make_user(Role.ANALYST), make_user(Role.ADMINISTRATOR, round_), make_user()):
        for change in (
            lambda r: verbs.make_person(r, username="x"),
            lambda r: verbs.change_person(r, person, first_name="x"),
            lambda r: verbs.new_password(r, person),
            lambda r: verbs.block(r, person),
            lambda r: verbs.grant_role(r, person, Role.READER),
        ):
            with pytest.raises(PermissionDenied):
                change(by(user))
    assert Grant.objects.filter(user=person).count() == 0


def test_only_what_differs_is_changed_and_logged(by: By, chief: User, make_user: MakeUser) -> None:
    person = make_user(name="Kim", organisation="RIVM")
    verbs.change_person(by(chief), person, organisation="RIVM", first_name="Kim")
    verbs.change_person(by(chief), person, organisation="RIVM")
    (entry,) = _logged("user.changed")
    assert entry.details == {"before": {"first_name": ""}, "after": {"first_name": "Kim"}}


def test_a_new_password_ends_every_session_of_that_person(by: By, chief: User, make_user: MakeUser) -> None:
    person = make_user(name="Kim")
    client = Client()
    log_in(client, "Kim")
    password = verbs.new_password(by(chief), person)
    assert client.get("/account").status_code == 302
    assert log_in(Client(), "Kim", password).status_code == 302


def test_a_lost_second_factor_is_removed(by: By, chief: User, make_user: MakeUser) -> None:
    person = make_user(name="Kim")
    client = Client()
    log_in(client, "Kim")
    set_up_phone(client)
    verbs.remove_second_factor(by(chief), person)
    assert log_in(Client(), "Kim").headers["Location"] == "/mijn-werk"
    assert client.get("/account").status_code == 302


def test_blocking_works_at_once_and_is_undone(by: By, chief: User, make_user: MakeUser) -> None:
    person = make_user(Role.READER, name="Kim")
    client = Client()
    log_in(client, "Kim")
    verbs.block(by(chief), person)
    assert client.get("/account").status_code == 302
    assert not may(person, Action.READ)
    verbs.unblock(by(chief), person)
    assert log_in(Client(), "Kim").status_code == 302
    with pytest.raises(verbs.RefusedError, match="block yourself"):
        verbs.block(by(chief), chief)


def test_the_last_administrator_stays(by: By, chief: User, make_user: MakeUser) -> None:
    own = Grant.objects.get(user=chief)
    with pytest.raises(verbs.RefusedError, match="last administrator"):
        verbs.withdraw_role(by(chief), own)
    assert Grant.objects.filter(pk=own.pk).exists()
    second = make_user(Role.ADMINISTRATOR, name="tweede")
    verbs.withdraw_role(by(chief), own)
    assert not may(chief, Action.MANAGE_USERS)
    make_user(Role.ADMINISTRATOR, name="weg", is_active=False)
    with pytest.raises(verbs.RefusedError, match="last administrator"):
        verbs.withdraw_role(by(second), Grant.objects.get(user=second))


def test_a_chief_administrator_is_enough(by: By, chief: User, make_user: MakeUser) -> None:
    root = make_user(name="Hoofd", is_superuser=True)
    verbs.withdraw_role(by(root), Grant.objects.get(user=chief))
    verbs.block(by(root), chief)
    assert _logged("role.withdrawn")[0].details == {
        "username": "beheer",
        "role": "administrator",
        "where": "everywhere",
    }


def test_a_role_holds_where_it_was_given(by: By, chief: User, make_user: MakeUser, round_: Round) -> None:
    person = make_user(name="Kim")
    region = Region.objects.get(number=9)
    verbs.grant_role(by(chief), person, Role.READER, region=region)
    assert not may(person, Action.READ, round_)
    round_.region = region
    assert may(person, Action.READ, round_)
    grant = verbs.grant_role(by(chief), person, Role.EXPERT, round_=round_)
    assert may(person, Action.SCORE, round_)
    with pytest.raises(verbs.RefusedError, match="already has"):
        verbs.grant_role(by(chief), person, Role.EXPERT, round_=round_)
    verbs.withdraw_role(by(chief), grant)
    assert not may(person, Action.SCORE, round_)
    with pytest.raises(verbs.RefusedError, match="not about a round"):
        verbs.grant_role(by(chief), person, Role.ALERT_OFFICER, round_=round_)
    assert [(e.details["where"], e.round_slug) for e in _logged("role.granted")] == [
        ("Utrecht", ""),
        (round_.slug, round_.slug),
    ]


def test_an_administrator_of_one_round_gives_roles_there_only(by: By, make_user: MakeUser, round_: Round) -> None:
    local = make_user(Role.ADMINISTRATOR, round_, name="plaatselijk")
    person = make_user(name="Kim")
    grant = verbs.grant_role(by(local), person, Role.EXPERT, round_=round_)
    other = Round.objects.create(slug="ander", title_nl="Ander", label="A", year=2020, method="nrb-2012")
    for place in ({}, {"round_": other}, {"region": Region.objects.get(number=1)}):
        with pytest.raises(PermissionDenied):
            verbs.grant_role(by(local), person, Role.EXPERT, **place)
    elsewhere = Grant.objects.create(user=person, role=Role.EXPERT, round=other)
    with pytest.raises(PermissionDenied):
        verbs.withdraw_role(by(local), elsewhere)
    verbs.withdraw_role(by(local), grant)


def test_a_round_above_the_clearance_of_either_is_refused(
    by: By, chief: User, make_user: MakeUser, round_: Round
) -> None:
    person = make_user(name="Kim", clearance=Level.OPEN)
    with pytest.raises(verbs.RefusedError, match="more confidential"):
        verbs.grant_role(by(chief), person, Role.READER, round_=round_)
    round_.level = Level.SECRET
    with pytest.raises(PermissionDenied):
        verbs.grant_role(by(chief), make_user(clearance=Level.SECRET), Role.READER, round_=round_)


@pytest.mark.parametrize(
    ("held", "new", "both"),
    [
        ({}, {}, True),
        ({}, {"round": "a"}, True),
        ({"round": "a"}, {}, True),
        ({"round": "a"}, {"round": "a"}, True),
        ({"round": "a"}, {"round": "b"}, False),
        ({"region": 9}, {"round": "a"}, True),
        ({"region": 1}, {"round": "a"}, False),
        ({"round": "a"}, {"region": 9}, True),
        ({"round": "b"}, {"region": 9}, False),
        ({"region": 9}, {"region": 9}, True),
        ({"region": 9}, {"region": 1}, False),
    ],
)
def test_who_writes_does_not_decide_silently(
    by: By, chief: User, make_user: MakeUser, held: dict[str, object], new: dict[str, object], both: bool
) -> None:
    """Round a belongs to region 9; two grants meet where one round can be covered by both."""
    rounds = {
        "a": Round.objects.create(
            slug="a", title_nl="a", label="a", year=2020, method="m", region=Region.objects.get(number=9)
        ),
        "b": Round.objects.create(slug="b", title_nl="b", label="b", year=2020, method="m"),
    }

    def place(of: dict[str, object]) -> tuple[Round | None, Region | None]:
        region = Region.objects.get(number=of["region"]) if "region" in of else None
        return rounds.get(str(of.get("round"))), region

    person = make_user(name="Kim")
    round_, region = place(held)
    Grant.objects.create(user=person, role=Role.ANALYST, round=round_, region=region)
    round_, region = place(new)
    if not both:
        verbs.grant_role(by(chief), person, Role.DECIDER, round_=round_, region=region)
        return
    with pytest.raises(verbs.FourEyesError):
        verbs.grant_role(by(chief), person, Role.DECIDER, round_=round_, region=region)
    verbs.grant_role(by(chief), person, Role.DECIDER, round_=round_, region=region, accept_both=True)
    assert _logged("role.granted")[-1].details["both"] is True


def test_giving_oneself_a_role_stands_in_the_log_as_such(by: By, chief: User) -> None:
    verbs.grant_role(by(chief), chief, Role.ANALYST)
    with pytest.raises(verbs.FourEyesError):
        verbs.grant_role(by(chief), chief, Role.DECIDER)
    assert [e.details["oneself"] for e in _logged("role.granted")] == [True]


def test_a_change_that_cannot_be_logged_does_not_happen(
    by: By, chief: User, make_user: MakeUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make_user(name="Kim")

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the log is full")

    monkeypatch.setattr("weerbaar.workbench.audit.logins.record", broken)
    with pytest.raises(RuntimeError, match="log is full"):
        verbs.block(by(chief), person)
    assert User.objects.get(pk=person.pk).is_active


def test_oneself_changes_name_and_language_only(by: By, make_user: MakeUser) -> None:
    person = make_user(name="Kim")
    verbs.change_oneself(by(person), first_name="Kim", last_name="Vos", language="en")
    person.refresh_from_db()
    assert (str(person), person.language, person.clearance) == ("Kim Vos", "en", Level.INTERNAL)
