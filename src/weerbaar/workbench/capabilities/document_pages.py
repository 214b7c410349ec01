# SPDX-License-Identifier: EUPL-1.2
"""A document as text, the way of the expert: checked with line numbers, drafts kept, versions to look back at."""

from __future__ import annotations

import contextlib
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from weerbaar.base import InputError, Problem
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.audit import log
from weerbaar.workbench.capabilities import verbs
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.capabilities.kinds import BY_NAME, Kind
from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.capabilities.opening import page, round_of, who
from weerbaar.workbench.capabilities.withholding import cleared, names, text_may_be_read
from weerbaar.workbench.shell import drafts
from weerbaar.workbench.shell.conflict import conflict_page
from weerbaar.workbench.shell.language import language, say
from weerbaar.workbench.shell.versioned import StaleVersionError

_SHOWN = 20


@access(Action.RESULTS, blind=True)
def document(request: HttpRequest, kind: str) -> HttpResponse:
    """Show a document, with its earlier versions; who may change it, gets an editor."""
    found, row = _found(request, kind)
    content = row.content if row is not None else _beginning(found)
    return _page(request, found, row, {"content": content, "version": row.version if row else 0})


@access(Action.CAPABILITIES)
@require_POST
def save(request: HttpRequest, kind: str) -> HttpResponse:
    """Save a document, or say line by line what is wrong and keep what was typed."""
    found, row = _found(request, kind)
    content = request.POST.get("content", "")
    version = _number(request.POST.get("version", "0"))
    level = _number(request.POST["level"]) if request.POST.get("level", "").isdigit() else None
    try:
        warnings = verbs.save_document(
            request, round_of(request), kind=kind, content=content, version=version, level=level
        )
    except StaleVersionError as error:
        back = reverse("capability-document", kwargs={"round_slug": round_of(request).slug, "kind": kind})
        return conflict_page(request, error, {"content": say("Tekst", "Text")}, back)
    except InputError as error:
        given = {"content": content, "version": version, "problems": error.problems}
        return _page(request, found, row, given, status=422)
    drafts.forget(who(request), _key(request, kind))
    if any(p.severity == "error" for p in warnings):
        text = say("Bewaard, maar andere documenten kloppen nu niet meer; zie het overzicht.",
                   "Saved, but other documents are not right any more; see the overview.")  # fmt: skip
        messages.warning(request, text)
    else:
        messages.success(request, say("Bewaard.", "Saved."))
    return redirect("capability-document", round_slug=round_of(request).slug, kind=kind)


@access(Action.RESULTS, blind=True)
def earlier(request: HttpRequest, kind: str, version: int) -> HttpResponse:
    """Show an earlier version of a document, with what changed since."""
    from weerbaar.workbench.shell.conflict import marked

    found, row = _found(request, kind)
    old = row.history.filter(version=version).order_by("history_id").last() if row is not None else None
    level = who(request).clearance
    if row is None or old is None or old.level > level or (old.confidential and not cleared(level)):
        raise Http404
    if names(old.content, desk_of(round_of(request), level).hidden):
        raise Http404
    before, after = marked(old.content, row.content)
    context = {"kind": found, "document": row, "old": old, "before": before, "after": after}
    return page(request, "earlier.html", context, current="capabilities")


def _found(request: HttpRequest, kind: str) -> tuple[Kind, Document | None]:
    """Return the kind and its document, and mark the page.

    Raises:
        Http404: there is no such kind, or the text is not for who asks.
    """
    if kind not in BY_NAME:
        raise Http404
    user, round_ = who(request), round_of(request)
    row = round_.documents.filter(kind=kind).first()
    if row is None:
        return BY_NAME[kind], None
    if not text_may_be_read(row, user.clearance, desk_of(round_, user.clearance).hidden):
        raise Http404
    request.level = row.text_level  # type: ignore[attr-defined]
    if row.text_level >= Level.DEPARTMENTAL:
        log.record(request, "document.read", row, level=row.text_level, document=row.name)
    return BY_NAME[kind], row


def _page(
    request: HttpRequest, kind: Kind, row: Document | None, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    levels = [(level.value, level.text) for level in Level if level <= who(request).clearance]
    problems: tuple[Problem, ...] = context.get("problems", ())
    history = list(row.history.select_related("history_user").order_by("-history_id")[:_SHOWN]) if row else []
    shown = {
        "kind": kind,
        "document": row,
        "levels": levels,
        "level": row.level if row is not None else 0,
        "key": _key(request, kind.name),
        "history": history[1:],
        "append_only": kind.name == "register",
        "lines": sorted({p.line for p in problems if p.line and p.file == kind.file}),
        **context,
    }
    return page(request, "document.html", shown, current="capabilities", status=status)


def _beginning(kind: Kind) -> str:
    """Return what a new document begins with: that of the skeleton where it has one."""
    from importlib.resources import files

    with contextlib.suppress(FileNotFoundError):
        place = files("weerbaar").joinpath("data", "capability", "skeleton", language(), kind.file)
        return place.read_text(encoding="utf-8")
    return "schema: 1\n"


def _key(request: HttpRequest, kind: str) -> str:
    return f"capability-document:{round_of(request).pk}:{kind}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
