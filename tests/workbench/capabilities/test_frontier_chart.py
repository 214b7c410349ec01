# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from django.utils import translation

from weerbaar.workbench.capabilities.frontier_chart import HEIGHT, WIDTH, chart


def test_points_lie_within_the_drawing_and_a_larger_budget_to_the_right() -> None:
    line = [(20e6, 0.2), (80e6, 0.9), (160e6, 1.2)]
    found = chart(line, [(40e6, 0.5)], (80e6, 0.9), 84e6, 168e6)
    points = [tuple(float(v) for v in pair.split(",")) for pair in found.line.split()]
    assert len(points) == 3
    assert all(found.left <= x <= found.right and found.top <= y <= found.bottom for x, y in points)
    assert points[0][0] < points[1][0] < points[2][0]
    assert points[0][1] > points[1][1] > points[2][1]
    assert found.here == points[1]
    assert 0 < found.given < WIDTH
    assert found.bottom < HEIGHT


def test_the_axis_bears_round_numbers_in_the_words_of_the_page() -> None:
    with translation.override("nl"):
        found = chart([], [], (80e6, 0.9), 84e6, 168e6)
    assert [t.words for t in found.across] == ["0", "50", "100", "150"]
    assert found.up[0].words == "0"
    assert found.up[1].words == "0,20"
    assert found.line == ""


@pytest.mark.parametrize("value", [0.0, 1e-9, 3e7])
def test_any_size_of_risk_gets_an_axis(value: float) -> None:
    found = chart([], [], (1e6, value), 1e6, 2e6)
    assert 2 <= len(found.up) <= 12
