# SPDX-License-Identifier: EUPL-1.2
"""Which way people take at each node, per period: what a route choice hands to the simulation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, WeerbaarError
from weerbaar.evacuation.network import RoadNetwork

Floats = npt.NDArray[np.float64]


class ShareError(WeerbaarError):
    """Shares that send nobody or more than everybody."""


@dataclass(frozen=True, eq=False)
class RouteShares:
    """Shares of the people at a node that take each road; P periods, M links, X exits.

    At every node the shares of its outgoing links and of its exit together are 1, or all 0 where nobody comes.
    People are one stream: whoever is at a node goes to any exit, so that the cost does not grow with destinations.

    Attributes:
        period_s: length of a period, s; the last one lasts until the end.
        links: shape (P, M).
        exits: share of the people at an exit's node that leaves there, shape (P, X).
    """

    period_s: float
    links: Floats
    exits: Floats

    def __post_init__(self) -> None:
        if self.links.ndim != 2 or self.exits.ndim != 2 or not len(self.links) == len(self.exits) > 0:
            raise ShareError(Text(nl="aandelen per periode ontbreken.", en="shares per period are missing."))
        if not (np.all(self.links >= 0) and np.all(self.exits >= 0)):
            raise ShareError(Text(nl="een aandeel is niet negatief.", en="a share is not negative."))
        if not self.period_s > 0:
            raise ShareError(Text(nl="een periode is langer dan 0 s.", en="a period is longer than 0 s."))

    @property
    def n_periods(self) -> int:
        """Number of periods, P."""
        return len(self.links)

    def check(self, network: RoadNetwork) -> None:
        """Hold the shares against the network.

        Raises:
            ShareError: other numbers of links or exits, or a node where the shares are neither 0 nor 1 together.
        """
        if self.links.shape[1] != network.n_links or self.exits.shape[1] != len(network.exits):
            raise ShareError(Text(nl="de aandelen horen bij een ander net.", en="the shares are of another network."))
        for period in range(self.n_periods):
            total = np.bincount(network.begin, weights=self.links[period], minlength=network.n_nodes)
            np.add.at(total, network.exits, self.exits[period])
            if not np.all((np.abs(total - 1) <= 1e-6) | (total <= 1e-12)):
                node = network.node_ids[int(np.argmax((np.abs(total - 1) > 1e-6) & (total > 1e-12)))]
                raise ShareError(
                    Text(
                        nl=f"bij knooppunt {node} zijn de aandelen samen niet 1.",
                        en=f"at node {node} the shares together are not 1.",
                    )
                )
