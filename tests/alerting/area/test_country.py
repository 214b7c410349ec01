# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.area.drawings import SQUARE, area
from weerbaar.alerting.area import Circle, box_inside_country, country_shape, inside_country, load_boundaries


def test_every_municipality_lies_within_the_outline(shared: Path) -> None:
    known = load_boundaries(shared / "data" / "nl" / "nl-vr-gm.topo.json")
    outside = [code for code in known.codes if not country_shape().contains(known.shape_of(code))]
    assert outside == []


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        pytest.param(51.22, 4.40, id="Antwerpen"),
        pytest.param(50.776, 6.083, id="Aken"),
        pytest.param(53.367, 7.206, id="Emden"),
        pytest.param(51.79, 6.14, id="Kleef"),
        pytest.param(53.23, 7.45, id="Leer"),
        pytest.param(51.21, 3.22, id="Brugge"),
        pytest.param(52.2115, 7.0225, id="Gronau"),
        pytest.param(52.43, 7.07, id="Nordhorn"),
        pytest.param(51.833, 6.245, id="Emmerik"),
        pytest.param(53.588, 6.67, id="Borkum"),
        pytest.param(51.345, 3.29, id="Knokke"),
        pytest.param(51.323, 4.948, id="Turnhout"),
        pytest.param(51.84, 6.62, id="Bocholt"),
    ],
)
def test_towns_of_the_neighbours_lie_outside(latitude: float, longitude: float) -> None:
    assert inside_country(area(circles=(Circle(latitude, longitude, 0.1),))) == "outside"


def test_an_area_across_the_border_lies_partly_inside() -> None:
    assert inside_country(area(circles=(Circle(50.78, 6.03, 10),))) == "partly"


def test_the_ijsselmeer_and_the_wadden_sea_lie_inside() -> None:
    assert inside_country(area(SQUARE)) == "inside"
    assert inside_country(area(circles=(Circle(52.75, 5.4, 5), Circle(53.3, 5.3, 5)))) == "inside"


@given(st.floats(2.5, 8.0), st.floats(50.0, 54.5), st.floats(1e-6, 1.2), st.floats(1e-6, 1.2), st.booleans())
def test_boxes_lie_inside_as_their_shapes_do(west: float, south: float, wide: float, high: float, even: bool) -> None:
    if even:
        west, south = round(west, 1), round(south, 1)
    made = shapely.box(west, south, west + wide, south + high)
    assert box_inside_country(*made.bounds) == country_shape().contains(made)


def test_a_box_as_large_as_the_earth_is_answered() -> None:
    assert not box_inside_country(-180, -90, 180, 90)
