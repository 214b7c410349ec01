# SPDX-License-Identifier: EUPL-1.2
"""The files that the pages work with: taken in, made up for exercises, put to use or aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from weerbaar.alerting.cells import NetworkError
from weerbaar.base import InputError
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.alerts import supply_verbs
from weerbaar.workbench.alerts.forms import SupplyForm, SyntheticForm
from weerbaar.workbench.alerts.models import Supply, SupplyKind
from weerbaar.workbench.shell.language import say, words


@access(Action.ALERT_SETUP, in_round=False)
@require_safe
def setup(request: HttpRequest) -> HttpResponse:
    """Which files there are, by kind."""
    return _page(request, SupplyForm(), SyntheticForm(prefix="made"))


@access(Action.ALERT_SETUP, in_round=False)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Take in a file that its reader finds nothing wrong with; all that is wrong is shown otherwise."""
    form = SupplyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, SyntheticForm(prefix="made"), status=422)
    file = form.cleaned_data["file"]
    try:
        supply = supply_verbs.take_in(
            request, kind=SupplyKind(form.cleaned_data["kind"]), name=file.name, content=file.read()
        )
    except InputError as error:
        return _page(request, form, SyntheticForm(prefix="made"), error, status=422)
    messages.success(request, say(f"{supply.name} is in gebruik genomen.", f"{supply.name} was put to use."))
    return redirect("alert-setup")


@access(Action.ALERT_SETUP, in_round=False)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make up a network for exercises."""
    form = SyntheticForm(request.POST, prefix="made")
    if form.is_valid():
        try:
            supply = supply_verbs.make_up(request, **form.cleaned_data)
        except NetworkError as error:
            form.add_error(None, words(error.message))
        else:
            messages.success(request, say(f"{supply.name} is gemaakt.", f"{supply.name} was made."))
            return redirect("alert-setup")
    return _page(request, SupplyForm(), form, status=422)


@access(Action.ALERT_SETUP, in_round=False)
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a file to use again, or aside."""
    supply = get_object_or_404(Supply, pk=pk)
    supply_verbs.put_to_use(request, supply, active=request.POST.get("active") == "1")
    return redirect("alert-setup")


def _page(
    request: HttpRequest,
    form: SupplyForm,
    made: SyntheticForm,
    error: InputError | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = list(Supply.objects.select_related("created_by"))
    context = {
        "form": form,
        "made": made,
        "kinds": [
            {"kind": kind, "text": kind.text, "rows": [row for row in rows if row.kind == kind]} for kind in SupplyKind
        ],
        "error": error,
    }
    return render(request, "alerts/setup.html", context, status=status)
