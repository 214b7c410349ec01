# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workbench.capabilities.documents import ROOT
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = f"{ROOT}samenwerking/"


def test_who_may_do_what_at_an_hour(slim: Round, client_of: Callable[..., Any], decider: User) -> None:
    client = client_of(decider)
    text = client.get(f"{PLACE}?situatie=nuclear-threat&uur=6&op=2012-06-01").content.decode()
    assert "Nucleaire dreiging, T+6" in text
    assert "Responsklok" in text
    assert text.count("<svg xmlns") == 2
    assert "T+" in text.split('id="t-eenheden"')[1]
    # Requests that were not made do not count, where that is asked.
    bare = client.get(f"{PLACE}?situatie=nuclear-threat&uur=6&op=2012-06-01&verzoeken=echt").content.decode()
    assert "nog niet gevraagd" in bare
    assert client.get(f"{PLACE}?uur=zes").status_code == 422
    assert client.get(f"{PLACE}?situatie=feest").status_code == 422


def test_what_is_confidential_is_for_who_is_cleared(
    slim: Round, client_of: Callable[..., Any], decider: User, analyst: User
) -> None:
    address = f"{PLACE}?situatie=nuclear-threat&op=2014-06-01"
    other, own = (client_of(who).get(address).content.decode() for who in (decider, analyst))
    assert "Departementaal Vertrouwelijk" in own
    assert "Departementaal Vertrouwelijk" not in other
    assert own.count("<tr>") > other.count("<tr>")


def test_overlaps_and_holes(slim: Round, client_of: Callable[..., Any], decider: User) -> None:
    text = client_of(decider).get(f"{PLACE}overlap-en-gaten/?op=2014-06-01").content.decode()
    assert "Overlap" in text
    assert "Verlopen" in text
    assert 'id="t-afspraken"' in text


def test_without_documents_the_shipped_inventory_is_shown(
    round_: Round, client_of: Callable[..., Any], decider: User
) -> None:
    client = client_of(decider)
    assert "meegeleverde inventarisatie" in client.get(PLACE).content.decode()
    table = client.get(f"{PLACE}landen/").content.decode()
    assert 'id="t-aanpak"' in table
    assert "[1]" in table
