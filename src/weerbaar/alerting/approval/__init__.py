# SPDX-License-Identifier: EUPL-1.2
"""Whether to alert, and whether this draft may go: criteria, four eyes that act, the clock, all-clears and tests.

In: answers to the decision tree, and what an approver typed for each check of a draft. Out: a decision with its path,
an approval that is bound to the hash of one draft, how long it took beside storm Eunice, alerts that wait for an
all-clear, and the plan of the half-yearly tests. Source of the criteria: Inzet- en beleidskader NL-Alert, as NIPV
quotes it.
"""

from weerbaar.alerting.approval.all_clear import OpenAlert, Reminder, reminders
from weerbaar.alerting.approval.challenge import Challenge, Matter, challenge
from weerbaar.alerting.approval.checks import Check, shipped_checks
from weerbaar.alerting.approval.clock import (
    MOMENT_WORDS,
    ClockReading,
    Lap,
    Timed,
    Yardstick,
    against,
    read_clock,
    yardsticks,
)
from weerbaar.alerting.approval.criteria import Answered, AnswerError, Decision, Step, walk
from weerbaar.alerting.approval.four_eyes import (
    Act,
    Approval,
    ApprovalError,
    NotShownError,
    ReturnedDraft,
    Review,
    approve,
    begin,
    confirm,
    give_back,
    release_in_emergency,
)
from weerbaar.alerting.approval.tests_plan import (
    DatedStep,
    PlanError,
    PlannedTest,
    ReachHistory,
    dated_checklist,
    plan_tests,
    reach_history,
)
from weerbaar.alerting.approval.tree import OUTCOME_WORDS, Choice, Outcome, Question, Tree, criteria_tree

__all__ = [
    "MOMENT_WORDS",
    "OUTCOME_WORDS",
    "Act",
    "AnswerError",
    "Answered",
    "Approval",
    "ApprovalError",
    "Challenge",
    "Check",
    "Choice",
    "ClockReading",
    "DatedStep",
    "Decision",
    "Lap",
    "Matter",
    "NotShownError",
    "OpenAlert",
    "Outcome",
    "PlanError",
    "PlannedTest",
    "Question",
    "ReachHistory",
    "Reminder",
    "ReturnedDraft",
    "Review",
    "Step",
    "Timed",
    "Tree",
    "Yardstick",
    "against",
    "approve",
    "begin",
    "challenge",
    "confirm",
    "criteria_tree",
    "dated_checklist",
    "give_back",
    "plan_tests",
    "reach_history",
    "read_clock",
    "release_in_emergency",
    "reminders",
    "shipped_checks",
    "walk",
    "yardsticks",
]
