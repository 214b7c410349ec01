# SPDX-License-Identifier: EUPL-1.2
"""What is new to somebody since the last visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.workbench.rounds.made_round import small_round
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds.models import Visit
from weerbaar.workbench.rounds.news import news_of
from weerbaar.workbench.rounds.verbs import see

pytestmark = pytest.mark.django_db


def test_changes_of_others_since_the_last_visit_are_new(
    make_user: Callable[..., User], django_assert_num_queries: Any
) -> None:
    user, round_, other = make_user(), small_round(), small_round()
    assert news_of(user, [round_])[round_.pk].since is None
    see(round_, user)
    assert news_of(user, [round_])[round_.pk].count == 0
    round_.scenarios.get(slug="pandemie").change(1, title_nl="Grieppandemie")
    round_.change(1, label="Nieuw")
    with django_assert_num_queries(3):
        found = news_of(user, [round_, other])
    assert found[round_.pk].scenarios == (("pandemie", "Grieppandemie"),)
    assert found[round_.pk].round_changed
    assert found[round_.pk].count == 2
    assert found[other.pk].since is None


def test_own_changes_and_hidden_scenarios_are_not_news(make_user: Callable[..., User]) -> None:
    user, round_ = make_user(clearance=Level.INTERNAL), small_round()
    Visit.objects.create(round=round_, user=user, at=timezone.now() - timedelta(days=1))
    round_.scenarios.get(slug="pandemie").change(1, level=Level.SECRET)
    mine = round_.scenarios.get(slug="dijkdoorbraak")
    for record in mine.history.all():
        record.history_user = user
        record.save()
    found = news_of(user, [round_])[round_.pk]
    # It became secret: the name it had before would tell that it is there.
    assert found.scenarios == ()
    cleared = make_user(clearance=Level.SECRET)
    Visit.objects.create(round=round_, user=cleared, at=timezone.now() - timedelta(days=1))
    assert "pandemie" in [slug for slug, _ in news_of(cleared, [round_])[round_.pk].scenarios]
