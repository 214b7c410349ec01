# SPDX-License-Identifier: EUPL-1.2
"""The composer: texts, area, times and cells of one draft, with everything that is found in it beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.alerting.area import AreaError, read_area
from weerbaar.alerting.broadcast import PageError, text_cost
from weerbaar.alerting.compose import fill
from weerbaar.alerting.register import Drafted, State
from weerbaar.base import InputError
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.alerts import draft_verbs, facts
from weerbaar.workbench.alerts.forms import LONGEST_AREA, STATUSES, DraftForm, draft_of
from weerbaar.workbench.alerts.frames import frame_named
from weerbaar.workbench.alerts.map_data import area_text
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.alerts.opening import code_of, person, use_for
from weerbaar.workbench.alerts.reaching import cells_for
from weerbaar.workbench.alerts.uses import all_uses, events_of, sent_back
from weerbaar.workbench.shell import drafts
from weerbaar.workbench.shell.conflict import conflict_page, marked
from weerbaar.workbench.shell.language import say, words
from weerbaar.workbench.shell.menu import address_of
from weerbaar.workbench.shell.versioned import StaleVersionError

_PATIENCE_S = 3.0
_LARGEST_FILE = 2_000_000
_WRITABLE = {state.value for state in draft_verbs.WRITABLE}


def form_for(request: HttpRequest, use: Use, data: QueryDict | None = None, patience_s: float = 0.0) -> DraftForm:
    """Return the form of a draft, filled with what was sent or with what was saved last.

    Args:
        request: of who writes.
        use: the use.
        data: what was sent, with what a button changed in it; None for what was saved.
        patience_s: how long to wait for the borders.
    """
    draft = draft_of(use)
    frame = frame_named(draft.template) if draft.template else None
    borders = facts.borders_now(patience_s)
    return DraftForm(data, request.FILES or None, use=use, before=draft, template=frame, borders=borders)


def draft_key(use: Use) -> str:
    """Return the name under which unsaved text of this draft is kept."""
    return f"alert-{use.use}"


@access(Action.ALERT_WRITE, some_region=True)
@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: HttpRequest, use: str) -> HttpResponse:
    """Write a draft, check it, save it and offer it for approval."""
    row = use_for(request, use, Action.ALERT_WRITE)
    if row.state not in _WRITABLE or row.wanted:
        messages.info(
            request,
            say("Over deze inzet is al besloten; u ziet hoe het ermee staat.", "This use was decided on already."),
        )
        return redirect(address_of("alert-use", use=row.use) or reverse("alerts"))
    if request.method != "POST":
        return _page(request, row, form_for(request, row, patience_s=_PATIENCE_S))
    data = request.POST.copy()
    action, _, value = data.get("do", "save").partition(":")
    if action in _CHANGES:
        problems = _CHANGES[action](request, row, data, value)
        return _page(request, row, form_for(request, row, data, facts.PATIENCE_S), problems)
    form = form_for(request, row, data, facts.PATIENCE_S)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    return _save(request, row, form, offered=action == "offer")


def _save(request: HttpRequest, row: Use, form: DraftForm, *, offered: bool) -> HttpResponse:
    values: dict[str, Any] = {
        "version": form.cleaned_data["version"],
        "draft": form.draft(),
        "template": form.beside(),
        "least_share": form.share,
    }
    try:
        if offered:
            draft_verbs.offer(request, row, **values)
        else:
            draft_verbs.save(request, row, **values)
    except StaleVersionError as error:
        return conflict_page(request, error, _labels(form), reverse("alert-compose", args=[row.use]), inputs=_INPUTS)
    except draft_verbs.ComposeError as error:
        return _page(request, row, form, [words(error.message)], status=422)
    drafts.forget(person(request), draft_key(row))
    if offered:
        messages.success(
            request, say("Het concept is aangeboden voor goedkeuring.", "The draft was offered for approval.")
        )
    else:
        messages.success(request, say("Het concept is bewaard.", "The draft was saved."))
    return redirect("alert-compose", use=row.use)


_INPUTS = {
    "draft.texts.nl": "nl",
    "draft.texts.en": "en",
    "draft.area.description.nl": "area_nl",
    "draft.area.description.en": "area_en",
    "draft.sender_name": "sender_name",
    "draft.more_info": "more_info",
}


def _labels(form: DraftForm) -> dict[str, str]:
    own = ("kind", "level", "urgency", "certainty", "starts", "expires", "sender_name", "more_info", "phones")
    labels = {f"draft.{name}": str(form.fields[name].label) for name in own}
    labels |= {f"template.{name}": str(form.fields[name].label) for name in ("requested_at", "incident_at")}
    for one in form.template.fields if form.template else ():
        labels[f"template.fields.{one.id}"] = words(one.label)
    return labels | {
        "draft.texts": say("Tekst", "Text"),
        "draft.area.description": say("Gebied in woorden", "Area in words"),
        "draft.area.polygons": say("Gebied, punten", "Area, points"),
        "draft.area.circles": say("Gebied, cirkels", "Area, circles"),
        "draft.area.codes": say("Gebied, codes", "Area, codes"),
        "draft": say("Concept", "Draft"),
        "title": say("Titel", "Title"),
        "incident": say("Soort", "Kind"),
        "template.fields": say("Ingevuld in het sjabloon", "Filled in for the template"),
        "least_share": str(form.fields["least_share"].label),
        "starts": str(form.fields["starts"].label),
        "expires": str(form.fields["expires"].label),
    }


def _page(
    request: HttpRequest, row: Use, form: DraftForm, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:
    draft, use = form.draft(), all_uses().get(row.use)
    context = {
        "use": row,
        "form": form,
        "panel": form.look(timezone.now()),
        "drawn": form.drawn(),
        "asked": cells_for(draft.area, form.share, draft.starts, person(request).pk),
        "problems": problems or [],
        "borders": form.borders,
        "frame": form.template,
        "draft_key": draft_key(row),
        "status_words": STATUSES[row.status],
        "region_code": code_of(row.region),
        "replaces": form.before.replaces,
        "state": State(row.state),
        "back": None if use is None else sent_back(use),
    }
    return render(request, "alerts/compose.html", context, status=status)


def _fill(request: HttpRequest, row: Use, data: QueryDict, value: str) -> list[str]:
    """Put the texts that the template gives in place of what stands there."""
    form = form_for(request, row, data)
    form.full_clean()
    if form.template is None:
        return []
    try:
        texts = fill(form.template, form.template_values())
    except InputError as error:
        names = {one.id: words(one.label) for one in form.template.fields}
        said = [(names.get(problem.field or "", ""), words(problem.message)) for problem in error.problems]
        return [message if name in message else f"{name}: {message}" for name, message in said]
    data["nl"], data["en"] = texts.nl, texts.en
    place = form.template_values().get("place")
    if place is not None and not data.get("area_nl"):
        data["area_nl"], data["area_en"] = place.nl, place.en
    return []


def _repair(request: HttpRequest, row: Use, data: QueryDict, value: str) -> list[str]:
    """Put the repaired area in place of the one that was drawn or typed."""
    form = form_for(request, row, data, facts.PATIENCE_S)
    if mended := form.look(timezone.now()).area.repaired_text:
        data["area"] = mended
    return []


def _choose_place(request: HttpRequest, row: Use, data: QueryDict, value: str) -> list[str]:
    """Put the code of a municipality or region in the field for the area."""
    if data.get("place"):
        data["area"], data["area_nl"], data["area_en"] = str(data["place"]), "", ""
        data["place"] = ""
    return []


def _take_file(request: HttpRequest, row: Use, data: QueryDict, value: str) -> list[str]:
    """Put what is in a file in the field for the area."""
    file = request.FILES.get("upload")
    if file is None:
        return [say("Kies eerst een bestand.", "Choose a file first.")]
    if (file.size or 0) > _LARGEST_FILE:
        return [say("Dit bestand is te groot: ten hoogste 2 MB.", "This file is too large: at most 2 MB.")]
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return [say("Dit bestand is geen tekst in UTF-8.", "This file is not text in UTF-8.")]
    if "\0" in text or not text.strip():
        return [say("In dit bestand staat geen gebied.", "There is no area in this file.")]
    boundaries = facts.borders_now(facts.PATIENCE_S).boundaries
    try:
        area = read_area(text, boundaries)
    except AreaError as error:
        # What stood in the field stays there.
        return [f"{file.name}: {words(error.message)}"]
    if len(text) > LONGEST_AREA:
        # Names, and digits that mean nothing, take most of a file.
        text = area_text(area, boundaries)
    if len(text) > LONGEST_AREA:
        points = sum(len(ring) for ring in area.polygons)
        said = say(
            f"{points} punten is te veel: ten hoogste zo’n 8000. Vereenvoudig de omtrek.",
            f"{points} points are too many: some 8000 at most. Simplify the outline.",
        )
        return [f"{file.name}: {said}"]
    data["area"] = text
    return []


def _replace(request: HttpRequest, row: Use, data: QueryDict, value: str) -> list[str]:
    """Write a character that makes the text dearer in another way."""
    for name in ("nl", "en"):
        text = data.get(name, "")
        try:
            costly = text_cost(text).expensive
        except PageError:
            # Half a character: the checks say so.
            continue
        for one in costly:
            if one.character == value and one.replacement is not None:
                data[name] = data.get(name, "").replace(one.character, one.replacement)
    return []


def _set_share(request: HttpRequest, row: Use, data: QueryDict, value: str) -> list[str]:
    """Put the slider where the curve suggests."""
    if value.isdecimal():
        data["least_share"] = value
    return []


def _look(request: HttpRequest, row: Use, data: QueryDict, value: str) -> list[str]:
    """Only look at it."""
    return []


_CHANGES = {
    "check": _look,
    "fill": _fill,
    "repair": _repair,
    "place": _choose_place,
    "upload": _take_file,
    "replace": _replace,
    "share": _set_share,
}


@access(Action.ALERT_WRITE, some_region=True)
@require_POST
def follow(request: HttpRequest, use: str) -> HttpResponse:
    """Begin the draft that updates an alert, or that says that the danger is over."""
    row = use_for(request, use, Action.ALERT_WRITE)
    try:
        begun = draft_verbs.follow_up(request, row, all_clear=request.POST.get("what") == "all-clear")
    except draft_verbs.ComposeError as error:
        messages.error(request, words(error.message))
        return redirect(address_of("alert-use", use=row.use) or reverse("alerts"))
    return redirect("alert-compose", use=begun.use)


@access(Action.ALERT_WRITE, some_region=True)
@require_POST
def drop(request: HttpRequest, use: str) -> HttpResponse:
    """End a use that is not sent."""
    row = use_for(request, use, Action.ALERT_WRITE)
    try:
        draft_verbs.drop(request, row, reason=request.POST.get("reason", ""))
    except draft_verbs.ComposeError as error:
        messages.error(request, words(error.message))
        return redirect("alert-compose", use=row.use)
    drafts.forget(person(request), draft_key(row))
    messages.success(request, say("Het concept is vervallen.", "The draft was dropped."))
    return redirect("alerts")


@access(Action.ALERT_READ, some_region=True)
@require_safe
def versions(request: HttpRequest, use: str) -> HttpResponse:
    """Every version of a draft, with what changed in its texts since the one before."""
    row = use_for(request, use)
    shown: list[dict[str, Any]] = []
    before: Drafted | None = None
    for event in events_of(row.use):
        said = event.said
        if not isinstance(said, Drafted):
            continue
        texts = []
        for lang in ("nl", "en"):
            old = before.texts.get(lang, "") if before else ""
            new = said.texts.get(lang, "")
            texts.append({"lang": lang, "changed": old != new, "marked": marked(old, new)[1] if old else new})
        others = [
            label
            for name, label in (
                ("area", say("gebied", "area")),
                ("area_description", say("gebied in woorden", "area in words")),
                ("level", say("niveau", "level")),
                ("incident", say("soort", "kind")),
                ("starts", say("begin", "beginning")),
                ("expires", say("einde", "end")),
                ("sender", say("afzender", "sender")),
            )
            if before is not None and getattr(before, name) != getattr(said, name)
        ]
        same = before is not None and not others and not any(text["changed"] for text in texts)
        shown.append({"same": same, "event": event, "offered": said.offered, "texts": texts, "others": others})
        before = said
    for number, one in enumerate(shown, start=1):
        one["number"] = number
    return render(request, "alerts/versions.html", {"use": row, "versions": shown[::-1]})
