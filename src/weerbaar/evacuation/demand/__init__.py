# SPDX-License-Identifier: EUPL-1.2
"""Demand: people by place and how they respond, as vehicles that set out by each moment."""

from weerbaar.evacuation.demand.departures import DemandError, Departures
from weerbaar.evacuation.demand.of_instance import departures_of

__all__ = ["DemandError", "Departures", "departures_of"]
