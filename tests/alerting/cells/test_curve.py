# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely

from tests.alerting.cells.networks import UTRECHT, around, box, discs, made_up, people, star
from weerbaar.alerting.cells import Curve, CurvePoint, Population, chosen, curve, suggestion, touch
from weerbaar.alerting.cells.selecting import Touched


def exact(touched: Touched, least_share: float) -> tuple[int, float, float]:
    """With unions of polygons: cells, km² outside, km² not served."""
    shapes = touched.network.shapes[touched.shapes[touched.share >= least_share]]
    served = shapely.union_all(shapes)
    cells = len(chosen(touched, least_share).cells)
    return cells, served.difference(touched.target).area / 1e6, touched.target.difference(served).area / 1e6


@pytest.mark.parametrize("radius", [1_000.0, 5_000.0, 25_000.0])
def test_equals_unions_of_polygons_to_three_thousandths(radius: float) -> None:
    touched = touch(made_up(20_000), star(*UTRECHT, radius, 60))
    found = curve(touched, shares=(0.0, 0.25, 0.5, 1.0))
    assert found.area_km2 == pytest.approx(touched.target.area / 1e6)
    assert found.synthetic
    for point in found.points:
        cells, outside, unserved = exact(touched, point.least_share)
        assert point.cells == cells
        assert point.outside_km2 == pytest.approx(outside, rel=3e-3, abs=1e-3 * found.area_km2)
        assert point.unserved_km2 == pytest.approx(unserved, rel=3e-3, abs=1e-3 * found.area_km2)


def test_two_squares_in_closed_form() -> None:
    """A cell of 4 km² of which a quarter lies in an area of 2 km² with another cell wholly inside."""
    half, whole = shapely.box(149_000, 450_000, 151_000, 452_000), shapely.box(151_000, 450_000, 151_500, 451_000)
    network = discs((150_000, 451_000, 1_000), (151_200, 450_500, 100), mapped={0: half, 1: whole})
    found = curve(touch(network, box(150_000, 450_000, 152_000, 451_000)), shares=(0, 0.2, 0.3, 0.99))
    close = pytest.approx
    assert [(p.cells, p.outside_km2, p.unserved_km2) for p in found.points] == [
        (2, close(3.0, abs=0.01), close(0.5, abs=0.01)),
        (2, close(3.0, abs=0.01), close(0.5, abs=0.01)),
        (1, close(0.0, abs=0.01), close(1.5, abs=0.01)),
        (1, close(0.0, abs=0.01), close(1.5, abs=0.01)),
    ]


def test_higher_shares_spare_outside_and_leave_inside() -> None:
    points = curve(touch(made_up(20_000), star(*UTRECHT, 5_000, 40))).points
    assert [p.least_share for p in points] == [k / 20 for k in range(21)]
    for before, after in pairwise(points):
        assert after.cells <= before.cells
        assert after.outside_km2 <= before.outside_km2 + 1e-9
        assert after.unserved_km2 >= before.unserved_km2 - 1e-9


def test_people_are_those_whose_place_is_covered() -> None:
    touched = touch(made_up(20_000), around(*UTRECHT, 2))
    population = people(UTRECHT[0] - 8_000, UTRECHT[1] - 8_000, 160)
    found = curve(touched, population, (0.0, 0.5))
    spots = shapely.points(population.x_m, population.y_m)
    inside = shapely.contains(touched.target, spots)
    assert found.people == population.night[inside].sum()
    for point in found.points:
        served = shapely.union_all(touched.network.shapes[touched.shapes[touched.share >= point.least_share]])
        heard = shapely.contains(served, spots)
        assert point.people_outside == pytest.approx(population.night[heard & ~inside].sum())
        assert point.people_unserved == pytest.approx(population.night[inside & ~heard].sum())


def test_nobody_and_no_cells() -> None:
    nobody = Population(np.empty(0), np.empty(0), np.empty(0), np.empty(0), "none")
    touched = touch(discs((150_000, 450_000, 100)), around(*UTRECHT, 1))
    (point,) = curve(touched, nobody, (0.5,)).points
    assert (point.cells, point.outside_km2, point.people_outside) == (0, 0.0, 0.0)
    assert point.unserved_km2 == pytest.approx(np.pi, rel=0.01)


def points(*numbers: tuple[float, float]) -> Curve:
    made = tuple(CurvePoint(k / 10, 10 - k, out, missed) for k, (out, missed) in enumerate(numbers))
    return Curve(made, 80.0, None, 10.0, False)


def test_suggestion_stops_where_a_step_costs_too_much() -> None:
    found = suggestion(points((100, 1), (60, 2), (60, 2), (50, 2.5), (45, 4), (0, 4)))
    assert found.point.least_share == 0.3
    assert "50.0 km² outside the area are spared" in found.why.en
    assert "1.5 km² inside go without" in found.why.en
    assert "50,0 km² buiten" in found.why.nl


def test_suggestion_keeps_all_cells_where_every_step_is_dear() -> None:
    found = suggestion(points((10, 0), (9, 1), (0, 5)))
    assert found.point.least_share == 0
    assert found.why.nl.startswith("Neem alle zendcellen")


def test_suggestion_counts_people_where_they_are_known() -> None:
    made = (CurvePoint(0, 9, 5, 0, 1000, 0), CurvePoint(0.5, 5, 1, 5, 100, 3), CurvePoint(1, 1, 0, 5, 90, 30))
    found = suggestion(Curve(made, 80.0, 5000.0, 10.0, False))
    assert found.point.least_share == 0.5
    assert "900 people outside" in found.why.en
