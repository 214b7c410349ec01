# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workbench.capabilities.documents import ROOT
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_effects_stand_apart_from_reach(slim: Round, client_of: Callable[..., Any], decider: User) -> None:
    text = client_of(decider).get(f"{ROOT}scholing/").content.decode()
    assert text.count('aria-labelledby="activiteit-') == 3
    assert "verschil" in text
    assert "bereik:" in text
    assert text.count("<svg xmlns") == 2
    assert 'id="t-certificaten"' in text


def test_without_a_document_the_page_says_so(round_: Round, client_of: Callable[..., Any], analyst: User) -> None:
    text = client_of(analyst).get(f"{ROOT}scholing/").content.decode()
    assert "Hier is nog niets" in text
    assert "documenten/training/" in text
