# SPDX-License-Identifier: EUPL-1.2
"""The sources of a round."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.library.models import Scenario, Source
from weerbaar.workbench.rounds.models import Phase, Round

pytestmark = pytest.mark.django_db


def address(name: str, round_: Round, **more: int) -> str:
    return reverse(name, kwargs={"round_slug": round_.slug, **more})


def test_add_change_and_where_used(row: Scenario, pages: Client) -> None:
    round_ = row.round
    sent = {
        "key": "brief-2013",
        "title": "Brief",
        "author": "Minister",
        "year": "2013",
        "reference": "javascript:alert(1)",
    }
    assert pages.post(address("source-new", round_), sent)["Location"] == address("sources", round_)
    source = round_.sources.get()
    again = pages.post(address("source-new", round_), sent)
    assert again.status_code == 422
    assert "al in gebruik" in again.content.decode()
    row.change(1, sources=["brief-2013"])
    round_.change(round_.version, annexes={"published": [{"source": ["brief-2013"]}, {"source": ["brief-2013"]}]})
    page = pages.get(address("sources", round_)).content.decode()
    assert "Cyberhacktivisme" in page
    assert "2× elders in het dossier" in page
    assert 'href="javascript' not in page
    changed = {"title": "De brief", "author": "", "year": "", "reference": "https://voorbeeld.nl/brief", "version": 1}
    pages.post(address("source-edit", round_, pk=source.pk), changed)
    assert 'href="https://voorbeeld.nl/brief"' in pages.get(address("sources", round_)).content.decode()
    conflict = pages.post(address("source-edit", round_, pk=source.pk), changed)
    assert conflict.status_code == 409


def test_use_in_a_hidden_scenario_is_not_told(row: Scenario, pages: Client) -> None:
    Source.objects.create(round=row.round, key="b", title="Een bron")
    row.change(1, sources=["b"], level=Level.SECRET)
    page = pages.get(address("sources", row.round)).content.decode()
    assert "Een bron" in page
    assert "Cyberhacktivisme" not in page


def test_a_closed_round_and_others_change_nothing(
    open_round: Round, pages: Client, client_of: Callable[..., Client]
) -> None:
    sent = {"key": "a", "title": "A"}
    assert client_of(Role.EXPERT).post(address("source-new", open_round), sent).status_code == 403
    assert client_of(Role.READER).get(address("sources", open_round)).status_code == 200
    open_round.change(open_round.version, phase=Phase.CLOSED)
    refused = pages.post(address("source-new", open_round), sent)
    assert "De ronde is gesloten" in refused.content.decode()
    assert not Source.objects.exists()


def test_a_source_belongs_to_its_round(open_round: Round, pages: Client) -> None:
    other = Round.objects.create(slug="anders", title_nl="Anders", label="A", year=2026)
    source = Source.objects.create(round=other, key="a", title="A")
    assert pages.get(address("source-edit", open_round, pk=source.pk)).status_code == 404
