# SPDX-License-Identifier: EUPL-1.2
"""How sure the hours of a plan are: the same evacuation many times, asked for, stopped, shown and downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from weerbaar.base import InputError, Text, number, percentage, spreadsheet_csv
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.capabilities.drawing import Drawn, drawn
from weerbaar.workbench.evacuation import aid_verbs
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.opening import page, plan_for, problems_in, round_of, who
from weerbaar.workbench.evacuation.plan_jobs import ENSEMBLE, ensemble_of
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.results import SHARES
from weerbaar.workbench.evacuation.sending import sent
from weerbaar.workbench.evacuation.telling import study_of
from weerbaar.workbench.evacuation.wording import hours, vehicles
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.evacuation.study import Ensemble, Study

FORMS = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
_PROBABILITIES = (0.05, 0.5, 0.95)
_USUAL = {"members": "100", "seed": "1", "uncertainty": ""}


@access(Action.READ)
@require_safe
def ensemble(request: HttpRequest, pk: int) -> HttpResponse:
    """Hours until shares are safe with how sure they are, and the fan of the curve beside the bound."""
    return _page(request, plan_for(request, pk))


@access(Action.ANALYSE, blind=True)
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Have an ensemble drawn, in the background."""
    row = plan_for(request, pk)
    typed = {name: request.POST.get(name, "") for name in _USUAL}
    file = request.FILES.get("file")
    if file is not None:
        typed["uncertainty"] = file.read().decode("utf-8", errors="replace")
    try:
        aid_verbs.ask_ensemble(
            request,
            round_of(request),
            row,
            members=_whole(typed["members"]),
            seed=_whole(typed["seed"]),
            uncertainty=typed["uncertainty"],
        )
    except InputError as error:
        return _page(request, row, typed, error)
    return redirect("evacuation-ensemble", round_slug=round_of(request).slug, pk=pk)


@access(Action.ANALYSE, blind=True)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an ensemble, an order or a division that is being worked out."""
    row = plan_for(request, pk)
    kind = request.POST.get("kind", "")
    try:
        aid_verbs.stop(request, round_of(request), row, kind=kind)
    except InputError as error:
        return _page(request, row, error=error)
    # Each kind is named like the page that shows it.
    return redirect(kind, round_slug=round_of(request).slug, pk=pk)


@access(Action.EXPORT, blind=True)
@require_safe
def file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The ensemble as data in the published schema, or a row for each member as a table."""
    row = plan_for(request, pk)
    return sent(request, row, content_of(row, form), FORMS[form], f"ensemble-{row.pk}.{form}")


def content_of(plan: Plan, form: str) -> bytes:
    """Return the newest ensemble as a file.

    Raises:
        Http404: there is no such form, or no ensemble.
    """
    from weerbaar.evacuation.study import ensemble_json

    kept = ensemble_of(plan).found
    if form not in FORMS or kept is None:
        raise Http404
    found = kept.ensemble(network_of(plan.network).network)
    return ensemble_json(found) if form == "json" else _members_csv(found)


def _page(
    request: HttpRequest, row: Plan, typed: dict[str, str] | None = None, error: InputError | None = None
) -> HttpResponse:
    standing = ensemble_of(row)
    if typed is None:
        asked = {} if standing.job is None else standing.job.parameters
        typed = {name: str(asked.get(name, usual)) for name, usual in _USUAL.items()}
    kept = standing.found
    found = None if kept is None else kept.ensemble(network_of(row.network).network)
    study = None if found is None else study_of(row)
    context = {
        "standing": standing,
        "kind": ENSEMBLE,
        "result": None if found is None else _shown(found),
        "drawn": None if found is None or study is None else _drawn(study, found),
        "typed": typed,
        "members": aid_verbs.MEMBERS,
        "problems": [] if error is None else problems_in(error),
        "may_export": may(who(request), Action.EXPORT, round_of(request), blind=True),
    }
    return page(
        request, "ensemble.html", context, plan=row, current="evacuation-ensemble", status=200 if error is None else 422
    )


def _whole(text: str) -> int:
    """Return a whole number; -1, which no number asked for may be, for what is none."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 12 else -1


def _drawn(study: Study, found: Ensemble) -> Drawn | None:
    from weerbaar.figures import evacuation_curve

    return drawn(lambda lang, width: evacuation_curve([study], lang, width, ensemble=found))


def _shown(found: Ensemble) -> dict[str, Any]:
    lang = language()
    low, high = (float(np.quantile(found.total_veh, p)) for p in (0.05, 0.95))
    return {
        "rows": [
            {
                "words": words,
                "cells": [_with_error(getattr(found, name), p) for p in _PROBABILITIES],
                "reached": _reached(getattr(found, name)),
            }
            for name, words in SHARES
        ],
        "members": number(found.n_members, lang),
        "seed": found.record.seed,
        "low": vehicles(low),
        "high": vehicles(high),
        "incidents": number(float(found.incidents.mean()), lang, 1),
        "halves": _halves(found),
        "sources": [
            {"text": value.text, "source": value.source, "certainty": _CERTAINTY[value.certainty]}
            for value in found.uncertainty.sources().values()
        ],
        "record": found.record.id,
    }


_CERTAINTY = {
    "published": Text(nl="gepubliceerd", en="published"),
    "derived": Text(nl="afgeleid", en="derived"),
    "literature": Text(nl="literatuur", en="literature"),
    "assumption": Text(nl="aanname", en="assumption"),
}


def _with_error(draws: Any, probability: float) -> str:
    """Return a quantile with its standard error, no more digits than that supports."""
    from weerbaar.evacuation.study import quantile_with_error

    value, error = quantile_with_error(draws, probability)
    if not np.isfinite(value):
        return hours(None)
    lang = language()
    shown = number(value, lang, 1)
    return f"{shown}\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}{number(error, lang, 1)}" if np.isfinite(error) else shown


def _reached(draws: Any) -> str:
    """Return how many draws got there; never all of them when some did not."""
    share = float(np.mean(~np.isnan(draws)))
    return percentage(share, language()) if share in (0.0, 1.0) else f"{int((~np.isnan(draws)).sum())}/{len(draws)}"


def _halves(found: Ensemble) -> str:
    """Return the hours until nine tenths are safe by the first half of the members, to see whether more are needed."""
    first = max(2, found.n_members // 2)
    return _with_error(found.t90_h[:first], 0.5)


def _members_csv(found: Ensemble) -> bytes:
    lang = language()
    head = [
        say("lid", "member"), say("mensen", "people"), say("voertuigen", "vehicles"),
        say("deel dat gaat", "share that goes"), say("factor op capaciteit", "factor on capacity"),
        say("incidenten", "incidents"), say("vast aan het einde", "stuck at the end"),
        *(f"{name.removesuffix('_h')} ({say('uur', 'h')})" for name, _ in SHARES),
    ]  # fmt: skip
    digits = {"people": 0, "total_veh": 0, "going": 4, "capacity": 4, "incidents": 0, "stuck_veh": 0}
    columns = [*digits.items(), *((name, 3) for name, _ in SHARES)]
    rows = [
        [str(at + 1), *(_cell(getattr(found, name)[at], places) for name, places in columns)]
        for at in range(found.n_members)
    ]
    return spreadsheet_csv([head, *rows], lang)


def _cell(value: float, places: int) -> str:
    """Return a plain number, empty where it was not reached; with the decimal sign of the language."""
    if not np.isfinite(value):
        return ""
    shown = f"{value:.{places}f}"
    return shown.replace(".", ",") if language() == "nl" else shown
