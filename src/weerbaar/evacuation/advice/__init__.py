# SPDX-License-Identifier: EUPL-1.2
"""Advice per place in plain Dutch and English: leave before …, take …, else go up; and drafts of alerts.

In: a study, the floods that threaten and when the dike may breach. Out: an ``Advice`` for every zone (or every postal
code of a table), as text, card and data; drafts of NL-Alerts with their area. What people are told to take and do comes
from public guidance of Dutch authorities. Verbs: ``advise``, ``alert_drafts``.
"""

from weerbaar.evacuation.advice.advice import PARTS, Action, Advice, Leaving, Line, Part, Shelter, WhyUp
from weerbaar.evacuation.advice.advice_json import advice_json, advice_schema
from weerbaar.evacuation.advice.advising import STRATEGIES, AdviceError, Strategy, advise
from weerbaar.evacuation.advice.alert_area import AlertArea, AlertAreaError
from weerbaar.evacuation.advice.alert_drafts import AlertDraft, alert_drafts
from weerbaar.evacuation.advice.card import as_card
from weerbaar.evacuation.advice.clock import MomentError
from weerbaar.evacuation.advice.place_table import PlaceInZone, for_places, read_place_table
from weerbaar.evacuation.advice.water_here import WaterHere

__all__ = [
    "PARTS",
    "STRATEGIES",
    "Action",
    "Advice",
    "AdviceError",
    "AlertArea",
    "AlertAreaError",
    "AlertDraft",
    "Leaving",
    "Line",
    "MomentError",
    "Part",
    "PlaceInZone",
    "Shelter",
    "Strategy",
    "WaterHere",
    "WhyUp",
    "advice_json",
    "advice_schema",
    "advise",
    "alert_drafts",
    "as_card",
    "for_places",
    "read_place_table",
]
