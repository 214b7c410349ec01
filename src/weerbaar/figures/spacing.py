# SPDX-License-Identifier: EUPL-1.2
"""Things in a row that may not overlap, each as near to where it wants to be as can be."""

from __future__ import annotations

from collections.abc import Sequence


def spaced(
    wishes: Sequence[float], sizes: Sequence[float], low: float = float("-inf"), high: float = float("inf")
) -> list[float]:
    """Return middles such that neighbours do not overlap, with the least sum of squared moves.

    Pool adjacent violators: things that would overlap form a block, and a block lies at the mean of what its
    members want.

    Args:
        wishes: middle that each thing wants, in the order in which they must stand; it need not ascend.
        sizes: room that each takes along the row.
        low, high: ends of the row; where all do not fit, the row starts at ``low`` and passes ``high``.
    """
    # A block: [start of its first thing, number of things, sum of the starts that its members want].
    blocks: list[list[float]] = []
    before = 0.0
    offsets: list[float] = []
    for wish, size in zip(wishes, sizes, strict=True):
        offsets.append(before)
        blocks.append([wish - size / 2 - before, 1, wish - size / 2 - before])
        before += size
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            _, count, total = blocks.pop()
            blocks[-1][1] += count
            blocks[-1][2] += total
            blocks[-1][0] = blocks[-1][2] / blocks[-1][1]
    starts = [min(max(start, low), high - before) for start, count, _ in blocks for _ in range(int(count))]
    return [max(start, low) + offset + size / 2 for start, offset, size in zip(starts, offsets, sizes, strict=True)]
