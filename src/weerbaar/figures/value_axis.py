# SPDX-License-Identifier: EUPL-1.2
"""One horizontal axis of numbers, linear or logarithmic, with ticks at round values that do not touch."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from weerbaar.figures.textmetrics import text_width

_MARGIN = 0.04
_BETWEEN_TICKS = 10.0


@dataclass(frozen=True)
class ValueAxis:
    """From values to pixels.

    Attributes:
        low, high: values at the ends; above 0 on a logarithmic axis.
        start, end: their pixels.
    """

    low: float
    high: float
    log: bool
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the pixel of ``value``; values beyond an end are drawn at that end."""
        held = min(max(value, self.low), self.high)
        if self.log:
            share = math.log(held / self.low) / math.log(self.high / self.low)
        else:
            share = (held - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self, words: Callable[[float], str], size: float) -> list[tuple[float, str]]:
        """Return values with their words, as many as fit side by side in text of ``size`` pixels, low first."""
        for candidates in self._candidates():
            shown = [(value, words(value)) for value in candidates]
            if len(shown) >= 2 and self._fit(shown, size):
                return shown
        ends = [(value, words(value)) for value in self._round_ends()]
        return ends if self._fit(ends, size) else ends[:1]

    def _fit(self, shown: Sequence[tuple[float, str]], size: float) -> bool:
        right = -math.inf
        for value, word in shown:
            half = text_width(word, size) / 2
            if self.at(value) - half < right + _BETWEEN_TICKS:
                return False
            right = self.at(value) + half
        return True

    def _candidates(self) -> list[list[float]]:
        """Return rows of round values inside the axis, the finest first."""
        if not self.log:
            width = self.high - self.low
            power = 10.0 ** math.floor(math.log10(width))
            steps = (power / 10, power / 5, power / 2, power, 2 * power, 5 * power)
            return [self._multiples(step) for step in steps if width / step <= 8]
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        rows = []
        for factors in ((1, 2, 5), (1, 3), (1,)):
            rows.append([f * 10.0**k for k in range(first, last + 1) for f in factors])
        rows += [[10.0**k for k in range(first, last + 1) if k % every == 0] for every in (2, 3, 4, 6)]
        if self.high / self.low < 4:
            # Less than a factor of four holds too few round powers; there the logarithm is nearly straight.
            return [
                *ValueAxis(self.low, self.high, False, self.start, self.end)._candidates(),
                *map(self._inside, rows),
            ]
        return [self._inside(row) for row in rows]

    def _inside(self, values: Sequence[float]) -> list[float]:
        return [v for v in values if self.low * (1 - 1e-12) <= v <= self.high * (1 + 1e-12)]

    def _multiples(self, step: float) -> list[float]:
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [k * step for k in range(first, last + 1)]

    def _round_ends(self) -> list[float]:
        return [self.low, self.high]


def value_axis(values: Sequence[float], *, log: bool, start: float, end: float) -> ValueAxis:
    """Return an axis that holds all ``values`` with a little room at both ends.

    Args:
        values: at least one; above 0 for a logarithmic axis.
        start, end: pixels of the ends.
    """
    low, high = min(values), max(values)
    if log:
        margin = (high / low) ** _MARGIN if high > low else 2.0
        return ValueAxis(low / margin, high * margin, True, start, end)
    margin = (high - low) * _MARGIN if high > low else max(1.0, abs(low) * 0.1)
    return ValueAxis(low - margin, high + margin, False, start, end)
