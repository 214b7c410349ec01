# SPDX-License-Identifier: EUPL-1.2
"""Which measures to take within the budgets: the best choice with its proof, and how sure that choice is.

In: a :class:`Problem` of arrays. Out of :func:`solve`, a :class:`Choice` with value, bound and proof state; of
:func:`frontier`, one per budget. Over many states of the world (:class:`ProblemFamily`): :func:`robust_core`,
:func:`least_regret`, :func:`best_tail`, :func:`best_on_average`. For the explanation: :func:`alternatives`,
:func:`opposites`, :func:`flip_cost`, :func:`flip_effect`. Robust portfolio modelling: :func:`nondominated`.
"""

from weerbaar.capability.portfolio.alternatives import (
    Flip,
    Opposite,
    alternatives,
    flip_cost,
    flip_effect,
    opposites,
    reaches,
)
from weerbaar.capability.portfolio.evaluation import values
from weerbaar.capability.portfolio.frontier import frontier
from weerbaar.capability.portfolio.nondominated import NonDominated, TooManyOptionsError, nondominated
from weerbaar.capability.portfolio.problem import (
    AtLeast,
    Choice,
    CyclicRequirementError,
    Limits,
    Pairs,
    Problem,
    Proof,
    relative_gap,
)
from weerbaar.capability.portfolio.regret import LeastRegret, least_regret
from weerbaar.capability.portfolio.robust import Core, robust_core
from weerbaar.capability.portfolio.rules import InfeasibleError, Rule, check_feasible
from weerbaar.capability.portfolio.solver import solve
from weerbaar.capability.portfolio.sparse import SparseRows
from weerbaar.capability.portfolio.states import ProblemFamily
from weerbaar.capability.portfolio.tail import SampleChoice, best_on_average, best_tail

__all__ = [
    "AtLeast",
    "Choice",
    "Core",
    "CyclicRequirementError",
    "Flip",
    "InfeasibleError",
    "LeastRegret",
    "Limits",
    "NonDominated",
    "Opposite",
    "Pairs",
    "Problem",
    "ProblemFamily",
    "Proof",
    "Rule",
    "SampleChoice",
    "SparseRows",
    "TooManyOptionsError",
    "alternatives",
    "best_on_average",
    "best_tail",
    "check_feasible",
    "flip_cost",
    "flip_effect",
    "frontier",
    "least_regret",
    "nondominated",
    "opposites",
    "reaches",
    "relative_gap",
    "robust_core",
    "solve",
    "values",
]
