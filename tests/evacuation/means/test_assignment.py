# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from weerbaar.evacuation.means import Assignment


@pytest.mark.parametrize(("value", "most", "gap"), [(0, 0, 0), (90, 100, 0.1), (100, 100, 0), (100.0001, 100, 0)])
def test_the_gap_is_a_share_of_what_is_possible(value: float, most: float, gap: float) -> None:
    plan = Assignment("people", (), (), (), (), np.zeros(0), value, most, 0.0, (), ())
    assert plan.gap == pytest.approx(gap)
