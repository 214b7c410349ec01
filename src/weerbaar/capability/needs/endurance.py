# SPDX-License-Identifier: EUPL-1.2
"""How much of a group can be kept at work for as long as it is needed.

A group that works ``e`` hours must then rest ``r`` hours. It is divided in parts that relieve each other. While it is
needed for ``w`` hours, the part of it that can be at work the whole time is::

    1              w <= e          everybody works until the end
    e / w          e < w <= e + r  everybody works e of the w hours; nobody is back before the end
    e / (e + r)    w > e + r       a rotation that can go on for ever

which is ``e / clip(w, e, e + r)``. A group without rest does not come back (``r`` is infinite): it keeps up ``e / w``,
and nothing for a need without an end. The hours of work may be taken in parts: who is relieved halfway can be called
back for the rest of the ``e`` hours. Where shifts cannot be interrupted, ``e / w`` is a little too high for a group
that does not come back: waves of ``e`` hours then give one over ``w / e`` rounded up.

Hours between two needs count as rest only when there are at least ``r`` of them; otherwise both needs are one piece of
work, in which only hours of work count. A holder is at work from the moment that it is in place, if it is needed. So
this is what a holder can keep up at one level: a planner who holds a group back, or sends everybody to a short peak
and accepts a dip afterwards, gets more at the peak.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Stretch = tuple[float, float]
"""From when until when something is needed without a break, in hours after the start; the end may be infinite."""


def stretches(windows: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return the union of windows ``[from, until)`` as separate stretches, in order of time."""
    joined: list[Stretch] = []
    for start, end in sorted(windows):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def sustained_share(
    needed: Sequence[Stretch],
    moment_h: float,
    *,
    deploy_h: float = 0.0,
    endurance_h: float | None = None,
    rest_h: float | None = None,
) -> float:
    """Return the part of a group that is at work at one moment, and can be as long as it is needed; 0 to 1.

    Args:
        needed: stretches in order of time, apart from each other (see :func:`stretches`).
        moment_h: hours after the start; a moment outside every stretch asks for nothing and gets 1.
        deploy_h: hours until the group is in place; before that the share is 0.
        endurance_h: hours that one can work; None when no relief is needed.
        rest_h: hours of rest after that; None when one does not come back.
    """
    if moment_h < deploy_h:
        return 0.0
    if endurance_h is None:
        return 1.0
    rest = math.inf if rest_h is None else rest_h
    work = _hours_of_work(needed, moment_h, deploy_h, rest)
    if work <= endurance_h:
        return 1.0
    held = min(work, endurance_h + rest)
    return 0.0 if math.isinf(held) else endurance_h / held


def _hours_of_work(needed: Sequence[Stretch], moment_h: float, deploy_h: float, rest_h: float) -> float:
    """Return the hours, from deployment on, of the piece of work that holds the moment."""
    block: list[Stretch] = []
    for start, end in needed:
        if block and start - block[-1][1] >= rest_h:
            if moment_h < start:
                break
            block = []
        block.append((start, end))
    if not block or not any(start <= moment_h < end for start, end in block):
        return 0.0
    return sum(max(0.0, end - max(start, deploy_h)) for start, end in block)
