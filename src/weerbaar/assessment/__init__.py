# SPDX-License-Identifier: EUPL-1.2
"""Judgements become impact and likelihood per scenario, with their uncertainty, ranks and stability.

In: a :class:`~weerbaar.dossier.Dossier` and the method it names. Out: an :class:`Assessment`, which
figures and reports show. The verb is :func:`assess`; :func:`compare_assessments` sets two rounds side
by side. The science: weighted sum over value functions and its critics (nrb-method.md, sections 2, 4
and 10), rank acceptability (Lahdelma and Salminen), EVAMIX (Voogd), PROMETHEE II (Brans and Vincke).
"""

from weerbaar.assessment.assess import assess
from weerbaar.assessment.cells import UnusableJudgementError
from weerbaar.assessment.comparison import AssessmentComparison, Shift, Step, compare_assessments
from weerbaar.assessment.result import (
    QUANTILE_PROBABILITIES,
    Assessment,
    Axis,
    Contribution,
    Estimate,
    Move,
    PublishedPlace,
    Rank,
    ScenarioResult,
    Variant,
)
from weerbaar.assessment.results_json import results_dict, results_json, results_schema

__all__ = [
    "QUANTILE_PROBABILITIES",
    "Assessment",
    "AssessmentComparison",
    "Axis",
    "Contribution",
    "Estimate",
    "Move",
    "PublishedPlace",
    "Rank",
    "ScenarioResult",
    "Shift",
    "Step",
    "UnusableJudgementError",
    "Variant",
    "assess",
    "compare_assessments",
    "results_dict",
    "results_json",
    "results_schema",
]
