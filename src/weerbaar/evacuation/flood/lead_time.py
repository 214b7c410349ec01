# SPDX-License-Identifier: EUPL-1.2
"""The share of the people that is out before the water, by lead time and strategy, from ensembles of simulations.

Ensembles of one seed are the same people in the same weather, so that strategies can be compared draw by draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.flood.fraction import EvacuationCurve, FractionError, Phases, fraction
from weerbaar.evacuation.study import Ensemble

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ByLeadTime:
    """S strategies, K lead times, D draws.

    Attributes:
        strategies: their names, length S.
        lead_h: first forecast until breach, ascending, h, length K.
        out_share: of all people in the area, out before the water, shape (S, K, D).
    """

    strategies: tuple[str, ...]
    lead_h: Floats
    out_share: Floats

    def of(self, strategy: str) -> Floats:
        """Return the draws of one strategy, shape (K, D): what :class:`~weerbaar.evacuation.decision.Leaving` takes."""
        return np.asarray(self.out_share[self.strategies.index(strategy)])

    def expected(self) -> Floats:
        """Return the mean over the draws, shape (S, K)."""
        return np.asarray(self.out_share.mean(-1))

    def quantiles(self, probabilities: npt.ArrayLike) -> Floats:
        """Return quantiles over the draws, shape (Q, S, K)."""
        return np.asarray(np.quantile(self.out_share, np.asarray(probabilities, float), axis=-1))


def curve_of_ensemble(ensemble: Ensemble) -> EvacuationCurve:
    """Return the curve of an ensemble, one draw per member; its zero is the moment people hear the call.

    Shares are of all people in the area: who stays, or waits for means to leave, is never out.
    """
    per_vehicle = ensemble.going / np.where(ensemble.total_veh > 0, ensemble.total_veh, 1.0)
    departed = np.minimum(ensemble.departed_veh * per_vehicle, 1.0)
    # Conservation holds to rounding.
    return EvacuationCurve(ensemble.times_s, np.minimum(ensemble.out_veh * per_vehicle, departed), departed)


def by_lead_time(
    ensembles: Mapping[str, Ensemble],
    lead_h: npt.ArrayLike,
    phases: Phases,
    seed: int,
    *,
    arrival_s: npt.ArrayLike = 0.0,
) -> ByLeadTime:
    """Return the share that is out before the water for each strategy and lead time.

    Args:
        ensembles: one per strategy, with as many members.
        lead_h: first forecast until breach, h, K numbers that ascend.
        phases: what passes before anybody hears the call; drawn once for all strategies and lead times.
        seed: of the draws of the phases.
        arrival_s: of the water after the breach, s; one number, or draws on the last axis.

    Raises:
        FractionError: no ensembles, unequal numbers of members, or lead times that do not ascend.
    """
    hours = np.atleast_1d(np.asarray(lead_h, float))
    if not ensembles or len({one.n_members for one in ensembles.values()}) > 1:
        raise FractionError(
            Text(
                nl="geef per strategie een ensemble, alle met evenveel leden.",
                en="give an ensemble for each strategy, all with as many members.",
            )
        )
    if hours.ndim != 1 or not np.all(np.diff(hours) > 0) or not np.all((hours >= 0) & np.isfinite(hours)):
        raise FractionError(
            Text(nl="voorspeltijden zijn 0 uur of meer en lopen op.", en="lead times are 0 hours or more and ascend.")
        )
    shares = [fraction(curve_of_ensemble(one), hours, phases, seed, arrival_s=arrival_s) for one in ensembles.values()]
    return ByLeadTime(tuple(ensembles), hours, np.stack(shares))
