# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely

from tests.alerting.cells.networks import columns, discs, made_up
from weerbaar.alerting.cells import BestServerMap, CellNetwork, NetworkError
from weerbaar.alerting.cells.network import duplicates


def two(**other: Any) -> CellNetwork:
    start = columns([100_000, 101_000], [400_000, 400_000], [0, 90], [120, 120], [500, 500])
    return CellNetwork(**{**start, **other})


def test_identities_as_they_are_written() -> None:
    network = two(
        technology=np.array([0, 3], np.uint8), lac=np.array([1001, -1], np.int32), ci=np.array([23, 2**36 - 1])
    )
    assert [network.cell_id(cell) for cell in range(2)] == ["001-01-1001-23", "001-01-68719476735"]
    assert network.place_of() == {"001-01-1001-23": 0, "001-01-68719476735": 1}


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("azimuth_deg", 400.0, "azimuth_deg is 400.0, allowed is 0 up to 360"),
        ("azimuth_deg", float("nan"), "azimuth_deg is nan"),
        ("beam_width_deg", 0.0, "above 0 and at most 360"),
        ("radius_m", 0.0, "1–100000 m"),
        ("radius_m", float("inf"), "radius_m is inf"),
        ("x_m", 5.0e6, "x_m"),
        ("y_m", 52.1, "y_m is 52.1"),
        ("technology", 4, "2G, 3G, 4G or 5G"),
        ("operator", 2, "0–1"),
        ("lac", 7, "empty for 4G and 5G"),
        ("ci", 2**28, "ci is 268435456"),
        ("mcc", 0, "mcc"),
        ("mnc", 1000, "mnc"),
    ],
)
def test_a_value_out_of_range_is_refused(column: str, value: float, said: str) -> None:
    changed = columns([100_000, 101_000], [400_000, 400_000], [0, 90], [120, 120], [500, 500])[column].copy()
    changed[1] = value
    with pytest.raises(NetworkError, match="cell 1") as stop:
        two(**{column: changed})
    assert said in stop.value.render("en")


def test_unequal_columns_and_twins_are_refused() -> None:
    with pytest.raises(NetworkError, match="differ in length"):
        two(ci=np.array([1]))
    with pytest.raises(NetworkError, match="cell 1 occurs twice"):
        two(ci=np.array([5, 5]))
    with pytest.raises(NetworkError, match="there is no cell 2"):
        two(mapped={2: shapely.box(0, 0, 1, 1)})


def test_a_2g_cell_is_told_apart_by_lac_and_the_newer_ones_by_technology() -> None:
    base = {name: np.array(value) for name, value in {"mcc": [1] * 4, "mnc": [1] * 4, "ci": [9] * 4}.items()}
    assert duplicates({**base, "technology": np.array([0, 0, 2, 3]), "lac": np.array([1, 2, -1, -1])}).tolist() == []
    assert duplicates({**base, "technology": np.array([0, 1, 2, 2]), "lac": np.array([1, 1, -1, -1])}).tolist() == [
        1,
        3,
    ]


def test_cells_that_serve_one_place_share_its_shape() -> None:
    network = discs((1e5, 4e5, 500), (1e5, 4e5, 500), (1e5, 4e5, 600))
    assert network.shape_of.tolist() in ([0, 0, 1], [1, 1, 0])
    order, begins = network.cells_by_shape
    listed = [sorted(order[begins[k] : begins[k + 1]].tolist()) for k in range(len(network.shapes))]
    assert sorted(listed) == [[0, 1], [2]]


def test_every_cell_of_a_made_up_network_has_its_own_wedge() -> None:
    network = made_up(900)
    middle = shapely.points(network.x_m, network.y_m)
    shapes = network.shapes[network.shape_of]
    assert shapely.touches(shapes, middle).all()
    assert len(network.shapes) < len(network)


def test_best_servers_take_the_place_of_wedges() -> None:
    network = two()
    polygon = shapely.box(90_000, 390_000, 91_000, 391_000)
    mapped = network.with_best_servers(BestServerMap({}, {"001-01-1": polygon}))
    assert mapped.shapes[mapped.shape_of[1]].equals(polygon)
    assert mapped.shapes[mapped.shape_of[0]].equals(network.shapes[network.shape_of[0]])
    assert len(mapped.shapes) == 2
    with pytest.raises(NetworkError, match="1 cells that are not in the network: 001-01-99"):
        network.with_best_servers(BestServerMap({}, {"001-01-99": polygon}))
