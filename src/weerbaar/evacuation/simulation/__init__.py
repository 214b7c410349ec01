# SPDX-License-Identifier: EUPL-1.2
"""Simulation: how an evacuation goes over the roads, queue by queue."""

from weerbaar.evacuation.simulation.ensemble import EnsembleOutcome, Member, run_ensemble
from weerbaar.evacuation.simulation.guide import STANDSTILL, Guide, RoadState
from weerbaar.evacuation.simulation.measures import (
    Closure,
    Contraflow,
    ExitClosure,
    Incident,
    Measure,
    MeasureError,
    Metering,
    Weather,
    changes_s,
    check_measures,
    conditions_at,
)
from weerbaar.evacuation.simulation.measures_file import read_measures
from weerbaar.evacuation.simulation.outcome import Clearance, Outcome, clearance
from weerbaar.evacuation.simulation.shares import RouteShares, ShareError
from weerbaar.evacuation.simulation.simulating import SimulationError, choose_step, simulate

__all__ = [
    "STANDSTILL",
    "Clearance",
    "Closure",
    "Contraflow",
    "EnsembleOutcome",
    "ExitClosure",
    "Guide",
    "Incident",
    "Measure",
    "MeasureError",
    "Member",
    "Metering",
    "Outcome",
    "RoadState",
    "RouteShares",
    "ShareError",
    "SimulationError",
    "Weather",
    "changes_s",
    "check_measures",
    "choose_step",
    "clearance",
    "conditions_at",
    "read_measures",
    "run_ensemble",
    "simulate",
]
