# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import InputError, Text
from weerbaar.evacuation.flood import (
    FloodError,
    FloodGrid,
    FloodScenario,
    PeoplePoints,
    expose,
    expose_areas,
    read_people_points,
)

GRID = FloodGrid("EPSG:28992", (100.0, 0.0, 130_000.0, 0.0, -100.0, 425_000.0), 4, 3)
FLOOD = FloodScenario(
    "proef",
    Text(nl="proef"),
    GRID,
    np.array([0, 1, 5]),
    np.array([0.5, 1.0, 3.0], np.float32),
    arrival_s=np.array([3600, 7200, np.nan], np.float32),
)


def people(*rows: tuple[int, float, float, float]) -> PeoplePoints:
    zone, x, y, number = (np.array(column) for column in zip(*rows, strict=True))
    return PeoplePoints(("a", "b"), zone.astype(np.int64), x + 130_000.0, 425_000.0 - y, number.astype(float))


def test_people_at_points() -> None:
    found = expose(FLOOD, people((0, 50, 50, 10), (0, 150, 50, 20), (0, 350, 250, 5), (1, 150, 150, 7), (1, -10, 0, 3)))
    assert found.flooded_people.tolist() == [30, 7]
    assert found.dry_people.tolist() == [5, 0]
    assert found.outside_people.tolist() == [0, 3]
    assert found.depth_m.tolist() == [0.5, 1.0, 3.0]
    assert found.people_by_depth((0.0, 0.5, 1.0, 2.0)).tolist() == [[0, 10, 20, 0], [0, 0, 0, 7]]
    assert np.isnan(found.rise_m_s).all()
    assert found.breach_possible.all()


def test_when_the_water_comes() -> None:
    found = expose(FLOOD, people((0, 50, 50, 10), (0, 150, 50, 20), (1, 150, 150, 7)))
    assert found.first_water_s() == (3600, None)
    assert found.first_water_s(0.5) == (7200, None)
    dry = expose(FLOOD, people((0, 350, 250, 5)))
    assert dry.first_water_s() == (None, None)
    assert dry.flooded_people.tolist() == [0, 0]


def test_the_reach_of_a_breach() -> None:
    points = people((0, 50, 50, 10), (0, 150, 50, 20))
    found = expose(FLOOD, points, breach_m=(130_050.0, 424_950.0), breach_reach_m=60)
    assert found.breach_possible.tolist() == [True, False]
    assert expose(FLOOD, points, breach_m=(130_050.0, 424_950.0)).breach_possible.all()


@given(st.lists(st.tuples(st.integers(0, 1), st.floats(-50, 450), st.floats(-50, 350), st.integers(0, 99)), min_size=1))
def test_nobody_is_lost(rows: list[tuple[int, float, float, float]]) -> None:
    points = people(*rows)
    found = expose(FLOOD, points)
    total = found.flooded_people + found.dry_people + found.outside_people
    assert total.tolist() == np.bincount(points.zone, points.people, 2).tolist()
    assert found.people_by_depth().sum() == found.flooded_people.sum()


def test_people_spread_over_a_border() -> None:
    borders = {
        "a": shapely.box(130_000, 424_900, 130_400, 425_000),  # four cells, two of them wet
        "b": shapely.box(130_000, 424_800, 130_200, 424_900),  # two cells, one wet
        "c": shapely.box(130_300, 424_700, 130_500, 424_800),  # half of it outside the map
    }
    found = expose_areas(FLOOD, borders, {"a": 400, "b": 100, "c": 60})
    assert found.flooded_people == pytest.approx([200, 50, 0])
    assert found.dry_people == pytest.approx([200, 50, 30], rel=1e-6)
    assert found.outside_people == pytest.approx([0, 0, 30], abs=1e-6)
    assert found.people_by_depth((0.0, 0.75, 2.0))[0] == pytest.approx([100, 100, 0])


def test_points_and_borders_agree() -> None:
    """A zone of whole cells with its people in the middles of those is the same as its border."""
    border = expose_areas(FLOOD, {"a": shapely.box(130_000, 424_700, 130_400, 425_000)}, {"a": 1200})
    middles = [(0, 100 * column + 50.0, 100 * row + 50.0, 100.0) for row in range(3) for column in range(4)]
    points = expose(FLOOD, people(*middles))
    assert border.flooded_people[0] == pytest.approx(points.flooded_people[0])
    assert border.people_by_depth()[0] == pytest.approx(points.people_by_depth()[0])


def test_zones_that_cannot_be() -> None:
    box = shapely.box(130_000, 424_900, 130_400, 425_000)
    with pytest.raises(FloodError, match="lacks its people"):
        expose_areas(FLOOD, {"a": box}, {})
    with pytest.raises(FloodError, match="no area"):
        expose_areas(FLOOD, {"a": shapely.Polygon()}, {"a": 1})
    with pytest.raises(FloodError, match="larger"):
        expose_areas(FLOOD, {"a": shapely.box(0, 300_000, 1e6, 1.3e6)}, {"a": 1})
    with pytest.raises(FloodError, match="belongs to a zone"):
        people((2, 0, 0, 1))
    with pytest.raises(FloodError, match="not negative"):
        people((0, 0, 0, -1))
    assert expose_areas(FLOOD, {}, {}).zones == ()


def test_people_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mensen.csv"
    path.write_text("gemeente;x;y;inwoners\nGM0297;130050;424950;12,5\nGM0281;130150;424950;3\n", encoding="utf-8")
    found = read_people_points(path)
    assert found.zones == ("GM0297", "GM0281")
    assert expose(FLOOD, found).flooded_people.tolist() == [12.5, 3]


def test_mistakes_in_a_file_come_together(tmp_path: Path) -> None:
    path = tmp_path / "mensen.csv"
    path.write_text("zone,x,y,people\na,5.2,51.8,1\n,130050,424950,-2\nb,130050,424950,veel\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_people_points(path)
    assert [(problem.line, problem.field) for problem in caught.value.problems] == [
        (2, "y"),
        (3, "people"),
        (3, "zone"),
        (4, "people"),
    ]
