# SPDX-License-Identifier: EUPL-1.2
"""Judgements become impact and likelihood per scenario, with their uncertainty, ranks and stability.

In: a :class:`~weerbaar.dossier.Dossier` and the method it names. Out: an :class:`Assessment`, which
figures and reports show. The verb is :func:`assess`; :func:`compare_assessments` sets two rounds side
by side. The science: weighted sum over value functions and its critics (nrb-method.md, sections 2, 4
and 10), rank acceptability (Lahdelma and Salminen), EVAMIX (Voogd), PROMETHEE II (Brans and Vincke).
What a round depends on is told by :func:`sensitivity`: a :class:`Sensitivity` with ranks under all admissible weights,
the disagreements that move the diagram (Sobol', Morris, PAWN) and the value of each answer.
"""

from weerbaar.assessment.acceptability import Acceptability, RoundScores, acceptability, round_scores
from weerbaar.assessment.assess import assess
from weerbaar.assessment.cells import UnusableJudgementError
from weerbaar.assessment.comparison import AssessmentComparison, Shift, Step, compare_assessments
from weerbaar.assessment.constraint_wording import constraint_words
from weerbaar.assessment.disagreement_result import AxisDisagreement, Disagreement
from weerbaar.assessment.earlier import with_earlier
from weerbaar.assessment.first_place import FirstPlace
from weerbaar.assessment.keyed_draws import keyed_uniforms
from weerbaar.assessment.known_functions import Ishigami
from weerbaar.assessment.polytope import WeightPolytope
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
from weerbaar.assessment.risk_draws import NoTotalRiskError, RiskTerms, admissible_weights, probability_in, risk_terms
from weerbaar.assessment.sensitivity import NothingToAnalyseError, Sensitivity, sensitivity, with_ranks
from weerbaar.assessment.sensitivity_json import sensitivity_json, sensitivity_schema
from weerbaar.assessment.smaa_round import NothingToRankError
from weerbaar.assessment.sobol import sobol_indices
from weerbaar.assessment.value_of_information import QuestionValue
from weerbaar.assessment.weight_constraints import WeightConstraints, weight_polytope

__all__ = [
    "QUANTILE_PROBABILITIES",
    "Acceptability",
    "Assessment",
    "AssessmentComparison",
    "Axis",
    "AxisDisagreement",
    "Contribution",
    "Disagreement",
    "Estimate",
    "FirstPlace",
    "Ishigami",
    "Move",
    "NoTotalRiskError",
    "NothingToAnalyseError",
    "NothingToRankError",
    "PublishedPlace",
    "QuestionValue",
    "Rank",
    "RiskTerms",
    "RoundScores",
    "ScenarioResult",
    "Sensitivity",
    "Shift",
    "Step",
    "UnusableJudgementError",
    "Variant",
    "WeightConstraints",
    "WeightPolytope",
    "acceptability",
    "admissible_weights",
    "assess",
    "compare_assessments",
    "constraint_words",
    "keyed_uniforms",
    "probability_in",
    "results_dict",
    "results_json",
    "results_schema",
    "risk_terms",
    "round_scores",
    "sensitivity",
    "sensitivity_json",
    "sensitivity_schema",
    "sobol_indices",
    "weight_polytope",
    "with_earlier",
    "with_ranks",
]
