# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from weerbaar.capability.weighing import ClassMove, Outcome, Tail


def test_an_outcome_by_hand() -> None:
    found = Outcome.of(np.arange(101.0))
    assert (found.low, found.median, found.high, found.mean) == pytest.approx((5, 50, 95, 50))
    assert found.standard_error == pytest.approx(np.arange(101.0).std(ddof=1) / 101**0.5)
    assert Outcome.of(np.array([3.0])) == Outcome(3.0, 0.0, 3.0, 3.0, 3.0)


def test_the_tail_is_the_worst_twentieth() -> None:
    found = Tail.of(np.arange(100.0)[::-1])
    assert found.mean == pytest.approx((95 + 96 + 97 + 98 + 99) / 5)
    assert found.quantile == pytest.approx(94.05)


def test_a_move_is_another_class_of_the_expected_value() -> None:
    stay = ClassMove("impact", "C", "C", {"C": 1.0}, {"C": 1.0}, 0.0, 0.1, 0.1, (0.1, 0.1), (0.1, 0.1))
    move = ClassMove("impact", "C", "B", {"C": 1.0}, {"B": 1.0}, 1.0, 0.1, 0.05, (0.1, 0.1), (0.05, 0.05))
    assert (stay.moves, move.moves) == (False, True)
