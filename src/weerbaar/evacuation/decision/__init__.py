# SPDX-License-Identifier: EUPL-1.2
"""When to decide, for which area first, and what that costs: lives and money under a forecast that is not certain.

In: a forecast (ensemble or chain of states), what can be decided and what it leads to. Out: what to do at each moment
and state, the value of waiting, the chance of a false alarm and of being too late. Science: backward induction
(Bellman), evacuation as a decision under uncertainty (Kolen 2013), cost per person and day (Ciullo et al.).
"""

from weerbaar.evacuation.decision.area_choice import Turn, lives_per_vehicle, who_goes_first
from weerbaar.evacuation.decision.decision_file import Question, WorkedOut, moments_of, read_question
from weerbaar.evacuation.decision.decision_json import decision_json, decision_schema
from weerbaar.evacuation.decision.fixed import FixedDecision, fixed_decisions
from weerbaar.evacuation.decision.forecast import Forecast, ForecastError
from weerbaar.evacuation.decision.moment import WAIT, Policy, decide_when, trade_off
from weerbaar.evacuation.decision.options import Option
from weerbaar.evacuation.decision.order_json import order_json, order_schema
from weerbaar.evacuation.decision.table import TableRow, decision_table
from weerbaar.evacuation.decision.two_states import forecast_of_chances

__all__ = [
    "WAIT",
    "FixedDecision",
    "Forecast",
    "ForecastError",
    "Option",
    "Policy",
    "Question",
    "TableRow",
    "Turn",
    "WorkedOut",
    "decide_when",
    "decision_json",
    "decision_schema",
    "decision_table",
    "fixed_decisions",
    "forecast_of_chances",
    "lives_per_vehicle",
    "moments_of",
    "order_json",
    "order_schema",
    "read_question",
    "trade_off",
    "who_goes_first",
]
