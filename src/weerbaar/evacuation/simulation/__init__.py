# SPDX-License-Identifier: EUPL-1.2
"""Simulation: how an evacuation goes over the roads, queue by queue."""

from weerbaar.evacuation.simulation.guide import Guide, RoadState
from weerbaar.evacuation.simulation.outcome import Clearance, Outcome, clearance
from weerbaar.evacuation.simulation.shares import RouteShares, ShareError

__all__ = ["Clearance", "Guide", "Outcome", "RoadState", "RouteShares", "ShareError", "clearance"]
