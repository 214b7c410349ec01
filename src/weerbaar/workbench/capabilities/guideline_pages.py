# SPDX-License-Identifier: EUPL-1.2
"""The checklist of a guideline: where every requirement stands, and the form to answer one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from weerbaar.base import InputError, Text
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.audit import log
from weerbaar.workbench.capabilities import verbs
from weerbaar.workbench.capabilities.conversion import Desk, document_of
from weerbaar.workbench.capabilities.folders import on_disk
from weerbaar.workbench.capabilities.kinds import BY_NAME
from weerbaar.workbench.capabilities.opening import allowed, not_there, open_desk, page, problems_in, round_of, who
from weerbaar.workbench.capabilities.withholding import text_may_be_read
from weerbaar.workbench.capabilities.yaml_items import fingerprint, items_of
from weerbaar.workbench.shell import drafts
from weerbaar.workbench.shell.conflict import conflict_page
from weerbaar.workbench.shell.language import language, say
from weerbaar.workbench.shell.versioned import StaleVersionError

if TYPE_CHECKING:
    from weerbaar.capability.guideline import ChecklistResult, Finding

_TITLE = Text(nl="Richtlijn", en="Guideline")
_CURRENT = "capability-guideline"
_EVIDENCE = ("what", "link", "date", "expires")
_MOST_EVIDENCE = 20
_SPARE = 1
_MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
STANDING_WORDS = {
    "shown": (Text(nl="aangetoond", en="shown"), "good"),
    "claimed": (Text(nl="gesteld, zonder bewijs", en="claimed, without evidence"), "warm"),
    "expired": (Text(nl="bewijs verlopen", en="evidence expired"), "warm"),
    "partly": (Text(nl="deels", en="partly"), "warm"),
    "not met": (Text(nl="niet voldaan", en="not met"), "bad"),
    "not applicable": (Text(nl="niet van toepassing", en="not applicable"), ""),
    "unknown": (Text(nl="onbekend", en="unknown"), ""),
    "not answered": (Text(nl="niet beantwoord", en="not answered"), ""),
}
_STATE_WORDS = {
    "met": Text(nl="voldaan", en="met"),
    "partly": Text(nl="deels", en="partly"),
    "not met": Text(nl="niet voldaan", en="not met"),
    "not applicable": Text(nl="niet van toepassing", en="not applicable"),
    "unknown": Text(nl="onbekend", en="unknown"),
}


@access(Action.RESULTS, blind=True)
def guideline(request: HttpRequest) -> HttpResponse:
    """Where the checklist stands today, part by part; never as one score."""
    return _page(request)


@access(Action.CAPABILITIES)
def requirement(request: HttpRequest, requirement: str) -> HttpResponse:
    """Answer one requirement: its state, evidence, owner and date."""
    desk = open_desk(request, "guideline")
    try:
        found = desk.checklist
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="guideline", current=_CURRENT)
    asked = next((r for r in found.content.requirements if r.id == requirement), None)
    round_, user = round_of(request), who(request)
    document = document_of(round_, "guideline", user.clearance)
    if asked is None or document is None or not text_may_be_read(document, user.clearance, desk.hidden):
        raise Http404
    name = BY_NAME["guideline"].file
    there = next((a for a in items_of(document.content, name, "answers") if a.get("requirement") == requirement), None)
    values, evidence = _values(there or {})
    problems: list[Any] = []
    key = f"capability-requirement:{round_.pk}:{requirement}"
    if request.method == "POST":
        values = {field: request.POST.get(field, "").strip() for field in values}
        evidence = _evidence_from(request)
        given = {**values, "evidence": [{k: v for k, v in piece.items() if v} for piece in evidence if piece["what"]]}
        try:
            verbs.set_checklist_state(
                request, round_, requirement=requirement, values=given, based_on=request.POST.get("version", "")
            )
        except StaleVersionError as error:
            back = reverse(_CURRENT, kwargs={"round_slug": round_.slug})
            return conflict_page(request, error, {"answer": say("Antwoord", "Answer")}, back)
        except InputError as error:
            problems = problems_in(error)
        else:
            drafts.forget(user, key)
            messages.success(request, say("Bewaard.", "Saved."))
            return redirect(f"{reverse(_CURRENT, kwargs={'round_slug': round_.slug})}#eis-{requirement}")
    order = [r.id for r in found.content.requirements]
    place = order.index(requirement)
    context = {
        "requirement": asked,
        "part": next((p for p in found.content.parts if p.id == asked.part), None),
        "values": values,
        "evidence": evidence + [dict.fromkeys(_EVIDENCE, "") for _ in range(_SPARE)],
        "states": list(_STATE_WORDS.items()),
        "problems": problems,
        "version": request.POST.get("version") or fingerprint(there),
        "key": key,
        "previous": order[place - 1] if place else "",
        "next": order[place + 1] if place + 1 < len(order) else "",
    }
    return page(request, "requirement.html", context, current=_CURRENT, status=422 if problems else 200)


@access(Action.CAPABILITIES)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a checklist for a shipped guideline."""
    subject = request.POST.get("subject", "").strip() or say("Nog te benoemen", "To be named")
    try:
        verbs.start_checklist(request, round_of(request), content=request.POST.get("content", ""), subject=subject)
    except InputError as error:
        return _page(request, problems_in(error))
    return redirect(_CURRENT, round_slug=round_of(request).slug)


@access(Action.CAPABILITIES)
@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """Take the answers of a filled workbook or CSV file."""
    upload = request.FILES.get("file")
    if upload is None:
        return redirect(_CURRENT, round_slug=round_of(request).slug)
    try:
        count, warnings = verbs.merge_answers(request, round_of(request), name=str(upload.name), content=upload.read())
    except InputError as error:
        return _page(request, problems_in(error))
    messages.success(request, say(f"{count} antwoorden gewijzigd.", f"{count} answers changed."))
    for warning in warnings[:10]:
        messages.warning(request, warning.render(language()))
    return redirect(_CURRENT, round_slug=round_of(request).slug)


@access(Action.EXPORT, blind=True)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Give the checklist as a workbook or CSV to fill in and bring back, or where it stands as JSON."""
    from weerbaar.capability.guideline import checklist_result_json, export_checklist

    if form not in _MEDIA:
        raise Http404
    desk = open_desk(request, "guideline")
    try:
        found = desk.checklist
    except InputError:
        raise Http404 from None
    if form == "json":
        content = checklist_result_json(result_of(desk))
    else:
        with on_disk({}) as folder:
            export_checklist(found.checklist, found.content, folder / f"checklist.{form}", language())
            content = (folder / f"checklist.{form}").read_bytes()
    log.record(request, "guideline.exported", round_=round_of(request), level=desk.marking("guideline"), format=form)
    response = HttpResponse(content, content_type=_MEDIA[form])
    response["Content-Disposition"] = f'attachment; filename="{round_of(request).slug}-checklist.{form}"'
    return response


def _page(request: HttpRequest, problems: list[Any] | None = None) -> HttpResponse:
    from weerbaar.capability.guideline import guideline_names, load_guideline

    desk = open_desk(request, "guideline")
    try:
        result = result_of(desk)
    except InputError as error:
        names = [(name, load_guideline(name).title) for name in guideline_names()]
        context: dict[str, Any] = {"there": desk.has("guideline"), "names": names}
        context["problems"] = problems or (problems_in(error) if desk.has("guideline") else [])
        return page(request, "guideline_empty.html", context, current=_CURRENT, status=422 if problems else 200)
    asked = request.GET.get("stand", "")
    context = {
        "result": result,
        "parts": [
            (part, [_row(f) for f in result.findings if f.part == part.part and (not asked or _slug(f) == asked)])
            for part in result.parts
        ],
        "standings": [(name.replace(" ", "-"), words) for name, (words, _) in STANDING_WORDS.items()],
        "counts": [
            (words, sum(f.standing == name for f in result.findings)) for name, (words, _) in STANDING_WORDS.items()
        ],
        "asked": asked,
        "known": sum(p.known for p in result.parts),
        "applicable": sum(p.applicable for p in result.parts),
        "overdue": sum(p.overdue for p in result.parts),
        "problems": problems or [],
        "may_export": allowed(request, Action.EXPORT, blind=True),
    }
    return page(request, "guideline.html", context, current=_CURRENT, status=422 if problems else 200)


def result_of(desk: Desk) -> ChecklistResult:
    from weerbaar.capability.guideline import assess_checklist

    today = timezone.localdate()

    def make() -> ChecklistResult:
        found = desk.checklist
        return assess_checklist(found.checklist, found.content, today, found.contents)

    return desk.once(f"checklist {today}", make)


def _row(finding: Finding) -> dict[str, Any]:
    words, look = STANDING_WORDS[finding.standing]
    return {"finding": finding, "words": words, "class": look}


def _slug(finding: Finding) -> str:
    return finding.standing.replace(" ", "-")


def _values(answer: dict[str, Any]) -> tuple[dict[str, str], list[dict[str, str]]]:
    fields = ("state", "reason", "owner", "due", "note", "capability")
    values = {name: str(answer.get(name) or "") for name in fields}
    values["state"] = values["state"] or "unknown"
    pieces = answer.get("evidence") or []
    return values, [{name: str(piece.get(name) or "") for name in _EVIDENCE} for piece in pieces]


def _evidence_from(request: HttpRequest) -> list[dict[str, str]]:
    count = request.POST.get("evidence-count", "0")
    rows = min(int(count), _MOST_EVIDENCE) if count.isascii() and count.isdigit() else 0
    found = [{name: request.POST.get(f"evidence-{i}-{name}", "").strip() for name in _EVIDENCE} for i in range(rows)]
    return [piece for piece in found if any(piece.values())]
