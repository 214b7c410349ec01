# SPDX-License-Identifier: EUPL-1.2
"""The risk of every scenario as draws of its terms: how often per year, and how much on each criterion.

The yearly risk of a scenario is ``rate * sum_c weight_c * value_c``. Draws of the terms, and not of the sum, let a
measure take away part of the likelihood or of one criterion while everything else stays the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment.assess import active_dossier, default_profile, weight_profiles
from weerbaar.assessment.cells import Cell, criteria_in_use, impact_cells, score_values, summing_factor
from weerbaar.assessment.earlier import published_places
from weerbaar.assessment.impact import class_intervals, log_mixture
from weerbaar.assessment.keyed_draws import keyed_uniforms
from weerbaar.assessment.likelihood import LikelihoodPool, likelihood_judgements, pool_likelihood, published_pool
from weerbaar.assessment.polytope import WeightPolytope
from weerbaar.assessment.result import PublishedPlace
from weerbaar.assessment.sampling import CellTable
from weerbaar.assessment.stability import Profile
from weerbaar.assessment.weight_constraints import WeightConstraints, read_weight_constraints, weight_polytope
from weerbaar.base import Text, WeerbaarError
from weerbaar.dossier import Dossier, Judgement, Scenario
from weerbaar.method import Method

Float = NDArray[np.float64]
Basis = Literal["judgements", "published"]

CERTAIN = 1 - 1e-4
"""A probability of 1 has no finite rate; from here on a probability counts as this."""


class NoTotalRiskError(WeerbaarError):
    """The method adds nothing up, or no scenario has both an impact and a likelihood."""


@dataclass(frozen=True, eq=False)
class RiskTerms:
    """S scenarios × C criteria × K draws.

    Attributes:
        scenarios, titles: ids and titles of the active scenarios whose impact and likelihood are known.
        basis: whether the impact comes from judgements, or from a published class; a published class says nothing
            of single criteria, so that all of them then hold the same value.
        left_out: ids of the active scenarios of which one of the two is not known.
        criteria, criterion_names: in the order of the method.
        weights: (C,) of the profile, summing to 1.
        profile: its id.
        profiles: every profile of the method and of the round: id, name, weights (C,).
        window_years: (S,) window of the likelihood classes.
        rate: (S, K) times per year.
        values: (S, C, K); for a sum in euro, C times the amount, so that equal weights give back the sum.
        central_rate, central_values: (S,) and (S, C) at what the experts expect; no draws involved.
        euro: whether values are euro.
    """

    scenarios: tuple[str, ...]
    titles: tuple[Text, ...]
    basis: tuple[Basis, ...]
    left_out: tuple[str, ...]
    criteria: tuple[str, ...]
    criterion_names: tuple[Text, ...]
    weights: Float
    profile: str
    profiles: tuple[tuple[str, Text, Float], ...]
    window_years: Float
    rate: Float
    values: Float
    central_rate: Float
    central_values: Float
    euro: bool

    @property
    def draws(self) -> int:
        """Number of draws K."""
        return int(self.rate.shape[1])

    @property
    def probability(self) -> Float:
        """Probability of at least one occurrence in the window of the classes, (S, K)."""
        return probability_in(self.rate, self.window_years)

    def impact(self, weights: Float | None = None) -> Float:
        """Return the total impact, (S, K)."""
        w = self.weights if weights is None else weights
        # einsum, not a matrix product: a threaded BLAS may add in another order and change the last bit.
        return np.asarray(np.einsum("c,sck->sk", w, self.values))

    def risk(self, weights: Float | None = None) -> Float:
        """Return the yearly risk: rate times impact, (S, K)."""
        risk: Float = self.rate * self.impact(weights)
        return risk


def probability_in(rate: Float, window_years: Float) -> Float:
    """Return the probability of at least one occurrence in a window.

    Args:
        rate: (S, …) times per year.
        window_years: (S,).
    """
    window = window_years.reshape(-1, *[1] * (rate.ndim - 1))
    return np.asarray(-np.expm1(-rate * window))


def risk_terms(
    dossier: Dossier, method: Method, *, draws: int = 10_000, seed: int = 2012, profile: str | None = None
) -> RiskTerms:
    """Return the terms of the risk of every active scenario of a round.

    Labels are drawn from the pool of the experts, each criterion and each likelihood by itself; a criterion that nobody
    judged can be any class, as in :func:`~weerbaar.assessment.assess`. Every cell has random numbers of its own.

    Args:
        dossier: the round.
        method: the measuring rod.
        draws: K, at least 2.
        seed: the same seed and input give the same draws.
        profile: id of a weight profile; None for that of the round.

    Raises:
        NoTotalRiskError: the method has no total, or there is no scenario with both impact and likelihood.
        UnusableJudgementError, UnknownCellError: see :func:`~weerbaar.assessment.assess`.
    """
    if method.aggregation.rule == "unpublished":
        raise NoTotalRiskError(
            Text(
                nl=f"methode {method.id} kent geen totaal: een maatregel kan er niet in worden gewogen.",
                en=f"method {method.id} has no total: a measure cannot be weighed with it.",
            )
        )
    if draws < 2:
        raise ValueError("at least two draws are needed")
    dossier = active_dossier(dossier)
    criteria = criteria_in_use(method, dossier)
    profiles = weight_profiles(method, dossier, criteria)
    chosen: Profile = default_profile(profiles, dossier, profile or "default")
    cells = impact_cells(method, dossier, criteria)
    places = published_places(dossier)
    known: list[tuple[Scenario, LikelihoodPool, tuple[Basis, Float, Float]]] = []
    left_out = []
    said = likelihood_judgements(dossier)
    for scenario in dossier.scenarios:
        published = places[scenario.id][0]
        pool = _likelihood(method, said.get(scenario.id, []), scenario, published)
        impact = _impact(method, criteria, scenario, cells, published, draws, seed)
        if pool is None or impact is None:
            left_out.append(scenario.id)
        else:
            known.append((scenario, pool, impact))
    if not known:
        raise NoTotalRiskError(
            Text(
                nl="van geen enkel actief scenario van deze ronde zijn impact en waarschijnlijkheid beide bekend.",
                en="no active scenario of this round has both an impact and a likelihood that are known.",
            )
        )
    uniforms = [keyed_uniforms(draws, seed, "likelihood", scenario.id) for scenario, _, _ in known]
    names = {c.id: c.name for c in method.criteria}
    return RiskTerms(
        scenarios=tuple(s.id for s, _, _ in known),
        titles=tuple(s.title for s, _, _ in known),
        basis=tuple(impact[0] for _, _, impact in known),
        left_out=tuple(left_out),
        criteria=criteria,
        criterion_names=tuple(names[c] for c in criteria),
        weights=np.array(chosen.weights),
        profile=chosen.id,
        profiles=tuple((p.id, p.name, np.array(p.weights)) for p in profiles),
        window_years=np.array([pool.window_years for _, pool, _ in known]),
        rate=np.array([_rate(p.quantiles(u), p.window_years) for (_, p, _), u in zip(known, uniforms, strict=True)]),
        values=np.array([impact[1] for _, _, impact in known]),
        central_rate=np.array([float(_rate(np.array(pool.central), pool.window_years)) for _, pool, _ in known]),
        central_values=np.array([impact[2] for _, _, impact in known]),
        euro=method.aggregation.rule == "euro_sum",
    )


def admissible_weights(dossier: Dossier, method: Method, file: Path | None = None) -> WeightPolytope:
    """Return the weights of the criteria that are admissible: any at all, or those that a file allows.

    Raises:
        InputError: a mistake in the file, a criterion that is not in use, or constraints that exclude each other.
    """
    criteria = criteria_in_use(method, active_dossier(dossier))
    if file is None:
        return weight_polytope(WeightConstraints(), criteria)
    constraints, source = read_weight_constraints(file)
    return weight_polytope(constraints, criteria, source=source)


def _rate(probability: Float, window_years: float) -> Float:
    return np.asarray(-np.log1p(-np.minimum(probability, CERTAIN)) / window_years)


def _likelihood(
    method: Method, said: Sequence[tuple[Judgement, float]], scenario: Scenario, published: PublishedPlace | None
) -> LikelihoodPool | None:
    pooled = pool_likelihood(method, scenario.kind, said)
    if pooled is None and published is not None and published.likelihood_classes:
        return published_pool(method, scenario.kind, published.likelihood_classes)
    return pooled


def _impact(
    method: Method,
    criteria: Sequence[str],
    scenario: Scenario,
    cells: Mapping[str, Mapping[str, Cell]],
    published: PublishedPlace | None,
    draws: int,
    seed: int,
) -> tuple[Basis, Float, Float] | None:
    """Return (C, K) draws and (C,) central values; None where nothing is known."""
    if scenario.id in cells:
        values, factor = score_values(method, len(criteria)), summing_factor(method, len(criteria))
        rows, central = [], []
        for criterion in criteria:
            cell = cells[scenario.id][criterion]
            table = CellTable.from_masses(*cell.distribution(values, factor))
            drawn = table.quantile(keyed_uniforms(draws, seed, "impact", scenario.id, criterion))
            rows.append(drawn)
            central.append(cell.central_value(values, factor))
        return "judgements", np.array(rows), np.array(central)
    if published is None or not published.impact_classes:
        return None
    intervals = class_intervals(method, published.impact_classes)
    quantile = partial(log_mixture, intervals)
    drawn = quantile(keyed_uniforms(draws, seed, "impact", scenario.id))
    centre = (intervals[0][0] * intervals[-1][1]) ** 0.5
    shape = (len(criteria), 1)
    return "published", np.tile(drawn, shape), np.full(len(criteria), centre)
