# SPDX-License-Identifier: EUPL-1.2
"""The list of scenarios and the page of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.library import listing, probability, remarks, rules
from weerbaar.workbench.library.conversion import SECTIONS
from weerbaar.workbench.library.models import WITHDRAWN, ReviewState, Scenario, Source
from weerbaar.workbench.library.reading import note_reading, reader, round_of, scenario_for
from weerbaar.workbench.library.storytext import as_html
from weerbaar.workbench.library.withdrawing import withdrawal_of
from weerbaar.workbench.library.wording import KINDS, MARKS, STATUSES, choices, section_words
from weerbaar.workbench.rounds.comparison import PARAMETER, comparable_rounds
from weerbaar.workbench.shell.language import language, say, words
from weerbaar.workbench.shell.templatetags.words import either

STATE_MARKS = {
    ReviewState.DRAFT: "",
    ReviewState.IN_REVIEW: "badge--accent",
    ReviewState.RETURNED: "badge--warm",
    ReviewState.APPROVED: "badge--good",
}


@access(Action.READ)
@require_safe
def scenarios(request: HttpRequest) -> HttpResponse:
    """All scenarios of the round that this person may see."""
    user, round_ = reader(request), round_of(request)
    filters = listing.Filters.of(request.GET)
    rows = list(listing.scenarios(user, round_, filters))
    others = list(comparable_rounds(user, round_))
    others.sort(key=lambda r: r.pk != round_.previous_id)
    earlier = next((r for r in others if r.slug == filters.compare), None)
    changes = listing.compared(user, rows, earlier) if earlier is not None else {}
    note_reading(request, max((row.level for row in rows), default=0), "scenario.listed")
    context = {
        "rows": [_line(row, round_.slug, changes.get(row.slug, ""), filters) for row in rows],
        "columns": listing.columns(filters),
        "filters": filters,
        "themes": listing.themes(user, round_),
        "kinds": choices(KINDS),
        "statuses": choices(STATUSES),
        "states": [(state.value, words(state.text)) for state in ReviewState],
        "others": others,
        "earlier": earlier,
        "compare_parameter": PARAMETER,
        "total": rules.visible(user, round_, withdrawn=filters.status == WITHDRAWN).count(),
        "may_write": rules.may_write(user, round_),
    }
    return render(request, "library/list.html", context)


def _line(row: Scenario, slug: str, change: str, filters: listing.Filters) -> dict[str, Any]:
    changes = {
        "new": say("nieuw", "new"),
        "changed": say("gewijzigd", "changed"),
        "same": say("ongewijzigd", "unchanged"),
    }
    page = reverse("scenario", kwargs={"round_slug": slug, "slug": row.slug})
    return {
        "row": row,
        "address": page + filters.query(),
        "kind": words(KINDS[row.kind]),
        "status": words(STATUSES[row.status]),
        "state": words(ReviewState(row.review_state).text),
        "state_class": STATE_MARKS[ReviewState(row.review_state)],
        "level": words(Level(row.level).text),
        "change": change,
        "change_words": changes.get(change, ""),
    }


@access(Action.READ)
@require_safe
def scenario(request: HttpRequest, slug: str) -> HttpResponse:
    """One scenario: its storyline, its facts, and what people say of it."""
    row = scenario_for(request, slug)
    return render(request, "library/scenario.html", page_context(request, row))


def page_context(request: HttpRequest, row: Scenario) -> dict[str, Any]:
    """Return what the page of a scenario shows."""
    user, round_ = reader(request), round_of(request)
    filters = listing.Filters.of(request.GET)
    before, after = listing.neighbours(user, round_, filters, row.slug)
    threads = remarks.threads_of(row)
    links, highest = _links(user, row)
    highest = max(highest, *(near.level for near in (before, after) if near is not None), 0)
    if highest > row.level:
        # The page names others that are more confidential than its own scenario.
        note_reading(request, highest, "scenario.listed", row)
    approved = None
    if row.review_state != ReviewState.APPROVED:
        old = row.history.filter(review_state=ReviewState.APPROVED, level__lte=user.clearance)
        approved = old.order_by("-version").values_list("version", flat=True).first()
    return {
        "row": row,
        "query": filters.query(),
        "before": before,
        "after": after,
        "sections": [_section(row, name, threads.get(name, [])) for name in SECTIONS],
        "general": threads.get("", []),
        "facts": _facts(row),
        "links": links,
        "sources": list(Source.objects.filter(round=round_, key__in=row.sources)) if row.sources else [],
        "attachments": list(row.attachments.filter(removed__isnull=True).select_related("uploaded_by")),
        "reviews": list(row.reviews.select_related("reviewer").order_by("-at")[:5]),
        "state": words(ReviewState(row.review_state).text),
        "state_class": STATE_MARKS[ReviewState(row.review_state)],
        "level": Level(row.level),
        "approved": approved,
        "withdrawal": withdrawal_of(row),
        "may_write": rules.may_write(user, round_),
        "may_submit": rules.may_submit(user, row),
        "may_review": rules.may_review(user, row),
        "may_comment": may(user, Action.COMMENT, round_),
        "own_text": row.review_state == ReviewState.IN_REVIEW and row.author_id == user.pk,
    }


def section_text(story: dict[str, Any], name: str) -> tuple[str, str]:
    """Return a section in the language of the page, else in the other one, and which language it is."""
    there = story.get(name, {})
    other = "en" if language() == "nl" else "nl"
    return (there[language()], language()) if there.get(language()) else (there.get(other, ""), other)


def _section(row: Scenario, name: str, threads: list[remarks.Thread]) -> dict[str, Any]:
    text, lang = section_text(row.story, name)
    return {
        "name": name,
        "heading": section_words(name),
        "html": as_html(text) if text.strip() else "",
        "lang": lang if lang != language() else "",
        "threads": threads,
        "open": sum(t.first.resolved is None for t in threads),
    }


def _facts(row: Scenario) -> list[tuple[str, str]]:
    """Return the facts that there are, in words."""
    horizon = f"{row.time_horizon_years:g}" if row.time_horizon_years else ""
    if language() == "nl":
        horizon = horizon.replace(".", ",")
    mark, kind_mark = words(MARKS[row.mark]), words(MARKS[row.kind_mark])
    kind = words(KINDS[row.kind]) + (f" ({kind_mark})" if row.kind_mark not in {"found", row.mark} else "")
    facts = [
        (say("Thema", "Theme"), either(row, "theme")),
        (say("Soort", "Kind"), kind),
        (say("Status", "Status"), words(STATUSES[row.status])),
        (say("Tijdshorizon", "Time horizon"), f"{horizon} {say('jaar', 'years')}" if horizon else ""),
        (say("Eerder beoordeeld in", "First assessed in"), row.round_label),
        (say("Vitale processen", "Vital processes"), ", ".join(row.vital)),
        (say("Zekerheid", "How sure"), mark),
        (say("Toelichting", "Note"), either(row, "note")),
    ]
    return [(label, value) for label, value in facts if value]


def _links(user: User, row: Scenario) -> tuple[dict[str, list[dict[str, str]]], int]:
    """Return where this scenario leads to and what leads to it, of what this person may see; and its highest level."""
    seen = {
        other.slug: other
        for other in rules.visible(user, row.round)
        .only("slug", "title_nl", "title_en", "links", "level")
        .order_by("title_nl")
    }

    def line(other: Scenario, link: dict[str, Any]) -> dict[str, str]:
        address = reverse("scenario", kwargs={"round_slug": row.round.slug, "slug": other.slug})
        return {
            "title": either(other, "title"),
            "address": address,
            "probability": probability.in_words(link.get("probability")),
        }

    onward = [(seen[link["scenario"]], link) for link in row.links if link["scenario"] in seen]
    back = [(other, link) for other in seen.values() for link in other.links if link["scenario"] == row.slug]
    highest = max((other.level for other, _ in [*onward, *back]), default=0)
    return {"to": [line(*pair) for pair in onward], "from": [line(*pair) for pair in back]}, highest
