# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.alerting.cells.networks import around, made_up
from weerbaar.alerting.cells import NetworkError, made_up_network, select, write_network
from weerbaar.alerting.cells.synthetic import TEST_COUNTRY


def test_same_seed_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_network(made_up_network(2_000, seed), tmp_path / f"{name}.csv")
    a, b, c = ((tmp_path / f"{name}.csv").read_bytes() for name in "abc")
    assert a == b
    assert a != c


@pytest.mark.parametrize("cells", [1, 7, 100, 2_501])
def test_as_many_cells_as_asked(cells: int) -> None:
    assert len(made_up_network(cells, 0)) == cells


def test_looks_like_the_real_ones() -> None:
    network = made_up(20_000)
    assert network.synthetic
    assert set(network.mcc.tolist()) == {TEST_COUNTRY}
    assert np.bincount(network.operator) == pytest.approx([20_000 / 3] * 3, rel=0.05)
    sites = np.unique(np.column_stack([network.x_m, network.y_m]), axis=0)
    assert 6 <= len(network) / len(sites) <= 12
    assert set(np.unique(network.technology).tolist()) == {0, 2, 3}


def test_towns_are_denser_than_the_country() -> None:
    network = made_up(20_000)
    town = len(select(network, around(121_000, 487_000, 3), 0.5).cells)
    heath = len(select(network, around(225_000, 545_000, 3), 0.5).cells)
    assert town > 5 * heath


def test_cells_of_a_town_reach_less_far() -> None:
    network = made_up(20_000)
    near = np.hypot(network.x_m - 121_000, network.y_m - 487_000) < 4_000
    assert np.median(network.radius_m[near]) < 0.5 * np.median(network.radius_m)


@pytest.mark.parametrize(("cells", "seed"), [(0, 1), (1_000_001, 1), (10, -1)])
def test_what_cannot_be_made_is_refused(cells: int, seed: int) -> None:
    with pytest.raises(NetworkError, match="made-up network"):
        made_up_network(cells, seed)
