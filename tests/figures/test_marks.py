# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.figures.marks import arrow, bars, between, cloud, mark, reach


def test_a_hazard_is_a_circle_and_a_threat_a_diamond() -> None:
    assert mark("hazard", 5, 6, 10, "3", 11, "now")[0].name == "circle"
    diamond = mark("threat", 50, 60, 10, "3", 11, "now")[0]
    assert diamond.attributes["d"] == "M50 47.6L62.4 60L50 72.4L37.6 60Z"
    assert reach("threat", 10) == pytest.approx(12.4)


def test_earlier_marks_are_dashed_and_hollow() -> None:
    shape, number = mark("hazard", 5, 6, 10, "3", 11, "earlier")
    assert shape.attributes["stroke-dasharray"] == "3 2"
    assert shape.attributes["fill"] == "#ffffff"
    assert number.children == ["3"]


def test_the_chosen_mark_has_a_ring() -> None:
    assert [part.name for part in mark("hazard", 5, 6, 10, "", 11, "chosen")] == ["circle", "circle"]


def test_bars_run_from_low_to_high() -> None:
    across, upwards = bars("hazard", 50, 60, (20, 90), (80, 30))
    assert across.attributes["d"].startswith("M20 60L90 60")
    assert upwards.attributes["d"].startswith("M50 80L50 30")
    assert bars("hazard", 50, 60, (50, 50), (60, 60)) == []


def test_a_cloud_reaches_exactly_its_four_ends() -> None:
    (shape,) = cloud("threat", 50, 50, [(10, 20, 100, 90)])
    points = [tuple(map(float, p.split())) for p in shape.attributes["d"].strip("MZ").split("L")]
    assert min(x for x, _ in points) == pytest.approx(10)
    assert max(x for x, _ in points) == pytest.approx(100)
    assert min(y for _, y in points) == pytest.approx(20)
    assert max(y for _, y in points) == pytest.approx(90)


def test_an_arrow_ends_at_its_second_end() -> None:
    _, head = arrow((0, 0, 100, 0))
    assert head.attributes["d"].startswith("M100 0L")
    assert arrow((0, 0, 1, 0)) == []


def test_between_stops_short_of_both_marks() -> None:
    assert between((0, 0), 10, (100, 0), 5) == pytest.approx((11, 0, 93, 0))
    assert between((0, 0), 10, (12, 0), 5) is None
