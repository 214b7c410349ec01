# SPDX-License-Identifier: EUPL-1.2
"""Intensities, yearly rates and return periods in words, with no more digits than are known (C8)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from weerbaar.base import Lang, Text, euro, number, significant
from weerbaar.cascade.catalogue import Catalogue

_INTENSITIES = {
    "considerable": Text(nl="aanzienlijk", en="considerable"),
    "major": Text(nl="ernstig", en="major"),
    "extreme": Text(nl="extreem", en="extreme"),
    "scenario": Text(nl="scenario", en="scenario"),
}
EURO = Text(nl="euro", en="euro")
"""Unit of impacts, unless a catalogue was made from something else."""

_MOST_DIGITS = 4
_SMALLEST_WRITTEN_OUT = 1e-3
_SMALLEST_IMPACT_WRITTEN_OUT = 1e-6
_OFTEN = 1.0
_SELDOM = 1e-12


def intensity_word(code: str, lang: Lang) -> str:
    """Return the name of an intensity; the code itself where it is not one of the usual ones."""
    known = _INTENSITIES.get(code)
    return code if known is None else known.in_(lang)


def circumstances_words(catalogue: Catalogue, settings: Mapping[str, Any], lang: Lang) -> str:
    """Return the trend and the catalysts of a run by name, so that two runs are told apart; empty without any.

    Args:
        catalogue: where they stand.
        settings: of the run record: ``trend`` is an id or None, ``catalysts`` are ids.
        lang: language.
    """
    said = [f"trend: {trend.name.in_(lang)}" for trend in catalogue.trends if trend.id == settings.get("trend")]
    chosen = settings.get("catalysts", ())
    if catalysts := [catalyst.name.in_(lang) for catalyst in catalogue.catalysts if catalyst.id in chosen]:
        said.append(f"{'met' if lang == 'nl' else 'with'}: {', '.join(catalysts)}")
    return "; ".join(said)


def supported_digits(value: float, se: float | None) -> int:
    """Return how many significant digits of ``value`` its standard error supports: 1 to 4; 2 where it is unknown."""
    if se is None or not value:
        return 2
    if se <= 0:
        return _MOST_DIGITS
    # The last digit printed is of the size of the standard error.
    return min(_MOST_DIGITS, max(1, math.floor(math.log10(abs(value))) - math.floor(math.log10(se)) + 1))


def rate_words(rate: float, se: float | None, lang: Lang) -> str:
    """Return a yearly rate as far as its standard error supports: ``0,359``, ``1,2e-7``."""
    digits = supported_digits(rate, se)
    if rate == 0 or rate >= _SMALLEST_WRITTEN_OUT:
        return significant(rate, lang, digits)
    return _with_exponent(rate, lang, digits)


def error_words(rate: float, se: float | None, lang: Lang) -> str:
    """Return a standard error as a share of the rate: ``± 3%``; in words where it is exact or unknown."""
    if se is None:
        return "onbekend" if lang == "nl" else "unknown"
    if se == 0:
        return "exact"
    if rate == 0:
        return f"± {rate_words(se, None, lang)}"
    share = 100 * se / abs(rate)
    return f"± {'< 0,1' if lang == 'nl' else '< 0.1'}%" if share < 0.1 else f"± {significant(share, lang, 2)}%"


def return_period_words(rate: float, lang: Lang, digits: int = 2) -> str:
    """Return how often something happens: ``eens in 320 jaar``, ``2,4 keer per jaar``, ``nooit``."""
    if rate <= 0:
        return "nooit" if lang == "nl" else "never"
    if rate > _OFTEN:
        shown = significant(rate, lang, digits)
        return f"{shown} keer per jaar" if lang == "nl" else f"{shown} times a year"
    if rate < _SELDOM:
        return "minder dan eens in 1.000 miljard jaar" if lang == "nl" else "less than once in 1,000 billion years"
    years = 1 / rate
    for size, nl, en in ((1e9, "miljard", "billion"), (1e6, "miljoen", "million")):
        if years >= size:
            shown = significant(years / size, lang, digits)
            return f"eens in {shown} {nl} jaar" if lang == "nl" else f"once in {shown} {en} years"
    shown = significant(years, lang, digits)
    return f"eens in {shown} jaar" if lang == "nl" else f"once in {shown} years"


def impact_words(value: float, unit: Text, lang: Lang, digits: int = 2) -> str:
    """Return an impact: an amount in euro, or a bare number where the unit is another, such as a score."""
    if 0 < abs(value) < _SMALLEST_IMPACT_WRITTEN_OUT:
        return ("€ " if unit == EURO else "") + _with_exponent(value, lang, digits)
    return euro(value, lang, digits) if unit == EURO else significant(value, lang, digits)


def _with_exponent(value: float, lang: Lang, digits: int) -> str:
    mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
    return f"{number(float(mantissa), lang, digits - 1)}e{int(exponent)}"
