# SPDX-License-Identifier: EUPL-1.2
"""Login by the organisation, from the button to the page, against a real provider in another process."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from tests.workbench.accounts import identity_provider
from tests.workbench.accounts.login import log_in
from tests.workbench.conftest import PASSWORD, MakeUser
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.audit.models import Entry

BUTTON = "/account/oidc/organisatie/login/"
BACK = f"http://testserver{BUTTON}callback/"


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the provider."""
    database = tmp_path_factory.mktemp("provider") / "db.sqlite3"
    command = [sys.executable, str(Path(identity_provider.__file__)), "0", str(database), BACK]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.fixture(autouse=True)
def _provider(issuer: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    settings.OIDC_ISSUER = issuer
    app = {
        "provider_id": "organisatie",
        "name": "Rijk",
        "client_id": identity_provider.CLIENT,
        "secret": identity_provider.SECRET,
        "settings": {"server_url": issuer},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


@pytest.fixture
def at_provider(issuer: str) -> Callable[[Client, str], Any]:
    """Press the button, log in at the provider as somebody, and come back; return the page that follows."""

    def log_in_there(client: Client, name: str, **more: str) -> Any:
        leaving = client.post(BUTTON, more)
        assert leaving.status_code == 302, leaving.content.decode()
        with requests.Session() as browser:
            form = browser.get(leaving.headers["Location"])
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)
            assert token is not None, form.text
            given = {"login": name, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
            address = parse_qs(urlsplit(form.url).query)["next"][0]
            browser.post(form.url, {**given, "next": address}, allow_redirects=False)
            answer = browser.get(f"{issuer}{address}", allow_redirects=False)
        assert answer.headers["Location"].startswith(BACK), answer.text
        return client.get(answer.headers["Location"].removeprefix("http://testserver"))

    return log_in_there


def test_the_login_page_offers_the_organisation(db: None) -> None:
    page = Client().get("/account/login/").content.decode()
    assert "Inloggen met Rijk" in page
    assert f'action="{BUTTON}?process=login"' in page


def test_somebody_with_a_confirmed_address_comes_in_and_is_known_from_then_on(
    make_user: MakeUser, at_provider: Callable[..., Any]
) -> None:
    person = make_user(Role.READER, name="k.vos")
    person.email = "kim@voorbeeld.nl"
    person.save()
    client = Client()
    answer = at_provider(client, "kim", next="/account")
    assert answer.status_code == 302, answer.content.decode()
    assert client.get("/account").context["request"].user == person
    person.refresh_from_db()
    assert person.check_password(PASSWORD), "the password of here stays"
    person.email = "anders@voorbeeld.nl"
    person.save()
    assert at_provider(Client(), "kim").headers["Location"] == "/mijn-werk"
    assert SocialAccount.objects.filter(user=person).count() == 1
    entries = Entry.objects.filter(actor="k.vos").values_list("action", flat=True)
    assert list(entries) == ["user.connected", "user.logged-in", "user.logged-in"]


@pytest.mark.parametrize("name", ["vreemd", "onbevestigd"])
def test_who_is_unknown_or_unconfirmed_is_refused_with_a_clear_page(
    make_user: MakeUser, at_provider: Callable[..., Any], name: str
) -> None:
    make_user(name="onbevestigd")
    client = Client()
    answer = at_provider(client, name)
    assert answer.status_code == 403
    assert "U bent hier niet bekend" in answer.content.decode()
    assert client.get("/account").status_code == 302
    assert User.objects.count() == 1
    assert SocialAccount.objects.count() == 0
    assert Entry.objects.get(action="user.login-refused").details["verified"] is (name == "vreemd")


def test_who_is_blocked_here_stays_out(make_user: MakeUser, at_provider: Callable[..., Any]) -> None:
    make_user(name="geblokkeerd", is_active=False)
    client = Client()
    assert at_provider(client, "geblokkeerd").headers["Location"] == "/account/inactive/"
    assert client.get("/account").status_code == 302


def test_nobody_connects_another_account_to_the_own_one(make_user: MakeUser, at_provider: Callable[..., Any]) -> None:
    person = make_user(name="slim")
    client = Client()
    log_in(client, "slim")
    assert at_provider(client, "kim", process="connect").status_code == 403
    assert not SocialAccount.objects.filter(user=person).exists()


def test_a_role_that_asks_for_a_second_factor_trusts_that_of_the_organisation(
    make_user: MakeUser, at_provider: Callable[..., Any], settings: Any
) -> None:
    settings.MFA_ROLES = ["reader"]
    make_user(Role.READER, name="kim")
    client = Client()
    at_provider(client, "kim")
    assert client.get("/mijn-werk").status_code == 200


def test_an_answer_that_was_not_asked_for_is_refused(db: None) -> None:
    client = Client()
    page = client.get(f"{BUTTON}callback/?code=gestolen&state=verzonnen")
    assert "niet gelukt" in page.content.decode()
    assert client.get("/account").status_code == 302


def test_a_provider_that_does_not_answer_is_said_so(settings: Any, db: None) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    page = Client().post(BUTTON)
    assert page.status_code == 502
    assert "niet gelukt" in page.content.decode()
