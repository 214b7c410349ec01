# SPDX-License-Identifier: EUPL-1.2
"""The course of one capability in time: what is asked of it at each moment, and what can be at work by then.

Demand is the sum of the needs that run: a need runs from ``start`` until before ``end``. Supply is the sum of what
holders have in place, each times the share that it can keep up (:func:`sustained_share`). Demand only rises where a
need begins, and within a stretch of need the supply never falls; so the largest difference between the two is always
found at a moment at which some need begins, and nowhere else needs looking.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.capability.needs.endurance import Stretch, stretches, sustained_share

Float = NDArray[np.float64]

TOLERANCE = 1e-9
"""Part of the demand below which a difference is the rounding of a computer and not a shortfall."""


@dataclass(frozen=True)
class Relay:
    """In what time a holder comes, and how long it lasts; hours, see :func:`sustained_share`."""

    deploy_h: float = 0.0
    endurance_h: float | None = None
    rest_h: float | None = None


@dataclass(frozen=True, eq=False)
class Course:
    """Moments at which some need begins, and what counts at each.

    Attributes:
        moments: (T,) hours after the start, ascending.
        running: (T, N) whether a need runs at a moment.
        share: (T, H) part of each holder that is at work at a moment.
    """

    moments: Float
    running: NDArray[np.bool_]
    share: Float

    @classmethod
    def of(cls, windows: Sequence[Stretch], relays: Sequence[Relay]) -> Course:
        """Lay out N needs, each from a moment until a later one (or infinity), and H holders."""
        moments = sorted({start for start, _ in windows})
        needed = stretches(windows)
        running = [[start <= moment < end for start, end in windows] for moment in moments]
        share = [
            [
                sustained_share(
                    needed, moment, deploy_h=relay.deploy_h, endurance_h=relay.endurance_h, rest_h=relay.rest_h
                )
                for relay in relays
            ]
            for moment in moments
        ]
        shape = (len(moments), len(relays))
        return cls(
            np.array(moments, dtype=np.float64),
            np.array(running, dtype=np.bool_).reshape(len(moments), len(windows)),
            np.array(share, dtype=np.float64).reshape(shape),
        )

    def demand(self, needs: Float) -> Float:
        """Return (T, n) what is asked at each moment, from (N, n) how much each need asks."""
        # Sums of rows and not a matrix product: a threaded BLAS may add in another order and change the last bit.
        rows = [needs[row].sum(axis=0) for row in self.running]
        return np.array(rows).reshape(len(self.moments), needs.shape[1])

    def supply(self, held: Float) -> Float:
        """Return (T, n) what is at work at each moment, from (H, n) what each holder can bring in all."""
        found = np.zeros((len(self.moments), held.shape[1]))
        for moment, shares in enumerate(self.share):
            for holder, share in enumerate(shares):
                if share:
                    found[moment] += share * held[holder]
        return found


def window(start_h: float, for_h: float | None) -> Stretch:
    """Return from when until when something is needed."""
    return (start_h, math.inf if for_h is None else start_h + for_h)


def lacking(demand: Float, supply: Float) -> Float:
    """Return demand − supply, (T, n), where differences within rounding are 0."""
    found = demand - supply
    found[np.abs(found) <= TOLERANCE * np.maximum(demand, 1.0)] = 0.0
    return found


def served(demand: Float, supply: Float, *, in_order: bool) -> Float:
    """Divide what is there over scenarios that ask for it at the same moment; return what each gets.

    Args:
        demand: (S, …) per scenario.
        supply: (…) for all of them together.
        in_order: the first scenario takes what it needs, then the second, and so on; otherwise everybody gets the
            same part of what it asks.

    Returns:
        (S, …), never more than is asked, and together never more than there is.
    """
    if in_order:
        before = np.cumsum(demand, axis=0) - demand
        return np.clip(supply - before, 0.0, demand)
    total = demand.sum(axis=0)
    part = np.divide(supply, total, out=np.ones_like(total), where=total > supply)
    shared: Float = demand * part
    return shared
