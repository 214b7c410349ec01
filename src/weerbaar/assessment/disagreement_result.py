# SPDX-License-Identifier: EUPL-1.2
"""What an analysis of disagreement says: per axis of the diagram, per factor, per scenario and per expert."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment.resampling import IndexEstimate, IntervalKind, plain
from weerbaar.base import Text

Float = NDArray[np.float64]
AxisName = Literal["impact", "likelihood"]


@dataclass(frozen=True)
class DisagreementFactor:
    """One source of uncertainty.

    Attributes:
        name: ``<criterion>:between``, ``<criterion>:within`` (``likelihood`` for a criterion too) or ``weights``.
        title: in words.
    """

    name: str
    title: Text


@dataclass(frozen=True, eq=False)
class ExpertEffect:
    """What would change if one expert were right on all questions that he or she answered; E experts, S scenarios.

    Attributes:
        experts: (E,) ids.
        fall: (E, S) share of the variance that would go. Below 0 for an expert who leaves more open than the group.
        mean_fall: (E,) mean over the scenarios that vary.
        mean_if_right: (E, S) expected impact, or expected log10 likelihood.
    """

    experts: tuple[str, ...]
    fall: IndexEstimate
    mean_fall: Float
    mean_if_right: Float

    def as_dict(self) -> dict[str, object]:
        """Return plain data."""
        return {
            "experts": list(self.experts),
            "fall": self.fall.as_dict(),
            "mean_fall": plain(self.mean_fall),
            "mean_if_right": plain(self.mean_if_right),
        }


@dataclass(frozen=True, eq=False)
class AxisDisagreement:
    """One axis of the diagram: G factors, S scenarios.

    Attributes:
        scenarios: (S,) ids of those that were judged.
        mean, variance: (S,) of the total, or of log10 of the likelihood.
        first, total: (G, S) indices, not a number for a scenario without variance.
        first_by_question, total_by_question: (Q, S) the same with "between" and "within" of a question taken together.
            With fixed weights and independent factors the rows of either add up to 1: a total is a sum over criteria.
        mean_first, mean_total: (G,) mean over the scenarios that vary.
        ranking: names of the factors by descending mean total index; only those above 0.
        experts: what one expert's being right would change.
        mu_star, sigma: (G, S) of the Morris screening; σ is not a number for a group of factors.
        distance, threshold: (D, S) largest PAWN distance per column of positions, and what a factor without influence
            stays under.
    """

    axis: AxisName
    scenarios: tuple[str, ...]
    mean: Float
    variance: Float
    first: IndexEstimate
    total: IndexEstimate
    first_by_question: IndexEstimate
    total_by_question: IndexEstimate
    mean_first: Float
    mean_total: Float
    ranking: tuple[str, ...]
    experts: ExpertEffect
    mu_star: IndexEstimate
    sigma: IndexEstimate
    distance: Float
    threshold: Float

    def as_dict(self) -> dict[str, object]:
        """Return plain data."""
        return {
            "axis": self.axis,
            "scenarios": list(self.scenarios),
            "mean": plain(self.mean),
            "variance": plain(self.variance),
            "first": self.first.as_dict(),
            "total": self.total.as_dict(),
            "first_by_question": self.first_by_question.as_dict(),
            "total_by_question": self.total_by_question.as_dict(),
            "mean_first": plain(self.mean_first),
            "mean_total": plain(self.mean_total),
            "ranking": list(self.ranking),
            "experts": self.experts.as_dict(),
            "morris": {"mu_star": self.mu_star.as_dict(), "sigma": self.sigma.as_dict()},
            "pawn": {"maximum": plain(self.distance), "threshold": plain(self.threshold)},
        }


@dataclass(frozen=True, eq=False)
class Disagreement:
    """Where the uncertainty of a round comes from.

    Attributes:
        factors: (G,) in the order of all indices.
        questions: (Q,) the criteria in use, ``likelihood``, and ``weights`` where they vary.
        columns: (D,) names of the columns of the PAWN distances: the factors, and each weight where weights are free.
        impact, likelihood: None when nobody judged it, or the method has no total.
        correlation: (C, C) of the places within the ranges of the criteria, or None for independent ones.
        statement: what was assumed about the factors, and which indices these are.
        evaluations: rows that the model was run on.
    """

    round_id: str
    method_id: str
    factors: tuple[DisagreementFactor, ...]
    questions: tuple[str, ...]
    columns: tuple[str, ...]
    impact: AxisDisagreement | None
    likelihood: AxisDisagreement | None
    weights: str
    correlation: Float | None
    statement: Text
    n: int
    seed: int
    evaluations: int
    resamples: int
    level: float
    interval: IntervalKind

    def as_dict(self) -> dict[str, object]:
        """Return plain data; None for what is not a number."""
        return {
            "round": self.round_id,
            "method": self.method_id,
            "factors": [{"name": f.name, "nl": f.title.nl, "en": f.title.en} for f in self.factors],
            "questions": list(self.questions),
            "columns": list(self.columns),
            "impact": None if self.impact is None else self.impact.as_dict(),
            "likelihood": None if self.likelihood is None else self.likelihood.as_dict(),
            "weights": self.weights,
            "correlation": None if self.correlation is None else plain(self.correlation),
            "statement": {"nl": self.statement.nl, "en": self.statement.en},
            "n": self.n,
            "seed": self.seed,
            "evaluations": self.evaluations,
            "resamples": self.resamples,
            "level": self.level,
            "interval": self.interval,
        }
