# SPDX-License-Identifier: EUPL-1.2
"""Cooperation in a crisis: agreements, response units, who may do what at T+h, and what is missing or promised twice.

In: ``cooperation.yaml``. Out: an :class:`Answer` to "nuclear threat, T+6 h: who may do what, who must ask", a report of
overlaps and holes, and a table of how countries assess national risks. Times come from a shortest path over requests.
"""

from weerbaar.capability.cooperation.answer import (
    STATE_WORDS,
    Answer,
    Finding,
    PowerLine,
    RequestLine,
    UnitLine,
    hour_words,
)
from weerbaar.capability.cooperation.approaches import (
    MARK_WORDS,
    Approaches,
    approaches_csv,
    approaches_json,
    approaches_schema,
    load_approaches,
)
from weerbaar.capability.cooperation.file_model import LAYER_WORDS, POWER_WORDS, CooperationFile
from weerbaar.capability.cooperation.promises import DoubleBooking, double_bookings
from weerbaar.capability.cooperation.reading import load_cooperation
from weerbaar.capability.cooperation.register import Register, structure_on
from weerbaar.capability.cooperation.report import KINDS, CooperationReport, cooperation_report
from weerbaar.capability.cooperation.results_json import (
    cooperation_report_json,
    cooperation_report_schema,
    who_may_json,
    who_may_schema,
)
from weerbaar.capability.cooperation.schema import cooperation_schema
from weerbaar.capability.cooperation.situations import SITUATIONS, Situation, find_situation
from weerbaar.capability.cooperation.who_may import who_may

__all__ = [
    "KINDS",
    "LAYER_WORDS",
    "MARK_WORDS",
    "POWER_WORDS",
    "SITUATIONS",
    "STATE_WORDS",
    "Answer",
    "Approaches",
    "CooperationFile",
    "CooperationReport",
    "DoubleBooking",
    "Finding",
    "PowerLine",
    "Register",
    "RequestLine",
    "Situation",
    "UnitLine",
    "approaches_csv",
    "approaches_json",
    "approaches_schema",
    "cooperation_report",
    "cooperation_report_json",
    "cooperation_report_schema",
    "cooperation_schema",
    "double_bookings",
    "find_situation",
    "hour_words",
    "load_approaches",
    "load_cooperation",
    "structure_on",
    "who_may",
    "who_may_json",
    "who_may_schema",
]
