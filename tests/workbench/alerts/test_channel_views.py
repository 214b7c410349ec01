# SPDX-License-Identifier: EUPL-1.2
"""The page of channels: make, try out, take out of use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from weerbaar.alerting.register import Kind, Peer
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts.models import Channel, Supply, SupplyKind
from weerbaar.workbench.alerts.store import DatabaseStore

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
PAGE = "/nl-alert/kanalen/"


def test_made_tried_and_taken_out_of_use(manager: User, officer: User, client_of: Callable[..., Client]) -> None:
    assert client_of(officer).get(PAGE).status_code == 403
    client = client_of(manager)
    made = {"name": "oefennet", "kind": "rehearsal", "purpose": "live", "refusing": "12,5"}
    assert client.post(PAGE, made).status_code == 302
    row = Channel.objects.get()
    assert (row.purpose, row.address) == ("exercise", {"refusing": 0.125, "silent": 0.0})
    tried = client.post(f"{PAGE}{row.pk}/proberen/", follow=True)
    assert "oefennet: verbonden met oefennet." in tried.content.decode()
    client.post(f"{PAGE}{row.pk}/gebruik/", {"version": "1", "active": "0"})
    assert not Channel.objects.get().active
    assert client.post(f"{PAGE}{row.pk}/gebruik/", {"version": "1", "active": "1"}).status_code == 409


def test_what_is_wrong_is_told_and_what_was_typed_stays(manager: User, client_of: Callable[..., Client]) -> None:
    network = Supply.objects.create(kind=SupplyKind.NETWORK, name="net.csv", sha256="0" * 64, size=1, facts={})
    wrong = {
        "network": str(network.pk),
        "name": "brabant",
        "kind": "bsc",
        "purpose": "exercise",
        "host": "10.0.0.1",
        "port": "veel",
    }
    page = client_of(manager).post(PAGE, wrong)
    text = page.content.decode()
    assert page.status_code == 422
    assert "geef een poort" in text
    assert '<a href="#port">Poort (leeg: 48049 voor CBSP, 12345 voor osmo-cbc)</a>: geef een poort' in text
    assert 'value="10.0.0.1"' in text
    assert f'<option value="{network.pk}" selected>' in text
    assert client_of(manager).post(PAGE, wrong | {"port": "0"}).status_code == 422
    assert not Channel.objects.exists()
    silent = client_of(manager).post(PAGE, {"name": "x", "kind": "rehearsal", "silent": "veel"})
    assert silent.status_code == 422


def test_when_a_controller_was_last_seen(manager: User, client_of: Callable[..., Client]) -> None:
    client = client_of(manager)
    client.post(PAGE, {"name": "brabant", "kind": "bsc", "purpose": "live", "host": "127.0.0.1", "port": "1"})
    for state in ("found", "lost"):
        said = Peer(channel="brabant", peer="bsc-1", state=state)  # type: ignore[arg-type]
        DatabaseStore().append(Kind.PEER, None, "weerbaar", said, timezone.now())
    text = client.get(PAGE).content.decode()
    assert "bsc-1: weggevallen" in text
    assert "bsc-1: verbonden" not in text
    tried = client.post(f"{PAGE}{Channel.objects.get().pk}/proberen/", follow=True)
    assert "brabant: geen antwoord." in tried.content.decode()
