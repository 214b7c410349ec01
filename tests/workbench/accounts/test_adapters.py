# SPDX-License-Identifier: EUPL-1.2
"""Logging in: by name or address, refused after five failures, with a second factor where there is one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.workbench.accounts.login import LOGIN, code_of, log_in, set_up_phone
from tests.workbench.conftest import PASSWORD, MakeUser
from weerbaar.workbench.accounts.models import Role, User

TOO_MANY = "Wacht vijf minuten"


@pytest.fixture
def person(make_user: MakeUser) -> User:
    return make_user(name="Kim", one_time_until=None)


@pytest.mark.parametrize("login", ["Kim", "kim", "KIM@voorbeeld.nl"])
def test_somebody_logs_in_by_name_or_address_whatever_the_capitals(person: User, login: str) -> None:
    client = Client()
    assert log_in(client, login).headers["Location"] == "/mijn-werk"
    assert client.get("/account").status_code == 200


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(person: User) -> None:
    wrong = log_in(Client(), "Kim", "iets anders dan het is").content.decode()
    unknown = log_in(Client(), "Tim", "iets anders dan het is").content.decode()
    assert "klopt niet" in wrong
    assert "klopt niet" in unknown
    assert "Kim" in wrong
    assert wrong.count("field__error") == unknown.count("field__error")


@pytest.mark.parametrize("login", ["wie-dan-ook", "wie@elders.nl", "{p.username}", "{p.email}", "naam@is-adres.nl"])
def test_one_password_is_computed_whoever_is_named(
    login: str, person: User, make_user: MakeUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    same = make_user(name="naam@is-adres.nl")
    User.objects.filter(pk=same.pk).update(email=same.username)
    computed = []
    checked, stored = User.check_password, User.set_password
    monkeypatch.setattr(User, "check_password", lambda self, given: computed.append(1) or checked(self, given))
    monkeypatch.setattr(User, "set_password", lambda self, given: computed.append(1) or stored(self, given))
    Client().post(LOGIN, {"login": login.format(p=person), "password": "een ander lang wachtwoord"})
    assert len(computed) == 1
    assert log_in(Client(), same.username).status_code == 302


def test_after_five_failures_the_right_password_is_refused_too(person: User) -> None:
    for login in ("Kim", "kim", "kim@voorbeeld.nl", "Kim", "KIM"):
        assert "klopt niet" in log_in(Client(), login, "geraden").content.decode()
    assert TOO_MANY in log_in(Client(), "Kim").content.decode()
    assert TOO_MANY in log_in(Client(), "kim@voorbeeld.nl").content.decode(), "by the address there are no new attempts"


def test_failures_of_one_person_do_not_lock_out_another(person: User, make_user: MakeUser) -> None:
    make_user(name="Sam")
    for _ in range(6):
        log_in(Client(), "Kim", "geraden")
    assert log_in(Client(), "Sam").status_code == 302


def test_successful_logins_are_not_counted_as_failures(person: User) -> None:
    assert {log_in(Client(), "Kim").status_code for _ in range(8)} == {302}


def test_many_failures_from_one_address_lock_that_address_out(person: User, settings: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/ip,5/5m/key"}  # type: ignore[attr-defined]
    for number in range(3):
        log_in(Client(), f"iemand{number}", "geraden")
    assert TOO_MANY in log_in(Client(), "Kim").content.decode()


def test_nobody_signs_up(db: None) -> None:
    assert Client().get("/account/signup/").status_code == 404
    assert Client().post("/account/signup/", {"username": "x"}).status_code == 404


def test_who_is_blocked_does_not_get_in(make_user: MakeUser) -> None:
    make_user(name="Weg", is_active=False)
    client = Client()
    answer = log_in(client, "Weg")
    assert answer.headers["Location"] == "/account/inactive/"
    assert "geblokkeerd" in client.get("/account/inactive/").content.decode()
    assert client.get("/mijn-werk").status_code == 302


def test_a_one_time_password_expires(make_user: MakeUser) -> None:
    make_user(name="Laat", one_time_until=timezone.now() - timedelta(minutes=1))
    answer = log_in(Client(), "Laat")
    assert answer.status_code == 403
    assert "verlopen" in answer.content.decode()


def test_the_second_factor_is_asked_after_the_password_and_its_secret_is_unreadable(person: User) -> None:
    client = Client()
    log_in(client, "Kim")
    secret = set_up_phone(client)
    stored = Authenticator.objects.get(user=person, type="totp").data["secret"]
    assert secret not in stored

    other = Client()
    assert log_in(other, "Kim").headers["Location"].startswith("/account/2fa/authenticate/")
    assert other.get("/mijn-werk").status_code == 302, "not in yet"
    assert "klopt niet" in other.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    code = code_of(secret)
    assert other.post("/account/2fa/authenticate/", {"code": code}).status_code == 302
    assert other.get("/mijn-werk").status_code == 200

    recovery = client.get("/account/2fa/recovery-codes/").context["unused_codes"][0]
    for number, (given, accepted) in enumerate([(code, False), (recovery, True), (recovery, False)]):
        third = Client()
        log_in(third, "Kim")
        answer = third.post("/account/2fa/authenticate/", {"code": given})
        assert (answer.status_code == 302) is accepted, f"try {number}: every code works once"


def test_a_second_factor_that_a_role_asks_for_stays(make_user: MakeUser, settings: object) -> None:
    settings.MFA_ROLES = ["decider"]  # type: ignore[attr-defined]
    person = make_user(Role.DECIDER, name="Beslisser")
    client = Client()
    log_in(client, "Beslisser")
    set_up_phone(client)
    client.post("/account/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_a_forgotten_password_is_replaced_through_a_link_that_works_once(person: User, settings: object) -> None:
    settings.MAIL = True  # type: ignore[attr-defined]
    client = Client()
    client.post("/account/password/reset/", {"email": "kim@voorbeeld.nl"})
    (message,) = mail.outbox
    link = next(line for line in message.body.splitlines() if line.startswith("http"))
    path = link.split("testserver", 1)[1]
    page = client.get(path, follow=True)
    new = "een ander lang wachtwoord"
    answer = client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert answer.status_code == 302, answer.content.decode()
    assert log_in(Client(), "Kim", new).status_code == 302
    assert "werkt niet meer" in Client().get(path).content.decode()


def test_an_unknown_address_gets_the_same_page_and_no_mail(person: User) -> None:
    known = Client().post("/account/password/reset/", {"email": "kim@voorbeeld.nl"})
    unknown = Client().post("/account/password/reset/", {"email": "niemand@voorbeeld.nl"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert [message.to for message in mail.outbox] == [["kim@voorbeeld.nl"]]


def test_who_logs_in_through_the_organisation_gets_no_link_for_a_password(make_user: MakeUser) -> None:
    person = make_user(name="Extern")
    person.set_unusable_password()
    person.save()
    Client().post("/account/password/reset/", {"email": "extern@voorbeeld.nl"})
    assert mail.outbox == []
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/account/password/change/", follow=True)
    assert "bij uw organisatie" in page.content.decode()


def test_the_password_is_changed_by_who_knows_it_and_other_sessions_end(person: User) -> None:
    here, there = Client(), Client()
    log_in(here, "Kim")
    log_in(there, "Kim")
    new = "een heel ander wachtwoord"
    same = here.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    )
    assert "Kies een ander wachtwoord" in same.content.decode()
    short = here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": "kort", "password2": "kort"})
    assert short.status_code == 200
    assert "field__error" in short.content.decode()
    done = here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert done.headers["Location"] == "/account"
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302


def test_logging_out_takes_a_form(person: User) -> None:
    client = Client()
    log_in(client, "Kim")
    assert "Uitloggen" in client.get("/account/logout/").content.decode()
    assert client.get("/account").status_code == 200
    client.post("/account/logout/")
    assert client.get("/account").headers["Location"].startswith(LOGIN)
