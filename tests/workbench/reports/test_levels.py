# SPDX-License-Identifier: EUPL-1.2
"""What somebody may see decides at what level a document is made."""

from __future__ import annotations

import pytest

from tests.workbench.conftest import MakeUser
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.reports.levels import choices_for, level_for, levels_in, marking_of
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.models import Answer

pytestmark = pytest.mark.django_db


def test_only_levels_that_occur_count(round_: Round) -> None:
    assert levels_in(round_) == [Level.INTERNAL]
    round_.scenarios.first().change(1, level=Level.SECRET)
    answer = Answer.objects.filter(panelist__round=round_).first()
    answer.change(1, level=Level.DEPARTMENTAL)
    assert levels_in(round_) == [Level.INTERNAL, Level.DEPARTMENTAL, Level.SECRET]


def test_nobody_gets_more_than_the_own_clearance_and_less_on_request(make_user: MakeUser) -> None:
    present = [Level.INTERNAL, Level.DEPARTMENTAL, Level.SECRET]
    cleared = make_user("analyst", clearance=Level.CONFIDENTIAL)
    assert level_for(present, cleared) == Level.DEPARTMENTAL
    assert level_for(present, cleared, Level.INTERNAL) == Level.INTERNAL
    assert level_for(present, cleared, Level.SECRET) == Level.DEPARTMENTAL
    assert level_for(present, cleared, Level.OPEN) == Level.INTERNAL
    assert choices_for(present, cleared) == [Level.INTERNAL, Level.DEPARTMENTAL]


def test_what_is_public_bears_no_marking() -> None:
    assert marking_of(Level.OPEN) is None
    assert marking_of(Level.SECRET).nl == "Stg. Geheim"  # type: ignore[union-attr]
