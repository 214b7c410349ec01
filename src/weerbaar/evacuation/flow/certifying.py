# SPDX-License-Identifier: EUPL-1.2
"""The proof of a bound, added up on its own: however a certificate was found, this sum shows that no plan does better.

Weak duality of flows over time with waiting (Anderson, Nash and Philpott 1982): whoever is safe by the horizon either
set out before the moment of his origin, or used a road between the moments of its ends (less its free time), or an
exit between the moment of its node and the horizon.
"""

from __future__ import annotations

import numpy as np

from weerbaar.base import Text, WeerbaarError
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow.optimum import Certificate, Floats
from weerbaar.evacuation.network import RoadNetwork


class CertificateError(WeerbaarError):
    """A certificate of another network, or without moments."""


def certified_veh(network: RoadNetwork, departures: Departures, certificate: Certificate) -> float:
    """Return how many vehicles can be safe by ``certificate.horizon_s`` at most, by whatever plan.

    Σ_v R_v(α_v) + Σ_links c·max(0, α_end − α_begin − τ) + Σ_exits c·max(0, T − α_node), with R_v what sets out at v
    before a moment, c a capacity and τ a free time. Every choice of moments α gives a valid bound; infinite where a
    road without limit is used.

    Raises:
        CertificateError: not one number for every node.
    """
    moments, horizon = certificate.moments_s, certificate.horizon_s
    if moments.shape != (network.n_nodes,) or not np.isfinite(moments).all() or not np.isfinite(horizon):
        raise CertificateError(
            Text(nl="het bewijs hoort bij een ander net.", en="the certificate belongs to another network.")
        )
    excess = moments[network.end] - (moments[network.begin] + network.free_time_s)
    at_exit = horizon - moments[network.exits]
    return float(
        released_before(departures, moments[departures.nodes]).sum()
        + _carried(network.capacity_veh_s, excess)
        + _carried(network.exit_capacity_veh_s, at_exit)
    )


def released_before(departures: Departures, moments_s: Floats) -> Floats:
    """Vehicles of each origin (length Z) that set out strictly before moments of the same length, s."""
    return np.where(moments_s > 0, departures.released(moments_s), 0.0)


def _carried(capacity_veh_s: Floats, duration_s: Floats) -> float:
    used = duration_s > 0
    return float((capacity_veh_s[used] * duration_s[used]).sum())
