# SPDX-License-Identifier: EUPL-1.2
"""Flows over time: the quickest clearance and the pattern of people out per hour that no plan can beat, with proof.

In: a ``RoadNetwork`` and ``Departures``. Out: ``bound`` gives what no plan can beat and the roads that decide it,
``optimum`` the flows over the roads that come closest; ``certified_veh`` adds a proof up again; ``Throughput`` says
what roads carry when nothing changes any more. Science: Ford and Fulkerson; Gale, Minieka (earliest arrival); Burkard,
Dlaska and Klinz (quickest flow); Goldberg and Tarjan (minimum cut).
"""

from weerbaar.evacuation.flow.bounding import bound
from weerbaar.evacuation.flow.certifying import CertificateError, certified_veh
from weerbaar.evacuation.flow.deciding import deciding
from weerbaar.evacuation.flow.earliest import optimum
from weerbaar.evacuation.flow.optimum import Bottleneck, Bound, Certificate, Optimum
from weerbaar.evacuation.flow.throughput import Throughput
from weerbaar.evacuation.flow.turns import safe_in_turn
from weerbaar.evacuation.flow.ways import NoWayOutError

__all__ = [
    "Bottleneck",
    "Bound",
    "Certificate",
    "CertificateError",
    "NoWayOutError",
    "Optimum",
    "Throughput",
    "bound",
    "certified_veh",
    "deciding",
    "optimum",
    "safe_in_turn",
]
