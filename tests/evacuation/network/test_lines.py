# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from weerbaar.evacuation.network.lines import Lines

ROWS = [[[0, 0], [1, 0], [1, 1]], [], [[5, 5], [6, 6]]]


def lines() -> Lines:
    corners = np.array([corner for row in ROWS for corner in row], float)
    return Lines.of_counts(corners, np.array([len(row) for row in ROWS]))


def test_lines_are_a_sequence_of_arrays() -> None:
    found = lines()
    assert [line.tolist() for line in found] == ROWS
    assert len(found) == 3
    assert found[-1].tolist() == ROWS[2]
    assert [line.tolist() for line in found[1:]] == ROWS[1:]
    assert found.counts.tolist() == [3, 0, 2]
    with pytest.raises(IndexError):
        found[3]
    assert not Lines.of_counts(np.empty((0, 2)), np.empty(0, np.int64))


def test_some_lines_and_some_backward() -> None:
    found = lines().picked(np.array([2, 0, 0, 1]), np.array([False, True, False, True]))
    assert [line.tolist() for line in found] == [ROWS[2], ROWS[0][::-1], ROWS[0], []]


def test_all_of_them_are_not_copied() -> None:
    found = lines()
    assert found.picked(np.arange(3), np.zeros(3, bool)) is found
