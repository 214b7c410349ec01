# SPDX-License-Identifier: EUPL-1.2
"""Pages of webhooks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.workbench.exchange.files import receiver
from weerbaar.workbench.exchange import targets
from weerbaar.workbench.exchange.delivering import deliver_due
from weerbaar.workbench.exchange.models import Delivery, Webhook
from weerbaar.workbench.exchange.signing import secret_of
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(targets.PRIVATE, "1")


@pytest.fixture
def address(round_: Round) -> str:
    return f"/rondes/{round_.slug}/uitwisseling/webhooks"


def test_from_address_to_delivery(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    client = client_of("administrator", round_)
    with receiver() as there:
        page = client.post(address, {"url": there.url, "events": ["publication"]})
        made = Webhook.objects.get()
        assert secret_of(made.salt, made.key) in page.content.decode()
        assert "no-store" in page["Cache-Control"]
        where = f"{address}/{made.pk}"
        assert client.post(f"{where}/proef").status_code == 302
        assert "wacht" in client.get(where).content.decode()
        there.answers = [503]
        deliver_due()
        page_text = client.get(where).content.decode()
        assert "HTTP 503" in page_text
        assert "Nu proberen" in page_text
        sent = Delivery.objects.get()
        assert client.post(f"{where}/leveringen/{sent.pk}/opnieuw").status_code == 302
        deliver_due()
        page_text = client.get(where).content.decode()
    assert "afgeleverd" in page_text
    assert "webhook.test" in page_text
    assert len(there.received) == 2


def test_changing_and_a_new_secret(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    client = client_of("administrator", round_)
    client.post(address, {"url": "http://127.0.0.1:9/"})
    made = Webhook.objects.get()
    where = f"{address}/{made.pk}"
    change = {"url": "http://127.0.0.1:9/anders", "events": ["job"], "version": "1"}
    assert client.post(where, change).status_code == 302
    made.refresh_from_db()
    assert (made.url, made.events, made.active, made.version) == ("http://127.0.0.1:9/anders", ["job"], False, 2)
    assert "staat uit" in client.get(where).content.decode()
    assert client.post(where, change).status_code == 409
    assert client.post(f"{where}/geheim", {"version": "1"}).status_code == 409
    before = secret_of(made.salt, made.key)
    page = client.post(f"{where}/geheim", {"version": "2"}).content.decode()
    made.refresh_from_db()
    assert secret_of(made.salt, made.key) in page
    assert before not in page
    assert client.post(f"{where}/weg").status_code == 302
    assert "nog geen webhooks" in client.get(address).content.decode()


def test_a_wrong_address_is_told_at_the_field(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    client = client_of("administrator", round_)
    answer = client.post(address, {"url": "https://169.254.169.254/"})
    assert answer.status_code == 400
    assert "afgeschermd netwerk" in answer.content.decode()
    assert client.post(address, {"url": ""}).status_code == 400
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("role", ["analyst", "facilitator", "expert", "decider", "reader", "auditor"])
def test_only_who_manages_the_round_gets_there(
    role: str, round_: Round, client_of: Callable[..., Client], address: str
) -> None:
    client = client_of(role, round_)
    assert client.get(address).status_code == 403
    assert client.post(address, {"url": "https://voorbeeld.nl/"}).status_code == 403
