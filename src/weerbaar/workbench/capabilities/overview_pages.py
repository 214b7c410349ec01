# SPDX-License-Identifier: EUPL-1.2
"""The overview of the capability analysis: what is there, what is missing, how to start, files in and out."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.capabilities import verbs
from weerbaar.workbench.capabilities.archives import files_in
from weerbaar.workbench.capabilities.conversion import Desk, problems_of
from weerbaar.workbench.capabilities.kinds import GROUPS, KINDS, OF_ANALYSIS, Kind
from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.capabilities.opening import allowed, open_desk, page, round_of, who
from weerbaar.workbench.capabilities.taking_out import exportable, take_out
from weerbaar.workbench.capabilities.withholding import text_may_be_read
from weerbaar.workbench.shell.language import say


@access(Action.RESULTS, blind=True)
def overview(request: HttpRequest) -> HttpResponse:
    """Which parts there are, their state, and what is missing."""
    return _overview(request)


def _overview(
    request: HttpRequest, problems: list[Problem] | None = None, refused: str = "", status: int = 200
) -> HttpResponse:
    desk = open_desk(request)
    rows = {row.kind: row for row in round_of(request).documents.filter(level__lte=who(request).clearance)}
    found = {kind.name: _problems(desk, kind) for kind in KINDS if kind.name in rows}
    groups = [
        (title, [_part(kind, rows, found, desk, who(request).clearance) for kind in KINDS if kind.group == name])
        for name, title in GROUPS.items()
    ]
    exported, withheld = exportable(who(request), round_of(request))
    context = {
        "empty": not rows,
        "groups": groups,
        "figures": _figures(desk) if rows else None,
        "examples": _examples(desk) if not rows and allowed(request, Action.CAPABILITIES) else [],
        "may_export": allowed(request, Action.EXPORT, blind=True) and bool(exported),
        "withheld": [row.name for row in withheld],
        "problems": problems or [],
        "refused": refused,
    }
    return page(request, "overview.html", context, current="capabilities", status=status)


def _problems(desk: Desk, kind: Kind) -> list[Problem]:
    """Return what is wrong with one document."""
    key = "analysis" if kind.name in OF_ANALYSIS else kind.name
    found = desk.once(f"problems {key}", lambda: problems_of(key, desk.texts, desk.dossier))
    return [p for p in found if p.file == kind.file]


def _part(
    kind: Kind, rows: dict[str, Document], found: dict[str, list[Problem]], desk: Desk, level: int
) -> dict[str, Any]:
    row = rows.get(kind.name)
    problems = found.get(kind.name, [])
    return {
        "kind": kind,
        "document": row,
        "readable": row is not None and text_may_be_read(row, level, desk.hidden),
        "marking": Level(row.text_level).text if row is not None and row.text_level > Level.INTERNAL else None,
        "errors": sum(p.severity == "error" for p in problems),
        "warnings": sum(p.severity == "warning" for p in problems),
    }


def _figures(desk: Desk) -> dict[str, int] | None:
    """Return how much there is, in numbers; None where the analysis cannot be read."""
    try:
        analysis = desk.analysis
    except InputError:
        return None
    needs = analysis.needs
    return {
        "capabilities": len(needs.capabilities) if needs else 0,
        "tasks": len(needs.tasks) if needs else 0,
        "present": len(needs.present) if needs else 0,
        "measures": len(analysis.measures.measures) if analysis.measures else 0,
        "years": analysis.header.last_year - analysis.header.first_year + 1,
    }


@dataclass(frozen=True)
class _Shipped:
    """A shipped example, and the scenarios of the round that it was made for."""

    name: str
    title: Text
    scenarios: frozenset[str]


@lru_cache(maxsize=1)
def _shipped() -> tuple[_Shipped, ...]:
    from weerbaar.capability import example_names, read_header
    from weerbaar.dossier import example_scenarios

    # Reading an analysis whole, with its round, would take a second.
    headers = [(name, read_header(name)) for name in example_names()]
    return tuple(_Shipped(name, header.title, example_scenarios(header.dossier)) for name, header in headers)


def _examples(desk: Desk) -> list[tuple[str, Text]]:
    """Return the shipped examples that are about the scenarios of this round."""
    from weerbaar.capability import load_analysis

    here = desk.scenarios
    near = [example for example in _shipped() if example.scenarios & here]

    def make() -> list[tuple[str, Text]]:
        found = []
        for example in near:
            with contextlib.suppress(InputError):
                load_analysis(example.name, dossier=desk.dossier)
                found.append((example.name, example.title))
        return found

    return desk.once("examples", make) if near else []


@access(Action.CAPABILITIES)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin with a shipped example, or with empty documents."""
    example = request.POST.get("example", "")
    try:
        if example:
            verbs.start_from_example(request, round_of(request), name=example)
        else:
            verbs.start_from_skeleton(request, round_of(request), title=request.POST.get("title", "").strip())
    except InputError as error:
        refused = say("De analyse is niet begonnen.", "The analysis was not started.")
        return _overview(request, list(error.problems), refused, 422)
    messages.success(request, say("De documenten staan klaar.", "The documents are ready."))
    return redirect("capabilities", round_slug=round_of(request).slug)


@access(Action.CAPABILITIES)
@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """Read in a zip of a folder, or one document: all of it, or nothing and why."""
    upload = request.FILES.get("file")
    try:
        if upload is None:
            nothing = Text(nl="kies een bestand.", en="choose a file.")
            raise InputError([Problem("–", nothing)])
        files = files_in(str(upload.name), upload.read())
        warnings = verbs.import_documents(request, round_of(request), files=files)
    except InputError as error:
        refused = say("Er is niets ingelezen: de bestanden bevatten fouten.", "Nothing was read in: there are errors.")
        return _overview(request, list(error.problems), refused, 422)
    count = len(files)
    said = say(f"Ingelezen: {', '.join(sorted(files))}.", f"Read in: {', '.join(sorted(files))}.")
    messages.success(
        request, said if count < 5 else say(f"{count} documenten ingelezen.", f"{count} documents read in.")
    )
    if warnings:
        text = say("Let op: er zijn waarschuwingen; zie de onderdelen.", "Note: there are warnings; see the parts.")
        messages.warning(request, text)
    return redirect("capabilities", round_slug=round_of(request).slug)


@access(Action.EXPORT, blind=True)
def download(request: HttpRequest) -> HttpResponse:
    """Give the documents as a zip, without those that may not leave; what is left out, the overview says."""
    name, content = take_out(request, round_of(request))
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
