# SPDX-License-Identifier: EUPL-1.2
"""What a method holds and how sure each part is, as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from weerbaar.base import Lang, Text
from weerbaar.method.model import Criterion, LikelihoodClass, Mark, MatrixTable, Method, StepsTable
from weerbaar.method.wording import plain

_MARKS: dict[Mark, Text] = {
    "found": Text(nl="gevonden", en="found"),
    "derived": Text(nl="afgeleid", en="derived"),
    "recalled-high": Text(
        nl="bekend uit de literatuur, zekerheid hoog", en="known from the literature, high confidence"
    ),
    "recalled-med": Text(
        nl="bekend uit de literatuur, zekerheid middel", en="known from the literature, medium confidence"
    ),
    "recalled-low": Text(nl="bekend uit de literatuur, zekerheid laag", en="known from the literature, low confidence"),
    "not-found": Text(nl="niet gevonden", en="not found"),
    "assumed": Text(nl="aanname", en="assumed"),
    "illustrative": Text(nl="ter illustratie", en="illustrative"),
}

_RULES = {
    "weighted_sum": Text(nl="gewogen som", en="weighted sum"),
    "euro_sum": Text(nl="som in euro", en="sum in euro"),
    "unpublished": Text(
        nl="niet gepubliceerd; er wordt geen totaal berekend", en="not published; no total is computed"
    ),
}

_TOTAL_RULES = {
    "lower_bound": Text(
        nl="ondergrens: een klasse begint bij de waarde van het label eronder",
        en="lower bound: a class starts at the value of the label below it",
    ),
    "nearest_log": Text(nl="dichtstbijzijnde label op een logaritmische as", en="nearest label on a logarithmic axis"),
    "bounds": Text(nl="vaste grenzen", en="stated bounds"),
}


def mark_words(mark: Mark) -> Text:
    """Return how sure an entry is, in words."""
    return _MARKS[mark]


def describe_method(method: Method, lang: Lang = "nl") -> str:
    """Return the whole method as text: labels, criteria, likelihood classes, weights, total, sources."""
    return "\n".join(_lines(method, lang)) + "\n"


def _lines(method: Method, lang: Lang) -> Iterator[str]:
    def say(nl: str, en: str) -> str:
        return nl if lang == "nl" else en

    def sure(mark: Mark) -> str:
        return f"[{mark_words(mark).in_(lang)}]"

    yield f"{method.title.in_(lang)}  ({method.id}, {say('versie', 'version')} {method.version})"
    yield method.summary.in_(lang)
    if method.note is not None:
        yield method.note.in_(lang)
    yield ""
    labels = ", ".join(f"{label.code} {label.word.in_(lang)}" for label in method.scale.labels)
    none = say("niet van toepassing of geen gevolg", "not relevant or no impact")
    yield f"{say('Labels', 'Labels')}: {method.scale.none} {none}, {labels} {sure(method.scale.mark)}"
    for interest in method.interests:
        yield ""
        yield f"{interest.name.in_(lang)} {sure(interest.mark)}"
        for criterion in method.criteria:
            if criterion.interest == interest.id:
                yield f"  {criterion.id:20} {criterion.name.in_(lang)} {sure(criterion.mark)}"
                yield from (f"  {'':20} - {line}" for line in _tables(criterion, lang))
    for combined in method.combined:
        yield f"  {combined.id:20} {combined.name.in_(lang)} {sure(combined.mark)}"
    rod = method.likelihood
    yield ""
    window = say("Waarschijnlijkheid over {} jaar", "Likelihood over {} years").format(plain(rod.window_years, lang))
    if rod.window_years_threat is not None:
        window += say(", dreigingen over {} jaar", ", threats over {} years").format(
            plain(rod.window_years_threat, lang)
        )
    yield f"{window} {sure(rod.mark)}"
    yield from (f"  {c.code:4} {_percent(c, lang):16} {c.word.in_(lang)}" for c in rod.classes)
    yield ""
    yield f"{say('Totaal', 'Total')}: {_RULES[method.aggregation.rule].in_(lang)} {sure(method.aggregation.mark)}"
    if method.aggregation.total_classes is not None:
        totals = method.aggregation.total_classes
        head = say("Klasse van het totaal", "Class of the total")
        yield f"{head}: {_TOTAL_RULES[totals.rule].in_(lang)} {sure(totals.mark)}"
    for function in method.value_functions:
        what = (
            say("tabel", "table")
            if function.base is None
            else say("grondtal", "base") + f" {plain(function.base, lang)}"
        )
        yield f"{say('Waardefunctie', 'Value function')} {function.id}: {what} {sure(function.mark)}"
    for profile in method.weight_profiles:
        yield f"{say('Gewichten', 'Weights')} {profile.id}: {profile.name.in_(lang)} {sure(profile.mark)}"
    yield ""
    yield say("Bronnen", "Sources")
    yield from (f"  {key}: {source}" for key, source in method.sources.items())


def _tables(criterion: Criterion, lang: Lang) -> Iterator[str]:
    for table in criterion.tables:
        sure = f"[{mark_words(table.mark).in_(lang)}]"
        if table.type == "unknown":
            yield f"{table.what.in_(lang)} {sure}"
            continue
        cells = (
            table.labels
            if isinstance(table, StepsTable)
            else [label for row in table.cells for label in row]
            if isinstance(table, MatrixTable)
            else []
        )
        gaps = sum(label is None for label in cells)
        known = ""
        if gaps:
            known = (
                f", {gaps} van {len(cells)} cellen onbekend"
                if lang == "nl"
                else f", {gaps} of {len(cells)} cells unknown"
            )
        yield f"{table.name.in_(lang)}{known} {sure}"


def _percent(klass: LikelihoodClass, lang: Lang) -> str:
    low, high = klass.pct
    top = 100 if high is None else high
    return f"{plain(low, lang)}%" if low == top else f"{plain(low, lang)}-{plain(top, lang)}%"
