# SPDX-License-Identifier: EUPL-1.2
"""Many experts become one distribution per question, and the reader sees what that rests on.

In: a study (folder, Excalibur pair or shipped example) with questions, experts and their answers per round. Out: an
:class:`Elicitation` with scores, weights and pooled answers, which flow into a dossier as judgements. The verb is
:func:`evaluate`. Science: Cooke's classical model (Cooke 1991), Delphi, IDEA (Hemming et al. 2018), Krippendorff's
alpha, proper scoring rules (Gneiting and Raftery 2007).
"""

from weerbaar.elicitation.agreement import krippendorff_alpha, krippendorff_interval, weighted_kappa
from weerbaar.elicitation.amounts import amount, quantile_name
from weerbaar.elicitation.cooke import ClassicalModel, DecisionMaker, Scores
from weerbaar.elicitation.distributions import PiecewiseDistribution
from weerbaar.elicitation.evaluate import COMBINATIONS, SCHEMES, evaluate
from weerbaar.elicitation.examples import study_names
from weerbaar.elicitation.excalibur_study import export_excalibur
from weerbaar.elicitation.feedback import Feedback, feedback
from weerbaar.elicitation.file_model import (
    Answer,
    ExpertFile,
    Feeds,
    LabelQuestion,
    ProbabilityQuestion,
    QuantileQuestion,
    Question,
    StudyFile,
)
from weerbaar.elicitation.judgements import add_to_dossier, addition, dossier_folder, judgement_set, with_judgements
from weerbaar.elicitation.panel import NoSeedsError, Panel, PanelError
from weerbaar.elicitation.protocol import Protocol, load_protocol, protocol_ids
from weerbaar.elicitation.reading import check_study, load_study, study_and_warnings
from weerbaar.elicitation.result import (
    Agreement,
    Combination,
    Elicitation,
    ExpertAnswer,
    ExpertResult,
    PooledAnswer,
    QuestionResult,
    RobustnessRow,
    Score,
    VirtualExpert,
    WeightScheme,
)
from weerbaar.elicitation.results_csv import answers_csv, experts_csv
from weerbaar.elicitation.results_json import elicitation_json
from weerbaar.elicitation.robustness import RobustnessTable, leave_experts_out, leave_items_out
from weerbaar.elicitation.rounds import RoundStatistics
from weerbaar.elicitation.schema import elicitation_results_schema, study_schema
from weerbaar.elicitation.scoring import crps, interval_score, murphy
from weerbaar.elicitation.study import Study
from weerbaar.elicitation.writing import save_study

__all__ = [
    "COMBINATIONS",
    "SCHEMES",
    "Agreement",
    "Answer",
    "ClassicalModel",
    "Combination",
    "DecisionMaker",
    "Elicitation",
    "ExpertAnswer",
    "ExpertFile",
    "ExpertResult",
    "Feedback",
    "Feeds",
    "LabelQuestion",
    "NoSeedsError",
    "Panel",
    "PanelError",
    "PiecewiseDistribution",
    "PooledAnswer",
    "ProbabilityQuestion",
    "Protocol",
    "QuantileQuestion",
    "Question",
    "QuestionResult",
    "RobustnessRow",
    "RobustnessTable",
    "RoundStatistics",
    "Score",
    "Scores",
    "Study",
    "StudyFile",
    "VirtualExpert",
    "WeightScheme",
    "add_to_dossier",
    "addition",
    "amount",
    "answers_csv",
    "check_study",
    "crps",
    "dossier_folder",
    "elicitation_json",
    "elicitation_results_schema",
    "evaluate",
    "experts_csv",
    "export_excalibur",
    "feedback",
    "interval_score",
    "judgement_set",
    "krippendorff_alpha",
    "krippendorff_interval",
    "leave_experts_out",
    "leave_items_out",
    "load_protocol",
    "load_study",
    "murphy",
    "protocol_ids",
    "quantile_name",
    "save_study",
    "study_and_warnings",
    "study_names",
    "study_schema",
    "weighted_kappa",
    "with_judgements",
]
