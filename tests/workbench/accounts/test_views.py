# SPDX-License-Identifier: EUPL-1.2
"""One's own account, and the language of the pages."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tests.workbench.accounts.login import log_in
from tests.workbench.conftest import MakeUser
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.rounds.models import Round


def test_the_account_shows_roles_and_clearance(client_of: Callable[..., Client], round_: Round) -> None:
    page = client_of(Role.EXPERT, round_).get("/account").content.decode()
    assert f"deskundige: {round_.title_nl}" in page
    assert "Intern gebruik" in page


def test_changing_the_language_answers_in_that_language(client_of: Callable[..., Client]) -> None:
    client = client_of(Role.READER)
    page = client.post("/account", {"first_name": "Kim", "last_name": "", "language": "en"}, follow=True)
    assert "Saved." in page.content.decode()
    assert '<html lang="en">' in page.content.decode()
    assert "My account: </span>Kim</a>" in page.content.decode()
    wrong = client.post("/account", {"first_name": "Kim", "language": "fr"})
    assert wrong.status_code == 400


def test_the_language_can_be_switched_before_login_and_stays(make_user: MakeUser) -> None:
    client = Client(headers={"Accept-Language": "nl"})
    page = client.post("/taal", {"language": "en", "next": "/account/login/?next=%2Faccount"}, follow=True)
    assert "User name or e-mail address" in page.content.decode()
    assert page.redirect_chain == [("/account/login/?next=%2Faccount", 302)]
    person = make_user(name="Kim")
    log_in(client, "Kim")
    client.post("/taal", {"language": "en", "next": "/account"})
    person.refresh_from_db()
    assert person.language == "en"
    client.post("/taal", {"language": "xx"})
    person.refresh_from_db()
    assert person.language == "en"
    assert client.get("/taal").status_code == 405


def test_sessions_elsewhere_are_shown_and_ended(make_user: MakeUser) -> None:
    make_user(name="Kim")
    here, there = Client(headers={"User-Agent": "Hier"}), Client(headers={"User-Agent": "<b>Daar</b>"})
    log_in(here, "Kim")
    log_in(there, "Kim")
    page = here.get("/account/sessions/").content.decode()
    assert "Hier" in page
    assert "&lt;b&gt;Daar" in page
    here.post("/account/sessions/")
    assert there.get("/account").status_code == 302
    assert here.get("/account").status_code == 200


def test_the_menu_shows_what_somebody_may_open(client_of: Callable[..., Client], db: None) -> None:
    nobody = Client().get("/account/login/").content.decode()
    assert "Uitloggen" not in nobody
    assert 'action="/taal"' in nobody
    reader = client_of(Role.READER).get("/account").content.decode()
    assert "Uitloggen" in reader
    assert "/beheer/mensen" not in reader
    assert "/logboek" not in reader
    assert "/beheer/mensen" in client_of(Role.ADMINISTRATOR).get("/account").content.decode()
    assert "/logboek" in client_of(Role.AUDITOR).get("/account").content.decode()
