# SPDX-License-Identifier: EUPL-1.2
"""Who is out before the water by strategy and lead time, beside what roads allow and what was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import RunRecord, Text
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flood.areas import ThreatenedArea
from weerbaar.evacuation.flood.fraction import LeadTimes, curve_of_bound, expected_fraction, fraction
from weerbaar.evacuation.flood.held import Held, held_against_published
from weerbaar.evacuation.flood.lead_time import ByLeadTime, by_lead_time, curve_of_ensemble
from weerbaar.evacuation.flow import Bound
from weerbaar.evacuation.study import ROUTING_WORDS, STRATEGY_WORDS, Ensemble

Floats = npt.NDArray[np.float64]

REFERENCE = "reference"
"""The strategy of the published fractions: fixed routes, the fastest without queues."""
FRACTION_WORDS: dict[str, Text] = {REFERENCE: ROUTING_WORDS["free-flow"], **dict(STRATEGY_WORDS.items())}


@dataclass(frozen=True, eq=False)
class Fractions:
    """Shares of all people that are out before the water; K lead times, D draws.

    Attributes:
        lead_times: how far ahead the water is seen coming.
        areas: where the people live; empty where that is not known.
        shares: by strategy and lead time.
        expected: over all lead times that can be, by strategy, length D.
        limit: that no plan beats, with the median departures over the lanes as they are, shape (K, D).
        limit_expected: the same over all lead times, length D.
        held: the reference strategy against what was published.
        records: of the ensembles.
    """

    lead_times: LeadTimes
    areas: tuple[ThreatenedArea, ...]
    shares: ByLeadTime
    expected: Mapping[str, Floats]
    limit: Floats
    limit_expected: Floats
    held: tuple[Held, ...]
    records: tuple[RunRecord, ...]


def fractions_of(
    ensembles: Mapping[str, Ensemble],
    departures: Departures,
    bound: Bound,
    lead_times: LeadTimes,
    areas: Sequence[ThreatenedArea],
    lead_h: npt.ArrayLike,
    seed: int,
) -> Fractions:
    """Return the fractions of strategies.

    Args:
        ensembles: by strategy, :data:`REFERENCE` among them, with as many members.
        departures: in the middle of what they drew.
        bound: of these departures.
        lead_times: how far ahead the water is seen coming.
        areas: in which the people live.
        lead_h: lead times to show, K numbers that ascend, h.
        seed: of the draws.

    Raises:
        FractionError: unequal numbers of members, or lead times that do not ascend.
    """
    shares = by_lead_time(ensembles, lead_h, lead_times.phases, seed)
    curves = {name: curve_of_ensemble(one) for name, one in ensembles.items()}
    limit = curve_of_bound(bound, departures, ensembles[REFERENCE].going)
    return Fractions(
        lead_times=lead_times,
        areas=tuple(areas),
        shares=shares,
        expected={name: expected_fraction(curve, lead_times, seed).expected for name, curve in curves.items()},
        limit=fraction(limit, shares.lead_h, lead_times.phases, seed),
        limit_expected=expected_fraction(limit, lead_times, seed).expected,
        held=held_against_published(curves[REFERENCE], lead_times, [area.number for area in areas], seed),
        records=tuple(one.record for one in ensembles.values()),
    )
