# SPDX-License-Identifier: EUPL-1.2
"""What follows from each beginning: occurrences, and the impact to expect, from the balance of one beginning.

The mean of drawn event graphs misses what is rare and heavy: a consequence of once in 100,000 event graphs can be most
of the expected impact. Here chance only enters through prevented consequences, as in :mod:`~weerbaar.cascade.rates`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.cascade.collisions import Collisions
from weerbaar.cascade.network import Network
from weerbaar.cascade.rates import ALWAYS, NEVER, SOMETIMES, UNBOUNDED, Balance, NoBalanceError, link_certainty
from weerbaar.cascade.result import Rates

Float = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Consequences:
    """Per beginning state.

    Attributes:
        occurrence: (n, n) probability that the state of the column occurs in an event graph that begins with the state
            of the row; 1 on the diagonal. For an actor: given that at least one attack follows.
        expected_impact, expected_impact_se: (n, K + 1) euro per event graph, with its standard error.
        link_impact: (L, I) euro of it that comes with the effect of each link of the beginning, sum over indicators.
    """

    occurrence: Float
    expected_impact: Float
    expected_impact_se: Float
    link_impact: Float


def consequences(network: Network, collisions: Collisions, rates: Rates, worth: Float) -> Consequences:
    """Solve the balance of each beginning by itself, with φ (see :mod:`~weerbaar.cascade.rates`) of that beginning.

    Where a cause was seen m times under a beginning, φ is (m φ' + φ) / (m + 1), with φ' as seen there and φ that of
    all beginnings together: what was hardly seen leans on the whole. Standard errors take each φ to have the variance
    φ (1 - φ) / (m + 1) of a share, but no less than that of one exception in m + 1 where chance can have a hand in it;
    independent of others, they go through the balance linearised.

    Args:
        network: the links.
        collisions: with numbers per beginning state.
        rates: solved from the same.
        worth: (n, K + 1) expected direct impact.

    Raises:
        ValueError: the numbers per beginning state were not kept.
        NoBalanceError: the balance of a beginning does not settle.
    """
    from weerbaar.cascade.kernels import solve_per_root, value_per_root

    if collisions.root_occurs is None or collisions.root_present is None:
        raise ValueError("collisions were not counted per beginning state")
    n, intensities, cause = network.states, len(network.intensities), network.link_cause
    # Of an event graph with an attack there are 1 / chance days of the actor.
    attack = np.where(network.actor_state & (network.p_follow_up > 0.0), network.p_follow_up, 1.0)
    # Worth of an effect with all that is expected to follow, prevented consequences as on the whole.
    values = Balance(network, 1.0 - rates.already_present).values(worth)
    worth_of_effect = (network.p_effect[:, :, None] * values[network.effect_states]).sum(axis=1)
    certainty = link_certainty(network, np.ones(len(cause)), from_anywhere=True)
    occurrence, se = np.zeros((n, n)), np.zeros(worth.shape)
    value, link_impact = np.empty(n), np.zeros((len(cause), intensities))
    whole_worth = np.ascontiguousarray(worth[:, -1])
    for root in range(n):
        seen = collisions.root_occurs[root][cause] + 1.0
        blocked = (collisions.root_present[root] + rates.already_present) / seen
        own = network.effects == root // intensities
        blocked[certainty == NEVER], blocked[(certainty == ALWAYS) | own] = 0.0, 1.0
        days = np.zeros(n)
        days[root] = 1.0 / attack[root]
        links = network.offsets, network.effects, network.p_effect, blocked
        rounds = solve_per_root(days, *links, occurrence[root])
        if rounds < 0 or value_per_root(whole_worth, *links, value) < 0:
            raise NoBalanceError(UNBOUNDED)
        row = slice(network.offsets[root], network.offsets[root + 1])
        link_impact[row] = network.p_effect[row] * value[network.effect_states[row]] / attack[root]
        share = np.where((certainty == SOMETIMES) & ~own, np.maximum(blocked * (1.0 - blocked), 1.0 / seen), 0.0)
        variance = share / seen * occurrence[root][cause] ** 2
        se[root] = np.sqrt(variance @ worth_of_effect**2)
        occurrence[root, root] = 1.0
    return Consequences(occurrence, occurrence @ worth, se, link_impact)


def flows_by_root(occurrence: Float, rates: Rates) -> Float:
    """Return the yearly rate of each state (column) in event graphs that begin with each state (row), (n, n).

    Occurrences times yearly beginnings, with columns scaled to add up to ``rates.rate``.
    """
    flows = rates.start_rate[:, None] * occurrence
    own = np.diag_indices(len(occurrence))
    flows[own] = 0.0
    total = flows.sum(axis=0)
    followed = rates.rate - rates.start_rate
    flows *= np.where(total > 0.0, followed / np.where(total > 0.0, total, 1.0), 0.0)
    flows[own] = rates.start_rate
    return flows
