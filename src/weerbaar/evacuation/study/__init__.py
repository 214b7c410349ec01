# SPDX-License-Identifier: EUPL-1.2
"""Evacuation time study: who is safe by when with a way of choosing roads, beside what no plan can beat.

In: a network, departures, settings. Out: a ``Study`` with the simulation, the bound and its bottlenecks, the plan of
the traffic wardens and a run record; the same as open data with a published schema. With what is not known drawn anew
for each member, an ``Ensemble``.
"""

from weerbaar.evacuation.study.best_roads import best_roads
from weerbaar.evacuation.study.ensemble import HOURS, Ensemble, make_ensemble
from weerbaar.evacuation.study.ensemble_json import ensemble_json, ensemble_schema
from weerbaar.evacuation.study.order_statistics import quantile_with_error
from weerbaar.evacuation.study.results_json import bound_clearance, study_dict, study_json, study_schema
from weerbaar.evacuation.study.run_record import run_record
from weerbaar.evacuation.study.strategies import STRATEGIES, STRATEGY_WORDS, Strategy, strategies
from weerbaar.evacuation.study.study import (
    ROUTING_WORDS,
    ROUTINGS,
    Routing,
    Settings,
    Study,
    StudyError,
    input_hash,
    make_study,
)
from weerbaar.evacuation.study.uncertainty import Uncertainty, read_uncertainty

__all__ = [
    "HOURS",
    "ROUTINGS",
    "ROUTING_WORDS",
    "STRATEGIES",
    "STRATEGY_WORDS",
    "Ensemble",
    "Routing",
    "Settings",
    "Strategy",
    "Study",
    "StudyError",
    "Uncertainty",
    "best_roads",
    "bound_clearance",
    "ensemble_json",
    "ensemble_schema",
    "input_hash",
    "make_ensemble",
    "make_study",
    "quantile_with_error",
    "read_uncertainty",
    "run_record",
    "strategies",
    "study_dict",
    "study_json",
    "study_schema",
]
