# SPDX-License-Identifier: EUPL-1.2
"""When to decide, for which area first, and what that costs: lives and money under a forecast that is not certain.

In: a forecast (ensemble or chain of states), what can be decided and what it leads to. Out: what to do at each moment
and state, the value of waiting, the chance of a false alarm and of being too late. Science: backward induction
(Bellman), evacuation as a decision under uncertainty (Kolen 2013), cost per person and day (Ciullo et al.).
"""

from weerbaar.evacuation.decision.area_choice import Turn, who_goes_first
from weerbaar.evacuation.decision.decision_file import Question, read_question
from weerbaar.evacuation.decision.forecast import Forecast, ForecastError, forecast_of_ensemble
from weerbaar.evacuation.decision.moment import (
    WAIT,
    Policy,
    decide_when,
    decided_at,
    tipping_probability,
    trade_off,
)
from weerbaar.evacuation.decision.options import Leaving, Option, combined, nothing, preventive, vertical
from weerbaar.evacuation.decision.table import TableRow, decision_table

__all__ = [
    "WAIT",
    "Forecast",
    "ForecastError",
    "Leaving",
    "Option",
    "Policy",
    "Question",
    "TableRow",
    "Turn",
    "combined",
    "decide_when",
    "decided_at",
    "decision_table",
    "forecast_of_ensemble",
    "nothing",
    "preventive",
    "read_question",
    "tipping_probability",
    "trade_off",
    "vertical",
    "who_goes_first",
]
