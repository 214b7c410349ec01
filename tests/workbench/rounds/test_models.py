# SPDX-License-Identifier: EUPL-1.2
"""A round knows whether its scores are final, and counts what results depend on."""

from __future__ import annotations

import pytest

from tests.workbench.rounds.made_round import small_round
from weerbaar.workbench.rounds.models import Phase, Round


def test_scores_are_final_once_closed_or_signed() -> None:
    assert [Round(phase=phase).is_closed for phase in Phase] == [False, False, False, True, True]


@pytest.mark.django_db
def test_touching_counts_and_is_no_change_of_the_round() -> None:
    round_ = small_round()
    inputs, records = round_.inputs, round_.history.count()
    round_.touch()
    round_.refresh_from_db()
    assert (round_.inputs, round_.version, round_.history.count()) == (inputs + 1, 1, records)
