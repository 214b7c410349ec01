# SPDX-License-Identifier: EUPL-1.2
"""The advice under the headings of the analysis, and the decision on each measure, by somebody who did not write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from weerbaar.base import InputError, Text, WeerbaarError, euro, percentage, significant
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.capabilities import verbs
from weerbaar.workbench.capabilities.computing import chooser_of
from weerbaar.workbench.capabilities.conversion import Desk
from weerbaar.workbench.capabilities.measure_pages import latest_verdicts
from weerbaar.workbench.capabilities.models import Author, Outcome, Verdict
from weerbaar.workbench.capabilities.opening import allowed, not_there, open_desk, page, problems_in, round_of, who
from weerbaar.workbench.capabilities.portfolio_job import newest
from weerbaar.workbench.shell import drafts
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.capability.choice import Advice, AdvisedMeasure

_TITLE = Text(nl="Advies en besluit", en="Advice and decision")
_CURRENT = "capability-advice"
_QUICK_DRAWS = 500
_DEADLINE = re.compile(r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


@access(Action.RESULTS)
def advice(request: HttpRequest) -> HttpResponse:
    """What is advised under each heading and why, with what was decided."""
    desk = open_desk(request, withheld=True)
    worked = newest(round_of(request), desk)
    try:
        # Worked out in the background it says how sure it is; until then at once, without that.
        found = worked.advice if worked is not None else quick_advice(desk)
    except WeerbaarError as error:
        return not_there(request, error, title=_TITLE, kind="measures", current=_CURRENT)
    verdicts = latest_verdicts(request)
    own = set(Author.objects.filter(round=round_of(request), user=who(request)).values_list("measure", flat=True))
    groups: list[dict[str, Any]] = [
        {
            "heading": group.heading,
            "nothing": group.nothing,
            "advised": [_told(one, found, verdicts, own) for one in group.advised],
            "declined": [_told(one, found, verdicts, own) for one in group.declined],
        }
        for group in found.headings
    ]
    everything = [one for group in groups for one in group["advised"] + group["declined"]]
    context = {
        "advice": found,
        "groups": groups,
        "worked": worked,
        "decided": sum(one["verdict"] is not None for one in everything),
        "count": len(everything),
        "may_decide": allowed(request, Action.DECIDE),
    }
    return page(request, "advice.html", context, current=_CURRENT)


@access(Action.DECIDE)
def decide(request: HttpRequest, measure: str) -> HttpResponse:
    """Decide on one measure: adopt it or not, with the reason, the mandate, who must do it and by when."""
    desk = open_desk(request, withheld=True)
    try:
        analysis = desk.analysis
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="measures", current=_CURRENT)
    found = next((m for m in (analysis.measures.measures if analysis.measures else ()) if m.id == measure), None)
    if found is None:
        raise Http404
    round_, user = round_of(request), who(request)
    names = ("outcome", "reason", "body", "reference", "responsible", "deadline")
    values = {name: request.POST.get(name, "").strip() for name in names}
    errors: dict[str, str] = {}
    problems: list[Any] = []
    own = Author.objects.filter(round=round_, measure=measure, user=user).exists()
    key = f"capability-decision:{round_.pk}:{measure}"
    if request.method == "POST" and not own:
        errors = _wrong(values)
        if not errors:
            try:
                verdict = verbs.decide(
                    request,
                    round_,
                    measure=measure,
                    outcome=values["outcome"],
                    reason=values["reason"],
                    body=values["body"],
                    reference=values["reference"],
                    responsible=tuple(line.strip() for line in values["responsible"].splitlines() if line.strip()),
                    deadline=values["deadline"],
                )
            except InputError as error:
                problems = problems_in(error)
            else:
                drafts.forget(user, key)
                messages.success(request, say("Het besluit staat in het register.", "The decision is in the register."))
                return redirect("capability-subject", round_slug=round_.slug, subject=verdict.subject)
    elif request.method != "POST":
        values |= {"outcome": "", "body": "minister", "responsible": found.owner}
    refused = request.method == "POST"
    context = {
        "measure": found,
        "values": values,
        "errors": errors,
        "problems": problems,
        "own": own,
        "key": key,
        "bodies": _bodies(),
        "outcomes": [(o.value, o.text) for o in Outcome],
        "earlier": list(Verdict.objects.filter(round=round_, measure=measure).select_related("decided_by")),
        "numbers": _cost_of(desk, measure),
    }
    status = 403 if refused and own else 422 if refused else 200
    return page(request, "decide.html", context, current=_CURRENT, status=status)


def quick_advice(desk: Desk) -> Advice:
    """Return the advice at the budgets of the documents, without what takes minutes."""
    from weerbaar.capability.choice import advise, choose

    def make() -> Advice:
        analysis = desk.analysis
        # Checks the same things, and says in words where a choice is not possible.
        chooser_of(desk)
        choice = choose(analysis, draws=_QUICK_DRAWS, levels=0, states=0, reasons=False)
        return advise(analysis, choice)

    return desk.once_of_analysis("quick advice", make)


def _told(one: AdvisedMeasure, found: Advice, verdicts: dict[str, Verdict], own: set[str]) -> dict[str, Any]:
    lang = language()
    verdict = verdicts.get(one.id)
    return {
        "one": one,
        "cost": euro(one.cost.median, lang),
        "takes_off": significant(one.reduction.mean, lang),
        "unit": found.unit.name.in_(lang),
        "index": percentage(one.index, lang) if one.index is not None else "",
        "verdict": verdict,
        "outcome": Outcome(verdict.outcome).text if verdict else None,
        "own": one.id in own,
    }


def _cost_of(desk: Desk, measure: str) -> dict[str, str] | None:
    from weerbaar.workbench.capabilities.computing import weighing_of

    try:
        weighing = weighing_of(desk)
    except WeerbaarError:
        return None
    found = next((m for m in weighing.measures if m.id == measure), None)
    lang = language()
    return None if found is None else {
        "cost": euro(found.cost.median, lang),
        "takes_off": f"{significant(found.reduction.mean, lang)} {weighing.unit.name.in_(lang)}",
    }  # fmt: skip


def _wrong(values: dict[str, str]) -> dict[str, str]:
    """Return what is wrong with the fields of a decision."""
    errors = {}
    if values["outcome"] not in Outcome.values:
        errors["outcome"] = say("Kies wat het besluit is.", "Choose what the decision is.")
    if not values["reason"]:
        errors["reason"] = say(
            "Geef de reden: die blijft in het register staan.", "Give the reason: the register keeps it."
        )
    if values["body"] not in {name for name, _ in _bodies()}:
        errors["body"] = say("Kies wie besluit.", "Choose who decides.")
    if values["deadline"] and not _DEADLINE.fullmatch(values["deadline"]):
        errors["deadline"] = say(
            "Schrijf een dag als 2027-06-30, een maand als 2027-06 of een jaar als 2027.",
            "Write a day as 2027-06-30, a month as 2027-06, or a year as 2027.",
        )
    return errors


def _bodies() -> list[tuple[str, Text]]:
    return [
        ("cabinet", Text(nl="kabinet", en="cabinet")),
        ("minister", Text(nl="minister", en="minister")),
        ("steering-group", Text(nl="stuurgroep", en="steering group")),
        ("parliament", Text(nl="Staten-Generaal", en="parliament")),
        ("region", Text(nl="veiligheidsregio", en="safety region")),
        ("organisation", Text(nl="eigen organisatie", en="own organisation")),
    ]


def body_words(body: str) -> str:
    """Return who decided in words of the page."""
    found = dict(_bodies()).get(body, Text(nl="onbekend", en="unknown"))
    return found.in_(language())
