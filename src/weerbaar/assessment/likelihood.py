# SPDX-License-Identifier: EUPL-1.2
"""From judgements to the likelihood of one scenario: an exact mixture, no draws needed.

A class stands for an interval of probabilities inside which every order of magnitude is equally
likely (an assumption; the guides give bounds only). Experts are pooled with their weights. All
probabilities speak of the method's own window; others are converted through a rate (C5).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from weerbaar.assessment.cells import UnusableJudgementError, at_judgement, range_masses
from weerbaar.base import Distribution, LogUniform, convert_window
from weerbaar.dossier import LIKELIHOOD, Dossier, Judgement
from weerbaar.method import Method, likelihood_codes, likelihood_interval, threat_class

Floats = npt.NDArray[np.float64]

_TAIL = 0.0005


@dataclass(frozen=True)
class Component:
    """One part of the mixture: a distribution of the probability over ``window_years``."""

    weight: float
    distribution: Distribution
    window_years: float


@dataclass(frozen=True)
class LikelihoodPool:
    """Everything the experts say about the likelihood of one scenario.

    Attributes:
        components: weights sum to 1.
        central: the expected probability over ``window_years``: the geometric mean over experts of the
            middle of the expected class, or of the expected probability.
        window_years: the method's window.
        floor: the method's lowest probability; anything below it counts as this.
    """

    components: tuple[Component, ...]
    central: float
    window_years: float
    floor: float

    def cdf(self, probabilities: npt.ArrayLike) -> Floats:
        """Return P(probability over the window ≤ p) for each p in ``probabilities``, shape kept."""
        p = np.asarray(probabilities, dtype=float)
        total = np.zeros_like(p)
        for part in self.components:
            own = _to_window(p, self.window_years, part.window_years)
            total += part.weight * np.where(p >= 1.0, 1.0, part.distribution.cdf(own))
        return total

    def quantiles(self, q: npt.ArrayLike) -> Floats:
        """Return the quantiles at ``q`` by bisection on the logarithm, to 12 digits; none below the floor."""
        wanted = np.asarray(q, dtype=float)
        low = np.full(wanted.shape, math.log(self.floor))
        high = np.zeros(wanted.shape)
        for _ in range(60):
            middle = (low + high) / 2
            below = self.cdf(np.exp(middle)) < wanted - 1e-12
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        at_floor = self.cdf(self.floor) >= wanted - 1e-12
        return np.asarray(np.where(at_floor, self.floor, np.exp(high)))

    def class_probability(self, bounds: Sequence[float]) -> Floats:
        """Return the probability per class, lowest first; ``bounds`` are K-1 ascending probabilities."""
        # a hair below each bound: classes are closed below, so a point exactly on a bound is in the upper one
        edges = self.cdf([b * (1 - 1e-12) for b in bounds])
        masses = np.diff(np.concatenate([[0.0], edges, [1.0]]))
        # that hair leaves the neighbour of a full class a trace of mass, which is none
        masses[masses < 1e-9] = 0.0
        return np.asarray(masses / masses.sum())

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and highest probability that is possible; of an endless tail, 0.1 % is left out."""
        lows, highs = [], []
        for part in self.components:
            low, high = (float(v) for v in part.distribution.ppf([0.0, 1.0]))
            tail_low, tail_high = (float(v) for v in part.distribution.ppf([_TAIL, 1 - _TAIL]))
            lows.append(self._own(low if low > 0 else tail_low, part))
            highs.append(self._own(high if high <= 1 else tail_high, part))
        return min(lows), max(highs)

    def _own(self, probability: float, part: Component) -> float:
        held = min(1.0, max(0.0, probability))
        return max(self.floor, convert_window(held, part.window_years, self.window_years))

    @property
    def mean(self) -> float:
        """The mean probability: the weighted mean of that of each part, over 2,000 equal slices of the part."""
        slices = (np.arange(2_000) + 0.5) / 2_000
        return math.fsum(
            part.weight * float(self._converted(np.clip(part.distribution.ppf(slices), 0.0, 1.0), part).mean())
            for part in self.components
        )

    def _converted(self, probabilities: Floats, part: Component) -> Floats:
        """Return probabilities of a part over the window of the method, none below the floor."""
        return np.maximum(self.floor, _to_window(probabilities, part.window_years, self.window_years))


def window_of(method: Method, kind: Literal["hazard", "threat"]) -> float:
    """Return the window of likelihood in years for a hazard or a threat."""
    rod = method.likelihood
    if kind == "threat" and rod.window_years_threat is not None:
        return rod.window_years_threat
    return rod.window_years


def likelihood_judgements(dossier: Dossier) -> dict[str, list[tuple[Judgement, float]]]:
    """Return who said what of the likelihood of each scenario: judgements with the weight of their expert."""
    found: dict[str, list[tuple[Judgement, float]]] = {}
    for expert in dossier.judgements:
        for judgement in expert.judgements:
            if judgement.criterion == LIKELIHOOD:
                found.setdefault(judgement.scenario, []).append((judgement, expert.weight))
    return found


def pool_likelihood(
    method: Method, kind: Literal["hazard", "threat"], judgements: Sequence[tuple[Judgement, float]]
) -> LikelihoodPool | None:
    """Return the pooled likelihood, or None when nobody answered.

    Args:
        method: the measuring rod.
        kind: hazard or threat; decides the window.
        judgements: judgements of likelihood of one scenario, each with its expert's weight.

    Raises:
        UnusableJudgementError: a class that the method does not have, or a reversed range.
    """
    answered = [(j, w) for j, w in judgements if not j.missing]
    if not answered:
        return None
    window, floor = window_of(method, kind), method.likelihood.draw_floor_pct / 100
    total = sum(w for _, w in answered)
    parts: list[Component] = []
    log_centre = 0.0
    for judgement, weight in answered:
        share = weight / total
        if judgement.probability is not None:
            own = judgement.window_years or window
            parts.append(Component(share, judgement.probability, own))
            expected = min(1.0, max(0.0, judgement.probability.expected))
            centre = convert_window(expected, own, window)
        else:
            masses, (low, high) = _class_masses(method, judgement)
            parts.extend(Component(share * m, _inside(*interval), window) for interval, m in masses)
            centre = math.sqrt(low * high)
        log_centre += share * math.log(max(centre, floor))
    return LikelihoodPool(_merged(parts), math.exp(log_centre), window, floor)


def _merged(parts: Sequence[Component]) -> tuple[Component, ...]:
    """Return the parts with equal ones taken together: thirty experts say no more than a handful of classes."""
    weights: dict[tuple[type, str, float], list[float]] = {}
    found: dict[tuple[type, str, float], Component] = {}
    for part in parts:
        key = (type(part.distribution), part.distribution.model_dump_json(), part.window_years)
        found.setdefault(key, part)
        weights.setdefault(key, []).append(part.weight)
    return tuple(replace(part, weight=math.fsum(weights[key])) for key, part in found.items())


def published_pool(method: Method, kind: Literal["hazard", "threat"], classes: Sequence[str]) -> LikelihoodPool:
    """Return the likelihood for a published class or range of classes, each class equally likely."""
    window = window_of(method, kind)
    intervals = [likelihood_interval(method, c) for c in classes]
    parts = tuple(Component(1 / len(intervals), _inside(*i), window) for i in intervals)
    floor = method.likelihood.draw_floor_pct / 100
    return LikelihoodPool(parts, math.sqrt(intervals[0][0] * intervals[-1][1]), window, floor)


def _class_masses(
    method: Method, judgement: Judgement
) -> tuple[list[tuple[tuple[float, float], float]], tuple[float, float]]:
    """Return intervals with masses, and the interval of the expected class."""
    codes = likelihood_codes(method)
    label = judgement.label
    if label is None:
        raise UnusableJudgementError(at_judgement(judgement, "geen klasse en geen kans.", "no class, no probability."))
    for given in (judgement.lower, label, judgement.upper):
        if given is not None and given not in codes:
            allowed = ", ".join(codes)
            raise UnusableJudgementError(
                at_judgement(
                    judgement,
                    f"klasse {given} bestaat niet in deze methode; toegestaan: {allowed}.",
                    f"class {given} does not exist in this method; allowed: {allowed}.",
                )
            )
    masses = range_masses(codes, judgement.lower or label, label, judgement.upper or label)
    if judgement.vulnerability is not None:
        moved: dict[str, float] = {}
        for code, mass in masses.items():
            target = threat_class(method, code, judgement.vulnerability)
            moved[target] = moved.get(target, 0.0) + mass
        masses, label = moved, threat_class(method, label, judgement.vulnerability)
    expected = likelihood_interval(method, label, judgement.sub_class)
    return [
        (expected if code == label else likelihood_interval(method, code), mass) for code, mass in masses.items()
    ], expected


def _inside(low: float, high: float) -> LogUniform:
    return LogUniform(distribution="loguniform", low=low, high=high)


def _to_window(p: Floats, from_years: float, to_years: float) -> Floats:
    if from_years == to_years:
        return p
    with np.errstate(divide="ignore"):
        return np.asarray(-np.expm1(np.log1p(-np.minimum(p, 1.0)) * (to_years / from_years)))
