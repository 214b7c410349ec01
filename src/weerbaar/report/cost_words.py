# SPDX-License-Identifier: EUPL-1.2
"""What a measure costs, in words: once and per year, each with its range."""

from __future__ import annotations

from weerbaar.base import Distribution, Lang, euro
from weerbaar.capability.measures import Cost
from weerbaar.report.capability_words import NO_BREAK

_LOW, _HIGH = 0.05, 0.95


def cost_words(cost: Cost, lang: Lang) -> str:
    """Return the cost at the price level of the analysis: ``eenmalig € 440.000 tot € 890.000``.

    A range is from the 5 % to the 95 % quantile; an amount that is certain stands alone.
    """
    nl = lang == "nl"
    parts = []
    for words, amount in (
        ("eenmalig" if nl else "once", cost.one_off_eur),
        ("per jaar" if nl else "a year", cost.yearly_eur),
    ):
        if amount is not None and float(amount.ppf(1.0)) > 0:
            shown = amount_words(amount, lang)
            parts.append(f"{words} {shown}" if nl else f"{shown} {words}")
    return "; ".join(parts) or ("geen" if nl else "none")


def amount_words(amount: Distribution, lang: Lang) -> str:
    """Return the 90 % range of an amount in euro."""
    return range_words(float(amount.ppf(_LOW)), float(amount.ppf(_HIGH)), lang)


def range_words(low: float, high: float, lang: Lang) -> str:
    """Return two amounts in euro as a range; one where they look the same."""
    first, last = euro(low, lang), euro(high, lang)
    shown = first if first == last else f"{first} {'tot' if lang == 'nl' else 'to'} {last}"
    return shown.replace("€ ", f"€{NO_BREAK}")
