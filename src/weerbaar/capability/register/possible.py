# SPDX-License-Identifier: EUPL-1.2
"""Which of several things was the last to happen, when the day of each is known only between bounds.

Every thing happened on one day from ``earliest`` to ``latest``. Two things whose bounds overlap are taken to have
happened in the order of their ranks (something is decided before it runs, and runs before it is completed); apart from
that every day is as possible as another. The answer is the exact set of what may have been last on a day.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations


@dataclass(frozen=True)
class Happening:
    """Something that happened on one of the days from ``earliest`` to ``latest``.

    Attributes:
        rank: place in the order of life; of things with overlapping bounds, the lower rank was first.
    """

    earliest: datetime.date
    latest: datetime.date
    rank: int = 0


class Sequel:
    """Things in the order of recording, ready to be asked what was last on any day.

    Args:
        things: the order in which they stand decides between things of equal rank on the same day.
    """

    def __init__(self, things: Sequence[Happening]) -> None:
        self._things = tuple(things)
        narrowed = _narrowed(things)
        # Where no days satisfy every order of life (something was taken up again), no order is assumed.
        self._in_order = narrowed is not None
        self._narrowed = tuple(things) if narrowed is None else tuple(narrowed)
        self._keys = tuple((thing.rank if self._in_order else 0, i) for i, thing in enumerate(things))

    def last(self, day: datetime.date) -> tuple[tuple[int, ...], bool]:
        """Return the things that may have been the last to happen up to and including ``day``.

        Returns:
            Their indices, ascending, and whether it is possible that nothing had happened yet.
        """
        done = [i for i, thing in enumerate(self._narrowed) if thing.latest <= day]
        # Of what is done for certain, the one that is hardest to have happened before another.
        hardest = sorted(done, key=lambda i: (self._narrowed[i].earliest, self._keys[i]))[-2:]
        found = []
        for i, thing in enumerate(self._narrowed):
            if thing.earliest > day:
                continue
            # The later it happened, the easier for the others to have happened before.
            at = (min(thing.latest, day), self._keys[i])
            if all((self._narrowed[j].earliest, self._keys[j]) < at for j in hardest if j != i) and not (
                self._in_order and any(_comes_first(self._things[i], self._things[j]) for j in done)
            ):
                found.append(i)
        return tuple(found), not done


def possible_last(things: Sequence[Happening], day: datetime.date) -> tuple[tuple[int, ...], bool]:
    """Return what may have been the last to happen up to and including ``day``; see :class:`Sequel`."""
    return Sequel(things).last(day)


def _comes_first(one: Happening, other: Happening) -> bool:
    return one.rank < other.rank and one.earliest <= other.latest and other.earliest <= one.latest


def _narrowed(things: Sequence[Happening]) -> list[Happening] | None:
    """Return the bounds that are left when the orders are kept; None when they cannot all be kept."""
    left = list(things)
    ranks: dict[int, list[int]] = {}
    for i, thing in enumerate(things):
        ranks.setdefault(thing.rank, []).append(i)
    pairs = [
        (i, j)
        for low, high in combinations(sorted(ranks), 2)
        for i in ranks[low]
        for j in ranks[high]
        if _comes_first(things[i], things[j])
    ]
    for i, j in sorted(pairs, key=lambda pair: things[pair[0]].rank):
        left[j] = replace(left[j], earliest=max(left[j].earliest, left[i].earliest))
    for i, j in sorted(pairs, key=lambda pair: things[pair[1]].rank, reverse=True):
        left[i] = replace(left[i], latest=min(left[i].latest, left[j].latest))
    return None if any(thing.earliest > thing.latest for thing in left) else left
