# SPDX-License-Identifier: EUPL-1.2
"""Numbers as a reader expects them: Dutch notation in Dutch, English in English (C8)."""

from __future__ import annotations

import math

from weerbaar.base.text import Lang

_SWAP = str.maketrans({",": ".", ".": ","})


def number(value: float, lang: Lang, decimals: int = 0) -> str:
    """Return ``value`` with ``decimals`` decimals: 1.234,5 in Dutch, 1,234.5 in English.

    What rounds to zero has no sign. NaN is written as unknown, an infinite number in words.
    """
    if math.isnan(value):
        return "onbekend" if lang == "nl" else "unknown"
    if math.isinf(value):
        return ("-" if value < 0 else "") + ("oneindig" if lang == "nl" else "infinite")
    text = f"{value:,.{decimals}f}"
    if text.startswith("-") and not text.strip("-0.,"):
        text = text[1:]
    return text.translate(_SWAP) if lang == "nl" else text


def significant(value: float, lang: Lang, digits: int = 2) -> str:
    """Return ``value`` rounded to ``digits`` significant digits, never in exponent form."""
    if value == 0 or not math.isfinite(value):
        return number(value, lang)
    rounded, exponent = _rounded(value, digits)
    return number(rounded, lang, max(0, digits - 1 - exponent))


def percentage(share: float, lang: Lang, digits: int = 2) -> str:
    """Return a share of 1 as a percentage with ``digits`` significant digits: ``0,05%`` / ``0.05%``.

    Shares that would round to a false 0 or 100 are written as bounds (``< 0,0001%``, ``> 99%``).
    """
    if not math.isfinite(share):
        return number(share, lang)
    if 0 < share < 1e-6:
        return "< " + number(0.0001, lang, 4) + "%"
    if 0 < share < 1 and _rounded(100 * share, digits)[0] >= 100:
        return "> " + number(100 - 10.0 ** (2 - digits), lang, max(0, digits - 2)) + "%"
    return significant(100 * share, lang, digits) + "%"


def euro(value: float, lang: Lang, digits: int = 2) -> str:
    """Return an amount in euro in words for the order of magnitude: ``€ 1,6 miljard``."""
    if not math.isfinite(value):
        return number(value, lang)
    # Rounded first, so that 999.6 million is a billion and not a thousand million.
    size = abs(_rounded(value, digits)[0]) if value else 0.0
    for unit, nl, en in ((1e9, "miljard", "billion"), (1e6, "miljoen", "million")):
        if size >= unit:
            return f"€ {significant(value / unit, lang, digits)} {nl if lang == 'nl' else en}"
    return f"€ {significant(value, lang, digits)}"


def _rounded(value: float, digits: int) -> tuple[float, int]:
    """Return ``value`` to ``digits`` significant digits, with the power of ten of its first digit."""
    text = f"{value:.{digits - 1}e}"
    return float(text), int(text.partition("e")[2])
