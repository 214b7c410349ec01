# SPDX-License-Identifier: EUPL-1.2
"""The risk that remains when some measures are taken.

With parts f of single measures the rest is ``product (1 - f)``, or ``exp(-sum a)`` with ``a = -log(1 - f)``. An overlap
lowers, and a synergy raises, the sum by a share of the smaller of the two a's, which is what the file says: of the
smaller of the two effects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment import RiskTerms, keyed_uniforms
from weerbaar.capability.measures.effects import MeasureDraws
from weerbaar.capability.measures.file_model import Interaction
from weerbaar.capability.measures.timing import working_part

Float = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Taken:
    """A measure that is taken, from a year on."""

    draws: MeasureDraws
    start: int


def interaction_shares(interactions: Sequence[Interaction], draws: int, seed: int) -> tuple[Float, ...]:
    """Return for each interaction its share per draw, (K,): above 0 what is gained, below 0 what is lost."""
    found = []
    for one in interactions:
        uniforms = keyed_uniforms(draws, seed, "interaction", *sorted(one.measures), one.scenario)
        share = np.asarray(one.share.ppf(uniforms))
        found.append(share if one.kind == "synergy" else -share)
    return tuple(found)


def remaining_terms(
    terms: RiskTerms,
    taken: Sequence[Taken],
    interactions: Sequence[Interaction],
    shares: Sequence[Float],
    years: Sequence[int],
) -> dict[int, Float]:
    """Return per scenario that is touched which part of each criterion's risk is left.

    Args:
        terms: the risk without any measure.
        taken: what is done, each measure once.
        interactions, shares: of the file, and what :func:`interaction_shares` gives for them.
        years: T calendar years.

    Returns:
        Scenario number to (1, T, K) or (C, T, K), 0 to 1.
    """
    working = {
        t.draws.measure.id: working_part(t.start, t.draws.lead, t.draws.measure.lifetime_years, years) for t in taken
    }
    left: dict[int, Float] = {}
    for s in sorted({s for t in taken for s in t.draws.scenarios}):
        exponents: dict[str, Float] = {}
        for t in taken:
            if s in t.draws.scenarios:
                share = t.draws.share(s)[:, None, :] * working[t.draws.measure.id][None]
                exponents[t.draws.measure.id] = -np.log1p(-share)
        total = sum_of(exponents)
        for one, gained in zip(interactions, shares, strict=True):
            first, second = one.measures
            if one.scenario == terms.scenarios[s] and first in exponents and second in exponents:
                total = total + gained * np.minimum(exponents[first], exponents[second])
        left[s] = np.exp(-np.maximum(total, 0.0))
    return left


def sum_of(exponents: Mapping[str, Float]) -> Float:
    """Return the sum of arrays that broadcast."""
    arrays = list(exponents.values())
    total = arrays[0]
    for array in arrays[1:]:
        total = total + array
    return np.asarray(total)


def remaining_risk(
    terms: RiskTerms,
    taken: Sequence[Taken],
    interactions: Sequence[Interaction],
    shares: Sequence[Float],
    years: Sequence[int],
    weights: Float | None = None,
) -> Float:
    """Return the yearly risk of every scenario in every year with these measures, (S, T, K).

    Args:
        weights: (C,) of the criteria; None for those of ``terms``.
        terms, taken, interactions, shares, years: see :func:`remaining_terms`.
    """
    w = terms.weights if weights is None else weights
    risk = np.repeat(terms.risk(w)[:, None, :], len(years), axis=1)
    for s, left in remaining_terms(terms, taken, interactions, shares, years).items():
        if left.shape[0] == 1:
            risk[s] *= left[0]
        else:
            risk[s] = terms.rate[s] * np.einsum("c,ck,ctk->tk", w, terms.values[s], left)
    return risk
