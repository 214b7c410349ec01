# SPDX-License-Identifier: EUPL-1.2
"""Results in words: the same sentence for a screen reader, a table cell and a legend."""

from __future__ import annotations

from weerbaar.assessment import Assessment, Axis, Estimate, PublishedPlace, ScenarioResult
from weerbaar.base import Lang, euro, percentage, significant


def pick(lang: Lang, nl: str, en: str) -> str:
    """Return the text in ``lang``."""
    return en if lang == "en" else nl


def kind_word(kind: str, lang: Lang) -> str:
    """Return what sort of scenario it is, by origin."""
    if kind == "threat":
        return pick(lang, "dreiging", "threat")
    return pick(lang, "gevaar", "hazard")


def class_word(axis: Axis, code: str, lang: Lang) -> str:
    """Return the words of one class; the code itself where the axis does not know it."""
    return axis.words[axis.codes.index(code)].in_(lang) if code in axis.codes else code


def possible_classes(axis: Axis, estimate: Estimate) -> tuple[str, ...]:
    """Return the classes that have any probability, low to high."""
    return tuple(code for code in axis.codes if estimate.class_probability.get(code, 0) > 0)


def axis_words(axis: Axis, estimate: Estimate | None, published: str, lang: Lang) -> str:
    """Return one estimate in words: as published, word for word, or the class of the central value.

    Published words are Dutch. In English the words of the classes come first; the published ones follow where
    they are not simply the Dutch words of those classes.
    """
    if estimate is None:
        unknown = pick(lang, "niet bekend", "not known")
        return f"{unknown} ({_published_as(published, lang)})" if published else unknown
    if estimate.basis == "judgements":
        return class_word(axis, estimate.klass, lang)
    codes = possible_classes(axis, estimate)
    words = _range(axis, codes, lang)
    if not published or published == _range(axis, codes, "nl"):
        return words
    return published if lang == "nl" else f"{words} ({_published_as(published, lang)})"


def value_words(axis: Axis, value: float, lang: Lang) -> str:
    """Return a place on an axis as a number: a percentage on the likelihood axis."""
    if axis.window_years is not None:
        return percentage(value, lang)
    return euro(value, lang) if value >= 1e6 else significant(value, lang)


def bound_words(axis: Axis, value: float, lang: Lang) -> str:
    """Return the bound of a class as it is printed on an axis, without zeros that say nothing."""
    percent = axis.window_years is not None
    if not percent and value >= 1e6:
        return euro(value, lang)
    shown = significant(100 * value if percent else value, lang)
    mark = pick(lang, ",", ".")
    if mark in shown:
        shown = shown.rstrip("0").rstrip(mark)
    return f"{shown}%" if percent else shown


def range_words(axis: Axis, estimate: Estimate | None, lang: Lang) -> str:
    """Return the 5 to 95 % range, or the classes that were published."""
    if estimate is None:
        return pick(lang, "niet bekend", "not known")
    if estimate.basis == "published":
        codes = possible_classes(axis, estimate)
        joined = (
            codes[0] if len(codes) == 1 else pick(lang, f"{codes[0]} tot {codes[-1]}", f"{codes[0]} to {codes[-1]}")
        )
        return pick(lang, f"gepubliceerde klasse {joined}", f"published class {joined}")
    low, high = value_words(axis, estimate.low, lang), value_words(axis, estimate.high, lang)
    return low if low == high else pick(lang, f"{low} tot {high}", f"{low} to {high}")


def class_and_value(axis: Axis, estimate: Estimate | None, published: str, lang: Lang) -> str:
    """Return the class in words, with letter and central value where there is one."""
    words = axis_words(axis, estimate, published, lang)
    if estimate is None or estimate.basis == "published":
        return words
    shown = f"{estimate.klass}, {words} ({value_words(axis, estimate.value, lang)})"
    if estimate.incomplete:
        listed = ", ".join(estimate.incomplete)
        shown += pick(lang, f"; ondergrens, zonder {listed}", f"; lower bound, without {listed}")
    return shown


def spoken(assessment: Assessment, result: ScenarioResult, lang: Lang) -> str:
    """Return a scenario's place in one sentence."""
    place = result.published
    likelihood = axis_words(assessment.likelihood_axis, result.likelihood, place.likelihood if place else "", lang)
    title = result.title.in_(lang)
    if assessment.impact_axis is None:
        return f"{title}: {likelihood}"
    impact = axis_words(assessment.impact_axis, result.impact, place.impact if place else "", lang)
    if result.likelihood is None:
        likelihood = pick(lang, f"waarschijnlijkheid {likelihood}", f"likelihood {likelihood}")
    sentence = f"{title}: {likelihood}; impact {impact}"
    if result.impact is not None and result.impact.incomplete:
        sentence += pick(lang, ", ten minste", ", at least")
    return sentence


def earlier_words(places: tuple[PublishedPlace, ...], lang: Lang) -> str:
    """Return the results of earlier rounds, word for word."""
    if not places:
        return pick(lang, "geen", "none")
    unknown = pick(lang, "niet gepubliceerd", "not published")
    return "; ".join(
        f"{place.round}: {place.likelihood or unknown}; impact {place.impact or unknown}" for place in places
    )


def _range(axis: Axis, codes: tuple[str, ...], lang: Lang) -> str:
    if not codes:
        return pick(lang, "niet bekend", "not known")
    first = class_word(axis, codes[0], lang)
    if len(codes) == 1:
        return first
    return pick(
        lang, f"{first} tot {class_word(axis, codes[-1], lang)}", f"{first} to {class_word(axis, codes[-1], lang)}"
    )


def _published_as(published: str, lang: Lang) -> str:
    return pick(lang, f"gepubliceerd als „{published}”", f"published as “{published}”")


def anchor(id_: str) -> str:
    """Return an id as letters, digits and hyphens, for names of files and ids in a drawing."""
    return "".join(c if c.isascii() and (c.isalnum() or c == "-") else "-" for c in id_)
