# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workbench.capabilities.documents import ROOT, example, fill
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = f"{ROOT}bijstand/"


@pytest.fixture
def planned(round_: Round) -> Round:
    """A round with a situation to plan assistance for, in which two platoons are confidential."""
    text = example()["assistance.yaml"].replace("rest_h: 11, confidential: false", "rest_h: 11", 3)
    fill(round_, {"assistance.yaml": text})
    return round_


def test_the_plan_says_what_is_short_and_who_is_asked(
    planned: Round, client_of: Callable[..., Any], analyst: User
) -> None:
    client = client_of(analyst)
    text = client.get(PLACE).content.decode()
    assert "bewezen best" in text
    assert "VERTROUWELIJK" in text
    assert 'id="t-tekort"' in text
    assert "Wie wordt om wat gevraagd?" in text
    assert text.count("<svg xmlns") >= 4


def test_others_get_the_public_version_and_so_does_every_export(
    planned: Round, client_of: Callable[..., Any], analyst: User, decider: User
) -> None:
    text = client_of(decider).get(PLACE).content.decode()
    assert "Openbare versie" in text
    assert "niet openbaar" in text
    assert "me-rotterdam" not in text
    assert client_of(decider).get(f"{ROOT}documenten/assistance/").status_code == 404
    clients = client_of(analyst), client_of(decider)
    exports = [client.get(f"{PLACE}export/{form}").content for client in clients for form in ("csv", "json")]
    assert exports[0] == exports[2]
    assert b"me-rotterdam" not in exports[1]
    assert Entry.objects.filter(action="assistance.exported").count() == 4


def test_a_document_above_the_clearance_is_not_there(
    planned: Round, client_of: Callable[..., Any], decider: User
) -> None:
    row = planned.documents.get(kind="assistance")
    row.change(row.version, level=Level.SECRET)
    assert "Hier is nog niets" in client_of(decider).get(PLACE).content.decode()
    assert client_of(decider).get(f"{PLACE}export/csv").status_code == 404
