# SPDX-License-Identifier: EUPL-1.2
"""Which class a scenario has with and without measures, on both axes of the risk diagram."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.assessment import RiskTerms, probability_in
from weerbaar.capability.weighing.result import ClassMove
from weerbaar.method import Method, class_codes, likelihood_bounds, likelihood_codes, total_bounds

Float = NDArray[np.float64]
Int = NDArray[np.int64]

_SAME = 1e-9
"""Relative distance below a bound that still counts as the bound, as in ``base.class_index``."""


def classes_of(values: ArrayLike, bounds: Sequence[float]) -> Int:
    """Return the number of the class of each value; classes are closed below."""
    edges = np.asarray(bounds, dtype=np.float64) * (1 - _SAME)
    return np.searchsorted(edges, np.asarray(values, dtype=np.float64), side="right").astype(np.int64)


def likelihood_move(terms: RiskTerms, method: Method, scenario: int, kept: Float) -> ClassMove:
    """Return what happens to the class of likelihood when part of the rate is kept.

    Args:
        terms: without measures.
        method: for the classes.
        scenario: number.
        kept: (K,) part of the yearly rate that is left.
    """
    window = terms.window_years[scenario : scenario + 1]
    rate = terms.rate[scenario]
    before, after = (probability_in(r[None], window)[0] for r in (rate, rate * kept))
    centre = terms.central_rate[scenario] * np.array([1.0, kept.mean()])
    ends = probability_in(centre[None], window)[0]
    return _move("likelihood", likelihood_codes(method), likelihood_bounds(method), before, after, ends)


def impact_move(terms: RiskTerms, method: Method, scenario: int, kept: Float, weights: Float) -> ClassMove:
    """Return what happens to the class of impact when part of each criterion's value is kept.

    Args:
        kept: (1, K) or (C, K) part of the values that is left.
        weights: (C,).
        terms, method, scenario: see :func:`likelihood_move`.
    """
    values = terms.values[scenario]
    before, after = (np.einsum("c,ck->k", weights, v) for v in (values, values * kept))
    central = terms.central_values[scenario]
    ends = np.array([float(weights @ central), float(weights @ (central * kept.mean(axis=1)))])
    return _move("impact", class_codes(method), total_bounds(method), before, after, ends)


def _move(
    axis: str, codes: Sequence[str], bounds: Sequence[float], before: Float, after: Float, ends: Float
) -> ClassMove:
    first, second = classes_of(before, bounds), classes_of(after, bounds)
    centre = classes_of(ends, bounds)
    return ClassMove(
        axis="likelihood" if axis == "likelihood" else "impact",
        before=codes[centre[0]],
        after=codes[centre[1]],
        before_probability=_shares(first, codes),
        after_probability=_shares(second, codes),
        lower=float((second < first).mean()),
        value_before=float(ends[0]),
        value_after=float(ends[1]),
        range_before=_range(before),
        range_after=_range(after),
    )


def _range(values: Float) -> tuple[float, float]:
    low, high = np.quantile(values, [0.05, 0.95])
    return float(low), float(high)


def _shares(classes: Int, codes: Sequence[str]) -> dict[str, float]:
    counts = np.bincount(classes, minlength=len(codes)) / len(classes)
    return dict(zip(codes, (float(share) for share in counts), strict=True))
