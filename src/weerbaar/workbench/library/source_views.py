# SPDX-License-Identifier: EUPL-1.2
"""The sources of a round: the list, where each is used, and the form of one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.base import InputError
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.library import rules, verbs
from weerbaar.workbench.library.forms import SourceForm
from weerbaar.workbench.library.models import Scenario, Source
from weerbaar.workbench.library.reading import note_reading, reader, round_of
from weerbaar.workbench.shell.conflict import conflict_page
from weerbaar.workbench.shell.drafts import forget
from weerbaar.workbench.shell.language import language, say, words
from weerbaar.workbench.shell.versioned import StaleVersionError


@access(Action.READ)
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """All sources, with the scenarios that cite them."""
    user, round_ = reader(request), round_of(request)
    rows = rules.visible(user, round_).only("slug", "title_nl", "title_en", "sources", "links", "level")
    used: dict[str, list[Scenario]] = defaultdict(list)
    for row in rows.order_by("title_nl"):
        for key in {*row.sources, *(key for link in row.links for key in link.get("source", ()))}:
            used[key].append(row)
    note_reading(request, max((r.level for there in used.values() for r in there), default=0), "source.listed")
    elsewhere = _cited(round_.annexes)
    context = {
        "lines": [
            {
                "source": source,
                "used": used.get(source.key, []),
                "elsewhere": elsewhere.get(source.key, 0),
                "address": source.reference if source.reference.startswith(("https://", "http://")) else "",
            }
            for source in round_.sources.all()
        ],
        "may_write": rules.may_write(user, round_),
    }
    return render(request, "library/sources.html", context)


def _cited(value: Any) -> dict[str, int]:
    """Return how often each source is cited in the other files of the dossier."""
    counts: dict[str, int] = defaultdict(int)
    queue = [value]
    while queue:
        found = queue.pop()
        if isinstance(found, dict):
            for key in found.get("source") or () if isinstance(found.get("source"), list) else ():
                counts[key] += 1
            queue.extend(found.values())
        elif isinstance(found, list):
            queue.extend(found)
    return counts


@access(Action.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add a source."""
    form = SourceForm(request.POST if request.method == "POST" else None, new=True)
    return _form(request, form, None)


@access(Action.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a source."""
    row = get_object_or_404(Source, round=round_of(request), pk=pk)
    initial = {"title": row.title, "author": row.author, "year": row.year, "reference": row.reference}
    form = SourceForm(request.POST if request.method == "POST" else None, new=False, initial=initial)
    return _form(request, form, row)


def _form(request: HttpRequest, form: SourceForm, row: Source | None) -> HttpResponse:
    round_ = round_of(request)
    draft = f"source:{row.pk}" if row else f"source:new:{round_.slug}"
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = request.POST.get("version", "")
        version = None if row is None else int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
        try:
            source = verbs.source_from({name: data[name] for name in ("title", "author", "year", "reference")})
            saved = verbs.save_source(
                request, round_, key=row.key if row else data["key"], source=source, version=version
            )
        except StaleVersionError as error:
            labels = {name: str(field.label) for name, field in form.fields.items()}
            return conflict_page(request, error, labels, reverse("sources", kwargs={"round_slug": round_.slug}))
        except InputError as error:
            for problem in error.problems:
                place = problem.field if problem.field in form.fields else None
                form.add_error(place, problem.message.in_(language()))
        except rules.RefusedError as error:
            form.add_error(None, words(error.message))
        else:
            forget(reader(request), draft)
            messages.success(request, say(f"Bron {saved.key} bewaard.", f"Source {saved.key} saved."))
            return redirect("sources", round_slug=round_.slug)
    if round_.is_closed:
        messages.warning(request, words(rules.FROZEN))
    version_shown = request.POST.get("version", "") if form.is_bound else str(row.version) if row else ""
    context = {"form": form, "source": row, "version": version_shown, "key": draft, "frozen": round_.is_closed}
    return render(request, "library/source.html", context, status=422 if form.is_bound else 200)
