# SPDX-License-Identifier: EUPL-1.2
"""Drivers who look at the queues as they are now and choose anew on the way (instantaneous dynamic user choice)."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.paths import RouteError, SafetyTree, safety_tree, tree_shares
from weerbaar.evacuation.simulation import RoadState

Floats = npt.NDArray[np.float64]

PERIOD_S = 300.0
"""Traffic information on the radio and in navigation is renewed every few minutes."""
HALF_OPINION_S = 600.0
"""Within ten minutes half of the drivers have looked again. UXsim takes the same (half of them every 600 s)."""
SPREAD = 0.1
"""With a logit of this spread drivers err about the difference between two ways by π / √3 times 0.1, 18 % of the
journey (standard deviation): about the fifth below which drivers do not change road (Mahmassani and Jayakrishnan
1991)."""


class Instantaneous:
    """A guide that follows the quickest way by the queues of this moment.

    Every period a share of the drivers looks anew and spreads over the roads that bring them nearer to safety: by a
    logit on the time via each road as a share of the time via the best one (Dial's efficient links, 1971). The others
    keep what they thought, but nobody takes a road that now leads away from safety, so that nobody drives in circles.
    Who has no open way left goes on along the usual one and waits where it is closed.

    The time over a road that drivers are told is that of its own queue. Who waits before its entrance, because it is
    full, stands on the road before it (or at home) and counts there, so that a full road looks quicker than it is.
    """

    def __init__(
        self,
        network: RoadNetwork,
        *,
        period_s: float = PERIOD_S,
        half_opinion_s: float = HALF_OPINION_S,
        spread: float = SPREAD,
    ) -> None:
        """Set out the behaviour.

        Args:
            network: the roads.
            period_s: time between two looks at the roads, s.
            half_opinion_s: time in which half of the drivers look anew, s; 0 for all of them every period.
            spread: of the logit, as a share of the time to safety; 0 for the best road only.

        Raises:
            RouteError: a setting out of range.
        """
        if not (period_s > 0 and half_opinion_s >= 0 and spread >= 0):
            raise RouteError(
                Text(
                    nl="de periode is meer dan 0 s; de halveringstijd en de spreiding zijn 0 of meer.",
                    en="the period is more than 0 s; the half time and the spread are 0 or more.",
                )
            )
        self._network = network
        self._period_s = float(period_s)
        self._renewed = 1.0 - 0.5 ** (period_s / half_opinion_s) if half_opinion_s > 0 else 1.0
        self._spread = float(spread)
        self._usual, _ = tree_shares(network, safety_tree(network, network.free_time_s))
        self._opinion: Floats | None = None
        self._asked_s = -np.inf

    @property
    def period_s(self) -> float:
        """Time between two choices, s."""
        return self._period_s

    @property
    def node_rule(self) -> Literal["fifo", "directed"]:
        """Nobody directs them."""
        return "fifo"

    def shares(self, state: RoadState) -> tuple[Floats, Floats]:
        """Return shares of the roads (length M) and of the exits (length X) from ``state.time_s`` on.

        A moment that is not later than the one before begins a new run, with no opinion yet.
        """
        network = self._network
        if state.time_s <= self._asked_s:
            self._opinion = None
        self._asked_s = state.time_s
        tree = safety_tree(network, state.travel_time_s, np.where(state.exit_capacity_veh_s > 0, 0.0, np.inf))
        wanted = self._wanted(tree, state.travel_time_s)
        opinion = wanted if self._opinion is None else self._opinion + self._renewed * (wanted - self._opinion)
        self._opinion = opinion
        links = _to_one(network, np.where(_nearer(network, tree, state.travel_time_s), opinion, 0.0))
        lost = tree.rank < 0
        links = np.where(lost[network.begin], self._usual, links)
        exits = tree_shares(network, tree)[1]
        # At an open exit nobody drives on; at a closed one that nobody can leave people wait as the usual way has it.
        open_exit = np.zeros(network.n_nodes, bool)
        open_exit[network.exits[exits > 0]] = True
        links[open_exit[network.begin]] = 0.0
        exits[_first_of_node(network) & lost[network.exits]] = 1.0
        return links, exits

    def _wanted(self, tree: SafetyTree, travel_time_s: Floats) -> Floats:
        """Return the shares of who looks anew."""
        network = self._network
        if self._spread == 0:
            return tree_shares(network, tree)[0]
        nearer = _nearer(network, tree, travel_time_s)
        weight = np.zeros(network.n_links)
        best = tree.cost[network.begin[nearer]]
        longer = travel_time_s[nearer] + tree.cost[network.end[nearer]] - best
        weight[nearer] = np.exp(-longer / (self._spread * np.where(best > 0, best, 1.0)))
        return _to_one(network, weight)


def _nearer(network: RoadNetwork, tree: SafetyTree, travel_time_s: Floats) -> npt.NDArray[np.bool_]:
    """Return which open links lead from a node to one from where safety is nearer."""
    to, back = tree.rank[network.end], tree.rank[network.begin]
    return (to >= 0) & (to < back) & np.isfinite(travel_time_s)


def _to_one(network: RoadNetwork, weight: Floats) -> Floats:
    """Return weights of links as shares that are 1 together at every node where there is any weight."""
    total = np.bincount(network.begin, weights=weight, minlength=network.n_nodes)[network.begin]
    return np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)


def _first_of_node(network: RoadNetwork) -> npt.NDArray[np.bool_]:
    """Return which exits are the first at their node."""
    first = np.zeros(len(network.exits), bool)
    first[np.unique(network.exits, return_index=True)[1]] = True
    return first
