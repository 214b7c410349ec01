# SPDX-License-Identifier: EUPL-1.2
"""From which nodes a road leads to safety."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.network import RoadNetwork


def nodes_with_way_out(network: RoadNetwork) -> npt.NDArray[np.bool_]:
    """Return for each node whether an exit can be reached over roads that carry something, length N."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order

    n = network.n_nodes
    usable = (network.capacity_veh_s > 0) & (network.free_speed_m_s > 0)
    exits = network.exits[network.exit_capacity_veh_s > 0]
    # Against the direction of the roads, from one node behind all exits.
    begin = np.concatenate([network.end[usable], np.full(len(exits), n)])
    end = np.concatenate([network.begin[usable], exits])
    backward = csr_array((np.ones(len(begin)), (begin, end)), shape=(n + 1, n + 1))
    reached = np.zeros(n + 1, bool)
    reached[breadth_first_order(backward, n, return_predecessors=False)] = True
    return reached[:n]
