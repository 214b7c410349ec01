# SPDX-License-Identifier: EUPL-1.2
"""Start a round, step by step. What was filled in is kept on the server until the round is made."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import access
from weerbaar.workbench.rounds import verbs
from weerbaar.workbench.rounds.forms import BasisForm, ContentForm, PeopleForm
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.rounds.views import may_make_rounds
from weerbaar.workbench.shell.drafts import draft_of, forget, keep
from weerbaar.workbench.shell.language import say, words
from weerbaar.workbench.shell.menu import address_of

KEY = "ronde-nieuw"
STEPS = {
    "basis": Text(nl="De ronde", en="The round"),
    "inhoud": Text(nl="Scenario’s", en="Scenarios"),
    "mensen": Text(nl="Planning en mensen", en="Planning and people"),
    "controle": Text(nl="Controle", en="Check"),
}
_ORDER = list(STEPS)
Kept = dict[str, dict[str, list[str]]]


@access()
@require_http_methods(["GET", "HEAD", "POST"])
def new_round(request: HttpRequest) -> HttpResponse:
    """One step of the wizard."""
    user = cast(User, request.user)
    if not may_make_rounds(user):
        raise PermissionDenied
    draft = draft_of(user, KEY)
    kept: Kept = draft.values if draft is not None else {}
    step = (request.POST if request.method == "POST" else request.GET).get("stap", _ORDER[0])
    if step not in STEPS:
        step = _ORDER[0]
    if request.method == "POST":
        if "wissen" in request.POST:
            forget(user, KEY)
            return redirect("round-new")
        if step == "controle":
            return _back(step) if "terug" in request.POST else _make(request, user, kept)
        kept = {
            **kept,
            step: {k: v for k, v in request.POST.lists() if k not in {"csrfmiddlewaretoken", "stap", "terug"}},
        }
        keep(user, KEY, kept)
        if "terug" in request.POST:
            return _back(step)
        form = _form(step, user, kept)
        if form.is_valid():
            return _to(_ORDER[_ORDER.index(step) + 1])
        return _page(request, step, kept, form, status=422)
    if step == "controle":
        return _check(request, user, kept)
    form = _form(step, user, kept) if step in kept else _form(step, user, kept, bound=False)
    return _page(request, step, kept, form)


def _to(step: str) -> HttpResponse:
    return redirect(f"{reverse('round-new')}?stap={step}")


def _back(step: str) -> HttpResponse:
    return _to(_ORDER[max(_ORDER.index(step) - 1, 0)])


def _form(step: str, user: User, kept: Kept, *, bound: bool = True) -> forms.Form:
    data = None
    if bound:
        data = QueryDict(mutable=True)
        for name, values in kept.get(step, {}).items():
            data.setlist(name, values)
    if step == "basis":
        return BasisForm(data, user=user, initial={"level": min(Level.INTERNAL, user.clearance)})
    if step == "inhoud":
        return ContentForm(data, user=user)
    level = kept.get("basis", {}).get("level", ["0"])[0]
    return PeopleForm(data, user=user, level=int(level) if level.isdecimal() else 0)


def _page(request: HttpRequest, step: str, kept: Kept, form: forms.Form, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "step": step,
        "title": STEPS[step],
        "steps": [(name, title, name in kept) for name, title in STEPS.items()],
        "number": _ORDER.index(step) + 1,
        "import_page": address_of("round-import") if step == "inhoud" else "",
        "kept": bool(kept),
    }
    return render(request, "rounds/wizard.html", context, status=status)


def _check(request: HttpRequest, user: User, kept: Kept, problems: list[str] | None = None) -> HttpResponse:
    """The last step: what will be made, and what is still wrong."""
    found = {step: _form(step, user, kept) for step in _ORDER[:-1]}
    wrong = [step for step, form in found.items() if not form.is_valid()]
    if wrong and not problems:
        messages.warning(
            request,
            say(
                "Vul deze stap eerst in; dan kunt u de ronde maken.",
                "Fill in this step first; then you can make the round.",
            ),
        )
        return _to(wrong[0])
    context = {
        "step": "controle",
        "title": STEPS["controle"],
        "steps": [(name, title, name in kept) for name, title in STEPS.items()],
        "number": len(STEPS),
        "problems": problems or [],
        "lines": [(step, STEPS[step], list(_lines(form))) for step, form in found.items()],
    }
    return render(request, "rounds/wizard_check.html", context, status=422 if problems else 200)


def _lines(form: forms.Form) -> Any:
    """Yield label and value of what was filled in, in words."""
    for field in form:
        value = form.cleaned_data.get(field.name)
        if value in (None, "", False) or (hasattr(value, "__len__") and not len(value)):
            continue
        choices = dict(getattr(field.field, "choices", ())) if isinstance(field.field, forms.ChoiceField) else {}
        yield field.label, value, choices.get(value) or choices.get(str(value))


def _make(request: HttpRequest, user: User, kept: Kept) -> HttpResponse:
    basis, content, people = (_form(step, user, kept) for step in _ORDER[:-1])
    if not all([basis.is_valid(), content.is_valid(), people.is_valid()]):
        return _check(request, user, kept)
    copied: Round | None = content.cleaned_data["copy_from"] if content.cleaned_data["start"] == "copy" else None
    moments = {name: people.cleaned_data[name] for name in ("score_by", "revise_by", "decide_by")}
    try:
        round_ = verbs.make_round(
            request,
            **basis.cleaned_data,
            **moments,
            copy_from=copied,
            keep_approval=bool(content.cleaned_data["keep_approval"]),
            with_roles=cast(PeopleForm, people).chosen(),
        )
    except verbs.RefusedError as refused:
        return _check(request, user, kept, [words(reason) for reason in refused.reasons])
    forget(user, KEY)
    messages.success(request, say("De ronde is gemaakt.", "The round has been made."))
    return redirect("round", round_slug=round_.slug)
