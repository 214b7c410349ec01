# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workbench.capabilities.documents import ROOT
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.capabilities.opening import PAGES
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_every_part_has_a_page_that_says_what_is_missing(
    round_: Round, client_of: Callable[..., Any], analyst: User
) -> None:
    client = client_of(analyst)
    first = client.get(ROOT).content.decode()
    assert len(PAGES) == 11
    for place in [line.split('"')[1] for line in first.split("<a ") if ROOT in line and "href" in line][:11]:
        assert client.get(place).status_code == 200


def test_reading_marked_documents_is_marked_and_written_down(
    browser_of: Callable[[User], Any], analyst: User, decider: User
) -> None:
    assert "Departementaal Vertrouwelijk" in browser_of(analyst)("tekorten/").content.decode()
    assert Entry.objects.filter(action="capabilities.read", actor="anna").count() == 1
    assert "Departementaal Vertrouwelijk" not in browser_of(decider)("tekorten/").content.decode()
    assert not Entry.objects.filter(action="capabilities.read", actor="bea").exists()


def test_a_reader_sees_nothing_before_the_round_is_closed(filled: Round, client_of: Callable[..., Any]) -> None:
    filled.change(filled.version, phase="scoring")
    reader = client_of("reader", filled)
    assert reader.get(ROOT).status_code == 403
    assert client_of("reader").get(f"{ROOT}nergens").status_code == 404
