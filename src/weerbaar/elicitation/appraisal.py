# SPDX-License-Identifier: EUPL-1.2
"""How far the experts agree, and how well they did where the truth is known."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from weerbaar.elicitation.agreement import krippendorff_alpha, krippendorff_interval, mean_pairwise_kappa, spread
from weerbaar.elicitation.distributions import PiecewiseDistribution, expert_distribution
from weerbaar.elicitation.file_model import LabelQuestion, ProbabilityQuestion, QuantileQuestion, Question
from weerbaar.elicitation.panel import Panel
from weerbaar.elicitation.pooled_answers import Weighed, truth_of
from weerbaar.elicitation.result import Agreement, PooledAnswer, QuestionAgreement, QuestionResult, Score
from weerbaar.elicitation.rounds import central_answers
from weerbaar.elicitation.scoring import brier, crps, hit_rate, logarithmic
from weerbaar.elicitation.study import DECISION_MAKER, EQUAL_WEIGHTS, Study, labels_of

Floats = npt.NDArray[np.float64]


def agreement_of(study: Study, panel: Panel | None, *, seed: int, resamples: int) -> Agreement:
    """Return how far the experts are apart per question, and over the label questions that share one scale."""
    between = {} if panel is None else _between(panel)
    found = tuple(_question(study, question, between) for question in study.questions)
    labels, ratings, order = _shared_labels(study)
    if len(labels) < 2:
        return Agreement(found)
    alpha = krippendorff_alpha(ratings, "ordinal")
    if math.isnan(alpha):
        return Agreement(found, labels=labels)
    interval = krippendorff_interval(ratings, "ordinal", seed=seed, resamples=resamples)
    kappa = mean_pairwise_kappa(ratings, len(order), "linear")
    return Agreement(
        found, alpha, interval.low, interval.high, None if math.isnan(kappa) else float(kappa), labels=labels
    )


def _between(panel: Panel) -> dict[str, tuple[float, float]]:
    """Return item to mean overlap of intervals and mean distance; NaN with fewer than two answers."""
    if not panel.probabilities[0] <= 0.5 <= panel.probabilities[-1]:
        return {}
    found = spread(panel)
    pairs = zip(found.overlap.tolist(), found.distance.tolist(), strict=True)
    return dict(zip(panel.items, pairs, strict=True))


def _question(study: Study, question: Question, between: dict[str, tuple[float, float]]) -> QuestionAgreement:
    centres = central_answers(study, question)
    overlap, distance = between.get(question.id, (math.nan, math.nan))
    ends: tuple[float | str | None, float | str | None] = (None, None)
    if centres:
        low, high = min(centres.values()), max(centres.values())
        ends = (low, high)
        if isinstance(question, LabelQuestion):
            order = labels_of(question, study.file.method)
            ends = (order[int(low)], order[int(high)])
    return QuestionAgreement(
        question.id,
        len(centres),
        *ends,
        None if math.isnan(overlap) else overlap,
        None if math.isnan(distance) else distance,
    )


def _shared_labels(study: Study) -> tuple[tuple[str, ...], Floats, tuple[str, ...]]:
    """Return the largest group of label questions with one scale, and what each expert chose (index, or NaN)."""
    groups: dict[tuple[str, ...], list[LabelQuestion]] = {}
    for question in study.label_questions:
        groups.setdefault(labels_of(question, study.file.method), []).append(question)
    if not groups:
        return (), np.empty((0, 0)), ()
    order = max(groups, key=lambda labels: len(groups[labels]))
    ratings = np.full((len(study.experts), len(groups[order])), np.nan)
    for q, question in enumerate(groups[order]):
        centres = central_answers(study, question)
        for e, expert in enumerate(study.experts):
            ratings[e, q] = centres.get(expert.id, np.nan)
    return tuple(q.id for q in groups[order]), ratings, order


@dataclass
class _Record:
    """What somebody said about questions of which the truth is known."""

    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)
    truths: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    events: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)


def scores_of(study: Study, results: Sequence[QuestionResult], chosen: Weighed, equal: Weighed) -> tuple[Score, ...]:
    """Return how well every expert and both decision makers did; empty where no truth is known at all."""
    if all(r.realization is None for r in results):
        return ()
    records = {who: _Record() for who in (*(e.id for e in study.experts), DECISION_MAKER, EQUAL_WEIGHTS)}
    for result in results:
        question = result.question
        if result.realization is None:
            continue
        if isinstance(question, LabelQuestion):
            _labels(study, question, result, records)
        elif isinstance(question, ProbabilityQuestion):
            _event(study, question, result, records, chosen, equal)
        else:
            _quantity(study, question, float(result.realization), records, chosen, equal)
    return tuple(_score(who, record) for who, record in records.items())


def _quantity(
    study: Study,
    question: QuantileQuestion,
    truth: float,
    records: dict[str, _Record],
    chosen: Weighed,
    equal: Weighed,
) -> None:
    said = _said(study, question, chosen, equal)
    base = said.get(EQUAL_WEIGHTS)
    for who, (quantiles, distribution) in said.items():
        record = records[who]
        record.lows.append(quantiles[0])
        record.highs.append(quantiles[-1])
        record.truths.append(truth)
        scale = 0.0 if base is None else crps(base[1], truth)
        if scale > 0:
            record.ratios.append(crps(distribution, truth) / scale)


def _said(
    study: Study, question: QuantileQuestion | ProbabilityQuestion, chosen: Weighed, equal: Weighed
) -> dict[str, tuple[tuple[float, ...], PiecewiseDistribution]]:
    """Return who to quantiles and whole distribution, of everybody who answered a question with quantiles."""
    found: dict[str, tuple[tuple[float, ...], PiecewiseDistribution]] = {}
    dm = chosen.decision_maker
    if dm is not None and question.id in dm.panel.items:
        q = dm.panel.items.index(question.id)
        for e, expert in enumerate(dm.panel.experts):
            own = expert_distribution(dm.panel, e, q, dm.model.overshoot)
            if own is not None:
                found[expert] = (tuple(dm.panel.values[e, q].tolist()), own)
    for who, weighed in ((DECISION_MAKER, chosen), (EQUAL_WEIGHTS, equal)):
        answer = weighed.items.get(question.id)
        if answer is not None:
            found[who] = (answer.quantiles, answer.distribution)
    return found


def _event(
    study: Study,
    question: ProbabilityQuestion,
    result: QuestionResult,
    records: dict[str, _Record],
    chosen: Weighed,
    equal: Weighed,
) -> None:
    """Note the probability that each gave to the event: the number, or the mean of the distribution."""
    truth = float(result.realization or 0.0)
    if question.asks == "quantiles":
        chances = {who: distribution.mean for who, (_, distribution) in _said(study, question, chosen, equal).items()}
    else:
        chances = {a.expert: a.probability for a in result.answers if a.probability is not None}
        for who, pooled in _pools(result):
            if pooled is not None and pooled.probability is not None:
                chances[who] = pooled.probability
    for who, chance in chances.items():
        records[who].chances.append(chance)
        records[who].events.append(truth)


def _labels(study: Study, question: LabelQuestion, result: QuestionResult, records: dict[str, _Record]) -> None:
    right = labels_of(question, study.file.method).index(str(truth_of(question)))
    masses = study.label_masses(question)
    for e, expert in enumerate(study.experts):
        if not math.isnan(masses[e, 0]):
            records[expert.id].shares.append(float(masses[e, right]))
    for who, pooled in _pools(result):
        if pooled is not None:
            records[who].shares.append(pooled.masses[right][1])


def _pools(result: QuestionResult) -> tuple[tuple[str, PooledAnswer | None], ...]:
    return (DECISION_MAKER, result.pooled), (EQUAL_WEIGHTS, result.equal)


def _score(who: str, record: _Record) -> Score:
    asked = len(record.truths)
    hits = hit_rate(np.array(record.lows), np.array(record.highs), np.array(record.truths)) if asked else None

    def mean(values: Sequence[float], of: Callable[[Floats], float] = lambda v: float(v.mean())) -> float | None:
        return of(np.array(values)) if values else None

    events = np.array(record.events)
    return Score(
        who=who,
        asked=asked,
        hits=0 if hits is None else int(hits.hits),
        hit_rate=None if hits is None else float(hits.rate),
        hit_low=None if hits is None else float(hits.low),
        hit_high=None if hits is None else float(hits.high),
        crps_ratio=mean(record.ratios),
        brier=mean(record.chances, lambda p: float(brier(p, events))),
        logarithmic=mean(record.chances, lambda p: float(logarithmic(p, events))),
        label_share=mean(record.shares),
    )
