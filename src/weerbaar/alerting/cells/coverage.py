# SPDX-License-Identifier: EUPL-1.2
"""How many people are where the chosen cells serve, by provider and radio: a phone hears its own network only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.alerting.cells.network import TECHNOLOGIES
from weerbaar.alerting.cells.population import Population
from weerbaar.alerting.cells.selecting import Selection
from weerbaar.alerting.cells.wedges import Floats, Integers

_2G = TECHNOLOGIES.index("2G")


@dataclass(frozen=True, eq=False)
class Coverage:
    """People at night and by day (last axis, 2).

    Attributes:
        inside: in the area.
        served_inside: in the area and served; first axis the provider, second 2G and then all newer radio together.
        served_outside: served and not in the area, likewise.
        either_inside: in the area and served by any provider and radio.
    """

    inside: Floats
    served_inside: Floats
    served_outside: Floats
    either_inside: Floats


def coverage(selection: Selection, population: Population, broadcasting: Integers) -> Coverage:
    """Count the people whom ``broadcasting`` serves, inside the area of ``selection`` and outside.

    Args:
        selection: the cells that were to broadcast, and the area.
        population: where people are.
        broadcasting: the cells that do, as numbers in the network.
    """
    import shapely

    network, target = selection.network, selection.touched.target
    shape_of = network.shape_of[broadcasting]
    used, which = np.unique(shape_of, return_inverse=True)
    polygons = np.concatenate([network.shapes[used], np.array([target], dtype=object)])
    west, south, east, north = shapely.total_bounds(polygons).tolist()
    near = population.near((west, south, east, north))
    found, start, end = near.ranges(polygons)
    own = found.shape == len(used)
    inside = (end[:, own] - start[:, own]).sum(axis=1)

    def people(cells: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
        taken = np.zeros(len(polygons), dtype=bool)
        taken[which[cells]] = True
        some = taken[found.shape]
        served = near.covered(start[:, some], end[:, some], np.ones(int(some.sum())), np.ones(1))[:, 0]
        both = some | own
        either = near.covered(start[:, both], end[:, both], np.ones(int(both.sum())), np.ones(1))[:, 0]
        outside = np.maximum(either - inside, 0.0)
        return np.maximum(served - outside, 0.0), outside

    providers = len(network.operators)
    served_inside, served_outside = np.zeros((providers, 2, 2)), np.zeros((providers, 2, 2))
    old = network.technology[broadcasting] == _2G
    for provider in range(providers):
        of_provider = network.operator[broadcasting] == provider
        for radio, cells in enumerate((of_provider & old, of_provider & ~old)):
            served_inside[provider, radio], served_outside[provider, radio] = people(cells)
    either_inside, _ = people(np.ones(len(broadcasting), dtype=bool))
    return Coverage(inside, served_inside, served_outside, either_inside)
