# SPDX-License-Identifier: EUPL-1.2
"""From cells to impact: central value, exact or drawn uncertainty, ranks, and what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt

from weerbaar.assessment.aggregation import class_of_total, weighted_sum
from weerbaar.assessment.cells import Cell, score_values, summing_factor
from weerbaar.assessment.enumeration import ExactTotal, enumerate_total
from weerbaar.assessment.montecarlo import Simulation, simulate
from weerbaar.assessment.moves import moves
from weerbaar.assessment.ranking import ranks
from weerbaar.assessment.result import QUANTILE_PROBABILITIES, Contribution, Estimate, Move, Rank, Variant
from weerbaar.assessment.sampling import CellTable
from weerbaar.assessment.stability import Profile, central_values, variants
from weerbaar.assessment.weights import DirichletWeights, FixedWeights, WeightProfiles, WeightSpec
from weerbaar.base import Text, class_index
from weerbaar.method import Method, class_codes, label_codes, label_values, total_bounds

MAX_ATOMS = 200_000
"""Most different totals for which the distribution of one scenario is enumerated instead of drawn."""

_WEIGHT_DRAWS = 20_000

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ImpactJob:
    """What all scenarios of a round share.

    Attributes:
        profile: the default weights, used for the central value.
        weights: ``profiles`` and ``dirichlet`` make the weights uncertain; anything else keeps ``profile``.
    """

    method: Method
    criteria: tuple[str, ...]
    profiles: tuple[Profile, ...]
    profile: Profile
    weights: str
    draws: int
    seed: int
    executor: Executor | None
    progress: Callable[[float], None] | None

    @property
    def weight_spec(self) -> WeightSpec:
        """The weights as the sampler wants them."""
        if self.weights == "dirichlet":
            return DirichletWeights.flat(len(self.criteria))
        if self.weights == "profiles":
            return WeightProfiles.equally_likely([p.weights for p in self.profiles])
        return FixedWeights(np.array(self.profile.weights))

    @property
    def weights_vary(self) -> bool:
        """Whether weights are part of the uncertainty."""
        return self.weights == "dirichlet" or (self.weights == "profiles" and len(self.profiles) > 1)


@dataclass(frozen=True)
class ImpactResult:
    """Everything about the impact of one scenario."""

    estimate: Estimate
    rank: Rank | None
    contributions: tuple[Contribution, ...] = ()
    variants: tuple[Variant, ...] = ()
    same_class_share: float | None = None
    moves: tuple[Move, ...] = ()


def judged_impacts(job: ImpactJob, cells: Mapping[str, Mapping[str, Cell]]) -> dict[str, ImpactResult]:
    """Return the impact of every scenario with judgements.

    Args:
        job: shared settings.
        cells: scenario id → criterion → cell.
    """
    if not cells:
        return {}
    values = score_values(job.method, len(job.criteria))
    factor = summing_factor(job.method, len(job.criteria))
    rows = [[by_criterion[c] for c in job.criteria] for by_criterion in cells.values()]
    x = central_values(rows, values, factor)
    weights = np.array(job.profile.weights)
    totals = weighted_sum(x, weights)
    positions = ranks(totals)
    tables = [[CellTable.from_masses(*cell.distribution(values, factor)) for cell in row] for row in rows]
    simulation = _simulate(job, tables)
    others = variants(job.method, rows, job.profiles, job.profile)
    weighted = job.method.aggregation.rule == "weighted_sum"
    under_any_weights = [[v] for v in _any_weights(job, x)] if weighted else [[] for _ in rows]
    results: dict[str, ImpactResult] = {}
    for s, scenario_id in enumerate(cells):
        atoms = None if job.weights_vary else enumerate_total(tables[s], weights, limit=MAX_ATOMS)
        estimate = _judged_estimate(job, rows[s], float(totals[s]), simulation, s, atoms)
        with_class = [v.klass for v in others[s] if v.klass is not None]
        results[scenario_id] = ImpactResult(
            estimate=estimate,
            rank=_rank(positions[s], simulation, s),
            contributions=_contributions(job, rows[s], x[s], float(totals[s])),
            variants=(*others[s], *under_any_weights[s]),
            same_class_share=with_class.count(estimate.klass) / len(with_class) if with_class else None,
            moves=moves(job.method, rows[s], job.criteria, job.profile.weights),
        )
    return results


def published_impacts(job: ImpactJob, ranges: Mapping[str, Sequence[str]], *, rank: bool) -> dict[str, ImpactResult]:
    """Return the impact of scenarios of which only a class or a range of classes was published.

    Args:
        job: shared settings.
        ranges: scenario id → published classes.
        rank: whether to rank them among each other; not beside scenarios with judgements, because a
            class and a score are not comparable.
    """
    if not ranges:
        return {}
    codes, bounds = class_codes(job.method), total_bounds(job.method)
    intervals = {scenario_id: class_intervals(job.method, classes) for scenario_id, classes in ranges.items()}
    tables = {
        scenario_id: CellTable.from_quantiles(partial(log_mixture, parts)) for scenario_id, parts in intervals.items()
    }
    simulation = None
    centres = {i: (parts[0][0] * parts[-1][1]) ** 0.5 for i, parts in intervals.items()}
    positions = dict(zip(centres, ranks(np.array(list(centres.values()))), strict=True))
    if rank:
        plain = ImpactJob(
            job.method, ("published",), (), job.profile, "fixed", job.draws, job.seed, job.executor, job.progress
        )
        simulation = _simulate(plain, [[t] for t in tables.values()], FixedWeights(np.ones(1)))
    numbers = list(ranges)
    alike = {i: [numbers.index(j) for j in numbers if ranges[j] == ranges[i]] for i in numbers}
    results = {}
    for scenario_id, parts in intervals.items():
        share = 1 / len(parts)
        estimate = Estimate(
            basis="published",
            value=centres[scenario_id],
            klass=codes[class_index(centres[scenario_id], bounds)],
            low=float(log_mixture(parts, 0.05)),
            high=float(log_mixture(parts, 0.95)),
            minimum=parts[0][0] if ranges[scenario_id][0] != codes[0] else 0.0,
            maximum=parts[-1][1],
            class_probability={c: share if c in ranges[scenario_id] else 0.0 for c in codes},
            mean=sum(share * (b - a) / float(np.log(b / a)) for a, b in parts),
            standard_error=0.0,
            quantiles=tuple(float(v) for v in log_mixture(parts, QUANTILE_PROBABILITIES)),
            exact=True,
        )
        place = None if simulation is None else _shared_rank(positions[scenario_id], simulation, alike[scenario_id])
        results[scenario_id] = ImpactResult(estimate, place)
    return results


def class_intervals(method: Method, classes: Sequence[str]) -> list[tuple[float, float]]:
    """Return the totals between which each of these impact classes lies; the lowest is as wide as its neighbour."""
    codes, bounds = class_codes(method), total_bounds(method)
    ratio = bounds[1] / bounds[0] if len(bounds) > 1 else 10.0
    edges = (bounds[0] / ratio, *bounds, max(max(label_values(method).values()), bounds[-1] * ratio))
    return [(edges[codes.index(c)], edges[codes.index(c) + 1]) for c in classes]


def log_mixture(parts: Sequence[tuple[float, float]], q: npt.ArrayLike) -> Floats:
    """Return quantiles of: each interval equally likely, log-uniform inside; intervals ascending."""
    q = np.asarray(q, dtype=float)
    place = np.minimum((q * len(parts)).astype(int), len(parts) - 1)
    lows = np.array([a for a, _ in parts])[place]
    highs = np.array([b for _, b in parts])[place]
    return np.asarray(lows * (highs / lows) ** (q * len(parts) - place))


def _simulate(job: ImpactJob, tables: Sequence[Sequence[CellTable]], spec: WeightSpec | None = None) -> Simulation:
    return simulate(
        tables,
        spec or job.weight_spec,
        total_bounds(job.method),
        draws=job.draws,
        seed=job.seed,
        executor=job.executor,
        progress=job.progress,
    )


def _any_weights(job: ImpactJob, x: Floats) -> list[Variant]:
    """Return, per scenario, the most frequent class of its central scores when all weights are as likely."""
    constants = [[CellTable.constant(float(v)) for v in row] for row in x]
    flat = DirichletWeights.flat(len(job.criteria))
    simulation = simulate(constants, flat, total_bounds(job.method), draws=min(job.draws, _WEIGHT_DRAWS), seed=job.seed)
    codes = class_codes(job.method)
    name = Text(nl="alle gewichten even waarschijnlijk", en="all weights equally likely")
    found = []
    for s, shares in enumerate(simulation.class_probability):
        top = int(shares.argmax())
        rank = float(simulation.mean_rank[s])
        found.append(Variant("any-weights", "weights", name, codes[top], rank, "assumed", float(shares[top])))
    return found


def _judged_estimate(
    job: ImpactJob,
    row: Sequence[Cell],
    total: float,
    simulation: Simulation,
    s: int,
    atoms: ExactTotal | None,
) -> Estimate:
    codes, bounds = class_codes(job.method), total_bounds(job.method)
    order = label_codes(job.method)
    values = score_values(job.method, len(job.criteria))
    factor = summing_factor(job.method, len(job.criteria))
    ends = np.array([cell.possible_values(order, values, factor) for cell in row])
    all_weights = [p.weights for p in job.profiles] if job.weights == "profiles" else [job.profile.weights]
    if job.weights == "dirichlet":
        minimum, maximum = float(ends[:, 0].min()), float(ends[:, 1].max())
    else:
        minimum = min(float(ends[:, 0] @ np.array(w)) for w in all_weights)
        maximum = max(float(ends[:, 1] @ np.array(w)) for w in all_weights)
    if atoms is not None:
        per_class = atoms.class_probability(bounds)
        mean, error = atoms.mean, 0.0
        low, high = (float(v) for v in atoms.quantile([0.05, 0.95]))
        quantiles = atoms.quantile(QUANTILE_PROBABILITIES)
    else:
        per_class = simulation.class_probability[s]
        mean, error = float(simulation.mean[s]), float(simulation.standard_error[s])
        low, high = (float(v) for v in simulation.quantiles([0.05, 0.95])[s])
        quantiles = simulation.quantiles(QUANTILE_PROBABILITIES)[s]
    return Estimate(
        basis="judgements",
        value=total,
        klass=codes[int(class_of_total(np.array([total]), bounds)[0])],
        low=min(low, total),
        high=max(high, total),
        minimum=min(minimum, total),
        maximum=max(maximum, total),
        class_probability={c: float(p) for c, p in zip(codes, per_class, strict=True)},
        mean=mean,
        standard_error=error,
        quantiles=tuple(float(v) for v in quantiles),
        exact=atoms is not None,
        incomplete=tuple(c for c, cell in zip(job.criteria, row, strict=True) if cell.state == "missing"),
    )


def _rank(position: float, simulation: Simulation, s: int) -> Rank:
    return Rank(
        float(position),
        float(simulation.mean_rank[s]),
        tuple(float(p) for p in simulation.rank_acceptability[s]),
    )


def _shared_rank(position: float, simulation: Simulation, alike: Sequence[int]) -> Rank:
    """Return the rank of one of several scenarios that are known by the same classes and so cannot differ."""
    rows = list(alike)
    acceptability = simulation.rank_acceptability[rows].mean(axis=0)
    return Rank(float(position), float(simulation.mean_rank[rows].mean()), tuple(float(p) for p in acceptability))


def label_contributions(job: ImpactJob, cells: Mapping[str, Mapping[str, Cell]]) -> dict[str, tuple[Contribution, ...]]:
    """Return the labels per criterion for a method without a total: no value, amount or share can be given."""
    return {
        scenario_id: tuple(
            replace(c, weight=0.0, value=0.0, amount=0.0, share=0.0)
            for c in _contributions(job, [row[c] for c in job.criteria], np.zeros(len(job.criteria)), 0.0)
        )
        for scenario_id, row in cells.items()
    }


def _contributions(job: ImpactJob, row: Sequence[Cell], x: Floats, total: float) -> tuple[Contribution, ...]:
    order = label_codes(job.method)
    names = {c.id: c.name for c in job.method.criteria}
    factor = summing_factor(job.method, len(job.criteria))
    found = []
    for criterion, cell, value, weight in zip(job.criteria, row, x, job.profile.weights, strict=True):
        expected = cell.expected_labels(order)
        lowest, highest = cell.possible_labels(order) if cell.opinions else (None, None)
        amount = float(weight * value)
        found.append(
            Contribution(
                criterion=criterion,
                name=names[criterion],
                state=cell.state,
                label=None if expected is None else expected[0] if expected[0] == expected[1] else "-".join(expected),
                lowest=lowest,
                highest=highest,
                weight=float(weight) * factor,
                value=float(value) / factor,
                amount=amount,
                share=amount / total if total > 0 else 0.0,
                experts=sum(not o.implied for o in cell.opinions),
                reasons=tuple(o.reason for o in cell.opinions if o.reason.nl),
            )
        )
    return tuple(found)
