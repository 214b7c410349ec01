# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.figures.geometry import Box, around
from weerbaar.figures.placement import Badge, place_badges

FIELD = Box(0, 0, 400, 300)


def at(x: float, y: float, half: float = 10) -> Badge:
    return Badge(x, y, half, around(x, y, 0, 0))


def test_a_badge_with_room_stays_where_it_is() -> None:
    assert place_badges([at(100, 100), at(200, 100)], FIELD) == [(100, 100), (200, 100)]


def test_two_badges_at_one_point_stand_just_apart() -> None:
    (x1, y1), (x2, y2) = place_badges([at(100, 100), at(100, 100)], FIELD) or []
    assert max(abs(x1 - x2), abs(y1 - y2)) >= 20
    assert abs(x2 - 100) + abs(y2 - 100) + abs(x1 - 100) + abs(y1 - 100) < 40


def test_a_badge_keeps_off_blocked_boxes_but_stays_in_its_home() -> None:
    home = Box(50, 50, 150, 150)
    text = Box(50, 50, 150, 90)
    ((x, y),) = place_badges([Badge(100, 60, 10, home)], FIELD, [text]) or []
    assert y >= 100
    assert 50 <= x <= 150
    assert y <= 150


def test_no_room_is_said() -> None:
    assert place_badges([at(10, 10), at(10, 10)], Box(0, 0, 25, 25)) is None


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300), st.floats(6, 13)), max_size=40))
def test_badges_never_overlap_and_stay_in_the_field(wishes: list[tuple[float, float, float]]) -> None:
    badges = [at(*wish) for wish in wishes]
    places = place_badges(badges, FIELD)
    assert places is not None
    boxes = [around(*place, badge.half, badge.half) for place, badge in zip(places, badges, strict=True)]
    assert all(box.inside(FIELD) for box in boxes)
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
