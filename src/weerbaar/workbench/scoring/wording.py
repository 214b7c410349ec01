# SPDX-License-Identifier: EUPL-1.2
"""Answers in words, and quantities and probabilities turned into a label with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from weerbaar.base import (
    Distribution,
    Lang,
    Point,
    Text,
    WeerbaarError,
    convert_window,
    number,
    percentage,
    return_period_years,
    significant,
)
from weerbaar.dossier import Judgement
from weerbaar.method import Method, label_probabilities, likelihood_class, score, threat_class, to_method_window
from weerbaar.workbench.scoring.fields import Field

EVIDENCE = {
    "statistics": Text(nl="statistiek", en="statistics"),
    "cases": Text(nl="eerdere gevallen", en="earlier cases"),
    "model": Text(nl="model", en="model"),
    "network": Text(nl="foutenboom of netwerk", en="fault tree or network"),
    "expert": Text(nl="oordeel van een deskundige", en="expert judgement"),
    "intelligence": Text(nl="inlichtingen", en="intelligence"),
    "published": Text(nl="eerdere publicatie", en="earlier publication"),
}
CONFIDENCE = {
    "low": Text(nl="laag", en="low"),
    "medium": Text(nl="midden", en="medium"),
    "high": Text(nl="hoog", en="high"),
}
PARTS = {
    "low": Text(nl="laag", en="low"),
    "mid": Text(nl="midden", en="middle"),
    "high": Text(nl="hoog", en="high"),
}
VULNERABILITY = {
    "low": Text(nl="laag (veel weerstand)", en="low (strong resistance)"),
    "medium": Text(nl="midden", en="medium"),
    "high": Text(nl="hoog (weinig weerstand)", en="high (little resistance)"),
}

_MISSING = Text(nl="weet ik niet", en="I do not know")
_LIKELY = 0.005


@dataclass(frozen=True)
class Reading:
    """What numbers come down to.

    Attributes:
        label: of the best estimate; empty where the method gives none.
        reason: why, in words; or why there is no label.
        shares: label to probability, where the numbers are uncertain; those of half a per cent and more.
    """

    label: str
    reason: Text
    shares: tuple[tuple[str, float], ...] = ()


def read_quantities(method: Method, field: Field, quantities: Mapping[str, Distribution]) -> Reading:
    """Return the label that quantities give on a criterion, with the reason of the method in words."""
    best = {name: quantity.expected for name, quantity in quantities.items()}
    try:
        scored = score(method, field.id, best)
        certain = all(isinstance(quantity, Point) for quantity in quantities.values())
        shares = {} if certain else label_probabilities(method, field.id, quantities)
    except WeerbaarError as error:
        return Reading("", error.message)
    return Reading(scored.label, scored.reason, tuple((c, p) for c, p in shares.items() if p >= _LIKELY))


def read_probability(method: Method, probability: Distribution, window_years: float, kind: str) -> Reading:
    """Return the likelihood class of a probability over a window, with the conversion in words."""
    threat = kind == "threat" and method.likelihood.window_years_threat is not None
    own = method.likelihood.window_years_threat if threat else method.likelihood.window_years
    own = own or method.likelihood.window_years
    best = probability.expected
    try:
        converted = to_method_window(method, best, window_years, "threat" if threat else "hazard")
        label = likelihood_class(method, converted)
        period = return_period_years(best, window_years)
        low, high = (float(p) for p in probability.ppf([0.05, 0.95]))
        ends = [likelihood_class(method, convert_window(p, window_years, own)) for p in (low, high)]
    except WeerbaarError as error:
        return Reading("", error.message)
    word = next(klass.word for klass in method.likelihood.classes if klass.code == label)

    def words(lang: Lang) -> str:
        nl = lang == "nl"
        given = f"{_short(100 * best, lang)}% in {_years(window_years, lang)}"
        parts = [given]
        if window_years != own:
            parts.append(f"= {percentage(converted, lang, 3)} in {_years(own, lang)}")
        if 0 < best < 1:
            once = significant(period, lang, 2)
            parts.append(f"({'gemiddeld eens per' if nl else 'on average once in'} {once} {'jaar' if nl else 'years'})")
        parts.append(f"→ {label} {word.in_(lang)}")
        if ends[0] != ends[1]:
            parts.append(f"({'van' if nl else 'from'} {ends[0]} {'tot' if nl else 'to'} {ends[1]})")
        return " ".join(parts)

    return Reading(label, Text(nl=words("nl"), en=words("en")))


def answer_words(method: Method, field: Field, judgement: Judgement, kind: str = "hazard") -> Text:
    """Return an answer in short: ``C (B–D)``, quantities with their label, a probability with its class."""
    if judgement.missing:
        return _MISSING
    if judgement.quantities is not None:
        reading = read_quantities(method, field, judgement.quantities)
        ends = " – ".join(code for code, _ in (reading.shares[:1] + reading.shares[-1:]))
        span = f" ({ends})" if len(reading.shares) > 1 else ""
        return Text(nl=f"{reading.reason.nl}{span}", en=f"{reading.reason.in_('en')}{span}")
    if judgement.probability is not None:
        return read_probability(method, judgement.probability, judgement.window_years or 1.0, kind).reason
    label = judgement.label or ""
    low, high = judgement.lower or label, judgement.upper or label
    word = next((choice.word for choice in field.choices if choice.code == label), Text(nl=""))
    span = "" if low == high == label else f" ({low}–{high})"
    nl, en = f"{label} {word.nl}{span}", f"{label} {word.in_('en')}{span}"
    if judgement.sub_class:
        part = PARTS[judgement.sub_class]
        nl, en = f"{nl}, deel: {part.nl}", f"{en}, part: {part.in_('en')}"
    if judgement.vulnerability:
        grade = CONFIDENCE[judgement.vulnerability]
        moved = threat_class(method, label, judgement.vulnerability)
        nl = f"{nl}, kwetsbaarheid {grade.nl} → {moved}"
        en = f"{en}, vulnerability {grade.in_('en')} → {moved}"
    return Text(nl=nl.strip(), en=en.strip())


def _years(years: float, lang: Lang) -> str:
    word = ("jaar", "jaar") if lang == "nl" else ("year", "years")
    return f"{_short(years, lang)} {word[0] if years == 1 else word[1]}"


def _short(value: float, lang: Lang) -> str:
    """Return a number that somebody typed, without digits that were not typed."""
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return number(value, lang, len(text.partition(".")[2]))
