# SPDX-License-Identifier: EUPL-1.2
"""Drivers who look at the queues as they are now and choose anew on the way (instantaneous dynamic user choice)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.paths import RouteError, safety_tree, tree_shares
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
        self._opinion = np.zeros(network.n_links)
        self._asked_s = np.inf

    @property
    def period_s(self) -> float:
        """Time between two choices, s."""
        return self._period_s

    def shares(self, state: RoadState) -> tuple[Floats, Floats]:
        """Return shares of the roads (length M) and of the exits (length X) from ``state.time_s`` on.

        A moment that is not later than the one before begins a new run, with no opinion yet.
        """
        from weerbaar.evacuation.routing.choice_kernel import choose

        network = self._network
        renewed = self._renewed
        if state.time_s <= self._asked_s:
            self._opinion[:] = 0.0
            renewed = 1.0
        self._asked_s = state.time_s
        time_s = state.travel_time_s
        tree = safety_tree(network, time_s, np.where(state.exit_capacity_veh_s > 0, 0.0, np.inf))
        links = np.empty(network.n_links)
        choose(
            *network.out_links,
            network.end,
            time_s,
            tree.cost,
            tree.next_link,
            tree.rank,
            self._usual,
            self._spread,
            renewed,
            self._opinion,
            links,
        )
        # At an open exit everybody leaves; at a closed one that nobody can leave people wait as the usual way has it.
        return links, np.asarray(tree.next_link[network.exits] < 0, float)
