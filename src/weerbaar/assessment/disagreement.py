# SPDX-License-Identifier: EUPL-1.2
"""Which disagreement between experts moves the diagram: sensitivity of every scenario's impact and likelihood.

In: a round. Out: per scenario, how much of the variance of its place in the diagram comes from who is right on a
criterion, from the range that an expert leaves open, and from the weights; and how much would go if one expert were
right. Variance-based indices, with Morris screening and PAWN distances of the same model beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.assessment.assess import active_dossier, default_profile, weight_profiles
from weerbaar.assessment.cells import UnusableJudgementError, criteria_in_use
from weerbaar.assessment.correlation import check_correlation, correlated_positions, dependent_indices
from weerbaar.assessment.disagreement_model import (
    WEIGHTS,
    DisagreementModel,
    FactorMeaning,
    disagreement_model,
)
from weerbaar.assessment.disagreement_result import (
    AxisDisagreement,
    AxisName,
    Disagreement,
    DisagreementFactor,
    ExpertEffect,
)
from weerbaar.assessment.factors import Factor, factor_groups, run_model, saltelli_sample, two_seeds
from weerbaar.assessment.morris import MorrisEffects, morris_screening
from weerbaar.assessment.pawn import PawnIndices, pawn
from weerbaar.assessment.pick_freeze import PickFreeze
from weerbaar.assessment.resampling import IndexEstimate, IntervalKind, multiplicities, summary
from weerbaar.assessment.sobol import SobolIndices, sobol_indices
from weerbaar.assessment.weights import DirichletWeights, FixedWeights, WeightProfiles, WeightSpec
from weerbaar.base import Text
from weerbaar.dossier import LIKELIHOOD, Dossier
from weerbaar.method import Method, load_method

Float = NDArray[np.float64]

_LEVELS = 8
_SLICES = 10
_LEAST_ROWS = 32


def disagreement(
    dossier: Dossier,
    *,
    method: str | Path | Method | None = None,
    n: int = 4096,
    seed: int = 2012,
    weights: str = "default",
    correlation: float | ArrayLike | None = None,
    paths: int = 20,
    resamples: int = 100,
    level: float = 0.95,
    interval: IntervalKind = "normal",
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> Disagreement:
    """Return which disagreements and ranges move the scenarios of a round.

    Args:
        dossier: the round.
        method: id, file or object of another method than the dossier names.
        n: rows of a sample, a power of 2 from 32 on; the model runs on n times the number of factors, and more.
        seed: the same seed, input and version give the same result, whatever the executor.
        weights: as in :func:`~weerbaar.assessment.assess`: a profile, ``default``, ``profiles`` or ``dirichlet``.
        correlation: of the places within the ranges of the criteria in use, as the correlation of normal variables: one
            number for every pair, or a matrix. Who is right stays independent per question: experts have no order.
        paths: of the Morris screening, which leaves correlation out of account.
        resamples, level, interval: of the intervals.
        executor: who runs the model; None = here and now.
        progress: called with the share that is done, 0 to 1.

    Raises:
        InputError, UnusableJudgementError, UnknownCellError: see :func:`~weerbaar.assessment.assess`; also when no
            scenario was judged.
        ValueError: an argument that cannot be used.
    """
    if n < _LEAST_ROWS:
        raise ValueError(f"n must be a power of 2 of at least {_LEAST_ROWS}, not {n}")
    rod = method if isinstance(method, Method) else load_method(method or dossier.round.method)
    round_ = active_dossier(dossier)
    model = disagreement_model(rod, round_, _weight_spec(rod, round_, weights))
    if not model.questions:
        raise UnusableJudgementError(
            Text(
                nl=f"ronde {dossier.round.id} bevat geen oordelen van deskundigen: er valt niets te ontleden.",
                en=f"round {dossier.round.id} has no judgements of experts: there is nothing to take apart.",
            )
        )
    between_criteria = None if correlation is None else _criteria_correlation(correlation, len(model.criteria))
    inputs = None if between_criteria is None else _column_correlation(between_criteria, len(model.factors))
    job = _Job(model, inputs, n, seed, resamples, level, interval, executor)
    apart = job.indices(model.factors, None if progress is None else lambda share: progress(0.7 * share))
    grouped = job.indices(model.questions_as_factors, None if progress is None else lambda s: progress(0.7 + 0.3 * s))
    screening = morris_screening(
        model,
        model.factors,
        paths,
        seed=seed,
        levels=_LEVELS,
        resamples=resamples,
        level=level,
        interval=interval,
        executor=executor,
    )
    positions = job.positions()
    ya, yb = run_model(model, model.factors, positions, executor)
    names = tuple(m.name for m in model.meanings)
    distances = pawn(model.steps_at(positions[0]), ya, names=names, slices=min(_SLICES, n // 10), seed=seed)
    experts, fall, if_right = job.experts(positions, ya, yb)
    found = _Found(apart, grouped, screening, distances, experts, fall, if_right)
    s = len(model.scenarios)
    return Disagreement(
        round_id=dossier.round.id,
        method_id=rod.id,
        factors=tuple(DisagreementFactor(name, title) for name, title in _titles(model, rod)),
        questions=grouped.first.names,
        columns=names,
        impact=found.axis("impact", model.scenarios, slice(0, s)) if s else None,
        likelihood=found.axis("likelihood", model.likely, slice(s, None)) if model.likely else None,
        weights=weights,
        correlation=between_criteria,
        statement=_statement(between_criteria),
        n=n,
        seed=seed,
        evaluations=apart.runs + grouped.runs + screening.evaluations + 2 * n * (1 + len(experts)),
        resamples=resamples,
        level=level,
        interval=interval,
    )


@dataclass(frozen=True)
class _Indices:
    """First-order and total indices, which come from two sets where inputs are correlated."""

    first: SobolIndices
    total: SobolIndices
    runs: int


@dataclass(frozen=True, eq=False)
class _Job:
    model: DisagreementModel
    inputs: Float | None
    n: int
    seed: int
    resamples: int
    level: float
    interval: IntervalKind
    executor: Executor | None

    def indices(self, factors: Sequence[Factor], progress: Callable[[float], None] | None) -> _Indices:
        """Return the indices of factors or groups."""
        if self.inputs is None:
            found = sobol_indices(
                self.model,
                factors,
                self.n,
                seed=self.seed,
                resamples=self.resamples,
                level=self.level,
                interval=self.interval,
                executor=self.executor,
                progress=progress,
            )
            return _Indices(found, found, found.evaluations)
        both = dependent_indices(
            self.model,
            factors,
            self.inputs,
            self.n,
            seed=self.seed,
            resamples=self.resamples,
            level=self.level,
            interval=self.interval,
            executor=self.executor,
            progress=progress,
        )
        return _Indices(both.full, both.uncorrelated, both.evaluations)

    def positions(self) -> tuple[Float, Float]:
        """Return the two independent samples that the indices start from, (N, D) each."""
        design, _ = two_seeds(self.seed)
        sample = saltelli_sample(len(self.model.factors), self.n, design)
        if self.inputs is None:
            return sample.a, sample.b
        return correlated_positions(self.inputs, sample.a), correlated_positions(self.inputs, sample.b)

    def experts(
        self, positions: tuple[Float, Float], ya: Float, yb: Float
    ) -> tuple[tuple[str, ...], IndexEstimate, Float]:
        """Return the experts, by how much the variance falls if each is right, (E, K), and the means then, (E, K)."""
        _, resampling = two_seeds(self.seed)
        counts = multiplicities(self.n, self.resamples, resampling)
        base = PickFreeze.of(ya, yb, counts)
        falls, means = [], []
        for expert in self.model.experts:
            ra, rb = run_model(partial(self.model.if_right, expert), self.model.factors, positions, self.executor)
            right = PickFreeze.of(ra, rb, counts)
            falls.append(summary(_fall(base, right), self.level, self.interval))
            means.append(right.mean)
        return self.model.experts, IndexEstimate.stacked(falls), np.stack(means)


@dataclass(frozen=True, eq=False)
class _Found:
    """All that was found, for both axes side by side."""

    apart: _Indices
    grouped: _Indices
    screening: MorrisEffects
    distances: PawnIndices
    experts: tuple[str, ...]
    fall: IndexEstimate
    if_right: Float

    def axis(self, axis: AxisName, scenarios: tuple[str, ...], columns: slice) -> AxisDisagreement:
        """Return one axis."""
        first, total = self.apart.first.first.outputs(columns), self.apart.total.total.outputs(columns)
        mean_total = _mean_of_numbers(total.value)
        order = np.argsort(-mean_total, kind="stable")
        fall = self.fall.outputs(columns)
        return AxisDisagreement(
            axis=axis,
            scenarios=scenarios,
            mean=self.apart.first.mean[columns],
            variance=self.apart.first.variance[columns],
            first=first,
            total=total,
            first_by_question=self.grouped.first.first.outputs(columns),
            total_by_question=self.grouped.total.total.outputs(columns),
            mean_first=_mean_of_numbers(first.value),
            mean_total=mean_total,
            ranking=tuple(self.apart.first.names[g] for g in order if mean_total[g] > 0),
            experts=ExpertEffect(self.experts, fall, _mean_of_numbers(fall.value), self.if_right[:, columns]),
            mu_star=self.screening.mu_star.outputs(columns),
            sigma=self.screening.sigma.outputs(columns),
            distance=self.distances.maximum[:, columns],
            threshold=self.distances.threshold_maximum[:, columns],
        )


def _fall(base: PickFreeze, right: PickFreeze) -> Float:
    """Return the share of the variance that goes, per resample, (1 + R, K); not a number where there is none."""
    before = base.spread * base.scale**2
    after = np.where(right.variance > 0, np.nan_to_num(right.spread) * right.scale**2, 0.0)
    share: Float = 1 - after / before
    return share


def _mean_of_numbers(indices: Float) -> Float:
    """Return the mean over scenarios (…, S) that vary; not a number where none does."""
    varies = np.isfinite(indices)
    count = varies.sum(axis=1)
    mean: Float = np.where(varies, indices, 0.0).sum(axis=1) / np.where(count, count, np.nan)
    return mean


def _weight_spec(method: Method, dossier: Dossier, weights: str) -> WeightSpec:
    criteria = criteria_in_use(method, dossier)
    profiles = weight_profiles(method, dossier, criteria)
    default = default_profile(profiles, dossier, weights)
    if weights == "dirichlet":
        return DirichletWeights.flat(len(criteria))
    if weights == "profiles" and len(profiles) > 1:
        return WeightProfiles.equally_likely([p.weights for p in profiles])
    return FixedWeights(np.array(default.weights))


def _criteria_correlation(correlation: float | ArrayLike, criteria: int) -> Float:
    if not criteria:
        raise ValueError("a correlation between criteria was given, but no criterion was judged")
    given = np.asarray(correlation, dtype=np.float64)
    if given.ndim == 0:
        given = np.where(np.eye(criteria, dtype=bool), 1.0, given)
    return check_correlation(given, criteria)


def _column_correlation(criteria: Float, columns: int) -> Float:
    """Return the correlation of all D columns: that of the criteria for their columns *within*, else none."""
    matrix = np.eye(columns)
    within = 2 * np.arange(len(criteria)) + 1
    matrix[np.ix_(within, within)] = criteria
    return matrix


def _titles(model: DisagreementModel, method: Method) -> list[tuple[str, Text]]:
    named = {c.id: c.name for c in method.criteria}
    meaning = {m.name: m for m in model.meanings}
    return [(name, _title(meaning.get(name), named)) for name in factor_groups(model.factors).names]


def _title(meaning: FactorMeaning | None, names: dict[str, Text]) -> Text:
    if meaning is None or meaning.name == WEIGHTS:
        return Text(nl="gewichten van de criteria", en="weights of the criteria")
    if meaning.question == LIKELIHOOD:
        about = Text(nl="waarschijnlijkheid", en="likelihood")
    else:
        name = names[meaning.question]
        about = Text(nl=f"{meaning.question} {name.nl}", en=f"{meaning.question} {name.in_('en')}")
    if meaning.kind == "between":
        return Text(nl=f"{about.nl}: wie heeft gelijk", en=f"{about.en}: who is right")
    return Text(nl=f"{about.nl}: spreiding binnen een oordeel", en=f"{about.en}: range within a judgement")


def _statement(correlation: Float | None) -> Text:
    if correlation is None:
        return Text(
            nl="Alle factoren zijn onafhankelijk. De indices zijn de gewone eerste-orde- en totale Sobol’-indices.",
            en="All factors are independent. The indices are the usual first-order and total Sobol' indices.",
        )
    return Text(
        nl=(
            "De plaatsen binnen de oordelen hangen tussen de criteria samen, met de opgegeven correlaties "
            "(Gauss-copula). De eerste-orde-index telt mee wat een factor via de andere doet; de totale index telt "
            "alleen wat hij buiten de andere om doet. Wie gelijk heeft, is per vraag onafhankelijk."
        ),
        en=(
            "The places within the judgements are correlated between criteria as stated (Gaussian copula). The "
            "first-order index includes what a factor does through the others; the total index counts only what it "
            "does apart from them. Who is right is independent per question."
        ),
    )
