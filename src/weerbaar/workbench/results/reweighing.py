# SPDX-License-Identifier: EUPL-1.2
"""Impact and ranks under weights of one's own, at once: from the terms that the assessment is the sum of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Text, class_index

if TYPE_CHECKING:
    from weerbaar.assessment import Assessment, RiskTerms, ScenarioResult

Float = NDArray[np.float64]
TOP = 5
_OWN_WEIGHTS = Text(
    nl="Getekend met zelf gekozen gewichten, niet met die van de ronde.",
    en="Drawn with weights of one’s own choice, not those of the round.",
)
_MADE_UP = Text(nl="Illustratieve gegevens.", en="Illustrative data.")


@dataclass(frozen=True)
class Reweighed:
    """One scenario under weights of one's own, beside those of the round.

    Attributes:
        place, usual: rank of the central impact, ties shared, among the scenarios with both axes known.
        value: central impact; ``klass`` its class.
        first, among_top: share of the draws in which it comes first, and among the first :data:`TOP`.
        expected: mean rank over the draws.
    """

    result: ScenarioResult
    place: float
    usual: float
    value: float
    klass: str
    first: float
    among_top: float
    expected: float

    @property
    def shift(self) -> float:
        """Places gained against the weights of the round; below 0 where places were lost."""
        return self.usual - self.place


def normalised(weights: Mapping[str, float], criteria: Sequence[str]) -> Float | None:
    """Return weights that sum to 1 in the order of the criteria; None where all are 0."""
    raw = np.array([max(0.0, weights.get(c, 0.0)) for c in criteria])
    total = float(raw.sum())
    return raw / total if total > 0 and np.isfinite(total) else None


def reweigh(assessment: Assessment, terms: RiskTerms, weights: Float) -> list[Reweighed]:
    """Return every scenario under other weights, the highest impact first.

    Args:
        assessment: the round under its own weights.
        terms: what its impacts are the sum of.
        weights: (C,) summing to 1.
    """
    axis = assessment.impact_axis
    if axis is None:
        return []
    central = np.einsum("c,sc->s", weights, terms.central_values)
    place = shared_ranks(central[:, None])[:, 0]
    usual = shared_ranks(np.einsum("c,sc->s", terms.weights, terms.central_values)[:, None])[:, 0]
    ranks = shared_ranks(terms.impact(weights))
    found = [
        Reweighed(
            result=assessment.scenario(scenario),
            place=float(place[s]),
            usual=float(usual[s]),
            value=float(central[s]),
            klass=axis.codes[class_index(float(central[s]), axis.bounds)],
            first=float((ranks[s] == 1).mean()),
            among_top=float((ranks[s] <= TOP).mean()),
            expected=float(ranks[s].mean()),
        )
        for s, scenario in enumerate(terms.scenarios)
    ]
    return sorted(found, key=lambda r: (r.place, r.result.title.nl))


def shared_ranks(values: Float) -> Float:
    """Return ranks per column, 1 = highest; equal values share the mean of their places.

    Args:
        values: (S, K).
    """
    # What differs by rounding only is equal: sums of the same terms in another order.
    largest = float(np.abs(values).max(initial=0.0)) or 1.0
    rounded = np.round(values / largest, 12)
    order = np.sort(rounded, axis=0)
    ranks = np.empty_like(values)
    for k in range(values.shape[1]):
        below = np.searchsorted(order[:, k], rounded[:, k], side="left")
        up_to = np.searchsorted(order[:, k], rounded[:, k], side="right")
        ranks[:, k] = len(values) - (below + up_to - 1) / 2
    return ranks


def redrawn(assessment: Assessment, terms: RiskTerms, weights: Float) -> Assessment:
    """Return the assessment with the impact of every scenario under other weights, for a diagram of it."""
    axis = assessment.impact_axis
    if axis is None:
        return assessment
    from weerbaar.assessment import QUANTILE_PROBABILITIES

    draws = terms.impact(weights)
    central = np.einsum("c,sc->s", weights, terms.central_values)
    row = {scenario: s for s, scenario in enumerate(terms.scenarios)}
    results = []
    for result in assessment.scenarios:
        s = row.get(result.id)
        if s is None or result.impact is None:
            results.append(result)
            continue
        value = float(central[s])
        quantiles = np.quantile(draws[s], QUANTILE_PROBABILITIES)
        low, high = (float(v) for v in np.quantile(draws[s], [0.05, 0.95]))
        classes = np.searchsorted(np.array(axis.bounds), draws[s], side="right")
        impact = replace(
            result.impact,
            value=value,
            klass=axis.codes[class_index(value, axis.bounds)],
            low=min(low, value),
            high=max(high, value),
            mean=float(draws[s].mean()),
            quantiles=tuple(float(q) for q in quantiles),
            class_probability={code: float((classes == i).mean()) for i, code in enumerate(axis.codes)},
            exact=False,
        )
        results.append(replace(result, impact=impact))
    note = _OWN_WEIGHTS
    if assessment.illustrative:
        note = Text(nl=f"{note.nl} {_MADE_UP.nl}", en=f"{note.en} {_MADE_UP.en}")
    return replace(assessment, scenarios=tuple(results), figures_note=note)
