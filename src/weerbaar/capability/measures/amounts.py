# SPDX-License-Identifier: EUPL-1.2
"""What taking an amount off a judged quantity is worth: the quantity is scored again with the method.

A step function of the amount: where no class is left, nothing is gained. What counts is the expectation over the
uncertainty of the quantity, so that an amount that makes a lower class likelier counts for that.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Distribution, Point, Quantiles, Text, UnknownCellError
from weerbaar.dossier import Dossier
from weerbaar.method import Method, euro_equivalent, label_probabilities, label_values

Float = NDArray[np.float64]

_GRID = 129
_LEVELS = 17


def share_of_amount(
    method: Method, dossier: Dossier, scenario: str, criterion: str, amount: Mapping[str, Distribution], uniforms: Float
) -> Float:
    """Return the part of the expected value of a criterion that goes when amounts are taken off its quantities.

    Experts who gave labels are left out: the part found with those who gave quantities is taken to hold for all. The
    part is computed at 17 quantiles of the amounts, all amounts of one effect together, and interpolated between.

    Args:
        method: the measuring rod.
        dossier: the round.
        scenario, criterion: with judgements in these quantities.
        amount: variable of the method to what is taken off.
        uniforms: (K,) place of each draw in the distribution of the amounts, 0 to 1.

    Returns:
        (K,) 0 to 1.

    Raises:
        UnknownCellError: the method has no label for what is left of a quantity.
    """
    judged = [
        (expert.weight, judgement.quantities)
        for expert in dossier.judgements
        for judgement in expert.judgements
        if (judgement.scenario, judgement.criterion) == (scenario, criterion)
        and judgement.quantities is not None
        and all(name in judgement.quantities for name in amount)
    ]
    certain = all(isinstance(a, Point) for a in amount.values())
    levels = np.array([0.5]) if certain else np.linspace(0.001, 0.999, _LEVELS)
    before = sum(w * _expected(method, criterion, q) for w, q in judged)
    if before <= 0:
        return np.zeros(len(uniforms))
    shares = []
    for level in levels:
        taken = {name: float(a.ppf(level)) for name, a in amount.items()}
        try:
            after = sum(w * _expected_without(method, criterion, q, taken) for w, q in judged)
        except UnknownCellError as error:
            why = error.message
            raise UnknownCellError(
                Text(
                    nl=f"{scenario}, {criterion}: wat na aftrek van de hoeveelheid overblijft, is niet te scoren. "
                    f"{why.nl} Geef het effect als steps of share.",
                    en=f"{scenario}, {criterion}: what is left of the quantity cannot be scored. {why.in_('en')} "
                    "Give the effect as steps or share.",
                )
            ) from error
        shares.append(min(max(1 - after / before, 0.0), 1.0))
    return np.asarray(np.interp(uniforms, levels, shares))


def _expected_without(
    method: Method, criterion: str, quantities: Mapping[str, Distribution], taken: Mapping[str, float]
) -> float:
    """Return the expected value when ``taken`` comes off; every combination of "nothing left" or not is a case."""
    cases: list[tuple[float, dict[str, Distribution]]] = [(1.0, dict(quantities))]
    for name, off in taken.items():
        parts = _lowered(quantities[name], off)
        cases = [(p * q, {**case, name: part}) for p, case in cases for q, part in parts]
    return sum(p * _expected(method, criterion, case) for p, case in cases)


def _lowered(quantity: Distribution, off: float) -> Sequence[tuple[float, Distribution]]:
    """Return what is left of a quantity as parts with their probabilities: nothing, and the rest."""
    if off <= 0:
        return [(1.0, quantity)]
    if isinstance(quantity, Point):
        return [(1.0, Point(value=max(0.0, quantity.value - off)))]
    gone = float(quantity.cdf(off))
    found: list[tuple[float, Distribution]] = []
    if gone > 0:
        found.append((gone, Point(value=0.0)))
    if gone >= 1 - 1e-12:
        return [(1.0, Point(value=0.0))]
    grid = np.linspace(0.0, 1.0, _GRID)
    # The ends of an endless distribution are cut at one in ten thousand.
    inside = np.clip(gone + (1 - gone) * grid, gone + (1 - gone) * 1e-9, 1 - 1e-4 * (1 - gone))
    values = np.maximum.accumulate(np.maximum(quantity.ppf(inside) - off, 0.0))
    keep = np.concatenate([[True], np.diff(values) > 1e-9 * max(values[-1], 1e-300)])
    keep[-1] = True
    kept_p, kept_v = grid[keep], values[keep]
    if len(kept_v) > 1 and kept_v[-1] <= kept_v[-2]:
        kept_p, kept_v = np.delete(kept_p, -2), np.delete(kept_v, -2)
    if len(kept_v) < 2:
        return [*found, (1 - gone, Point(value=float(kept_v[-1])))]
    rest = Quantiles(distribution="quantiles", probabilities=tuple(kept_p.tolist()), values=tuple(kept_v.tolist()))
    return [*found, (1 - gone, rest)]


def _expected(method: Method, criterion: str, quantities: Mapping[str, Distribution]) -> float:
    if method.aggregation.rule == "euro_sum":
        fixed = {n: q.expected for n, q in quantities.items()}
        uncertain = [n for n, q in quantities.items() if not isinstance(q, Point)]
        if not uncertain:
            return float(euro_equivalent(method, criterion, fixed))
        [name] = uncertain
        drawn = quantities[name].ppf((np.arange(_GRID) + 0.5) / _GRID)
        return math.fsum(euro_equivalent(method, criterion, fixed | {name: max(0.0, float(q))}) for q in drawn) / _GRID
    values = label_values(method)
    return sum(p * values[label] for label, p in label_probabilities(method, criterion, quantities).items())
