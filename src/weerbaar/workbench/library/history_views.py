# SPDX-License-Identifier: EUPL-1.2
"""The versions of a scenario: who wrote what when and why, what differs, and back to an old one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.library import probability, rules, verbs
from weerbaar.workbench.library.conversion import SECTIONS
from weerbaar.workbench.library.models import WITHDRAWN, ReviewState, Scenario
from weerbaar.workbench.library.reading import note_reading, reader, round_of, scenario_for
from weerbaar.workbench.library.reviewing import acted, version_in
from weerbaar.workbench.library.storytext import as_html
from weerbaar.workbench.library.views import STATE_MARKS, section_text
from weerbaar.workbench.library.wording import KINDS, MARKS, STATUSES, field_labels, section_words
from weerbaar.workbench.shell.conflict import differences
from weerbaar.workbench.shell.language import language, say, words

_COMPARED = (
    "title_nl", "title_en", "theme_nl", "theme_en", "kind", "kind_mark", "status", "round_label", "time_horizon_years",
    "level", "vital", "links", "sources", "mark", "note_nl", "note_en", "story",
)  # fmt: skip


def _versions(request: HttpRequest, row: Scenario) -> Any:
    """Return the versions this person may see: an old one can be more confidential than the newest."""
    return row.history.filter(level__lte=reader(request).clearance).order_by("-version", "-history_id")


@access(Action.READ)
@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """All versions, newest first."""
    row = scenario_for(request, slug)
    reviews = {review.version: review for review in row.reviews.select_related("reviewer")}
    found = _versions(request, row).select_related("history_user")
    lines = [
        {
            "version": old.version,
            "at": old.history_date,
            "who": old.history_user,
            "reason": old.history_change_reason or "",
            "state": words(ReviewState(old.review_state).text),
            "state_class": STATE_MARKS[ReviewState(old.review_state)],
            "review": reviews.get(old.version),
        }
        for old in found.only("version", "history_date", "history_user", "history_change_reason", "review_state")
    ]
    return render(request, "library/history.html", {"row": row, "lines": lines})


@access(Action.READ)
@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version as it was."""
    row = scenario_for(request, slug)
    old = _version(request, row, number)
    texts = [(name, *section_text(old.story, name)) for name in SECTIONS]
    context = {
        "row": row,
        "old": old,
        "state": words(ReviewState(old.review_state).text),
        "state_class": STATE_MARKS[ReviewState(old.review_state)],
        "sections": [
            {"heading": section_words(name), "html": as_html(text), "lang": lang if lang != language() else ""}
            for name, text, lang in texts
            if text.strip()
        ],
        "is_current": number == row.version,
        "may_write": rules.may_write(reader(request), round_of(request)) and row.status != WITHDRAWN,
    }
    return render(request, "library/version.html", context)


@access(Action.READ)
@require_safe
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions beside each other, word by word."""
    row = scenario_for(request, slug)
    given = [request.GET.get(name, "") for name in ("van", "naar")]
    if not all(g.isascii() and g.isdigit() and len(g) < 10 for g in given):
        raise Http404
    first, second = sorted(int(g) for g in given)
    old, new = (_version(request, row, number) for number in (first, second))
    hidden = rules.hidden_slugs(reader(request), round_of(request))
    shown = [_readable(version, hidden) for version in (old, new)]
    context = {
        "row": row,
        "old": old,
        "new": new,
        "differences": list(differences(_Shown(shown[0]), shown[1], field_labels())),  # type: ignore[arg-type]
    }
    return render(request, "library/compare.html", context)


class _Shown:
    """A version whose fields are what a reader sees."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self.__dict__.update(fields)


def _readable(found: Any, hidden: set[str]) -> dict[str, Any]:
    """Return the fields of a version in words, without links that this person may not see."""
    fields = {name: getattr(found, name) for name in _COMPARED}
    for name, options in (("kind", KINDS), ("status", STATUSES), ("mark", MARKS), ("kind_mark", MARKS)):
        fields[name] = words(options[fields[name]])
    fields["level"] = words(Level(fields["level"]).text)
    fields["links"] = [
        f"{link['scenario']} {probability.in_words(link.get('probability'))}".strip()
        for link in fields["links"]
        if link["scenario"] not in hidden
    ]
    fields["story"] = {name: fields["story"].get(name, {}) for name in SECTIONS}
    return fields


@access(Action.WRITE)
@require_POST
def restore(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Make an old version the newest one."""
    row = scenario_for(request, slug)
    _version(request, row, number)
    done = say(
        f"Versie {number} is teruggezet, als nieuwe versie.", f"Version {number} has been restored, as a new version."
    )
    return acted(
        request, row, done, lambda: verbs.restore_version(request, row, version=version_in(request), restore=number)
    )


def _version(request: HttpRequest, row: Scenario, number: int) -> Any:
    found = _versions(request, row).filter(version=number).first()
    if found is None:
        raise Http404
    if found.level > row.level:
        note_reading(request, found.level, "scenario.read", row, version=number)
    return found
