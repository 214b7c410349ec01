# SPDX-License-Identifier: EUPL-1.2
"""How the labels of a group lie: counts, middle, spread, and how far two of its members lie apart.

Quartiles and the median of an even number of labels (the lower of the two middle ones, because nothing lies between two
labels) are those of :mod:`weerbaar.elicitation`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

FEWEST_OTHERS = 3
"""With fewer others than this, whoever reads an answer would soon know whose it is (as in the elicitation room)."""


@dataclass(frozen=True)
class Distribution:
    """Labels of a group on one question.

    Attributes:
        codes: every label from low to high.
        counts: how many gave it, in the same order.
    """

    codes: tuple[str, ...]
    counts: tuple[int, ...]

    @classmethod
    def of(cls, codes: tuple[str, ...], counts: Mapping[str, int]) -> Distribution:
        """Return the distribution of these counts; labels that are not on the scale do not count."""
        return cls(codes, tuple(counts.get(code, 0) for code in codes))

    @property
    def total(self) -> int:
        """How many gave a label."""
        return sum(self.counts)

    @cached_property
    def _places(self) -> list[int]:
        return [place for place, count in enumerate(self.counts) for _ in range(count)]

    @property
    def median(self) -> str | None:
        """The middle label; of two, the lower."""
        return self.codes[self._places[(self.total - 1) // 2]] if self.total else None

    @property
    def low(self) -> str | None:
        """The lowest label given."""
        return self.codes[self._places[0]] if self.total else None

    @property
    def high(self) -> str | None:
        """The highest label given."""
        return self.codes[self._places[-1]] if self.total else None

    @property
    def spread(self) -> int:
        """Classes between the lowest and the highest label."""
        return self._places[-1] - self._places[0] if self.total else 0

    @property
    def interquartile(self) -> float:
        """Classes between the lower and the upper quartile; 0 for fewer than two labels."""
        return self._quantile(0.75) - self._quantile(0.25) if self.total > 1 else 0.0

    @property
    def distance(self) -> float:
        """Mean number of classes between the labels of two members; 0 for fewer than two."""
        n, below, apart = self.total, 0, 0
        if n < 2:
            return 0.0
        for count in self.counts:
            below += count
            apart += below * (n - below)
        return 2 * apart / (n * (n - 1))

    @property
    def agreement(self) -> float:
        """Share of the group at most one class from the median."""
        if not self.total:
            return math.nan
        middle = self._places[(self.total - 1) // 2]
        return sum(abs(place - middle) <= 1 for place in self._places) / self.total

    def share(self, code: str) -> float:
        """Return the share of the group that gave a label."""
        return self.counts[self.codes.index(code)] / self.total if self.total else 0.0

    def _quantile(self, p: float) -> float:
        at = p * (self.total - 1)
        low = math.floor(at)
        high = min(low + 1, self.total - 1)
        return self._places[low] + (at - low) * (self._places[high] - self._places[low])
