# SPDX-License-Identifier: EUPL-1.2
"""What everybody sees: without login, cookie or script, small, cacheable, and nothing of an exercise."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests.workbench.alerts.offered import approve, asked_by, hash_of, offered, on_air, rehearsal
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import delivery_verbs, desk, publishing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
SITE = "/nl-alert/actueel/"


def test_nothing_in_force() -> None:
    page = Client().get(SITE)
    assert page.status_code == 200
    assert "geen NL-Alert van kracht" in page.content.decode()
    assert page["Cache-Control"] == "public, max-age=10"
    assert not page.cookies
    assert "no NL-Alert in force" in Client().get(f"{SITE}?taal=en").content.decode()


def test_on_the_air_in_both_languages_on_a_slow_line(
    officer: User, approver: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_air(officer, approver, monkeypatch)
    page = Client().get(SITE)
    text = page.content.decode()
    assert "Sluit ramen en deuren" in text
    assert "nu van kracht" in text
    assert "<svg" in text
    assert "<script" not in text
    assert " style=" not in text
    assert len(page.content) < 30_000
    english = Client().get(f"{SITE}VR20-1/?taal=en").content.decode()
    assert 'lang="en"' in english
    assert "Close windows and doors" in english
    feature = json.loads(Client().get(f"{SITE}VR20-1/gebied.geojson").content)
    assert feature["geometry"]["type"] == "MultiPolygon"


def test_the_language_is_that_of_the_address_whoever_asks(
    officer: User, approver: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_air(officer, approver, monkeypatch)
    for asked in ("nl", "en"):
        for path in ("", "VR20-1/"):
            dutch = Client().get(SITE + path, headers={"accept-language": asked}).content.decode()
            assert "Het gebied is 28,3" in dutch
            english = Client().get(f"{SITE}{path}?taal=en", headers={"accept-language": asked}).content.decode()
            assert "The area is 28.3" in english


def test_withdrawn_is_past(officer: User, approver: User, monkeypatch: pytest.MonkeyPatch) -> None:
    row = on_air(officer, approver, monkeypatch)
    delivery_verbs.cancel(asked_by(officer), row, reason="vals alarm")
    desk.deliver_wanted()
    text = Client().get(SITE).content.decode()
    assert "geen NL-Alert van kracht" in text
    assert "ingetrokken" in text
    assert Client().get(f"{SITE}VR20-1/").status_code == 200


def test_an_exercise_is_never_public(officer: User, approver: User) -> None:
    rehearsal()
    row = offered(officer)
    approve(row, approver)
    delivery_verbs.send(asked_by(officer), row, channels=["oefennet"], draft=hash_of(row))
    desk.deliver_wanted()
    publishing.publish_now()
    assert "OEFENING" not in Client().get(SITE).content.decode()
    for path in ("VR20-1/", "VR20-1/gebied.geojson", "feeds/active.atom/x", "feeds/../../secret.key"):
        assert Client().get(SITE + path).status_code == 404
    assert json.loads(Client().get("/api/v1/providers/nl-alert/alerts").content) == {"data": []}


def test_existing_clients_change_one_address(officer: User, approver: User, monkeypatch: pytest.MonkeyPatch) -> None:
    on_air(officer, approver, monkeypatch)
    publishing.publish_now()
    whole = Client().get("/api/v1/providers/nl-alert/alerts")
    [one] = json.loads(whole.content)["data"]
    assert (one["id"], one["type"]) == ("VR20-1", "nl-alert")
    assert "***" in one["message"]
    assert json.loads(Client().get("/api/v1/providers/nl-alert/alerts?after=VR20-1").content) == {"data": []}
    assert json.loads(Client().get("/api/v1/providers/nl-alert/alerts/VR20-1").content)["data"]["id"] == "VR20-1"
    assert whole["Access-Control-Allow-Origin"] == "*"
    assert whole["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_feeds_are_asked_for_conditionally(officer: User, approver: User, monkeypatch: pytest.MonkeyPatch) -> None:
    on_air(officer, approver, monkeypatch)
    publishing.publish_now()
    first = Client().get(f"{SITE}feeds/active.atom")
    assert first["Content-Type"].startswith("application/atom+xml")
    assert b"VR20-1" in first.content
    again = Client().get(f"{SITE}feeds/active.atom", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().post(f"{SITE}feeds/active.atom").status_code == 405
