# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.workbench.capabilities.documents import ROOT
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = f"{ROOT}richtlijn/"


def test_counts_per_part_and_a_filter(slim: Round, client_of: Callable[..., Any], decider: User) -> None:
    client = client_of(decider)
    text = client.get(PLACE).content.decode()
    found = desk_of(slim, 1).checklist
    assert text.count('id="eis-') == len(found.content.requirements)
    assert "richtlijn/eisen/" not in text
    assert 0 < client.get(f"{PLACE}?stand=shown").content.decode().count('id="eis-') < len(found.content.requirements)


def test_a_requirement_is_answered_on_its_own_page(
    slim: Round, client_of: Callable[..., Any], analyst: User, decider: User
) -> None:
    client = client_of(analyst)
    id_ = desk_of(slim, 2).checklist.content.requirements[0].id
    page = client.get(f"{PLACE}eisen/{id_}/").content.decode()
    version = page.split('name="version" value="')[1].split('"')[0]
    given = {
        "version": version, "state": "met", "owner": "CISO", "evidence-count": "1", "evidence-0-what": "Toetsrapport",
        "evidence-0-date": "2026-01-05",
    }  # fmt: skip
    assert client.post(f"{PLACE}eisen/{id_}/", given).status_code == 302
    text = client.get(PLACE).content.decode().split(f'id="eis-{id_}"')[1].split("</tr>")[0]
    assert "aangetoond" in text
    assert "CISO" in text
    assert client.post(f"{PLACE}eisen/{id_}/", given).status_code == 409
    fresh = client.get(f"{PLACE}eisen/{id_}/").content.decode()
    version = fresh.split('name="version" value="')[1].split('"')[0]
    wrong = client.post(f"{PLACE}eisen/{id_}/", {"version": version, "state": "not applicable"})
    assert wrong.status_code == 422
    assert "Niet bewaard" in wrong.content.decode()
    assert client_of(decider).get(f"{PLACE}eisen/{id_}/").status_code == 403


def test_a_table_goes_out_and_comes_back(slim: Round, client_of: Callable[..., Any], analyst: User) -> None:
    client = client_of(analyst)
    table = client.get(f"{PLACE}export/csv").content
    answer = client.post(f"{PLACE}inlezen", {"file": SimpleUploadedFile("terug.csv", table)}, follow=True)
    assert "0 antwoorden gewijzigd." in answer.content.decode()
    wrong = client.post(f"{PLACE}inlezen", {"file": SimpleUploadedFile("terug.csv", b"x;y\n1;2\n")})
    assert wrong.status_code == 422
    assert client.get(f"{PLACE}export/json").json()
    assert client.get(f"{PLACE}export/pdf").status_code == 404


def test_a_round_without_a_checklist_begins_one(round_: Round, client_of: Callable[..., Any], analyst: User) -> None:
    client = client_of(analyst)
    assert "Checklist beginnen" in client.get(PLACE).content.decode()
    assert client.post(f"{PLACE}begin", {"content": "bestaat-niet"}).status_code == 422
    assert client.post(f"{PLACE}begin", {"content": "cra-annex-1", "subject": "Loket"}).status_code == 302
    assert "Loket" in client.get(PLACE).content.decode()
