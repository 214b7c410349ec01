# SPDX-License-Identifier: EUPL-1.2
"""The editor of a scenario: write, look at it, save; and what happens when two people write at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from weerbaar.base import InputError
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.library import rules, verbs
from weerbaar.workbench.library.conversion import SECTIONS
from weerbaar.workbench.library.forms import ScenarioForm
from weerbaar.workbench.library.models import WITHDRAWN, Scenario
from weerbaar.workbench.library.reading import reader, round_of, scenario_for
from weerbaar.workbench.library.rules import FROZEN, RefusedError, hidden_slugs, visible
from weerbaar.workbench.library.storytext import as_html
from weerbaar.workbench.library.wording import field_labels, section_words
from weerbaar.workbench.shell.conflict import conflict_page
from weerbaar.workbench.shell.drafts import forget
from weerbaar.workbench.shell.language import say, words
from weerbaar.workbench.shell.versioned import StaleVersionError


@access(Action.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a new scenario."""
    user, round_ = reader(request), round_of(request)
    form = ScenarioForm(request.POST if request.method == "POST" else None, user=user, round_=round_)
    key = f"scenario:new:{round_.slug}"
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        try:
            row = verbs.create_scenario(request, round_, scenario=form.scenario, level=form.cleaned_data["level"])
        except InputError as error:
            form.show(error.problems)
        except RefusedError as error:
            form.add_error(None, words(error.message))
        else:
            forget(user, key)
            return _after(request, row)
    return _show(request, form, key, None)


@access(Action.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a scenario."""
    user, round_ = reader(request), round_of(request)
    row = scenario_for(request, slug)
    if row.status == WITHDRAWN:
        messages.error(request, words(rules.OUT))
        return redirect("scenario", round_slug=round_.slug, slug=row.slug)
    form = ScenarioForm(request.POST if request.method == "POST" else None, user=user, round_=round_, row=row)
    key = f"scenario:{row.pk}"
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        try:
            version = _number(request, "version")
            row = verbs.change_scenario(
                request,
                row,
                version=version,
                scenario=form.scenario,
                level=form.cleaned_data["level"],
                reason=form.cleaned_data["reason"],
                base=_number(request, "base") if request.POST.get("base") else None,
            )
        except StaleVersionError as error:
            return conflict(request, error, row)
        except InputError as error:
            form.show(error.problems)
        except RefusedError as error:
            form.add_error(None, words(error.message))
        else:
            forget(user, key)
            return _after(request, row)
    return _show(request, form, key, row)


def _after(request: HttpRequest, row: Scenario) -> HttpResponse:
    messages.success(request, say(f"Bewaard als versie {row.version}.", f"Saved as version {row.version}."))
    name = "scenario-edit" if "further" in request.POST else "scenario"
    return redirect(name, round_slug=round_of(request).slug, slug=row.slug)


def _show(request: HttpRequest, form: ScenarioForm, key: str, row: Scenario | None) -> HttpResponse:
    round_ = round_of(request)
    if round_.is_closed:
        messages.warning(request, words(FROZEN))
    asked = request.POST.get("preview", "")
    version = request.POST.get("version", "") if form.is_bound else str(row.version if row else 0)
    wrong = [section["name"] for section in form.sections if section["nl"].errors or section["en"].errors]
    context = {
        "form": form,
        "row": row,
        "key": key,
        "version": version if version.isdigit() else "0",
        "base": request.POST.get("base", ""),
        "previews": {asked: _preview(request, asked)} if asked in SECTIONS else {},
        "wrong": wrong,
        "frozen": round_.is_closed,
        "back": reverse("scenario", kwargs={"round_slug": round_.slug, "slug": row.slug})
        if row
        else reverse("scenarios", kwargs={"round_slug": round_.slug}),
    }
    failed = form.is_bound and not asked
    return render(request, "library/edit.html", context, status=422 if failed else 200)


def _preview(request: HttpRequest, section: str) -> dict[str, Any]:
    return {
        "heading": section_words(section),
        "sides": [
            (lang, label, as_html(text))
            for lang, label in (("nl", say("Nederlands", "Dutch")), ("en", say("Engels", "English")))
            if (text := request.POST.get(f"{section}_{lang}", "")).strip()
        ],
    }


@access(Action.WRITE)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Show one section as it will look: a piece of a page, for the editor."""
    section = request.POST.get("preview", "")
    if section not in SECTIONS:
        raise Http404
    return render(request, "library/_preview.html", {"preview": _preview(request, section)})


def conflict(request: HttpRequest, error: StaleVersionError, row: Scenario) -> HttpResponse:
    """Answer a save that came too late: both texts, without what this person may not see.

    "My text all the same" then changes only what this writer changed, for which the form carries ``base``.
    """
    user, round_ = reader(request), round_of(request)
    current = error.current
    if not isinstance(current, Scenario) or current.level > user.clearance:
        raise Http404
    request.level = max(row.level, current.level)  # type: ignore[attr-defined]
    hidden = hidden_slugs(user, round_)
    titles = {r.slug: r.title_nl for r in visible(user, round_).only("slug", "title_nl")}
    for holder in (current.__dict__, error.proposed):
        if "links" in holder:
            holder["links"] = [
                {**link, "scenario": titles.get(link["scenario"], link["scenario"])}
                for link in holder["links"]
                if link["scenario"] not in hidden
            ]
    if "level" in error.proposed:
        current.__dict__["level"] = words(Level(current.level).text)
        error.proposed["level"] = words(Level(error.proposed["level"]).text)
    if not request.POST.get("base"):
        sent = request.POST.copy()
        sent["base"] = request.POST.get("version", "")
        request.POST = sent  # type: ignore[assignment]
    back = reverse("scenario", kwargs={"round_slug": round_.slug, "slug": row.slug})
    return conflict_page(request, error, field_labels(), back)


def _number(request: HttpRequest, name: str) -> int:
    """Return a version that the form carries."""
    given = request.POST.get(name, "")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise PermissionDenied
    return int(given)
