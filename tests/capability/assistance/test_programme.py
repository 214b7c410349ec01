# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from tests.capability.assistance.situations import line, situation, source
from weerbaar.capability.assistance.programme import build
from weerbaar.capability.assistance.situation import BASIC, RIOT


def test_columns_are_only_where_something_is_asked_and_in_reach() -> None:
    riot = source("me", "police", 1, 2, 50, ("riot",), 2, from_duty=True, notice_h=30.0)
    made = situation([[60, 0], [80, 90]], (line(0, 1, RIOT, 2), line(1, 0, BASIC, 70)), (riot,), [[0, 1], [1, 0]])
    built = build(made, made.demand(), made.sources)
    assert built.duty == ((0, 0, 1, BASIC), (1, 0, 1, BASIC))
    assert built.sent == ((0, 1, 0, RIOT),)
    assert built.cells == ((0, 1, RIOT), (1, 0, BASIC))
    assert built.columns == 6
    assert built.high.tolist() == [60, 70, 2, 2, 70, 1]


def test_late_platoons_count_in_tenths_and_persons_in_whole_ones_rounded_down() -> None:
    late = source("u", "kmar", 0, 1, 25, ("riot", "basic"), 1, notice_h=24.0 + 8 / 3)
    made = situation([[0]], (line(0, 0, RIOT, 1), line(0, 0, BASIC, 50)), (late,))
    built = build(made, made.demand(), made.sources)
    assert dict(zip((p[3] for p in built.sent), built.counts.tolist(), strict=True)) == pytest.approx(
        {RIOT: 0.6, BASIC: 16}
    )


def test_qualified_officers_bound_the_platoons_of_one_shift() -> None:
    riot = source("me", "police", 0, 3, 50, ("riot",), 1, from_duty=True, at_once=1)
    made = situation([[300]], (line(0, 0, RIOT, 3),), (riot,))
    built = build(made, made.demand(), made.sources)
    matrix = np.zeros((len(built.row_low), built.columns))
    matrix[built.row, built.column] = built.value
    one = [i for i in range(len(matrix)) if matrix[i, 0] == 1 and built.row_high[i] == 1]
    assert built.high[0] == 1
    assert one
