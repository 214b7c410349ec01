# SPDX-License-Identifier: EUPL-1.2
"""From weights to one pooled answer per question, whatever the question asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Quantiles, Text
from weerbaar.elicitation.cooke import DecisionMaker
from weerbaar.elicitation.distributions import PiecewiseDistribution, distribution_of
from weerbaar.elicitation.file_model import LabelQuestion, ProbabilityQuestion, QuantileQuestion, Question
from weerbaar.elicitation.panel import PanelError
from weerbaar.elicitation.pooling import (
    ProbabilityPool,
    pool_labels,
    pool_probabilities,
    quantile_average,
    quantile_median,
)
from weerbaar.elicitation.result import Combination, ExpertAnswer, PooledAnswer, QuestionResult
from weerbaar.elicitation.study import Study, labels_of

Floats = npt.NDArray[np.float64]

TOLERANCE = 9e-4
"""How far the straight pieces of a logarithmic item may lie from its cdf: under the 0.001 that is promised."""

_NUMBER_POOL: dict[Combination, ProbabilityPool] = {
    "linear": "mean",
    "quantile-average": "log_odds",
    "median": "median",
}


@dataclass(frozen=True)
class ItemAnswer:
    """The pooled answer to one item with quantiles."""

    quantiles: tuple[float, ...]
    distribution: PiecewiseDistribution


@dataclass(frozen=True)
class Weighed:
    """The experts weighed in one way.

    Attributes:
        decision_maker: None where the study has no answers with quantiles.
        weights: id of every expert of the study to share; sums to 1.
        items: id of a quantile question to its pooled answer; without those that nobody with weight answered.
    """

    decision_maker: DecisionMaker | None
    weights: Mapping[str, float]
    combine: Combination
    items: Mapping[str, ItemAnswer]

    def item_weight(self, expert: str, question: str) -> float:
        """Return the share of an expert in the pooled answer to a quantile question; 0 without an answer."""
        dm = self.decision_maker
        if dm is None or expert not in dm.panel.experts:
            return 0.0
        found = dm.item_weights[dm.panel.experts.index(expert), dm.panel.items.index(question)]
        return 0.0 if np.isnan(found) else float(found)


def item_answers(dm: DecisionMaker, combine: Combination) -> dict[str, ItemAnswer]:
    """Return item to pooled quantiles and distribution."""
    panel = dm.panel
    weights = np.nan_to_num(dm.item_weights, nan=0.0)
    heard = (weights * panel.answered).sum(axis=0) > 0
    found: dict[str, ItemAnswer] = {}
    if combine == "linear":
        for q, item in enumerate(panel.items):
            distribution = dm.distributions[q] if heard[q] else None
            if distribution is not None:
                found[item] = ItemAnswer(tuple(dm.quantiles[q].tolist()), distribution)
        return found
    # A weight is needed in every column, also where the outcome is not used.
    safe = np.where(heard, weights, 1.0)
    quantiles = quantile_average(panel, safe) if combine == "quantile-average" else quantile_median(panel, safe)
    for q, item in enumerate(panel.items):
        if heard[q]:
            low, high = dm.ranges[q]
            distribution = distribution_of(
                quantiles[q], panel.probabilities, low, high, log_scale=bool(panel.log_scale[q])
            )
            found[item] = ItemAnswer(tuple(quantiles[q].tolist()), distribution)
    return found


def question_results(study: Study, chosen: Weighed, equal: Weighed) -> tuple[QuestionResult, ...]:
    """Return the result of every question, in the order of the study."""
    found = []
    for question in study.questions:
        states = {e.id: study.answer(e.id, question.id) for e in study.experts}
        found.append(
            QuestionResult(
                question=question,
                answers=_expert_answers(study, question, chosen),
                missing=tuple(e for e, a in states.items() if a is not None and a.missing),
                not_asked=tuple(e for e, a in states.items() if a is None),
                pooled=_pooled(study, question, chosen),
                equal=_pooled(study, question, equal),
                realization=truth_of(question),
            )
        )
    return tuple(found)


def truth_of(question: Question) -> float | str | None:
    """Return what is known of the truth: a number, 1 or 0 for an event, a label, or None."""
    if isinstance(question, QuantileQuestion):
        return question.outcome if question.realization is None else question.realization
    if isinstance(question, ProbabilityQuestion):
        return None if question.outcome is None else float(question.outcome)
    return question.outcome


def straight(distribution: PiecewiseDistribution) -> Quantiles:
    """Return a distribution as the assessment reads it: quantiles from 0 to 1, straight between them."""
    values, probabilities = distribution.straightened(TOLERANCE)
    return Quantiles(
        distribution="quantiles", probabilities=tuple(probabilities.tolist()), values=tuple(values.tolist())
    )


def _pooled(study: Study, question: Question, weighed: Weighed) -> PooledAnswer | None:
    if isinstance(question, LabelQuestion):
        masses = study.label_masses(question)
        weights = _of_those_who_answered(study, weighed, ~np.isnan(masses[:, 0]))
        if not weights.any():
            return None
        pooled = pool_labels(masses[:, None, :], weights)[0]
        order = labels_of(question, study.file.method)
        return PooledAnswer(masses=tuple(zip(order, pooled.tolist(), strict=True)))
    if isinstance(question, ProbabilityQuestion) and question.asks == "number":
        column = study.numbers()[:, [study.number_questions.index(question)]]
        weights = _of_those_who_answered(study, weighed, ~np.isnan(column[:, 0]))
        if not weights.any():
            return None
        try:
            pooled_number = pool_probabilities(column, weights, method=_NUMBER_POOL[weighed.combine])
        except PanelError as error:
            # The kernel knows columns only.
            raise PanelError(
                Text(
                    nl=f"Vraag {question.id}: kans 0 van de ene en kans 1 van de andere deskundige hebben geen "
                    "gemiddelde log-odds. Kies --combine linear of median.",
                    en=f"Question {question.id}: probability 0 of one expert and 1 of another have no mean of "
                    "log-odds. Choose --combine linear or median.",
                ),
                (question.id,),
            ) from error
        return PooledAnswer(probability=float(pooled_number[0]))
    item = weighed.items.get(question.id)
    if item is None:
        return None
    return PooledAnswer(quantiles=item.quantiles, distribution=straight(item.distribution))


def _of_those_who_answered(study: Study, weighed: Weighed, answered: npt.NDArray[np.bool_]) -> Floats:
    weights = np.array([weighed.weights[e.id] for e in study.experts])
    return np.where(answered, weights, 0.0)


def _expert_answers(study: Study, question: Question, weighed: Weighed) -> tuple[ExpertAnswer, ...]:
    given = [(e.id, study.answer(e.id, question.id)) for e in study.experts]
    answered = [(expert, a) for expert, a in given if a is not None and not a.missing]
    if isinstance(question, LabelQuestion) or (isinstance(question, ProbabilityQuestion) and question.asks == "number"):
        total = sum(weighed.weights[expert] for expert, _ in answered) or 1.0
        return tuple(
            ExpertAnswer(expert, (), a.probability, a.label, a.lower, a.upper, weighed.weights[expert] / total)
            for expert, a in answered
        )
    return tuple(
        ExpertAnswer(
            expert, study.quantiles(a, question), None, None, None, None, weighed.item_weight(expert, question.id)
        )
        for expert, a in answered
    )
