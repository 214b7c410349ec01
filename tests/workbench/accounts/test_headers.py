# SPDX-License-Identifier: EUPL-1.2
"""Headers, cookies and settings that keep a browser from being used against its user."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client

from tests.workbench.accounts.login import LOGIN, log_in
from tests.workbench.conftest import MakeUser
from weerbaar.workbench import settings as ours

SECURE = {
    "WEERBAAR_HTTPS": "1",
    "WEERBAAR_HOSTS": "weerbaar.example.nl",
    "WEERBAAR_SECRET_KEY": "for a test only: long enough, with many different signs 0123456789!",
}


def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **environment: str) -> dict[str, Any]:
    monkeypatch.setenv("WEERBAAR_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(ours.__file__))


def test_every_page_carries_the_headers(make_user: MakeUser) -> None:
    make_user(name="Kim")
    client = Client()
    log_in(client, "Kim")
    for answer in (Client().get(LOGIN), client.get("/account"), client.get("/bestaat-niet")):
        headers = answer.headers
        policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'self'"
        assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "*" not in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "geolocation=()" in headers["Permissions-Policy"]


def test_pages_behind_the_login_are_not_kept_on_disk(make_user: MakeUser) -> None:
    make_user(name="Kim")
    client = Client()
    log_in(client, "Kim")
    assert client.get("/account").headers["Cache-Control"] == "private, no-store"


def test_templates_have_no_inline_script_or_style() -> None:
    folder = Path(ours.__file__).parent
    found = [
        f"{path.relative_to(folder)}: {match.group()}"
        for path in sorted((folder / "accounts" / "templates").rglob("*.html"))
        for match in re.finditer(
            r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:|hx-on", path.read_text()
        )
    ]
    assert found == []


def test_cookies_are_for_this_site_and_not_for_scripts(make_user: MakeUser) -> None:
    make_user(name="Kim")
    client = Client()
    client.get(LOGIN)
    log_in(client, "Kim")
    client.post("/taal", {"language": "en", "next": "/"})
    assert {"weerbaar_session", "weerbaar_csrf", "django_language"} <= set(client.cookies)
    for name in ("weerbaar_session", "weerbaar_csrf", "django_language"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", ""), name


def test_over_https_cookies_are_secure_and_browsers_stay_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, make_user: MakeUser, settings: Any
) -> None:
    found = _settings(monkeypatch, tmp_path, **SECURE)
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER"):
        setattr(settings, name, found[name])
    make_user(name="Kim")
    assert Client().get(LOGIN).headers["Location"] == f"https://testserver{LOGIN}"
    client = Client(headers={"X-Forwarded-Proto": "https"})
    client.get(LOGIN)
    log_in(client, "Kim")
    assert client.cookies["weerbaar_session"]["secure"]
    assert client.cookies["weerbaar_csrf"]["secure"]
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["ACCOUNT_DEFAULT_HTTP_PROTOCOL"] == "https"


def test_the_deployment_check_finds_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> None:
    found = _settings(monkeypatch, tmp_path, **SECURE)
    for name, value in found.items():
        if name.isupper() and name != "DATABASES":
            setattr(settings, name, value)
    assert run_checks(include_deployment_checks=True) == []


def test_passwords_are_hashed_with_argon2_and_must_be_long() -> None:
    assert ours.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    lengths = [v["OPTIONS"]["min_length"] for v in ours.AUTH_PASSWORD_VALIDATORS if "OPTIONS" in v]
    assert lengths == [12]


def test_several_processes_count_failures_together(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    alone = _settings(monkeypatch, tmp_path)
    assert alone["CACHES"]["default"]["BACKEND"].endswith("LocMemCache")
    shared = _settings(monkeypatch, tmp_path, DATABASE_URL="postgres://u:p@127.0.0.1/weerbaar")
    assert shared["CACHES"]["default"]["BACKEND"].endswith("DatabaseCache")


def test_the_provider_of_the_organisation_may_be_reached_from_a_form(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bare = _settings(monkeypatch, tmp_path)
    assert bare["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"] == ["'self'"]
    assert bare["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"] == []
    found = _settings(monkeypatch, tmp_path, WEERBAAR_OIDC_ISSUER="https://inloggen.example.nl/realm/x/")
    assert found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"] == ["'self'", "https://inloggen.example.nl"]


def test_a_request_for_another_host_is_refused(db: None) -> None:
    assert Client(headers={"Host": "kwaad.example"}).get(LOGIN).status_code == 400


def test_a_form_without_its_token_changes_nothing(make_user: MakeUser) -> None:
    person = make_user(name="Kim", first_name="Kim")
    client = Client(enforce_csrf_checks=True)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post("/account", {"first_name": "Ander", "language": "nl"})
    assert answer.status_code == 403
    assert "Er is niets gewijzigd" in answer.content.decode()
    person.refresh_from_db()
    assert person.first_name == "Kim"


def test_logging_in_takes_a_token_too(make_user: MakeUser) -> None:
    make_user(name="Kim")
    assert log_in(Client(enforce_csrf_checks=True), "Kim").status_code == 403
