# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.alerting.area.drawings import BOW_TIE, SQUARE, area, coast, saw
from weerbaar.alerting.area import Circle, area_of, check_area

NAN = float("nan")


def _rules(made: Any) -> list[str]:
    return [finding.rule for finding in check_area(made)]


def test_a_sound_area_has_no_findings() -> None:
    assert check_area(area(SQUARE)) == []
    assert check_area(area(circles=(Circle(52.1, 4.9, 5),))) == []


@pytest.mark.parametrize(
    ("made", "rules"),
    [
        (area(), ["area.empty"]),
        (area(saw(40_000)), ["area.spike", "area.intricate"]),
        (area(SQUARE[:-1]), ["area.unclosed"]),
        (area([p[::-1] for p in SQUARE]), ["area.swapped"]),
        (area(BOW_TIE), ["area.crossing"]),
        (area(SQUARE, SQUARE), ["area.overlap"]),
        (area([SQUARE[0], *SQUARE]), ["area.repeated-point"]),
        (area([*SQUARE[:3], (52.1, 5.3), *SQUARE[2:]]), ["area.spike", "area.crossing"]),
        (area([(NAN, 5), *SQUARE[1:4], (NAN, 5)]), ["area.number"]),
        (area([(99, 5), *SQUARE[1:4], (99, 5)]), ["area.range"]),
        (area([(52, 5), (52.1, 5), (52, 5)]), ["area.points"]),
        (area([(1, 2), (3, 4)]), ["area.points"]),
        (area([(52, 5), (52.1, 5), (52.2, 5), (52, 5)]), ["area.spike", "area.flat"]),
        (area([(48, 2), (48.1, 2), (48.1, 2.1), (48, 2)]), ["area.outside"]),
        (area(circles=(Circle(50.78, 6.03, 10),)), ["area.partly-outside"]),
        (area(circles=(Circle(5, 52, 1),)), ["area.swapped"]),
        (area(circles=(Circle(52, 5, -1),)), ["area.radius"]),
        (area(circles=(Circle(52, 5, NAN),)), ["area.radius"]),
        (area(circles=(Circle(52, 5, 1_001),)), ["area.radius"]),
        (area(circles=(Circle(NAN, 5, 1),)), ["area.number"]),
        (area(circles=(Circle(52, 5, 0.03),)), ["area.small"]),
        (area(circles=(Circle(52.2, 5.5, 50),)), ["area.large"]),
        (area_of("NL", None), []),
        (coast(200, 1), ["area.many-points"]),
    ],
)
def test_each_fault_has_its_rule(made: Any, rules: list[str]) -> None:
    assert _rules(made) == rules


def test_a_hole_between_parts_is_told_with_its_size() -> None:
    south, north = (
        [(52, 5), (52.03, 5), (52.03, 5.1), (52, 5.1), (52, 5)],
        [(52.07, 5), (52.1, 5), (52.1, 5.1), (52.07, 5.1)],
    )
    west, east = (
        [(52.02, 5), (52.08, 5), (52.08, 5.03), (52.02, 5.03)],
        [(52.02, 5.07), (52.08, 5.07), (52.08, 5.1), (52.02, 5.1)],
    )
    made = area(south, *([*ring, ring[0]] for ring in (north, west, east)))
    hole = next(finding for finding in check_area(made) if finding.rule == "area.hole")
    assert hole.value == "12"


def test_a_side_across_the_world_is_refused() -> None:
    assert "area.antimeridian" in _rules(area([(50, 179), (50, -179), (51, 179), (50, 179)]))


def test_a_finding_says_where_and_what_to_do() -> None:
    (finding,) = check_area(area(SQUARE, [p[::-1] for p in SQUARE]))
    assert (finding.where, finding.value) == ("polygons[1][0]", "5,52")
    assert finding.fix.nl == "Schrijf 52,5."
    (crossing,) = check_area(area(BOW_TIE))
    assert crossing.value == "52.05000,5.05000"


def test_fifty_thousand_points_in_disorder_are_told_of() -> None:
    points = np.random.default_rng(1).uniform([51.8, 4.8], [52.2, 5.4], (50_000, 2)).tolist()
    assert _rules(area([*points, points[0]])) == ["area.spike", "area.intricate"]
