# SPDX-License-Identifier: EUPL-1.2
"""What comes of reading a file of roads: the network, and what the reader has to know about it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Problem
from weerbaar.evacuation.network.model import RoadNetwork


@dataclass(frozen=True, eq=False)
class Reading:
    """A network from a file; Z zones.

    Attributes:
        network: the roads.
        vehicles: of each zone as the file states them, length Z; None where it states none.
        notes: warnings: what was left out, and what was assumed because the file does not say it.
    """

    network: RoadNetwork
    vehicles: npt.NDArray[np.float64] | None
    notes: tuple[Problem, ...]
