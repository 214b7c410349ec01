# SPDX-License-Identifier: EUPL-1.2
"""A round knows whether its scores are final, and counts what results depend on."""

from __future__ import annotations

import pytest

from tests.workbench.rounds.made_round import small_round
from weerbaar.workbench.rounds.models import Phase, Reach, Round


def test_scores_are_final_once_closed_or_signed() -> None:
    assert [Round(phase=phase).is_closed for phase in Phase] == [False, False, False, True, True]


@pytest.mark.django_db
def test_touching_counts_and_is_no_change_of_the_round() -> None:
    round_ = small_round()
    records = round_.history.count()
    round_.touch()
    round_.refresh_from_db()
    assert (round_.inputs, round_.version, round_.history.count()) == (2, 1, records)


@pytest.mark.django_db
def test_a_change_counts_as_far_as_it_reaches() -> None:
    round_ = small_round()
    counted = []
    for reach in (Reach.PAGES, Reach.REPORTS, Reach.RESULTS):
        round_.touch(reach)
        round_.refresh_from_db()
        counted.append((round_.inputs, round_.report_inputs, round_.result_inputs))
    assert counted == [(2, 1, 1), (3, 2, 1), (4, 3, 2)]
