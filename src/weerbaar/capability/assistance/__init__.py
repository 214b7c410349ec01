# SPDX-License-Identifier: EUPL-1.2
"""Assistance ("bijstand"): keeping basic police care going in large-scale unrest, with the help of others.

In: ``assistance.yaml`` with shifts, regions, demand, officers on duty and who can help. Out: the best plan with its
proof, what is still short, what is asked of whom, and a request per municipality. An officer on riot duty falls out of
other work hour for hour; a platoon takes 50.
"""

from weerbaar.capability.assistance.file_model import ASSISTANCE_FILE, POLICE, TASKS, AssistanceFile
from weerbaar.capability.assistance.plan_csv import assistance_csv
from weerbaar.capability.assistance.plan_json import (
    assistance_plan_json,
    assistance_plan_schema,
    assistance_schema,
)
from weerbaar.capability.assistance.planning import Deployment, Plan, Priority
from weerbaar.capability.assistance.reading import load_assistance
from weerbaar.capability.assistance.requests import Request
from weerbaar.capability.assistance.situation import Situation
from weerbaar.capability.assistance.study import AssistanceStudy, study_assistance
from weerbaar.capability.assistance.task_words import amount_words, plain_amount, task_words
from weerbaar.capability.assistance.what_if import Breaking, Odds, Outcome, break_even_words

__all__ = [
    "ASSISTANCE_FILE",
    "POLICE",
    "TASKS",
    "AssistanceFile",
    "AssistanceStudy",
    "Breaking",
    "Deployment",
    "Odds",
    "Outcome",
    "Plan",
    "Priority",
    "Request",
    "Situation",
    "amount_words",
    "assistance_csv",
    "assistance_plan_json",
    "assistance_plan_schema",
    "assistance_schema",
    "break_even_words",
    "load_assistance",
    "plain_amount",
    "study_assistance",
    "task_words",
]
