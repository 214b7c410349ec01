# SPDX-License-Identifier: EUPL-1.2
"""What roads carry when nothing changes any more: which steady rates get out, and which bottleneck holds up whom."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.network import RoadNetwork

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_UNITS = 2.0**40


class Throughput:
    """Roads and exits with what they carry; N nodes, M links, X exits."""

    def __init__(self, network: RoadNetwork, link_veh_s: Floats, exit_veh_s: Floats) -> None:
        """Take what each link (length M) and exit (length X) carries, veh/s; 0 where it is closed."""
        self._network, self._links, self._exits = network, link_veh_s, exit_veh_s

    def held_up(self, rates_veh_s: Floats) -> tuple[Flags, float]:
        """Return who is held up when people set out at steady rates for long.

        Args:
            rates_veh_s: of each node, veh/s, length N.

        Returns:
            The nodes behind the bottlenecks, length N: what they send together is what leads out of them carries, and
            the rest. That rest, veh/s; 0 where all get out.
        """
        from weerbaar.evacuation.flow.cutting import cut_off

        network, total = self._network, float(rates_veh_s.sum())
        if total <= 0:
            return np.zeros(network.n_nodes, bool), 0.0
        units = _UNITS / total
        # More than all together is as good as no limit.
        links = np.rint(np.minimum(self._links, 2 * total) * units).astype(np.int64)
        exits = np.rint(np.minimum(self._exits, 2 * total) * units).astype(np.int64)
        surplus = np.rint(rates_veh_s * units).astype(np.int64)
        np.subtract.at(surplus, network.exits, exits)
        held, rest = cut_off(network.begin, network.end, links, surplus)
        return held, rest / units
