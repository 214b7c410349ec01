# SPDX-License-Identifier: EUPL-1.2
"""Quantities in words: "1.200 personen", "3 weken", "€ 1,6 miljard". The unit is in a variable's name."""

from __future__ import annotations

from weerbaar.base import Lang, Text, number

_DAYS_PER = (
    (365, ("jaar", "jaar"), ("year", "years")),
    (30, ("maand", "maanden"), ("month", "months")),
    (7, ("week", "weken"), ("week", "weeks")),
    (1, ("dag", "dagen"), ("day", "days")),
)


def quantity_words(variable: str, name: Text, value: float) -> Text:
    """Return a quantity with its unit in Dutch and English.

    Args:
        variable: its name ends in the unit: ``_d``, ``_km2``, ``_eur``, ``_gbp``, ``_pct``;
            otherwise it is a count.
        name: the quantity in words, used for counts.
        value: in that unit.
    """
    return Text(nl=_words(variable, name, value, "nl"), en=_words(variable, name, value, "en"))


def plain(value: float | None, lang: Lang) -> str:
    """Return a bound as a reader expects it, without needless digits; an open end is an ellipsis."""
    if value is None:
        return "…"
    digits = f"{value:.10f}".rstrip("0").split(".")[1]
    return number(value, lang, len(digits))


def _words(variable: str, name: Text, value: float, lang: Lang) -> str:
    unit = variable.rsplit("_", 1)[-1]
    if unit == "d":
        return _duration(value, lang)
    if unit in _CURRENCIES:
        return _money(value, _CURRENCIES[unit], lang)
    shown = plain(value if value == round(value) else _three_digits(value), lang)
    if unit == "pct":
        return f"{shown}%"
    if unit == "km2":
        return f"{shown} km²"
    return f"{shown} {name.in_(lang)}"


_CURRENCIES = {"eur": "€", "gbp": "£"}


def _money(value: float, sign: str, lang: Lang) -> str:
    for size, nl, en in ((1e9, "miljard", "billion"), (1e6, "miljoen", "million")):
        if value >= size:
            return f"{sign} {plain(_three_digits(value / size), lang)} {nl if lang == 'nl' else en}"
    return f"{sign} {plain(_three_digits(value), lang)}"


def _duration(days: float, lang: Lang) -> str:
    for size, nl, en in _DAYS_PER:
        if days >= size and days % size == 0:
            singular, plural = nl if lang == "nl" else en
            count = days / size
            return f"{plain(count, lang)} {singular if count == 1 else plural}"
    return f"{plain(_three_digits(days), lang)} {'dagen' if lang == 'nl' else 'days'}"


def _three_digits(value: float) -> float:
    return float(f"{value:.3g}")


def joined(texts: list[Text], separator: str = ", ") -> Text:
    """Return texts joined per language."""
    return Text(nl=separator.join(t.nl for t in texts), en=separator.join(t.in_("en") for t in texts))
