# SPDX-License-Identifier: EUPL-1.2
"""How a managed plan goes from one division over the roads to the next without a queue.

Every crossing changes when the traffic of the new stage comes there. Ways differ in length, so that for a while people
of both divisions meet; until they are through, fewer set out: no road is asked for more than it carries.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.managed_rates import carried_veh_s
from weerbaar.evacuation.routing.managed_roads import SteadyFlow

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

STEPS = 10
"""Steps in which a period is followed: half a minute each, for what comes together in one minute may be too much."""

_LITTLE = 1e-6


def clock(network: RoadNetwork, flows: Sequence[SteadyFlow]) -> Floats:
    """Return the time from each node to safety by one clock for all roads that flows take, s, length N.

    Ways from one crossing differ in length, and no clock is right for all of them: this one is least wrong (squares,
    weighted by what each road carries at most). Where nobody comes it is the average time of the first flow.
    """
    from scipy import sparse
    from scipy.sparse.linalg import spsolve

    nodes, begin, end = np.arange(network.n_nodes), network.begin, network.end
    most = np.max([flow.link_veh_s for flow in flows], 0)
    out = np.bincount(network.exits, np.max([flow.exit_veh_s for flow in flows], 0), network.n_nodes)
    little = _LITTLE * max(float(most.max(initial=0.0)), _LITTLE)
    rows, columns = np.concatenate([begin, end, begin, end, nodes]), np.concatenate([begin, end, end, begin, nodes])
    matrix = sparse.csc_array((np.concatenate([most, most, -most, -most, out + little]), (rows, columns)))
    push = most * network.free_time_s
    known = np.where(np.isfinite(flows[0].time_s), flows[0].time_s, 0.0)
    right = np.bincount(begin, push, network.n_nodes) - np.bincount(end, push, network.n_nodes) + little * known
    return np.asarray(np.maximum(spsolve(matrix, right), 0.0))


def metered(
    network: RoadNetwork,
    flows: Sequence[SteadyFlow],
    clock_s: Floats,
    stage: Integers,
    setting_out_veh_s: Floats,
    period_s: float,
    reserve: float,
) -> Floats:
    """Return the share of those who set out at each node in each period for whom there is room, shape (P, N).

    Args:
        network: the roads.
        flows: one for each stage.
        clock_s: time from each node to safety by one clock, length N.
        stage: number of the flow by which people go on from each node in each period, shape (P, N).
        setting_out_veh_s: at most, at each node in each period, shape (P, N).
        period_s: length of a period, s.
        reserve: share of every capacity that is kept free.
    """
    from weerbaar.evacuation.routing.metering_kernel import share_that_fits

    begin, end, usable = network.begin, network.end, 1.0 - reserve
    links = np.array([flow.links for flow in flows])
    # A link of less than a step counts as one where the clock does not say that it leads nearer.
    lag = network.free_time_s * STEPS / period_s
    lag = np.where(clock_s[end] < clock_s[begin], lag, np.maximum(lag, 1.0))
    used = np.flatnonzero((links > 0).any(0))
    used = used[np.argsort(-clock_s[begin[used]], kind="stable")]
    share = np.repeat(setting_out_veh_s, STEPS, 0)
    share_that_fits(
        begin[used],
        end[used],
        lag[used],
        carried_veh_s(network)[used] * usable * (1 + _LITTLE),
        network.exits,
        network.exit_capacity_veh_s * usable * (1 + _LITTLE),
        stage,
        np.ascontiguousarray(links[:, used]),
        np.array([flow.exits for flow in flows]),
        share,
    )
    return np.asarray(share.reshape(len(stage), STEPS, network.n_nodes).min(1))
