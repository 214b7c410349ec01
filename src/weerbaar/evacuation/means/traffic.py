# SPDX-License-Identifier: EUPL-1.2
"""How long roads take hour by hour while people evacuate over them, by the curves of a simulation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.routing import link_times
from weerbaar.evacuation.simulation import Measure, Outcome, changes_s, conditions_at

Floats = npt.NDArray[np.float64]

_GONE_VEH = 1e-3
"""Fewer vehicles than this on a road, or in a queue, are the rounding of the others."""


@dataclass(frozen=True, eq=False)
class Traffic:
    """The roads of an evacuation at B moments; N nodes, M links. What holds at the last moment holds on after it.

    Attributes:
        period_s: between two moments, s; the first is the start.
        queued_s: over each link for who enters then and stands in its queue, shape (B, M); infinite where it is closed
            or the queue never moves on.
        free_s: over each link with nobody in the way, shape (B, M); infinite where it is closed.
        wait_s: at each node for who sets out then and stands in line with who leaves there, shape (B, N).
    """

    period_s: float
    queued_s: Floats
    free_s: Floats
    wait_s: Floats


def traffic_of(outcome: Outcome, leaving: Departures, measures: Sequence[Measure] = ()) -> Traffic:
    """Return how long roads take in a simulation.

    The time over a road is that between equal numbers on its curves of who entered and who left (first in, first out).
    It is that of the simulation at the moments of the outcome; between two of them it is off by no more than it changes
    from the one to the other. Where no queue is seen until one is over the road, it is free: curves that are straight
    between two moments would say some seconds more. The means themselves are not in these queues: they are taken to be
    few.

    Args:
        outcome: the simulation, with curves by road.
        leaving: who set out in it; of a managed plan, when it lets them go.
        measures: that it met.
    """
    network = outcome.network
    period_s = float(outcome.times_s[1] - outcome.times_s[0])
    # Roads may still open or close after everybody is safe.
    last_s = max([float(outcome.times_s[-1]), *changes_s(measures).tolist()])
    times_s = np.asarray(period_s * np.arange(int(np.ceil(last_s / period_s - 1e-9)) + 1), float)
    free_s = np.array([_free_s(outcome, measures, moment) for moment in times_s.tolist()])
    entered, left = (_at(outcome.times_s, curves, times_s) for curves in (outcome.entered_veh, outcome.left_veh))
    set_out = np.zeros((len(times_s), network.n_nodes))
    set_out[:, leaving.nodes] = [leaving.released(moment) for moment in times_s.tolist()]
    queued_veh, waiting_veh = (
        _at(outcome.times_s, many, times_s) for many in (outcome.queued_veh, outcome.waiting_veh)
    )
    on_road, none_s = set_out - waiting_veh, np.zeros(set_out.shape)
    return Traffic(
        period_s=period_s,
        queued_s=np.where(
            _undisturbed(period_s, queued_veh, free_s), free_s, _through(period_s, entered, left, free_s)
        ),
        free_s=free_s,
        wait_s=np.where(
            _undisturbed(period_s, waiting_veh, none_s), none_s, _through(period_s, set_out, on_road, none_s)
        ),
    )


def _undisturbed(period_s: float, queued_veh: Floats, free_s: Floats) -> npt.NDArray[np.bool_]:
    """Whether nobody stands still from each moment until the first one at which who enters then is through, (B, M)."""
    last = len(queued_veh) - 1
    seen = np.cumsum(queued_veh > _GONE_VEH, axis=0)
    moments = np.arange(last + 1)[:, None]
    through = np.where(np.isfinite(free_s), np.ceil(free_s / period_s), last + 1).astype(np.int64) + 1
    until = np.minimum(moments + through, last)
    before = np.concatenate([np.zeros((1, seen.shape[1]), seen.dtype), seen[:-1]])
    return np.asarray(np.take_along_axis(seen, until, axis=0) == before)


def _through(period_s: float, entered: Floats, left: Floats, at_least_s: Floats) -> Floats:
    """Times by the curves; infinite for who had not come off when nothing moved any more."""
    return np.where(entered > left[-1] + _GONE_VEH, np.inf, link_times(period_s, entered, left, at_least_s))


def _free_s(outcome: Outcome, measures: Sequence[Measure], moment_s: float) -> Floats:
    network, now = outcome.network, conditions_at(outcome.network, measures, moment_s)
    open_ = (now.into_veh_s(network) > 0) & (now.out_of_veh_s(network) > 0)
    return np.where(open_, network.free_time_s / np.where(now.speed > 0, now.speed, 1.0), np.inf)


def _at(known_s: Floats, curves: Floats, times_s: Floats) -> Floats:
    """Curves at other moments, straight between those known, level after the last."""
    after = np.clip(np.searchsorted(known_s, times_s), 1, len(known_s) - 1)
    share = np.clip((times_s - known_s[after - 1]) / (known_s[after] - known_s[after - 1]), 0.0, 1.0)[:, None]
    return np.asarray(curves[after - 1] * (1 - share) + curves[after] * share)
