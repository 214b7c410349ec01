# SPDX-License-Identifier: EUPL-1.2
"""How many people are where the chosen cells serve, by provider and radio: a phone hears its own network only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
    west, south, east, north = np.vstack([network.boxes[shape_of], shapely.bounds(target)]).T
    near = population.near((float(west.min()), float(south.min()), float(east.max()), float(north.max())))
    own = near.within(target)

    providers = len(network.operators)
    served_inside, served_outside = np.zeros((providers, 2, 2)), np.zeros((providers, 2, 2))
    old = network.technology[broadcasting] == _2G
    by_any = np.zeros(len(own), dtype=bool)
    for provider in range(providers):
        of_provider = network.operator[broadcasting] == provider
        for radio, cells in enumerate((of_provider & old, of_provider & ~old)):
            shapes = np.unique(shape_of[cells])
            served = near.highest(*network.edges, shapes, np.ones(len(shapes))) > 0
            by_any |= served
            served_inside[provider, radio] = near.people[:, served & own].sum(axis=1)
            served_outside[provider, radio] = near.people[:, served & ~own].sum(axis=1)
    inside, either_inside = (near.people[:, places].sum(axis=1) for places in (own, by_any & own))
    return Coverage(inside, served_inside, served_outside, either_inside)
