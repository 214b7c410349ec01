# SPDX-License-Identifier: EUPL-1.2
"""The cascade explorer: which risk sets off which, through what, and what changes when a link is cut."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from weerbaar.base import Text, percentage
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.results import verbs
from weerbaar.workbench.results.asking_views import pairs_of
from weerbaar.workbench.results.levels import seen
from weerbaar.workbench.results.pages import computation, figure_or_none
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.cascade import CascadeOutcome, Catalogue, LinkCut
    from weerbaar.workbench.results.computing import CascadeFound, CutsFound

_MOST_RATES = 8


@access(Action.RESULTS)
def cascades(request: HttpRequest) -> HttpResponse:
    """The cascades between the scenarios of the round."""
    round_: Round = request.round  # type: ignore[attr-defined]
    level = seen(request)
    return render(request, "results/cascades.html", _context(request, round_, level, None))


@access(Action.RESULTS)
def example(request: HttpRequest, name: str) -> HttpResponse:
    """The cascades of a catalogue that comes with the software."""
    from weerbaar.cascade import catalogue_names

    if name not in catalogue_names():
        raise Http404
    round_: Round = request.round  # type: ignore[attr-defined]
    level = seen(request)
    return render(request, "results/cascades.html", _context(request, round_, level, name))


@dataclass(frozen=True)
class RoundLinks:
    """The links between the active scenarios of a round that may be seen.

    Attributes:
        count: how many.
        without_probability: cause and effect of each link that says nothing of how probable it is.
    """

    count: int
    without_probability: tuple[tuple[Scenario, Scenario], ...]


def links_of(round_: Round, level: int) -> RoundLinks:
    """Return which active scenarios of a round can set off another, as seen at a level."""
    rows = Scenario.objects.filter(round=round_, level__lte=level, status="active")
    found = {row.slug: row for row in rows.only("slug", "title_nl", "title_en", "links")}
    links = [(row, link) for row in found.values() for link in row.links if link.get("scenario") in found]
    bare = tuple((row, found[link["scenario"]]) for row, link in links if link.get("probability") is None)
    return RoundLinks(len(links), bare)


@lru_cache
def example_title(name: str) -> Text:
    """Return the title of a catalogue that comes with the software, which does not change while it runs."""
    from weerbaar.cascade import load_catalogue

    return load_catalogue(name).title


def _context(request: HttpRequest, round_: Round, level: int, catalogue: str | None) -> dict[str, Any]:
    from weerbaar.cascade import catalogue_names

    links = None if catalogue is not None else links_of(round_, level)
    context: dict[str, Any] = {
        "here": "cascades",
        "catalogue": catalogue,
        "examples": [(name, example_title(name)) for name in catalogue_names()],
        "linked": links is None or links.count > 0,
        "bare": () if links is None else links.without_probability,
        "may_analyse": may(cast(User, request.user), Action.ANALYSE, round_),
        "may_export": may(cast(User, request.user), Action.EXPORT, round_),
    }
    if not context["linked"] or context["bare"]:
        return context
    found = verbs.cascade(round_, level, catalogue)
    context["computation"] = computation(request, round_, found, ("catalogus", catalogue or ""))
    if found.value is None:
        return context
    outcome: CascadeOutcome = found.value.outcome
    context |= {"title": outcome.catalogue.title, "statement": outcome.catalogue.statement}
    context |= _figures(request, outcome, found.name)
    context["ranked"] = _ranked(found.value)
    context["links"] = _links(outcome.catalogue)
    pairs = [pair for pair in pairs_of(request.GET.getlist("knip")) if f"{pair[0]}:{pair[1]}" in dict(context["links"])]
    context["cut"] = [f"{cause}:{effect}" for cause, effect in pairs]
    if pairs:
        cut = verbs.cuts(round_, level, pairs, catalogue)
        fields = [("knip", name) for name in context["cut"]]
        context["cuts_computation"] = computation(request, round_, cut, ("catalogus", catalogue or ""), *fields)
        if cut.value is not None:
            context["cuts"] = _cuts(cut.value)
    return context


def _figures(request: HttpRequest, outcome: CascadeOutcome, name: str) -> dict[str, Any]:
    from weerbaar.figures import cascade_matrix, cascade_network, cascade_rates, cascade_sankey

    lang = language()
    ids = [risk.id for risk in outcome.catalogue.risks]
    asked = request.GET.get("risico", "")
    heaviest = ids[int(outcome.risk_impacts.argmax())] if ids else ""
    risk = asked if asked in ids else heaviest
    parts = (
        ("network", cascade_network, say("Netwerk", "Network")),
        ("matrix", cascade_matrix, say("Oorzaken en gevolgen in een matrix", "Causes and effects in a matrix")),
        ("rates", cascade_rates, say("Hoe vaak en hoe erg", "How often and how bad")),
    )
    sankey = figure_or_none(("sankey", name, risk), lambda: cascade_sankey(outcome, risk, lang, "screen"))
    return {
        "figures": [
            (title, figure)
            for part, draw, title in parts
            if (figure := figure_or_none((part, name), partial(draw, outcome, lang, "screen")))
        ],
        "sankey": sankey,
        "risk": risk,
        "risks": [(r.id, r.name) for r in outcome.catalogue.risks],
    }


def _links(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return the links between two risks, as ``cause:effect`` and in words, in the order of the catalogue."""
    titles = {risk.id: risk.name.in_(language()) for risk in catalogue.risks}
    pairs = dict.fromkeys((link.cause, link.effect) for link in catalogue.links)
    return [(f"{cause}:{effect}", f"{titles[cause]} → {titles[effect]}") for cause, effect in pairs]


def _ranked(found: CascadeFound) -> list[tuple[str, str, str, str]]:
    """Return the links that matter most: name, words, what cutting saves per year, and as a share."""
    from weerbaar.cascade import impact_words

    lang, outcome = language(), found.outcome
    words = dict(_links(outcome.catalogue))
    return [
        (
            f"{link.cause}:{link.effect}",
            words[f"{link.cause}:{link.effect}"],
            impact_words(link.reduction, outcome.unit, lang),
            percentage(link.share, lang),
        )
        for link in found.ranked
    ]


def _cuts(found: CutsFound) -> dict[str, Any]:
    from weerbaar.cascade import TOTAL, impact_words

    lang = language()
    words = dict(_links(found.catalogue))
    titles = {risk.id: risk.name.in_(lang) for risk in found.catalogue.risks}

    def row(cut: LinkCut) -> dict[str, Any]:
        change, error = cut.impact[TOTAL]
        share = change / found.expected[0] if found.expected[0] else 0.0
        largest = sorted(cut.rates, key=lambda r: -abs(r.change))[:_MOST_RATES]
        return {
            "words": words.get(f"{cut.cause}:{cut.effect}", f"{cut.cause} → {cut.effect}"),
            "change": impact_words(change, found.unit, lang),
            "error": "" if not error else f"± {impact_words(error, found.unit, lang, 1)}",
            "share": ("−" if share < 0 else "") + percentage(abs(share), lang),
            "rates": [_rate(titles[r.risk], r.intensity, r.change, r.se) for r in largest if r.change],
        }

    return {
        "expected": impact_words(found.expected[0], found.unit, lang),
        "unit": found.unit.in_(lang),
        "rows": [row(cut) for cut in found.cuts],
    }


def _rate(title: str, intensity: str, change: float, error: float) -> str:
    from weerbaar.cascade import intensity_word, rate_words

    lang = language()
    how = "" if intensity == "scenario" else f" ({intensity_word(intensity, lang)})"
    fewer = say("keer per jaar minder", "times a year less") if change < 0 else say("keer per jaar meer", "more a year")
    return f"{title}{how}: {rate_words(abs(change), error or None, lang)} {fewer}"
