# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a scenario, and when."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.library import rules
from weerbaar.workbench.library.models import ReviewState, Scenario
from weerbaar.workbench.rounds.models import Phase, Round

pytestmark = pytest.mark.django_db


def test_a_closed_round_is_frozen(open_round: Round, writer: User, acting: Callable) -> None:
    assert rules.may_write(writer, open_round)
    open_round.change(open_round.version, phase=Phase.CLOSED)
    assert not rules.may_write(writer, open_round)
    with pytest.raises(rules.RefusedError, match="closed"):
        rules.writer(acting(writer), open_round.pk, Action.WRITE)


def test_a_reader_writes_nothing(open_round: Round, make_user: Callable[..., User], acting: Callable) -> None:
    reader = make_user(Role.READER)
    assert not rules.may_write(reader, open_round)
    with pytest.raises(PermissionDenied):
        rules.writer(acting(reader), open_round.pk, Action.WRITE)


def test_nobody_reviews_own_text_in_whatever_role(row: Scenario, writer: User, second: User) -> None:
    row = row.change(1, review_state=ReviewState.IN_REVIEW, author=writer)
    assert rules.may_review(second, row)
    Grant.objects.create(user=writer, role=Role.ADMINISTRATOR)
    writer.is_superuser = True
    assert not rules.may_review(writer, row)


def test_only_a_draft_can_be_submitted(row: Scenario, writer: User) -> None:
    assert rules.may_submit(writer, row)
    row.review_state = ReviewState.APPROVED
    assert not rules.may_submit(writer, row)


def test_what_is_above_clearance_is_hidden(row: Scenario, writer: User) -> None:
    row.change(1, level=Level.SECRET)
    assert row not in rules.visible(writer, row.round)
    assert rules.hidden_slugs(writer, row.round) == {row.slug}
    with pytest.raises(PermissionDenied):
        rules.require_sight(writer, Level.SECRET)
