# SPDX-License-Identifier: EUPL-1.2
"""The search page, and the same as JSON for the palette."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.permissions import access
from weerbaar.workbench.library import search as searching
from weerbaar.workbench.library.folding import words_of
from weerbaar.workbench.library.reading import note_reading, reader
from weerbaar.workbench.library.wording import section_words
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import language, say, words
from weerbaar.workbench.shell.templatetags.words import either

_ON_PAGE = 20
_IN_PALETTE = 10


@access()
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Scenarios and rounds that hold what was looked for; ``?ronde=`` searches one round."""
    user = reader(request)
    query = request.GET.get("q", "").replace("\0", "").strip()
    rounds = searching.readable(user)
    within = next((r for r in rounds if r.slug == request.GET.get("ronde")), None)
    terms = searching.terms_of(query)
    ranked = searching.ranked(user, terms, [within] if within is not None else rounds) if terms else []
    titles = _rounds_named(query, rounds) if terms and within is None else []
    if request.GET.get("vorm") == "json":
        return _json(request, ranked[:_IN_PALETTE], terms, titles)
    page = Paginator(ranked, _ON_PAGE).get_page(request.GET.get("pagina"))
    found = searching.show(list(page.object_list), terms)
    request.level = max((r.level for r in titles), default=0)  # type: ignore[attr-defined]
    note_reading(request, _highest(found), "search.read", query=query[:200])
    asked = urlencode({"q": query, **({"ronde": within.slug} if within is not None else {})})
    context = {
        "query": query,
        "rounds": rounds,
        "within": within,
        "titles": titles,
        "page": page,
        "asked": asked,
        "lines": [_line(f) for f in found],
    }
    return render(request, "library/search.html", context)


def _line(found: searching.Found) -> dict[str, object]:
    row = found.scenario
    places = {"title": say("Titel", "Title"), "theme": say("Thema", "Theme"), "facts": say("Gegevens", "Facts")}
    address = reverse("scenario", kwargs={"round_slug": row.round.slug, "slug": row.slug})
    anchored = f"{address}#{found.section}" if found.section not in places else address
    return {
        "row": row,
        "round": row.round,
        "address": anchored,
        "place": places.get(found.section) or section_words(found.section),
        "lang": found.language if found.language != language() else "",
        "snippet": found.snippet,
        "level": words(Level(row.level).text) if row.level else "",
    }


def _highest(found: list[searching.Found]) -> int:
    """Return the level of what is shown."""
    return max((max(f.scenario.level, f.scenario.round.level) for f in found), default=0)


def _rounds_named(query: str, rounds: list[Round]) -> list[Round]:
    """Return the rounds whose title, label or year holds every word."""
    wanted = words_of(query)
    named = [(r, words_of(f"{r.title_nl} {r.title_en} {r.label} {r.year}")) for r in rounds]
    return [r for r, there in named if all(any(word in part for part in there) for word in wanted)]


def _json(request: HttpRequest, ranked: list, terms: list[searching.Term], titles: list[Round]) -> JsonResponse:
    found = searching.show(ranked, terms, snippets=False)
    note_reading(request, _highest(found), "search.read")
    lines = [
        {
            "title": either(f.scenario, "title"),
            "address": reverse("scenario", kwargs={"round_slug": f.scenario.round.slug, "slug": f.scenario.slug}),
            "round": either(f.scenario.round, "title"),
        }
        for f in found
    ]
    lines += [
        {
            "title": either(r, "title"),
            "address": reverse("round", kwargs={"round_slug": r.slug}),
            "round": either(r, "title"),
        }
        for r in titles
    ]
    response = JsonResponse(lines, safe=False)
    response["Cache-Control"] = "private, no-store"
    return response
