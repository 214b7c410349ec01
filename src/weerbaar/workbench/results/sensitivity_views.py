# SPDX-License-Identifier: EUPL-1.2
"""How firm the outcome is: ranks and classes at once, and the long analysis in the background.

Ranks under constraints on the weights come from the scores that the assessment left, in about a second.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from weerbaar.base import Text, number
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.results import verbs
from weerbaar.workbench.results.agreements import agreements, criteria_of, query_of
from weerbaar.workbench.results.diagram_views import profiles_of
from weerbaar.workbench.results.levels import seen
from weerbaar.workbench.results.pages import computation, figure_or_none
from weerbaar.workbench.results.wording import share_words
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.assessment import Acceptability, FirstPlace, Sensitivity


@access(Action.RESULTS)
def ranks(request: HttpRequest) -> HttpResponse:
    """How sure each rank is, and what classes and ranks rest on."""
    from weerbaar.figures import class_probability_strips, rank_acceptability, stability

    round_: Round = request.round  # type: ignore[attr-defined]
    level = seen(request)
    found = verbs.assessment(round_, level)
    context: dict[str, Any] = {
        "here": "ranks",
        "computation": computation(request, round_, found, ("gewichten", "default")),
    }
    if found.value is not None:
        assessment, lang = found.value.assessment, language()
        parts = [
            ("acceptability", rank_acceptability, say("Kans op elke plaats", "Probability of each rank")),
            ("stability", stability, say("Standvastigheid", "Stability")),
            ("all-strips", class_probability_strips, say("Kans per klasse", "Class probabilities")),
        ]
        context["figures"] = [
            (title, figure)
            for name, draw, title in parts
            if (figure := figure_or_none((name, found.name), partial(draw, assessment, lang, "screen")))
        ]
    return render(request, "results/ranks.html", context)


@access(Action.RESULTS)
def sensitivity(request: HttpRequest) -> HttpResponse:
    """What the outcome depends on: ranks under all admissible weights at once, disagreement and questions after it."""
    round_: Round = request.round  # type: ignore[attr-defined]
    level = seen(request)
    assessed = verbs.assessment(round_, level).value
    profiles = profiles_of(assessed)
    asked = request.GET.get("gewichten", "default")
    weights = asked if asked in {id_ for id_, _ in profiles} else "default"
    agreed = agreements(request.GET, criteria_of(round_, assessed))
    found = verbs.sensitivity(round_, level, weights)
    context: dict[str, Any] = {
        "here": "sensitivity",
        "profiles": profiles,
        "weights": weights,
        "agreed": agreed,
        "may_export": may(cast(User, request.user), Action.EXPORT, round_),
        "computation": computation(request, round_, found, ("gewichten", weights)),
    }
    if agreed.constraints is not None:
        said = query_of(agreed.constraints)
        ranks = verbs.acceptability(round_, level, agreed.constraints)
        context["said"] = said
        context["export_query"] = urlencode({"gewichten": weights, **said})
        context["exportable"] = not agreed.given or not (ranks.is_stale or found.is_stale)
        context["ranks_computation"] = computation(request, round_, ranks, *said.items())
        if ranks.value is not None:
            context |= _ranks(ranks.value, ranks.name)
    if found.value is not None:
        context |= _shown(found.value, found.name)
    status = 200 if agreed.constraints is not None else 422
    return render(request, "results/sensitivity.html", context, status=status)


def _ranks(found: Acceptability, name: str) -> dict[str, Any]:
    from weerbaar.assessment import constraint_words
    from weerbaar.figures import central_weights

    lang, names = language(), dict(found.criteria)
    error = float(np.nanmax(found.smaa.analysis.standard_error, initial=0.0))
    return {
        "constraints": [words.in_(lang) for words in constraint_words(found.constraints, names)],
        "central": figure_or_none(("central", name), partial(central_weights, found, lang, "screen")),
        "ranks": [_rank(names, place) for place in found.ranks],
        "ranks_notes": found.notes,
        "ranks_assumptions": found.assumptions,
        "draws": number(found.smaa.analysis.draws, lang),
        "error": number(100 * error, lang, 2),
    }


def _shown(result: Sensitivity, name: str) -> dict[str, Any]:
    from weerbaar.figures import disagreement_map, open_questions

    lang = language()
    parts = [
        ("map", disagreement_map, say("Waar meningsverschil telt", "Where disagreement matters")),
        ("questions", open_questions, say("Open vragen", "Open questions")),
    ]
    return {
        "result": result,
        "figures": [
            (title, figure)
            for part, draw, title in parts
            if (figure := figure_or_none((part, name), partial(draw, result, lang, "screen")))
        ],
        "notes": result.notes,
        "assumptions": result.assumptions if result.smaa is None else result.assumptions[1:],
    }


def _rank(names: dict[str, Text], place: FirstPlace) -> dict[str, Any]:
    lang = language()
    return {
        "scenario": place.scenario,
        "title": place.title,
        "expected": number(place.expected_rank, lang, 1),
        "likely": number(place.likely_rank, lang),
        "likely_share": share_words(place.likely_share),
        "first": share_words(place.share),
        "confidence": "–" if place.confidence is None else share_words(place.confidence),
        "emphasised": ", ".join(f"{c} {names[c].in_(lang)}" for c in place.emphasised) or "–",
    }
