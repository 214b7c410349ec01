# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.capabilities import follow_up
from weerbaar.workbench.capabilities.asking import asked
from weerbaar.workbench.capabilities.models import Author
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_a_decider_is_asked_for_what_others_wrote_and_nobody_decided(
    slim: Round, decider: User, asking: Callable[[User], HttpRequest]
) -> None:
    [line] = list(asked(decider, slim))
    assert (line.done, line.total) == (0, 4)
    assert line.address.endswith("/advies/")
    follow_up.decide(asking(decider), slim, measure="internationale-benchmark", outcome="adopted", reason="Nodig.")
    Author.objects.create(round=slim, measure="alert-online", user=decider)
    [line] = list(asked(decider, slim))
    assert (line.done, line.total) == (1, 3)


def test_an_analyst_is_asked_about_what_is_overdue(slim: Round, analyst: User) -> None:
    [line] = list(asked(analyst, slim))
    assert "te laat" in line.text.nl
    assert line.address.endswith("?stand=te-laat")


def test_nothing_is_asked_where_there_is_nothing(round_: Round, analyst: User, make_user: Callable[..., User]) -> None:
    assert list(asked(analyst, round_)) == []
    assert list(asked(make_user("reader", round_), round_)) == []
