# SPDX-License-Identifier: EUPL-1.2
"""An area, one mistake at a time; the rule about crossing beside a slow and obvious twin."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.cap.alerts import Wrong, assert_all_tried, assert_found, document, with_area
from weerbaar.alerting import Finding
from weerbaar.alerting.cap import Alert, AreaBlock, Document, Named
from weerbaar.alerting.cap.prose_area import RULES, area_findings

PLACE = "/alert/info[1]/area[1]"
POLYGON = f"{PLACE}/polygon[1]"
READ = document()
BOW_TIE = "52.0,5.0 52.1,5.1 52.0,5.1 52.1,5.0 52.0,5.0"


def zigzag(edges: int) -> str:
    """A saw whose slanting edges each run past most others, and that does not cross itself."""
    saw = [(y, 3 * k / edges + y) for k in range(edges) for y in (float(k % 2),)]
    return " ".join(f"{50 + lat:.7f},{lon:.7f}" for lat, lon in [*saw, (-1, 6), (-1, -1), saw[0]])


ZIGZAG = zigzag(12_000)


def rules_of(polygon: str) -> list[str]:
    """The rules that one polygon breaks."""
    block = AreaBlock("Moerdijk", polygon=(polygon,))
    return [finding.rule for finding in area_findings(READ, block, ())]


def ring(*points: str) -> Alert:
    return with_area(polygon=(" ".join(points),))


WRONG = (
    Wrong("cap.polygon-form", ring("52.0, 5.0 52.1, 5.1"), POLYGON),
    Wrong("cap.polygon-form", ring("52.0,5.0 nan,5.1 52.1,5.1 52.0,5.0"), POLYGON),
    Wrong("cap.polygon-form", ring("52.0,5.0 1e1,5.1 52.1,5.1 52.0,5.0"), POLYGON),
    Wrong("cap.polygon-form", ring("52.0,5.0;52.0,5.1;52.1,5.1;52.0,5.0"), POLYGON),
    Wrong("cap.polygon-points", ring("52.0,5.0 52.0,5.1 52.0,5.0"), POLYGON),
    Wrong("cap.polygon-points", ring("52.0,5.0"), POLYGON),
    Wrong("cap.polygon-closed", ring("52.0,5.0 52.0,5.1 52.1,5.1 52.1,5.0"), POLYGON),
    Wrong("cap.point-range", ring("52.0,5.0 95.0,5.1 52.1,5.1 52.0,5.0"), POLYGON),
    Wrong("cap.point-range", with_area(circle=("52.0,181 3",)), f"{PLACE}/circle[1]"),
    Wrong("cap.polygon-area", ring("52.0,5.0 52.1,5.1 52.2,5.2 52.0,5.0"), POLYGON),
    Wrong("cap.polygon-area", ring("52.0,5.0 " * 4), POLYGON),
    Wrong("cap.polygon-crossing", ring(BOW_TIE), POLYGON),
    Wrong("cap.polygon-intricate", ring(ZIGZAG), POLYGON),
    # A point that is touched twice.
    Wrong("cap.polygon-crossing", ring("52,5 52.1,5 52.1,5.1 52.05,5.05 52,5.1 52.05,5.05 52,5"), POLYGON),
    Wrong("cap.polygon-twice", ring("52.0,5.0 52.0,5.0 52.0,5.1 52.1,5.1 52.0,5.0"), POLYGON),
    Wrong("cap.circle-form", with_area(circle=("52.0,5.0",)), f"{PLACE}/circle[1]"),
    Wrong("cap.circle-radius", with_area(circle=("52.0,5.0 -1",)), f"{PLACE}/circle[1]"),
    Wrong("cap.circle-radius", with_area(circle=("52.0,5.0 50000",)), f"{PLACE}/circle[1]"),
    Wrong("cap.circle-zero", with_area(circle=("52.0,5.0 0",)), f"{PLACE}/circle[1]"),
    Wrong("cap.ceiling-alone", with_area(ceiling="500"), f"{PLACE}/ceiling[1]"),
    Wrong("cap.ceiling-low", with_area(altitude="600", ceiling="500"), f"{PLACE}/ceiling[1]"),
    Wrong("cap.geocode-only", with_area(polygon=()), PLACE),
    Wrong("cap.area-words", with_area(polygon=(), geocode=()), PLACE),
)

RIGHT = (
    with_area(),
    ring("52.0,5.0 52.0,5.1 52.1,5.1 52.0,5.0"),
    ring("\n 52,+5.0\t52.,5.1  52.1,5.1\n52.0,5.0 "),
    # Around a corner that does not cross: an L.
    ring("52,5 52.2,5 52.2,5.1 52.1,5.1 52.1,5.2 52,5.2 52,5"),
    # Over longitude 180.
    ring("-17,179 -17,-179 -18,-178 -19,-179 -19,179 -18,178 -17,179"),
    with_area(polygon=(), circle=("52.0,5.0 2.5",)),
    with_area(altitude="0", ceiling="500"),
)


def found(read: Document) -> list[Finding]:
    return list(area_findings(read, read.alert.info[0].area[0], (("info", 0), ("area", 0))))


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.rule)
def test_a_wrong_area_is_found_where_it_is(wrong: Wrong) -> None:
    assert_found(wrong, found(document(wrong.alert)), RULES)


@pytest.mark.parametrize("right", RIGHT)
def test_a_right_area_has_no_findings(right: Alert) -> None:
    assert found(document(right)) == []


def test_every_rule_is_tried() -> None:
    assert_all_tried(WRONG, RULES)


def test_an_area_without_a_name_is_found() -> None:
    assert [(f.rule, f.where) for f in found(document(with_area(area_desc="")))] == [
        ("cap.blank", f"{PLACE}/areaDesc[1]")
    ]


def test_the_place_of_a_crossing_is_named() -> None:
    (finding,) = found(document(ring(BOW_TIE)))
    assert finding.value == "52.05,5.05"
    assert "52.05,5.05" in finding.message.nl


def test_the_first_bad_pair_is_named() -> None:
    (finding,) = found(document(ring("52.0,5.0 52.1,5.1, 52.0,5.1 52.0,5.0")))
    assert finding.value == "52.1,5.1,"
    assert "punt 2" in finding.message.nl


def test_the_fix_of_an_open_ring_is_its_first_point() -> None:
    (finding,) = found(document(ring("52.0,5.0 52.0,5.1 52.1,5.1 52.1,5.0")))
    assert '"52,5"' in finding.fix.nl


def crosses(points: list[tuple[int, int]]) -> bool:
    """The slow twin: whether two edges that are not neighbours share a point, or neighbours more than their corner."""
    edges = list(pairwise([*points, points[0]]))
    for i, (a, b) in enumerate(edges):
        for j in range(i + 1, len(edges)):
            c, d = edges[j]
            neighbours = j == i + 1 or (i == 0 and j == len(edges) - 1)
            if neighbours:
                corner, one, other = (b, a, d) if j == i + 1 else (a, b, c)
                if side(one, corner, other) == 0 and towards(corner, one, other):
                    return True
            elif meet(a, b, c, d):
                return True
    return False


def side(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def towards(corner: tuple[int, int], one: tuple[int, int], other: tuple[int, int]) -> bool:
    return (one[0] - corner[0]) * (other[0] - corner[0]) + (one[1] - corner[1]) * (other[1] - corner[1]) > 0


def meet(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int], d: tuple[int, int]) -> bool:
    def on(p: tuple[int, int], q: tuple[int, int], r: tuple[int, int]) -> bool:
        inside = min(p[0], q[0]) <= r[0] <= max(p[0], q[0]) and min(p[1], q[1]) <= r[1] <= max(p[1], q[1])
        return side(p, q, r) == 0 and inside

    s1, s2, s3, s4 = side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)
    if s1 * s2 < 0 and s3 * s4 < 0:
        return True
    return on(a, b, c) or on(a, b, d) or on(c, d, a) or on(c, d, b)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=4, max_size=9, unique=True))
def test_crossing_is_that_of_the_slow_twin(points: list[tuple[int, int]]) -> None:
    text = " ".join(f"{lat},{lon}" for lat, lon in [*points, points[0]])
    rules = set(rules_of(text))
    if "cap.polygon-area" in rules:
        assert all(side(points[0], points[1], p) == 0 for p in points)
    else:
        assert ("cap.polygon-crossing" in rules) == crosses(points)


@given(st.integers(3, 40), st.floats(0.01, 2.0), st.floats(-80, 80), st.floats(-170, 170))
def test_a_star_shaped_ring_never_crosses(corners: int, size: float, lat: float, lon: float) -> None:
    points = [
        (
            lat + size * (1 + k % 2) * math.sin(2 * math.pi * k / corners),
            lon + size * math.cos(2 * math.pi * k / corners),
        )
        for k in range(corners)
    ]
    text = " ".join(f"{a:.6f},{b:.6f}" for a, b in [*points, points[0]])
    assert rules_of(text) == []


@pytest.mark.parametrize("sign", ["+", "-", ""])
def test_signs_are_read(sign: str) -> None:
    text = f"{sign}1,{sign}1 {sign}1,{sign}2 {sign}2,{sign}2 {sign}1,{sign}1"
    assert rules_of(text) == []


def test_a_ring_of_forty_thousand_points_is_looked_at_whole() -> None:
    # 900 kB, as the largest alert known. A check of all pairs of edges would never end.
    corners = 40_000
    points = [
        (52 + math.sin(2 * math.pi * k / corners), 5 + math.cos(2 * math.pi * k / corners)) for k in range(corners)
    ]
    points[20_000], points[20_001] = points[20_001], points[20_000]
    text = " ".join(f"{a:.8f},{b:.8f}" for a, b in [*points, points[0]])
    assert rules_of(text) == ["cap.polygon-crossing"]


def test_a_saw_is_looked_at_whole_while_there_is_time() -> None:
    assert rules_of(zigzag(1_000)) == []
    assert rules_of(zigzag(40_000)) == ["cap.polygon-intricate"]


@pytest.mark.parametrize(
    ("alert", "where"),
    [
        (with_area(polygon=("",)), POLYGON),
        (with_area(circle=(" ",)), f"{PLACE}/circle[1]"),
        (with_area(altitude=""), f"{PLACE}/altitude[1]"),
        (with_area(altitude="5", ceiling=" "), f"{PLACE}/ceiling[1]"),
        (with_area(geocode=(Named("", " "),)), f"{PLACE}/geocode[1]"),
    ],
)
def test_an_empty_element_that_may_be_left_out_is_a_warning(alert: Alert, where: str) -> None:
    assert [(f.rule, f.level, f.where) for f in found(document(alert))] == [("cap.empty", "warning", where)]
