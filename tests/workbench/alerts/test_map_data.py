# SPDX-License-Identifier: EUPL-1.2
"""What the map draws, and an area written so that it is read as the same area."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.workbench.alerts.writing import BORDERS, SQUARE
from weerbaar.alerting.area import (
    Area,
    Boundaries,
    Circle,
    area_of,
    load_boundaries,
    read_area,
    regions,
    shipped_places,
)
from weerbaar.alerting.cells import made_up_network, select
from weerbaar.base import Text
from weerbaar.workbench.alerts.facts import Borders
from weerbaar.workbench.alerts.map_data import area_text, base_map, on_map, places_to_choose, served_on_map

PLACES = sum(place.name not in {region.town for region in regions().values()} for place in shipped_places())
"""Towns that are not the main one of a region."""


@pytest.fixture(scope="module")
def boundaries(tmp_path_factory: pytest.TempPathFactory) -> Boundaries:
    path = tmp_path_factory.mktemp("grenzen") / "g.geojson"
    path.write_text(BORDERS, encoding="utf-8")
    return load_boundaries(path)


def _kinds(content: bytes) -> dict[str, int]:
    kinds = [feature["properties"]["kind"] for feature in json.loads(content)["features"]]
    return {kind: kinds.count(kind) for kind in kinds}


def test_the_map_under_everything(boundaries: Boundaries) -> None:
    content, tag = base_map(Borders("none"), "VR20")
    assert _kinds(content) == {"country": 1, "town": 25, "place": PLACES}
    known, other = base_map(Borders("ready", boundaries, "x"), "VR20")
    assert _kinds(known) == {"municipality": 2, "town": 25, "place": PLACES}
    assert tag != other
    assert _kinds(base_map(Borders("ready", boundaries, "x"), "NL")[0]) == {"town": 25, "place": PLACES}


def test_the_map_of_the_whole_country_stays_small(shared: Path) -> None:
    found = load_boundaries(shared / "data" / "nl" / "nl-vr-gm.topo.json")
    content, _ = base_map(Borders("ready", found, "all"), "VR20")
    kinds = _kinds(content)
    assert kinds["region"] == 25
    assert kinds["municipality"] > 20
    assert len(content) < 400_000
    for feature in json.loads(content)["features"]:
        assert shapely.geometry.shape(feature["geometry"]).is_valid


degrees = st.tuples(st.floats(51, 53), st.floats(4, 6))


@given(st.lists(degrees, min_size=3, max_size=20, unique=True), st.floats(0.05, 200))
def test_an_area_is_written_as_it_is_read(points: list[tuple[float, float]], km: float) -> None:
    ring = tuple((round(a, 6), round(b, 6)) for a, b in points)
    ring = (*ring, ring[0])
    circle = Circle(ring[0][0], ring[0][1], round(km, 3))
    for area in (
        Area(Text(nl=""), (ring,)),
        Area(Text(nl=""), (), (circle,)),
        Area(Text(nl=""), (), (circle, Circle(51.5, 4.25, 0.5))),
        Area(Text(nl=""), (ring,), (circle, circle)),
        Area(Text(nl=""), (ring, tuple((a + 1, b) for a, b in ring)), (circle,)),
    ):
        again = read_area(area_text(area, None))
        assert again.circles == area.circles
        # GeoJSON has a direction of its own to go round.
        assert [min(one, one[::-1]) for one in again.polygons] == [min(one, one[::-1]) for one in area.polygons]


def test_a_place_is_written_by_its_code(boundaries: Boundaries) -> None:
    assert area_text(area_of("GM1709", boundaries), boundaries) == "GM1709"
    # With other borders it is no longer that place.
    assert area_text(area_of("GM1709", boundaries), None).count("\n") == 4
    assert area_text(Area(Text(nl="")), boundaries) == ""


def test_what_can_be_chosen(boundaries: Boundaries) -> None:
    assert places_to_choose(None, "VR20") == [("NL", "Nederland")]
    assert places_to_choose(boundaries, "VR20") == [("GM0758", "Breda"), ("GM1709", "Moerdijk"), ("NL", "Nederland")]
    assert places_to_choose(boundaries, "NL")[0] == ("NL", "Nederland")


def test_an_area_for_the_map() -> None:
    found = on_map(read_area(SQUARE), SQUARE)
    assert found["polygons"] == [[[51.6, 4.5], [51.6, 4.7], [51.7, 4.7], [51.7, 4.5], [51.6, 4.5]]]
    assert on_map(read_area("51.6,4.5 straal 2 km"), "x")["circles"] == [[51.6, 4.5, 2.0]]


def test_where_cells_are_heard() -> None:
    network = made_up_network(6_000, 3)
    few, many = (select(network, read_area(text)) for text in ("52.1,5.1 straal 4 km", "52.1,5.1 straal 60 km"))
    drawn = served_on_map(few)["features"]
    assert len(drawn) == len(set(few.shape.tolist()))
    assert {one["properties"]["kind"] for one in drawn} <= {"inside", "beyond"}
    for one in drawn:
        west, south, east, north = shapely.geometry.shape(one["geometry"]).bounds
        assert 3 < west < east < 8
        assert 50 < south < north < 54
    assert [one["properties"]["kind"] for one in served_on_map(many)["features"]] == ["outline"]
    assert served_on_map(select(network, read_area("54.9,3.1 straal 0.1 km")))["features"] == []
