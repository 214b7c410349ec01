# SPDX-License-Identifier: EUPL-1.2
"""Rules of work and rest as intervals in time, and rosters of single parts that keep to them.

A part is bound from leaving home until it has rested at home again: journey, shift, journey, rest. As many parts can
do a set of shifts as intervals lie over each other at the busiest moment (interval graphs are perfect), so that rest
needs no decision per part. Journeys count here in half hours, rounded up.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[float, float]
_HALF = 2
_TINY = 1e-9


@dataclass(frozen=True)
class Job:
    """One shift of one part somewhere.

    Attributes:
        begins, ends: of the shift, hours.
        journey_h: one way.
    """

    shift: int
    region: int
    task: int
    begins: float
    ends: float
    journey_h: float

    def bound(self, rest_h: float) -> Span:
        """Return the hours in which its part can do nothing else."""
        return bound(self.begins, self.ends, self.journey_h, rest_h)


def bound(begins: float, ends: float, journey_h: float, rest_h: float) -> Span:
    """Return the hours in which the part that works a shift can do nothing else, its rest included."""
    journey = math.ceil(journey_h * _HALF - _TINY) / _HALF
    return begins - journey, ends + journey + rest_h


def busiest_sets(spans: Sequence[Span]) -> list[list[int]]:
    """Return the largest sets of intervals (half-open) that share a moment, as indices; one alone is not a set.

    A set is the largest where an interval ends that began after the last end.
    """
    events = sorted(
        [(begin, 1, i) for i, (begin, _) in enumerate(spans)]
        + [(end - _TINY, 0, i) for i, (_, end) in enumerate(spans)]
    )
    open_now: set[int] = set()
    grown = False
    found = []
    for _, starts, i in events:
        if starts:
            open_now.add(i)
            grown = True
            continue
        if grown and len(open_now) > 1:
            found.append(sorted(open_now))
        grown = False
        open_now.discard(i)
    return found


def windows(spans: Sequence[Span], window_h: float) -> list[Span]:
    """Return the stretches of ``window_h`` hours that can hold most work: from a begin on, or up to an end."""
    found = {(begin, begin + window_h) for begin, _ in spans} | {(end - window_h, end) for _, end in spans}
    return sorted(found)


def overlap(span: Span, window: Span) -> float:
    """Return the hours of ``span`` inside ``window``."""
    return max(0.0, min(span[1], window[1]) - max(span[0], window[0]))


def most_in_window(spans: Sequence[Span], window_h: float) -> float:
    """Return the most hours of work in any stretch of ``window_h`` hours; 0 without work."""
    return max((sum(overlap(s, w) for s in spans) for w in windows(spans, window_h)), default=0.0)


def rosters(
    jobs: Sequence[Job], parts: int, rest_h: float, max_hours: float | None, window_h: float
) -> tuple[tuple[Job, ...], ...] | None:
    """Return who does which job, each part within the rules; None when no division was found.

    Jobs are dealt in order of time to the part that has been free longest. With rest alone that always succeeds where
    the busiest moment allows; with a bound on hours it can fail.
    """
    dealt: list[list[Job]] = [[] for _ in range(parts)]
    free = [-math.inf] * parts
    for job in sorted(jobs, key=lambda j: (j.bound(rest_h)[0], j.ends, j.region, j.task)):
        begin, end = job.bound(rest_h)
        able = [
            p for p in range(parts) if free[p] <= begin + _TINY and _within_hours([*dealt[p], job], max_hours, window_h)
        ]
        if not able:
            return None
        chosen = min(able, key=lambda p: (free[p], p))
        dealt[chosen].append(job)
        free[chosen] = end
    return tuple(tuple(own) for own in dealt)


def _within_hours(jobs: Sequence[Job], max_hours: float | None, window_h: float) -> bool:
    if max_hours is None:
        return True
    return most_in_window([(j.begins, j.ends) for j in jobs], window_h) <= max_hours + 1e-6
