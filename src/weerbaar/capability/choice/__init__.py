# SPDX-License-Identifier: EUPL-1.2
"""Which measures to take: the best set within budgets and rules, with its proof, its rivals, reasons and advice.

In: an analysis with measures, and what bounds the choice. Out: a :class:`PortfolioChoice`, and from it an
:class:`Advice` under the headings of the analysis. The verbs are :func:`choose` and :func:`advise`; who asks for one
budget after another keeps what :func:`build` returns, and an :class:`Evaluator`. The science:
concave saturation of independent effects, robust portfolio modelling (Liesiö, Mild and Salo 2007, 2008), CVaR
(Rockafellar and Uryasev 2000).
"""

from weerbaar.capability.choice.advice import Advice, AdviceHeading, AdvisedMeasure, advise
from weerbaar.capability.choice.building import Built, build, scaled_budgets
from weerbaar.capability.choice.choose import DRAWS, GAP, LEVELS, STATES, choose
from weerbaar.capability.choice.evaluation import Evaluation, Evaluator, ScenarioOutcome, YearOutcome
from weerbaar.capability.choice.explaining import robustness_word
from weerbaar.capability.choice.levels import within_budget
from weerbaar.capability.choice.portfolio_json import portfolio_json, portfolio_schema
from weerbaar.capability.choice.result import (
    CoreShare,
    Flip,
    FrontierPoint,
    GapChange,
    Nearby,
    PortfolioChoice,
    Rival,
    TakenMeasure,
    Verdict,
)
from weerbaar.capability.choice.states import SOURCES

__all__ = [
    "DRAWS",
    "GAP",
    "LEVELS",
    "SOURCES",
    "STATES",
    "Advice",
    "AdviceHeading",
    "AdvisedMeasure",
    "Built",
    "CoreShare",
    "Evaluation",
    "Evaluator",
    "Flip",
    "FrontierPoint",
    "GapChange",
    "Nearby",
    "PortfolioChoice",
    "Rival",
    "ScenarioOutcome",
    "TakenMeasure",
    "Verdict",
    "YearOutcome",
    "advise",
    "build",
    "choose",
    "portfolio_json",
    "portfolio_schema",
    "robustness_word",
    "scaled_budgets",
    "within_budget",
]
