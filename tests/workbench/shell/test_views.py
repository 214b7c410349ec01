# SPDX-License-Identifier: EUPL-1.2
"""The addresses of drafts answer programs in JSON and people in pages; nobody reads another's draft."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from weerbaar.workbench.shell.drafts import LARGEST, draft_of, keep

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def _post(client: Client, body: Any, **headers: str) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post("/concept", text, content_type="application/json", **headers)


def test_a_draft_is_kept_and_the_time_is_told(client_of: ClientOf) -> None:
    client = client_of("analyst")
    answer = _post(client, {"key": "scenario:1", "version": "4", "values": {"a": "x", "b": ["1", "2"]}})
    assert answer.status_code == 200
    assert answer.json()["words"].startswith("Concept bewaard ")
    kept = draft_of(client.user, "scenario:1")  # type: ignore[attr-defined]
    assert kept is not None
    assert (kept.version, kept.values) == (4, {"a": "x", "b": ["1", "2"]})


def test_without_session_a_program_gets_401_in_json() -> None:
    answer = _post(Client(), {"key": "k", "values": {}})
    assert answer.status_code == 401
    assert "niet meer ingelogd" in answer.json()["error"]


@pytest.mark.parametrize(
    "body",
    [
        "geen json",
        "[]",
        {"values": {}},
        {"key": "", "values": {}},
        {"key": "k" * 200, "values": {}},
        {"key": "k", "values": {"a": 1}},
        {"key": "k", "values": {"a": "nul \0"}},
        {"key": "k", "values": {}, "version": "²"},
        {"key": "k", "values": {}, "version": -1},
        {"key": "k", "values": {}, "labels": {"a": []}},
    ],
)
def test_what_is_no_draft_is_refused(client_of: ClientOf, body: Any) -> None:
    assert _post(client_of("analyst"), body).status_code == 400


def test_a_draft_has_a_largest_size(client_of: ClientOf) -> None:
    assert _post(client_of("analyst"), {"key": "k", "values": {"a": "x" * LARGEST}}).status_code == 413


def test_a_draft_can_be_read_and_copied_without_script(client_of: ClientOf) -> None:
    client = client_of("analyst")
    draft = keep(client.user, "k", {"t": "Dijk <breekt>", "version": "3"}, labels={"t": "Titel"})  # type: ignore[attr-defined]
    page = client.get(f"/concept/{draft.pk}?next=/mijn-werk").content.decode()
    assert "Dijk &lt;breekt&gt;" in page
    assert "Titel" in page
    assert 'href="/mijn-werk"' in page
    there = client.get(f"/concept/{draft.pk}", headers={"accept": "application/json"}).json()
    assert there == {"version": 0, "values": {"t": "Dijk <breekt>", "version": "3"}}


def test_nobody_reads_or_removes_the_draft_of_another(client_of: ClientOf) -> None:
    owner, other = client_of("analyst"), client_of("administrator")
    draft = keep(owner.user, "k", {"t": "mijn"})  # type: ignore[attr-defined]
    assert other.get(f"/concept/{draft.pk}").status_code == 404
    assert other.post(f"/concept/{draft.pk}/weg").status_code == 404
    assert draft_of(owner.user, "k") == draft  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("wanted", "went"), [("/rondes", "/rondes"), ("https://elders.nl/", "/"), ("//elders.nl", "/")]
)
def test_a_discarded_draft_is_gone_and_the_way_back_stays_on_this_site(
    client_of: ClientOf, wanted: str, went: str
) -> None:
    client = client_of("analyst")
    draft = keep(client.user, "k", {"t": "weg"})  # type: ignore[attr-defined]
    answer = client.post(f"/concept/{draft.pk}/weg", {"next": wanted})
    assert (answer.status_code, answer["Location"]) == (302, went)
    assert draft_of(client.user, "k") is None  # type: ignore[attr-defined]


def test_a_form_offers_the_draft_and_warns_where_the_row_has_moved_on(make_user: Callable[..., Any]) -> None:
    user = make_user()
    request = RequestFactory().get("/ergens")
    request.user = user
    offer = Template('{% draft_offer "k" version=5 %}')
    assert offer.render(Context({"request": request})).strip() == ""
    keep(user, "k", {"t": "x"}, version=4)
    shown = offer.render(Context({"request": request}))
    assert "U hebt niet-bewaarde tekst van" in shown
    assert "vergelijken" in shown
    keep(user, "k", {"t": "x"}, version=5)
    assert "vergelijken" not in offer.render(Context({"request": request}))


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Toegankelijkheidsverklaring"), ("en", "Accessibility statement")]
)
def test_the_accessibility_statement_is_open_to_everybody(language: str, words: str) -> None:
    answer = Client().get("/toegankelijkheid", headers={"accept-language": language})
    assert answer.status_code == 200
    assert words in answer.content.decode()
