# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.evacuation.network.osm_tags import RoadTags, road_tags
from weerbaar.evacuation.network.road_classes import shipped_road_classes


def tags(**given: str) -> RoadTags | None:
    return road_tags({key.replace("__", ":"): value for key, value in given.items()}, shipped_road_classes())


def sure(**given: str) -> RoadTags:
    found = tags(**given)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("limit", "km_h"),
    [
        ("80", 80),
        ("80 km/h", 80),
        ("50 mph", 80.4672),
        ("NL:motorway", 100),
        ("NL:urban", 50),
        ("DE:zone:30", 30),
        ("100;80", 80),
        ("walk", 15),
        ("none", 80),
        ("signals", 80),
        ("0", 80),
        ("1e3", 80),
    ],
)
def test_speed_limits(limit: str, km_h: float) -> None:
    """A primary road has 80 km/h of its class, where the tag is no limit."""
    assert sure(highway="primary", maxspeed=limit).free_speed_m_s[0] * 3.6 == pytest.approx(km_h)


def test_a_limit_by_direction_comes_first() -> None:
    found = sure(highway="primary", maxspeed="80", maxspeed__backward="50")
    assert [speed * 3.6 for speed in found.free_speed_m_s] == pytest.approx([80, 50])
    assert found.speed_known


@pytest.mark.parametrize(
    ("given", "lanes"),
    [
        ({"lanes": "4"}, (2, 2)),
        ({"lanes": "3"}, (1, 1)),
        ({"lanes": "1"}, (1, 1)),
        ({"lanes": "3", "lanes__forward": "2"}, (2, 1)),
        ({"lanes": "3", "lanes__both_ways": "1"}, (1, 1)),
        ({"lanes__forward": "2", "lanes__backward": "3"}, (2, 3)),
        ({"lanes": "3;2"}, (1, 1)),
        ({"lanes": "many"}, (1, 1)),
        ({"lanes": "400"}, (1, 1)),
    ],
)
def test_lanes_of_a_road_with_two_directions(given: dict[str, str], lanes: tuple[float, float]) -> None:
    assert sure(highway="primary", **given).lanes == lanes


def test_lanes_of_a_one_way_road_are_all_of_them() -> None:
    assert sure(highway="motorway", lanes="4").lanes[0] == 4
    assert sure(highway="primary", oneway="-1", lanes="2").lanes[1] == 2


@pytest.mark.parametrize(
    "given",
    [
        {"highway": "primary", "access": "no"},
        {"highway": "primary", "motor_vehicle": "private"},
        {"highway": "primary", "oneway": "reversible"},
        {"highway": "primary", "area": "yes"},
        {"highway": "footway"},
        {},
    ],
)
def test_where_cars_cannot_be_relied_on_to_drive(given: dict[str, str]) -> None:
    assert tags(**given) is None


def test_the_narrowest_word_about_access_holds() -> None:
    assert sure(highway="primary", access="no", motorcar="yes").open == (True, True)


def test_names() -> None:
    assert sure(highway="motorway", ref="A 15;E 31", name="Betuweroute").name == "A15"
    assert sure(highway="primary", name="Waalbandijk").name == "Waalbandijk"
    assert sure(highway="primary").name == ""


WORDS = st.text(max_size=12) | st.sampled_from(["yes", "no", "-1", "2", "1.5", "NL:urban", "80 mph", "9" * 400])
KEYS = ("oneway", "lanes", "lanes:forward", "lanes:backward", "maxspeed", "ref", "access", "junction", "maxspeed:type")


@given(st.dictionaries(st.sampled_from(KEYS), WORDS))
def test_whatever_the_tags_hold_the_road_can_be_driven(given: dict[str, str]) -> None:
    found = road_tags({"highway": "secondary", **given}, shipped_road_classes())
    if found is not None:
        assert any(found.open)
        assert all(0 < speed <= 140 for speed in found.free_speed_m_s)
        assert all(1 <= lanes <= 12 for lanes in found.lanes)
