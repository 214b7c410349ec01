# SPDX-License-Identifier: EUPL-1.2
"""What is asked of somebody: the first deadline first, undated last; and the next step to who leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.workbench.rounds.made_round import small_round
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds import asked
from weerbaar.workbench.rounds.asked import Asked, ask_through, asked_of
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_the_first_deadline_comes_first(make_user: Callable[..., User], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "_PROVIDERS", [])
    now = timezone.now()

    @ask_through
    def provider(user: User, round_: Round) -> Iterator[Asked]:
        for name, days in (("zonder", None), ("later", 5), ("eerst", 1)):
            yield Asked(round_, Text(nl=name), "/", now + timedelta(days=days) if days else None)

    ask_through(provider)
    found = asked_of(make_user(), [small_round()])
    assert [a.text.nl for a in found] == ["eerst", "later", "zonder"]
