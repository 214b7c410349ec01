# SPDX-License-Identifier: EUPL-1.2
"""From labels or values per criterion to one number, or one order, per scenario.

Four methods of the national guide's family: the weighted sum, EVAMIX, medals, and PROMETHEE II as an outside
second opinion. A higher score always means a worse scenario. S scenarios, C criteria, N weight vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.assessment.ranking import ranks_of_keys

Float = NDArray[np.float64]
Int = NDArray[np.int64]

Preference = Literal["usual", "u-shape", "v-shape", "level", "linear", "gaussian"]

BOUND_TOLERANCE = 1e-9
"""A total this close below a class bound, relatively, counts as the bound."""

_PAIR_BLOCK = 1 << 20  # elements of the pairwise work arrays: 8 MB, so that they stay near the cache


def weighted_sum(values: ArrayLike, weights: ArrayLike) -> Float:
    """Return the total impact per scenario: the sum over criteria of weight times value.

    Args:
        values: (S, C), the values of the labels.
        weights: (C,), or (N, C) for many weight vectors at once.

    Returns:
        (S,), or (N, S).

    Raises:
        ValueError: the shapes do not fit.

    Source: national guide 2009, section 5.4.2 (reference nrb-method.md, 2.2).
    """
    v, w = _matrices(values, weights)
    return w @ v.T


def class_of_total(values: ArrayLike, bounds: ArrayLike) -> Int:
    """Return the class index of each total: 0 below the first bound, K-1 from the last bound up.

    Args:
        values: any shape.
        bounds: (K-1,) ascending lower bounds of classes 1, 2, …; intervals are half-open ``[low, high)``.

    A total that lies less than a billionth below a bound counts as the bound. A sum such as
    0.1 × (1/9 + 1/9 + 1/9) equals the bound 1/30 on paper and misses it by one unit in the last place in
    binary; without the tolerance rounding would decide the published class. No expert's score carries nine
    digits, so the tolerance moves nothing that means something.
    """
    limits = _bounds(bounds)
    x = np.asarray(values, dtype=np.float64)
    return np.searchsorted(limits, x + np.abs(x) * BOUND_TOLERANCE, side="right").astype(np.int64)


def medals(labels: ArrayLike, levels: int) -> tuple[Float, Int]:
    """Rank scenarios by their number of highest labels, then of the next, and so on.

    Args:
        labels: (S, C) whole numbers, 1 = lowest label … ``levels`` = highest; 0 or less = not applicable
            or missing, which earns no medal.
        levels: number of labels (5 for A–E).

    Returns:
        Ranks (S,), 1 = highest impact, ties shared; counts (S, levels), highest label first.

    Raises:
        ValueError: a label above ``levels``.

    Source: reference nrb-method.md, 2.4 ("medals", lexicographic).
    """
    given = np.asarray(labels, dtype=np.int64)
    if given.ndim != 2:
        raise ValueError(f"labels must have shape (scenarios, criteria), not {given.shape}")
    if given.size and int(given.max()) > levels:
        raise ValueError(f"label {int(given.max())} is above the highest level {levels}")
    counts = np.stack([(given == level).sum(axis=1) for level in range(levels, 0, -1)], axis=1)
    return ranks_of_keys(counts), counts.astype(np.int64)


def evamix(
    scores: ArrayLike,
    weights: ArrayLike,
    ordinal: ArrayLike,
    *,
    power: int = 1,
    standardise: bool = True,
) -> Float:
    """Return EVAMIX appraisal scores for mixed ordinal and cardinal criteria.

    For scenarios i and j the ordinal dominance is ``a_ij = (Σ_O (w_k sgn(e_ki - e_kj))^c)^(1/c)`` and the
    cardinal one ``b_ij = (Σ_C (w_k (e_ki - e_kj))^c)^(1/c)``. Each is standardised over all pairs to 0…1,
    the total dominance is ``D_ij = W_O α_ij + W_C β_ij`` with W_O, W_C the summed weights of either group,
    and the appraisal score of i is the mean of D_ij over all j other than i. The purely ordinal use, all
    criteria in O, is the one that suits A–E labels.

    Args:
        scores: (S, C); on ordinal criteria only the order counts. Higher = more impact.
        weights: (C,), or (N, C) for many weight vectors at once.
        ordinal: (C,) true where a criterion is ordinal.
        power: the exponent c, odd; 1 is usual.
        standardise: bring cardinal columns to 0…1 (lowest to highest scenario) first.

    Returns:
        (S,), or (N, S), between 0 and the sum of the weights. When all scenarios are equal on a group, no
        pair dominates and its standardised dominance is ½.

    Raises:
        ValueError: shapes do not fit, or ``power`` is not odd and positive.

    Source: Voogd; reference nrb-method.md, 2.4. Both dominances are antisymmetric, so with c = 1 the mean over j
    is one matrix product and only the largest dominance needs the pairs.
    """
    if power < 1 or power % 2 == 0:
        raise ValueError(f"power must be odd and positive, not {power}")
    e, w = _matrices(scores, weights)
    mask = np.asarray(ordinal, dtype=bool)
    if mask.shape != (e.shape[1],):
        raise ValueError(f"ordinal must have shape ({e.shape[1]},), not {mask.shape}")
    if len(e) < 2:
        raise ValueError("dominance needs at least two scenarios")
    cardinal = e[:, ~mask]
    if standardise and cardinal.shape[1]:
        low, span = cardinal.min(axis=0), np.ptp(cardinal, axis=0)
        cardinal = (cardinal - low) / np.where(span > 0, span, 1.0)
    w2 = np.atleast_2d(w)
    group_o, group_c = w2[:, mask], w2[:, ~mask]
    standard = _appraisal_linear if power == 1 else _appraisal_general
    result = group_o.sum(axis=1)[:, None] * standard(e[:, mask], group_o, True, power)
    result += group_c.sum(axis=1)[:, None] * standard(cardinal, group_c, False, power)
    scores_of: Float = result if w.ndim == 2 else result[0]
    return scores_of


def _appraisal_linear(e: Float, w: Float, ordinal: bool, power: int) -> Float:
    """Mean over j of the standardised dominance, (N, S), for exponent 1."""
    s = len(e)
    if ordinal:
        sign = np.sign(e[:, None, :] - e[None, :, :])
        own = w @ sign.sum(axis=1).T
        upper = sign[np.triu_indices(s, 1)]
        # Few labels make few distinct patterns of better, equal, worse: 2,415 pairs of 70 scenarios on five
        # criteria have at most 122 that differ in more than their sign.
        largest = _largest_absolute(np.unique(upper, axis=0), w)
    else:
        total = w @ e.T
        own = s * total - total.sum(axis=1, keepdims=True)
        largest = np.ptp(total, axis=1)
    return _standardised_mean(own, largest, s)


def _appraisal_general(e: Float, w: Float, ordinal: bool, power: int) -> Float:
    """The same for any odd exponent: every pair is needed, so weight vectors go in blocks."""
    s = len(e)
    difference = e[:, None, :] - e[None, :, :]
    terms = (np.sign(difference) if ordinal else difference).reshape(s * s, -1) ** power
    out = np.empty((len(w), s))
    step = max(1, _PAIR_BLOCK // (s * s))
    for start in range(0, len(w), step):
        inner = (w[start : start + step] ** power) @ terms.T
        dominance = (np.sign(inner) * np.abs(inner) ** (1.0 / power)).reshape(-1, s, s)
        largest = np.abs(dominance).max(axis=(1, 2))
        out[start : start + step] = _standardised_mean(dominance.sum(axis=2), largest, s)
    return out


def _standardised_mean(own: Float, largest: Float, s: int) -> Float:
    """Mean over j ≠ i of (d_ij / largest + 1) / 2; d is antisymmetric, so its minimum is -largest."""
    scale = np.where(largest > 0, largest, 1.0)[:, None]
    result: Float = 0.5 + 0.5 * own / (scale * (s - 1))
    return result


def _largest_absolute(patterns: Float, w: Float) -> Float:
    largest = np.zeros(len(w))
    step = max(1, _PAIR_BLOCK // max(len(patterns), 1))
    for start in range(0, len(w), step):
        block = w[start : start + step] @ patterns.T
        largest[start : start + step] = np.maximum(block.max(axis=1), -block.min(axis=1))
    return largest


def promethee_ii(
    values: ArrayLike,
    weights: ArrayLike,
    preference: Preference | Sequence[Preference] = "usual",
    *,
    q: ArrayLike = 0.0,
    p: ArrayLike = 0.0,
) -> Float:
    """Return PROMETHEE II net flows.

    With d the difference between two scenarios on a criterion, the preference is 0 for d ≤ 0 and further:
    ``usual`` 1; ``u-shape`` 1 above q; ``v-shape`` d/p up to 1; ``level`` ½ above q, 1 above p; ``linear``
    (d - q)/(p - q) between 0 and 1; ``gaussian`` 1 - exp(-d²/2p²), p being the point of inflection.

    Args:
        values: (S, C), higher = more impact.
        weights: (C,), or (N, C) for many weight vectors at once.
        preference: one function for all criteria, or one per criterion.
        q: indifference threshold, one number or (C,), in the unit of the criterion.
        p: preference threshold (``gaussian``: point of inflection), likewise.

    Returns:
        (S,), or (N, S): flows between -1 and 1 when the weights sum to 1; they sum to 0 over scenarios.

    Raises:
        ValueError: shapes do not fit; unknown function; a threshold that the function needs is missing.

    Source: Brans, Vincke and Mareschal (1986). The net flow is linear in the weights, so the flows per
    criterion are computed once.
    """
    v, w = _matrices(values, weights)
    return w @ unicriterion_flows(v, preference, q=q, p=p).T


def unicriterion_flows(
    values: ArrayLike,
    preference: Preference | Sequence[Preference] = "usual",
    *,
    q: ArrayLike = 0.0,
    p: ArrayLike = 0.0,
) -> Float:
    """Return the net flow of every scenario on every criterion alone, (S, C); see :func:`promethee_ii`."""
    v = np.asarray(values, dtype=np.float64)
    s, c = v.shape
    if s < 2:
        raise ValueError("net flows need at least two scenarios")
    names: list[str] = [preference] * c if isinstance(preference, str) else list(preference)
    if len(names) != c:
        raise ValueError(f"{len(names)} preference functions for {c} criteria")
    q_all = np.broadcast_to(np.asarray(q, dtype=np.float64), (c,))
    p_all = np.broadcast_to(np.asarray(p, dtype=np.float64), (c,))
    flows = np.empty((s, c))
    for k, name in enumerate(names):
        difference = v[:, k, None] - v[None, :, k]
        degree = _preference(name, difference, float(q_all[k]), float(p_all[k]))
        flows[:, k] = (degree.sum(axis=1) - degree.sum(axis=0)) / (s - 1)
    return flows


def _preference(name: str, d: Float, q: float, p: float) -> Float:
    if name not in get_args(Preference):
        raise ValueError(f"unknown preference function {name!r}; known: {', '.join(get_args(Preference))}")
    if q < 0 or p < 0:
        raise ValueError("thresholds must not be negative")
    if name in ("v-shape", "gaussian") and p == 0:
        raise ValueError(f"preference function {name!r} needs p > 0")
    if name in ("level", "linear") and p <= q:
        raise ValueError(f"preference function {name!r} needs p > q")
    degree: Float
    match name:
        case "usual":
            degree = (d > 0).astype(np.float64)
        case "u-shape":
            degree = (d > q).astype(np.float64)
        case "v-shape":
            degree = np.clip(d / p, 0.0, 1.0)
        case "level":
            degree = 0.5 * (d > q) + 0.5 * (d > p)
        case "linear":
            degree = np.clip((d - q) / (p - q), 0.0, 1.0)
        case _:
            degree = np.where(d > 0, -np.expm1(-(d**2) / (2.0 * p**2)), 0.0)
    return degree


def _matrices(values: ArrayLike, weights: ArrayLike) -> tuple[Float, Float]:
    v = np.asarray(values, dtype=np.float64)
    w = np.asarray(weights, dtype=np.float64)
    if v.ndim != 2:
        raise ValueError(f"values must have shape (scenarios, criteria), not {v.shape}")
    if w.ndim not in (1, 2) or w.shape[-1] != v.shape[1]:
        raise ValueError(f"weights of shape {w.shape} do not fit {v.shape[1]} criteria")
    return v, w


def _bounds(bounds: ArrayLike) -> Float:
    limits = np.asarray(bounds, dtype=np.float64)
    if limits.ndim != 1 or np.any(np.diff(limits) <= 0):
        raise ValueError("class bounds must be one ascending row of numbers")
    return limits
