# SPDX-License-Identifier: EUPL-1.2
"""A part of a number of messages, with the interval that belongs to it: small numbers stay small numbers."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.base import Lang, Text, percentage, wilson

_FEW = 20
"""Below so many, the counts are shown and no percentage."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """``count`` out of ``of``, with Wilson's 95 % interval (Wilson 1927); without any there is no interval."""

    count: int
    of: int
    low: float | None
    high: float | None

    @property
    def share(self) -> float | None:
        """The part of 1; None where there was nothing to look at."""
        return self.count / self.of if self.of else None

    def render(self, lang: Lang) -> str:
        """Return it for a reader: ``3 van 7`` for few, ``44% (39%–49%; 150 van 338)`` for many."""
        counts = f"{self.count} {'van' if lang == 'nl' else 'of'} {self.of}"
        if self.low is None or self.high is None or self.of < _FEW:
            return counts
        low, high = percentage(self.low, lang), percentage(self.high, lang)
        return f"{percentage(self.count / self.of, lang)} ({low}–{high}; {counts})"

    def against(self, published: float) -> Text:
        """Return whether the interval lies above, below or around a published share."""
        if self.low is None or self.high is None:
            return Text(nl="geen berichten", en="no messages")
        if self.low > published:
            return Text(nl="hoger", en="higher")
        if self.high < published:
            return Text(nl="lager", en="lower")
        return Text(nl="niet te onderscheiden", en="cannot be told apart")


def proportion(count: int, of: int) -> Proportion:
    """Return ``count`` out of ``of`` with Wilson's score interval, without correction for continuity."""
    if not of:
        return Proportion(count, of, None, None)
    return Proportion(count, of, *wilson(count, of))
