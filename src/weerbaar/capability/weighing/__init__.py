# SPDX-License-Identifier: EUPL-1.2
"""Every measure by itself: what it takes away of likelihood, impact and risk, what it costs, how surely.

In: an analysis with measures. Out: a :class:`Weighing`. The verb is :func:`weigh`.
"""

from weerbaar.capability.weighing.classes import impact_move, likelihood_move
from weerbaar.capability.weighing.horizon import Horizon
from weerbaar.capability.weighing.result import (
    TAIL,
    ClassMove,
    MeasureWeighing,
    Outcome,
    ScenarioEffect,
    Tail,
    Weighing,
)
from weerbaar.capability.weighing.unit import POINTS_PER_UNIT, RiskUnit
from weerbaar.capability.weighing.weigh import BEST_FEW, DRAWS, MILLION, Ground, weigh
from weerbaar.capability.weighing.weighing_json import (
    ANALYSIS_SCHEMA,
    MOVE_SCHEMA,
    OUTCOME_SCHEMA,
    RECORD_SCHEMA,
    TAIL_SCHEMA,
    UNIT_SCHEMA,
    move_dict,
    outcome_dict,
    tail_dict,
    unit_dict,
    weighing_dict,
    weighing_json,
    weighing_schema,
)

__all__ = [
    "ANALYSIS_SCHEMA",
    "BEST_FEW",
    "DRAWS",
    "MILLION",
    "MOVE_SCHEMA",
    "OUTCOME_SCHEMA",
    "POINTS_PER_UNIT",
    "RECORD_SCHEMA",
    "TAIL",
    "TAIL_SCHEMA",
    "UNIT_SCHEMA",
    "ClassMove",
    "Ground",
    "Horizon",
    "MeasureWeighing",
    "Outcome",
    "RiskUnit",
    "ScenarioEffect",
    "Tail",
    "Weighing",
    "impact_move",
    "likelihood_move",
    "move_dict",
    "outcome_dict",
    "tail_dict",
    "unit_dict",
    "weigh",
    "weighing_dict",
    "weighing_json",
    "weighing_schema",
]
