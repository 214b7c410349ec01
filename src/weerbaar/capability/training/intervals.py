# SPDX-License-Identifier: EUPL-1.2
"""Intervals for the difference between two shares or two means, and for the difference between two differences.

Shares: Wilson's score interval for one share; Newcombe's hybrid score interval (method 10) for two, from different
people (Statistics in Medicine 17 (1998), 873-890) or from the same (ibid., 2635-2650), and the same way of adding
squares for a difference of differences (ibid. 20 (2001), 2885-2893). Means: Student's t, by Welch where groups differ.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from weerbaar.base import wilson as score_interval

LEVEL = 0.95


@dataclass(frozen=True)
class Interval:
    """An estimate with the ends of its interval."""

    estimate: float
    low: float
    high: float


def wilson(successes: int, n: int, level: float = LEVEL) -> Interval:
    """Return a share with its score interval (Wilson 1927), without correction for continuity.

    Args:
        successes: 0 to ``n``.
        n: 1 or more.
        level: of the interval, between 0 and 1.
    """
    from scipy.special import ndtri

    z = float(ndtri((1 + level) / 2))
    return Interval(successes / n, *score_interval(successes, n, z))


def newcombe_independent(before: tuple[int, int], after: tuple[int, int], level: float = LEVEL) -> Interval:
    """Return the share after minus the share before, of different people (Newcombe 1998, method 10).

    Args:
        before, after: successes and people.
    """
    return differences(wilson(*after, level), wilson(*before, level))


def differences(one: Interval, other: Interval, correlation: float = 0.0) -> Interval:
    """Return ``one`` minus ``other`` with an interval from both, by adding the squares of their distances.

    Newcombe's way (later called MOVER): it keeps the lopsidedness of both intervals.

    Args:
        correlation: between the two estimates.
    """
    estimate = one.estimate - other.estimate
    down, up = one.estimate - one.low, other.high - other.estimate
    low = estimate - math.sqrt(max(0.0, down * down - 2 * correlation * down * up + up * up))
    up_, down_ = one.high - one.estimate, other.estimate - other.low
    high = estimate + math.sqrt(max(0.0, up_ * up_ - 2 * correlation * up_ * down_ + down_ * down_))
    return Interval(estimate, low, high)


def newcombe_paired(both: int, gained: int, lost: int, neither: int, level: float = LEVEL) -> Interval:
    """Return the share after minus the share before, of the same people (Newcombe 1998, method 10 for pairs).

    Args:
        both, gained, lost, neither: people who showed it both times, only after, only before, never; not all 0.
    """
    n = both + gained + lost + neither
    after, before = wilson(both + gained, n, level), wilson(both + lost, n, level)
    margins = (both + gained) * (both + lost) * (neither + gained) * (neither + lost)
    cross = both * neither - gained * lost
    # The correction for continuity of the correlation, towards zero and never past it.
    corrected = max(cross - n / 2, 0.0) if cross > 0 else float(cross)
    correlation = corrected / math.sqrt(margins) if margins else 0.0
    found = differences(after, before, correlation)
    return Interval((gained - lost) / n, max(-1.0, found.low), min(1.0, found.high))


def mcnemar_exact(gained: int, lost: int) -> float:
    """Return the two-sided probability of changes at least this uneven when gaining and losing are equally likely.

    The exact test of McNemar (1947): a binomial with probability one half on the people who changed.
    """
    from scipy.special import bdtr

    changed = gained + lost
    return min(1.0, 2 * float(bdtr(min(gained, lost), changed, 0.5))) if changed else 1.0


def t_interval(estimate: float, parts: Sequence[tuple[float, int]], level: float = LEVEL) -> Interval:
    """Return an estimate that is a sum or difference of independent means, with its t interval.

    With one part this is the interval of one mean, so of paired differences; with two that of Welch (1947); with more
    the degrees of freedom follow Satterthwaite in the same way.

    Args:
        estimate: the sum or difference of the means.
        parts: standard deviation and number of people (2 or more) behind each of them.
    """
    from scipy.special import stdtrit

    variances = [(sd * sd / n, n - 1) for sd, n in parts]
    total = sum(v for v, _ in variances)
    if total == 0:
        return Interval(estimate, estimate, estimate)
    # As shares of the total, because squares of very small variances would vanish.
    freedom = 1 / sum((v / total) ** 2 / df for v, df in variances)
    half = float(stdtrit(freedom, (1 + level) / 2)) * math.sqrt(total)
    return Interval(estimate, estimate - half, estimate + half)
