# SPDX-License-Identifier: EUPL-1.2
"""How the values in the data are said in official Dutch and in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from weerbaar.assessment import Axis, Estimate, PublishedPlace
from weerbaar.base import Lang, Text, number, percentage, significant
from weerbaar.dossier import Source

MARKS: Mapping[str, Text] = {
    "found": Text(nl="gevonden in de bron", en="found in the source"),
    "derived": Text(nl="afgeleid uit gevonden feiten", en="derived from facts found"),
    "recalled-high": Text(
        nl="bekend uit de literatuur, zekerheid hoog", en="known from the literature, high confidence"
    ),
    "recalled-med": Text(
        nl="bekend uit de literatuur, zekerheid middel", en="known from the literature, medium confidence"
    ),
    "recalled-low": Text(nl="bekend uit de literatuur, zekerheid laag", en="known from the literature, low confidence"),
    "not-found": Text(nl="gezocht en niet gevonden", en="looked for and not found"),
    "assumed": Text(nl="aanname", en="assumption"),
    "illustrative": Text(nl="verzonnen ter illustratie", en="made up as an illustration"),
}
"""How sure a fact is."""

DECISION_STATES: Mapping[str, Text] = {
    "decided": Text(nl="besloten", en="decided"),
    "running": Text(nl="in uitvoering", en="under way"),
    "completed": Text(nl="afgerond", en="completed"),
    "withdrawn": Text(nl="ingetrokken", en="withdrawn"),
    "unknown": Text(nl="niet bekend", en="not known"),
}

CAPABILITY_STATES: Mapping[str, Text] = {
    "sufficient": Text(nl="voldoende", en="sufficient"),
    "to strengthen": Text(nl="te versterken", en="to be strengthened"),
    "to develop": Text(nl="te ontwikkelen", en="to be developed"),
    "unknown": Text(nl="niet bekend", en="not known"),
}

KINDS: Mapping[str, Text] = {
    "hazard": Text(nl="gevaar (niet moedwillig)", en="hazard (not malicious)"),
    "threat": Text(nl="dreiging (moedwillig)", en="threat (malicious)"),
}

SCENARIO_STATES: Mapping[str, Text] = {
    "active": Text(nl="actief", en="active"),
    "retired": Text(nl="vervallen", en="retired"),
    "draft": Text(nl="concept", en="draft"),
    "rejected": Text(nl="afgewezen", en="rejected"),
}

WARNING = Text(
    nl="Voorbeeld met verzonnen scores – niet geschikt voor besluitvorming",
    en="Example with invented scores – not fit for decision making",
)
"""Stands on the cover and on every page when the judgements are made up."""

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_COUNTS = {
    "nl": (
        "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
        "achttien negentien twintig"
    ).split(),
    "en": "zero one two three four five six seven eight nine ten eleven twelve".split(),
}


def count(amount: int, lang: Lang) -> str:
    """Return a whole number as running text writes it: in words when small, else in digits."""
    words = _COUNTS[lang]
    return words[amount] if 0 <= amount < len(words) else number(amount, lang)


def counted(amount: int, lang: Lang, one: Text, many: Text) -> str:
    """Return "vier scenario's", "één scenario"."""
    shown = "één" if amount == 1 and lang == "nl" else count(amount, lang)
    if amount == 0:
        shown = "geen" if lang == "nl" else "no"
    return f"{shown} {(one if amount == 1 else many).in_(lang)}"


def day(value: date, lang: Lang) -> str:
    """Return a date in words: 8 november 2012."""
    return f"{value.day} {month(value, lang)}"


def month(value: date, lang: Lang) -> str:
    """Return a month in words: november 2012."""
    return f"{_MONTHS[lang][value.month - 1]} {value.year}"


def enumeration(words: Iterable[str], lang: Lang) -> str:
    """Return "a, b en c"."""
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {'en' if lang == 'nl' else 'and'} {listed[-1]}"


def capital(text: str) -> str:
    """Return ``text`` with its first letter as a capital and the rest as it is."""
    return text[:1].upper() + text[1:]


def share(probability: float, lang: Lang) -> str:
    """Return a probability of a class or rank in whole per cents; only true zeros and ones look like one."""
    if probability < 1e-9:
        return "–"
    if probability < 0.005:
        return "< 1%"
    if 0.995 <= probability < 1 - 1e-9:
        return "> 99%"
    return number(100 * probability, lang) + "%"


def class_word(axis: Axis | None, code: str, lang: Lang) -> str:
    """Return a class in words with its letter: ``ernstig (C)``."""
    word = bare_class_word(axis, code, lang)
    return f"{word} ({code})" if word else code


def bare_class_word(axis: Axis | None, code: str, lang: Lang) -> str:
    """Return a class in words, empty where the axis does not know it."""
    if axis is None or code not in axis.codes:
        return ""
    return axis.words[axis.codes.index(code)].in_(lang)


def class_range(axis: Axis | None, codes: tuple[str, ...], lang: Lang) -> str:
    """Return one class, or a range of classes, in words without letters: ``aanzienlijk tot ernstig``."""
    words = [
        bare_class_word(axis, code, lang) or code for code in (codes[:1] + codes[-1:] if len(codes) > 1 else codes)
    ]
    return (" tot " if lang == "nl" else " to ").join(words)


def computed_impact(estimate: Estimate | None, axis: Axis | None, lang: Lang) -> str:
    """Return a computed impact: class, value and 90 % interval; a dash where nothing was computed."""
    if estimate is None or estimate.basis == "published":
        return "–"
    value = significant(estimate.value, lang)
    interval = _between(significant(estimate.low, lang), significant(estimate.high, lang), lang)
    shown = f"{class_word(axis, estimate.klass, lang)}, {value}"
    return shown if estimate.low == estimate.high else f"{shown} ({interval})"


def computed_likelihood(estimate: Estimate | None, axis: Axis, lang: Lang) -> str:
    """Return a computed likelihood: class, probability and 90 % interval; a dash where nothing was computed."""
    if estimate is None or estimate.basis == "published":
        return "–"
    shown = f"{class_word(axis, estimate.klass, lang)}, {percentage(estimate.value, lang)}"
    if estimate.low == estimate.high:
        return shown
    return f"{shown} ({_between(percentage(estimate.low, lang), percentage(estimate.high, lang), lang)})"


def _between(low: str, high: str, lang: Lang) -> str:
    return f"{low} tot {high}" if lang == "nl" else f"{low} to {high}"


def published_words(place: PublishedPlace | None, axis: str) -> str:
    """Return the published words for ``impact`` or ``likelihood``, a dash where none were published."""
    words = "" if place is None else (place.impact if axis == "impact" else place.likelihood)
    return words or "–"


def source_words(keys: Iterable[str], sources: Mapping[str, Source]) -> str:
    """Return sources as they stand below a table: title and year; an unknown key as it is."""
    shown = []
    for key in keys:
        source = sources.get(key)
        if source is None:
            shown.append(key)
        else:
            shown.append(f"{source.title} ({source.year})" if source.year else source.title)
    return "; ".join(dict.fromkeys(shown))


def number_words(amount: int, lang: Lang) -> str:
    """Return a count that stands on its own: "vier", "één", "70"."""
    return "één" if amount == 1 and lang == "nl" else count(amount, lang)


def round_name(label: str, lang: Lang) -> str:
    """Return a round inside a sentence: "de NRB 2012", and for other labels "de ronde RRP Utrecht 2024"."""
    if lang == "en":
        return f"the {label}" if label.startswith("NRB") else f"the round {label}"
    return f"de {label}" if label.startswith("NRB") else f"de ronde {label}"
