# SPDX-License-Identifier: EUPL-1.2
"""The planner of assistance: what is asked, who is there, the best plan, what stays short, and the requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse

from weerbaar.base import InputError, Text, number, percentage
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.audit import log
from weerbaar.workbench.capabilities.conversion import Desk
from weerbaar.workbench.capabilities.drawing import drawn_once
from weerbaar.workbench.capabilities.opening import allowed, not_there, open_desk, page, round_of
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.capability.assistance import AssistanceStudy, Outcome
    from weerbaar.capability.assistance import Situation as Situation

_TITLE = Text(nl="Bijstand", en="Assistance")
_CURRENT = "capability-assistance"
_DRAWS = 4_000
_SECONDS = 10.0
"""For one plan; where it is reached, the page says that the plan is not proven."""
_LIKELY = 0.05


@access(Action.RESULTS, blind=True)
def assistance(request: HttpRequest) -> HttpResponse:
    """The plan for the question in the address: what goes first, and who does not help."""
    from weerbaar.capability.assistance import TASKS
    from weerbaar.figures import assistance_plan

    desk = open_desk(request, "assistance")
    try:
        situation = desk.assistance
        study = study_of(desk, *_question(request, situation), confidential=desk.cleared)
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="assistance", current=_CURRENT)
    priority, without, what_ifs = _question(request, situation)
    needed = [task for t, task in enumerate(TASKS) if study.plan.demand[:, :, t].any()]
    figures = [
        drawn_once(
            desk,
            f"assistance {priority} {' '.join(without)} {task}",
            lambda lang, width, task=task: assistance_plan(study, task, lang, width),  # type: ignore[misc]
        )
        for task in needed
    ]
    context = {
        "study": study,
        "situation": study.situation,
        "priority": priority,
        "without": without,
        "what_ifs": what_ifs,
        "helpers": [(h.id, h.name, h.desk) for h in study.situation.helpers],
        "shortages": _shortages(study),
        "withheld": _withheld(study),
        "demand": _demand(study),
        "forces": _forces(study),
        "requests": _requests(study),
        "outcomes": _outcomes(study) if what_ifs else [],
        "breaking": _breaking(study),
        "proven": study.plan.proven,
        "figures": [figure for figure in figures if figure is not None],
        "may_export": allowed(request, Action.EXPORT, blind=True),
        "query": request.GET.urlencode(),
    }
    return page(request, "assistance.html", context, current=_CURRENT)


@access(Action.EXPORT, blind=True)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Give the plan as CSV or JSON: always of the public version, from which nothing confidential can be found."""
    from weerbaar.capability.assistance import assistance_csv, assistance_plan_json

    if form not in ("csv", "json"):
        raise Http404
    desk = open_desk(request, "assistance")
    try:
        study = study_of(desk, *_question(request, desk.assistance), confidential=False)
    except InputError:
        raise Http404 from None
    content = assistance_csv(study, language()) if form == "csv" else assistance_plan_json(study)
    log.record(request, "assistance.exported", round_=round_of(request), level=desk.scenario_level, format=form)
    media = "text/csv; charset=utf-8" if form == "csv" else "application/json"
    response = HttpResponse(content, content_type=media)
    name = say("bijstand", "assistance")
    response["Content-Disposition"] = f'attachment; filename="{round_of(request).slug}-{name}.{form}"'
    return response


def study_of(
    desk: Desk, priority: str, without: tuple[str, ...], what_ifs: bool, *, confidential: bool
) -> AssistanceStudy:
    """Return the plan with what goes with it.

    Args:
        desk: the documents.
        priority: ``basic`` or ``riot``: what goes first.
        without: ids of parties that give no assistance.
        what_ifs: also plan anew for variants and without each party.
        confidential: plan with confidential means; otherwise they are taken out first.

    Raises:
        InputError: there is no such document, it has errors, or a party is unknown.
    """
    from weerbaar.capability.assistance import study_assistance

    def make() -> AssistanceStudy:
        return study_assistance(
            desk.assistance,
            priority="riot" if priority == "riot" else "basic",
            without=without,
            confidential=confidential,
            draws=_DRAWS,
            what_ifs=what_ifs,
            time_limit_s=_SECONDS,
        )

    return desk.once(f"assistance {priority} {' '.join(without)} {what_ifs} {confidential}", make)


def _question(request: HttpRequest, situation: Situation) -> tuple[str, tuple[str, ...], bool]:
    """Return what goes first, who does not help, and whether variants are wanted; unknown words count for nothing."""
    known = {helper.id for helper in situation.helpers}
    without = tuple(sorted(set(request.GET.getlist("zonder")) & known))
    priority = "riot" if request.GET.get("voorrang") == "riot" else "basic"
    return priority, without, request.GET.get("varianten") == "1"


def _places(study: AssistanceStudy, region: int, shift: int) -> dict[str, Text]:
    when = study.situation.shifts[shift]
    return {"region": study.situation.places[region].name, "shift": when.title or Text(nl=when.id, en=when.id)}


def _shortages(study: AssistanceStudy) -> list[dict[str, Any]]:
    from weerbaar.capability.assistance import amount_words, plain_amount, task_words

    lang, plan = language(), study.plan
    found = []
    regions, shifts, tasks = study.situation.shape
    for t in range(tasks):
        for r in range(regions):
            for s in range(shifts):
                odds, short = float(study.odds.cell[r, s, t]), float(plan.shortage[r, s, t])
                if study.situation.withheld[r, s, t] or (not short and odds < _LIKELY):
                    continue
                found.append(
                    {
                        **_places(study, r, s),
                        "task": task_words(t, lang),
                        "demand": amount_words(float(plan.demand[r, s, t]), t, lang),
                        "short": plain_amount(short, lang),
                        "odds": percentage(odds, lang),
                        "bad": short > 0,
                    }
                )
    return found


def _withheld(study: AssistanceStudy) -> int:
    return int((study.situation.withheld & (study.plan.demand > 0)).sum())


def _demand(study: AssistanceStudy) -> list[dict[str, Any]]:
    from weerbaar.capability.assistance import amount_words, task_words

    lang = language()
    return [
        {
            **_places(study, line.region, line.shift),
            "task": task_words(line.task, lang),
            "amounts": [amount_words(line.at(name), line.task, lang) for name in ("low", "expected", "high")],
            "reason": line.reason,
        }
        for line in study.situation.lines
    ]


def _forces(study: AssistanceStudy) -> list[dict[str, Any]]:
    from weerbaar.capability.assistance import task_words

    lang, situation = language(), study.situation
    return [
        {
            "name": source.name,
            "party": situation.helpers[source.party].name,
            "home": situation.places[source.home].name,
            "parts": source.parts,
            "size": source.size,
            "tasks": ", ".join(task_words(t, lang) for t in source.tasks),
            "notice": number(source.notice_h, lang, 0 if source.notice_h.is_integer() else 1),
            "confidential": source.confidential,
        }
        for source in situation.sources
    ]


def _requests(study: AssistanceStudy) -> list[dict[str, Any]]:
    from weerbaar.capability.assistance import amount_words, task_words

    lang, situation = language(), study.situation
    return [
        {
            "municipality": request.municipality,
            "letter": request.text(lang),
            "lines": [
                {
                    "shift": _places(study, request.region, line.shift)["shift"],
                    "what": f"{amount_words(line.amount, line.task, lang)}, {task_words(line.task, lang)}",
                    "party": None if line.party is None else situation.helpers[line.party].name,
                    "home": None if line.home is None else situation.places[line.home].name,
                    "by": "" if line.ask_by_h is None else situation.moment(line.ask_by_h).strftime("%d-%m %H:%M"),
                }
                for line in request.lines
            ],
        }
        for request in study.requests
    ]


def _outcomes(study: AssistanceStudy) -> list[dict[str, Any]]:
    cases = [study.base, *study.variants, *study.without]
    cases += [study.platoon_more] if study.platoon_more is not None else []
    return [_outcome(study, case) for case in cases]


def _outcome(study: AssistanceStudy, case: Outcome) -> dict[str, Any]:
    lang = language()
    unsaid = say("niet openbaar", "withheld")
    basic, riot = study.hidden(0), study.hidden(1)
    return {
        "title": case.title,
        "worst": unsaid if basic else percentage(case.worst_share, lang),
        "basic": unsaid if basic else number(case.basic_h, lang),
        "riot": unsaid if riot else number(case.riot_h, lang, 0 if float(case.riot_h).is_integer() else 1),
        "other": unsaid if study.hidden_others else number(case.other_h, lang),
        "proven": case.proven,
    }


def _breaking(study: AssistanceStudy) -> Text | None:
    from weerbaar.capability.assistance import break_even_words

    if study.breaking is None or study.hidden(0) or study.hidden(1):
        return None
    return break_even_words(study.breaking, study.situation)
