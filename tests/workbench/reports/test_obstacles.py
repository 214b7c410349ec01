# SPDX-License-Identifier: EUPL-1.2
"""Who may sign, and when."""

from __future__ import annotations

import pytest

from tests.workbench.conftest import MakeUser
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.library.models import ReviewState
from weerbaar.workbench.reports.obstacles import obstacles
from weerbaar.workbench.rounds.models import Phase, Round

pytestmark = pytest.mark.django_db


def said(round_: Round, user: object) -> str:
    return " ".join(text.nl for text in obstacles(round_, user))  # type: ignore[arg-type]


def test_a_closed_and_approved_round_can_be_signed(round_: Round, make_user: MakeUser) -> None:
    assert obstacles(round_, make_user("decider", round_)) == []


def test_an_open_round_cannot(round_: Round, make_user: MakeUser) -> None:
    round_.change(1, phase=Phase.FEEDBACK)
    assert "nog niet gesloten" in said(round_, make_user("decider", round_))
    round_.refresh_from_db()
    round_.change(2, phase=Phase.SIGNED)
    round_.refresh_from_db()
    assert "al vastgesteld" in said(round_, make_user("decider", round_))


def test_a_scenario_that_was_not_approved_is_named_unless_it_is_not_active(round_: Round, make_user: MakeUser) -> None:
    decider = make_user("decider", round_)
    row = round_.scenarios.first()
    row.change(1, review_state=ReviewState.RETURNED)
    assert f"Nog niet goedgekeurd: {row.title_nl}." in said(round_, decider)
    row.change(2, status="retired")
    assert obstacles(round_, decider) == []
    for other in round_.scenarios.all():
        other.change(other.version, status="retired")
    assert "geen actieve scenario’s" in said(round_, decider)


def test_who_scored_or_wrote_does_not_sign(round_: Round, make_user: MakeUser) -> None:
    scored, wrote, once, reviewed = (make_user("decider", round_) for _ in range(4))
    panelist = round_.panel.first()
    panelist.user = scored
    panelist.save()
    row = round_.scenarios.first()
    row.change(1, author=once)
    row.change(2, author=wrote)
    row.change(3, _history_user=reviewed, review_state=ReviewState.APPROVED)
    assert "gescoord" in said(round_, scored)
    assert "geschreven" in said(round_, wrote)
    assert "geschreven" in said(round_, once)
    assert obstacles(round_, reviewed) == []


def test_who_cannot_read_it_all_does_not_sign(round_: Round, make_user: MakeUser) -> None:
    round_.scenarios.first().change(1, level=Level.SECRET)
    assert "niet alles" in said(round_, make_user("decider", round_))
    assert obstacles(round_, make_user("decider", round_, clearance=Level.SECRET)) == []
