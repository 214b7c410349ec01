# SPDX-License-Identifier: EUPL-1.2
"""An order of things in which those that belong together stand together, so that a matrix shows its blocks.

Groups by greedy modularity (Clauset, Newman and Moore 2004) where none are given; the order of groups, and of
what is in them, from the second eigenvector of the normalised Laplacian (Fiedler; Barnard, Pothen and Simon 1995).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_FAINT = 1e-3
_DIGITS = 6


def grouped_order(weights: Floats, groups: Sequence[str] | None = None) -> list[list[int]]:
    """Return groups of indices, in an order in which strong ties are near the diagonal.

    Args:
        weights: (n, n) strength of the tie from row to column, 0 or more.
        groups: name of the group of each; None to find groups.
    """
    both = weights + weights.T
    place = _fiedler(both)
    if groups is None:
        found = communities(both)
    else:
        found = [[i for i, name in enumerate(groups) if name == group] for group in dict.fromkeys(groups)]
    for group in found:
        group.sort(key=lambda i: (place[i], i))
    return sorted(found, key=lambda group: (float(np.mean([place[i] for i in group])), group[0]))


def communities(both: Floats) -> list[list[int]]:
    """Return the groups that greedy joining by modularity ends with.

    Args:
        both: (n, n) symmetric strength of ties, 0 on the diagonal.
    """
    members = [[i] for i in range(len(both))]
    total = float(both.sum())
    if total == 0:
        return members
    between = both / total
    degree = between.sum(axis=1)
    while len(members) > 1:
        gain = np.where(between > 0, between - np.outer(degree, degree), -np.inf)
        np.fill_diagonal(gain, -np.inf)
        one, other = sorted(divmod(int(np.argmax(gain)), len(members)))
        if gain[one, other] <= 0:
            break
        members[one] += members.pop(other)
        between[one] += between[other]
        between[:, one] += between[:, other]
        between = np.delete(np.delete(between, other, axis=0), other, axis=1)
        degree[one] += degree[other]
        degree = np.delete(degree, other)
    return members


def _fiedler(both: Floats) -> list[float]:
    """Return the place of each on the line that keeps strong ties short; rounded, so that noise orders nothing."""
    count = len(both)
    if count < 3 or not both.any():
        return [float(i) for i in range(count)]
    # A faint tie between all keeps separate parts on one line.
    tied = both + _FAINT * both.mean()
    np.fill_diagonal(tied, 0.0)
    root = np.sqrt(tied.sum(axis=1))
    values = np.linalg.eigh(np.eye(count) - tied / np.outer(root, root))[1][:, 1] / root
    values = values / np.abs(values).max()
    first = values[np.abs(values) > 1e-3][0]
    return [round(float(v), _DIGITS) for v in values * np.sign(first)]
