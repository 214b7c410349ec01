# SPDX-License-Identifier: EUPL-1.2
"""The palette lists the pages and rounds of this person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_pages_of_the_open_round_and_rounds_that_may_be_read(round_: Round, client_of: Callable[..., Client]) -> None:
    page = client_of("administrator").get(f"/spring?ronde={round_.slug}").content.decode()
    assert f'href="/rondes/{round_.slug}/instellingen"' in page
    assert 'href="/mijn-werk"' in page
    round_.change(1, level=Level.SECRET)
    hidden = client_of("administrator").get(f"/spring?ronde={round_.slug}").content.decode()
    assert round_.slug not in hidden


def test_nobody_else_gets_it() -> None:
    assert Client().get("/spring").status_code == 302
