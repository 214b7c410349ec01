# SPDX-License-Identifier: EUPL-1.2
"""Evacuation time study: who is safe by when with a way of choosing roads, beside what no plan can beat.

In: a network, departures, settings. Out: a ``Study`` with the simulation, the bound and its bottlenecks, the plan of
the traffic wardens and a run record; the same as open data with a published schema.
"""

from weerbaar.evacuation.study.results_json import bound_clearance, study_dict, study_json, study_schema
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

__all__ = [
    "ROUTINGS",
    "ROUTING_WORDS",
    "Routing",
    "Settings",
    "Study",
    "StudyError",
    "bound_clearance",
    "input_hash",
    "make_study",
    "study_dict",
    "study_json",
    "study_schema",
]
