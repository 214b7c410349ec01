# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
import shapely

from tests.alerting.cells.networks import UTRECHT, around, made_up, people
from weerbaar.alerting.cells import select
from weerbaar.alerting.cells.coverage import coverage


def test_equals_point_by_point_for_every_provider_and_radio() -> None:
    network, population = made_up(20_000), people(UTRECHT[0] - 6_000, UTRECHT[1] - 6_000, 120, 3.0)
    selection = select(network, around(*UTRECHT, 1.5), 0.3)
    broadcasting = selection.cells[::2]
    found = coverage(selection, population, broadcasting)
    spots = shapely.points(population.x_m, population.y_m)
    inside = shapely.contains(selection.touched.target, spots)
    assert found.inside.tolist() == [population.night[inside].sum(), population.day[inside].sum()]
    for provider in range(3):
        for radio in range(2):
            cells = [
                c
                for c in broadcasting
                if network.operator[c] == provider and (network.technology[c] == 0) == (radio == 0)
            ]
            served = shapely.union_all(network.shapes[network.shape_of[cells]])
            heard = shapely.contains(served, spots)
            assert found.served_inside[provider, radio, 0] == pytest.approx(population.night[heard & inside].sum())
            assert found.served_outside[provider, radio, 1] == pytest.approx(population.day[heard & ~inside].sum())
    heard = shapely.contains(shapely.union_all(network.shapes[network.shape_of[broadcasting]]), spots)
    assert found.either_inside[0] == pytest.approx(population.night[heard & inside].sum())


def test_silence_reaches_nobody() -> None:
    population = people(UTRECHT[0] - 1_000, UTRECHT[1] - 1_000, 20)
    found = coverage(select(made_up(), around(*UTRECHT, 0.5)), population, np.empty(0, dtype=np.int64))
    assert found.inside[0] > 0
    assert found.served_inside.sum() == found.served_outside.sum() == found.either_inside.sum() == 0
