# SPDX-License-Identifier: EUPL-1.2
"""Every page around logging in is there in both languages, with labels and without placeholders."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.workbench.accounts.login import log_in, set_up_phone
from tests.workbench.conftest import MakeUser

BEFORE = {
    "/account/login/": ("Inloggen", "Log in"),
    "/account/password/reset/": ("Wachtwoord vergeten", "Forgot your password"),
    "/account/password/reset/done/": ("Kijk in uw e-mail", "Check your e-mail"),
    "/account/password/reset/key/1-abc-def/": ("Nieuw wachtwoord", "New password"),
    "/account/password/reset/key/done/": ("Uw wachtwoord is gewijzigd", "Your password was changed"),
    "/account/inactive/": ("Geen toegang", "No access"),
    "/account/oidc/cancelled/": ("Inloggen is afgebroken", "Login was cancelled"),
    "/account/oidc/error/": ("Inloggen is niet gelukt", "Login failed"),
}
AFTER = {
    "/account/logout/": ("Uitloggen", "Log out"),
    "/account/reauthenticate/": ("Bevestig dat u het bent", "Confirm that it is you"),
    "/account/password/change/": ("Wachtwoord wijzigen", "Change password"),
    "/account/password/set/": ("Uw wachtwoord staat bij uw organisatie", "Your organisation keeps your password"),
    "/account/2fa/": ("Tweede factor", "Second factor"),
    "/account/2fa/totp/deactivate/": ("Tweede factor uitzetten", "Turn off the second factor"),
    "/account/2fa/recovery-codes/": ("Herstelcodes", "Recovery codes"),
    "/account/2fa/recovery-codes/generate/": ("Nieuwe herstelcodes", "New recovery codes"),
    "/account/sessions/": ("Waar u bent ingelogd", "Where you are logged in"),
}


def _check(page: str, heading: str) -> None:
    assert re.findall(r"<h1>(.*?)</h1>", page) == [heading]
    assert "placeholder" not in page
    fields = re.findall(r'<(?:input(?! type="hidden")|select|textarea)[^>]* id="([^"]+)"', page)
    assert all(f'<label for="{field}">' in page for field in fields), fields


@pytest.mark.parametrize("language", [0, 1])
def test_pages_without_login(db: None, language: int) -> None:
    client = Client(headers={"Accept-Language": ("nl", "en")[language]})
    for path, headings in BEFORE.items():
        _check(client.get(path).content.decode(), headings[language])


@pytest.mark.parametrize("language", [0, 1])
def test_pages_with_login_and_second_factor(make_user: MakeUser, language: int) -> None:
    make_user(name="Kim", language=("nl", "en")[language])
    client = Client()
    log_in(client, "Kim")
    set_up_phone(client)
    for path, headings in AFTER.items():
        _check(client.get(path).content.decode(), headings[language])
    other = Client()
    log_in(other, "Kim")
    other.cookies["django_language"] = ("nl", "en")[language]
    _check(other.get("/account/2fa/authenticate/").content.decode(), ("Tweede factor", "Second factor")[language])
    codes = client.get("/account/2fa/recovery-codes/download/").content.decode().split()
    assert len(codes) == len(set(codes)) == 10


def test_a_wrong_field_points_to_its_error(make_user: MakeUser) -> None:
    page = Client().post("/account/login/", {"login": "", "password": ""}).content.decode()
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_login_error"' in page
    assert 'id="id_login_error"' in page
