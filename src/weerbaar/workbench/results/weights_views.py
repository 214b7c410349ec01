# SPDX-License-Identifier: EUPL-1.2
"""Weights of one's own, and at once which scenarios move up or down."""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from weerbaar.base import number, significant
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.results import verbs
from weerbaar.workbench.results.levels import seen
from weerbaar.workbench.results.pages import computation, figure_or_none, is_part
from weerbaar.workbench.results.reweighing import TOP, Reweighed, normalised, redrawn, reweigh
from weerbaar.workbench.results.wording import place_words, share_words
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import language

if TYPE_CHECKING:
    from weerbaar.assessment import RiskTerms

_PREFIX = "w-"
_HIGHEST = 1000.0


@access(Action.RESULTS)
def weights(request: HttpRequest) -> HttpResponse:
    """The order of the scenarios under weights that the reader chooses."""
    round_: Round = request.round  # type: ignore[attr-defined]
    level = seen(request)
    found = verbs.assessment(round_, level)
    context: dict[str, Any] = {
        "here": "weights",
        "computation": computation(request, round_, found, ("gewichten", "default")),
        "top": TOP,
    }
    if found.value is not None:
        context["terms"] = found.value.terms
        if found.value.terms is not None and found.value.assessment.impact_axis is not None:
            context |= _outcome(request.GET, found)
    template = "results/weights_part.html" if is_part(request) else "results/weights.html"
    return render(request, template, context)


def _outcome(query: QueryDict, found: verbs.Found) -> dict[str, Any]:
    assessment, terms = found.value.assessment, found.value.terms
    given = given_weights(query, terms)
    lang = language()
    fields = [
        {"id": criterion, "name": name, "value": _plain(given[criterion]), "field": f"{_PREFIX}{criterion}"}
        for criterion, name in zip(terms.criteria, terms.criterion_names, strict=True)
    ]
    shared = {"fields": fields, "profiles": [(id_, name) for id_, name, _ in terms.profiles], "own": given}
    chosen = normalised(given, terms.criteria)
    if chosen is None:
        return {**shared, "nothing": True}
    rows = [_row(row) for row in reweigh(assessment, terms, chosen)]
    shown = {**shared, "draws": number(terms.draws, lang), "rows": rows, "with_diagram": query.get("diagram") == "1"}
    for field, weight in zip(fields, chosen, strict=True):
        field["share"] = number(100 * float(weight), lang, 1)
    if shown["with_diagram"]:
        from weerbaar.figures import risk_diagram

        key = ("own", found.name, hashlib.sha256(chosen.tobytes()).hexdigest())
        shown["figure"] = figure_or_none(key, lambda: risk_diagram(redrawn(assessment, terms, chosen), lang, "screen"))
    return shown


def given_weights(query: QueryDict, terms: RiskTerms) -> dict[str, float]:
    """Return the weights in an address, on a scale of one's own; those of a profile, or of the round, where none are.

    What is no number counts as 0.
    """
    named = {id_: values for id_, _, values in terms.profiles}
    start = named.get(query.get("profiel", ""), terms.weights)
    usual = {criterion: 100 * float(w) for criterion, w in zip(terms.criteria, start, strict=True)}
    if not any(f"{_PREFIX}{criterion}" in query for criterion in terms.criteria):
        return usual
    return {criterion: _number(query.get(f"{_PREFIX}{criterion}", "0")) for criterion in terms.criteria}


def _number(text: str) -> float:
    try:
        value = float(text.replace(",", ".") or 0)
    except ValueError:
        return 0.0
    return min(_HIGHEST, max(0.0, value)) if math.isfinite(value) else 0.0


def _plain(value: float) -> str:
    """Return a number as a number field wants it."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _row(row: Reweighed) -> dict[str, Any]:
    return {
        "result": row.result,
        "place": place_words(row.place),
        "usual": place_words(row.usual),
        "shift": row.shift,
        "shift_words": place_words(abs(row.shift)),
        "value": significant(row.value, language()),
        "klass": row.klass,
        "first": share_words(row.first),
        "top": share_words(row.among_top),
        "expected": number(row.expected, language(), 1),
    }
