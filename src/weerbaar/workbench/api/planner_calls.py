# SPDX-License-Identifier: EUPL-1.2
"""The rolling agenda, who may do what in a crisis, assistance between regions, and what training brought about."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.capability_calls import Day, Short
from weerbaar.workbench.api.openapi import file_of, json_of
from weerbaar.workbench.api.opening import file, open_round, plain_json
from weerbaar.workbench.api.schemas import In, Out, about
from weerbaar.workbench.audit import log
from weerbaar.workbench.capabilities import verbs
from weerbaar.workbench.capabilities.agenda_pages import events_of, statuses_of
from weerbaar.workbench.capabilities.assistance_pages import study_of
from weerbaar.workbench.capabilities.opening import open_desk
from weerbaar.workbench.shell.language import language, say

router = Router(tags=["planning"], by_alias=True)
_ROUND = "/rounds/{slug:round_slug}"
_YEARS_OF_LOAD = 4
_SOON_DAYS = 180
_CERTIFICATE_DAYS = 90
Year = Annotated[int, Field(ge=1900, le=2150)]
Hours = Annotated[float, Field(ge=0, le=10_000)]


class YearQuery(In):
    """Of which year; this one where none is given."""

    year: Year | None = None


class OnQuery(In):
    """On which day; today where none is given."""

    on: Day | None = None


class AgendaReviewIn(In):
    """Which scenario was reviewed today."""

    scenario: Short


class AgendaReviewOut(Out):
    """What was noted."""

    scenario: str
    reviewed_on: datetime.date


class PowersQuery(In):
    """In which situation, how many hours after its start, on which day, and at which place.

    ``request``: agreements that were called upon, each as ``id:hour``; none given supposes that all are at once.
    """

    situation: Short = "nuclear-threat"
    at: Hours = 6.0
    site: Short | None = None
    on: Day | None = None
    request: list[Annotated[str, Field(max_length=120, pattern=r"^[^:]+:[0-9]+(\.[0-9]+)?$")]] | None = None


class AssistanceQuery(In):
    """What goes first, who gives no assistance, and whether variants are worked out too."""

    priority: Literal["basic", "riot"] = "basic"
    without: list[Short] = []
    what_ifs: bool = False


class AssistanceExportQuery(AssistanceQuery):
    """In which form."""

    format: Literal["csv", "json"] = "json"


@router.get(
    f"{_ROUND}/agenda",
    openapi_extra=json_of("agenda.json in its published schema"),
    **about("getAgenda", "What must be looked at again and why, and the calendar of a year"),
)
def get_agenda(request: HttpRequest, round_slug: str, chosen: Query[YearQuery]) -> HttpResponse:
    """Return it as of today."""
    from weerbaar.capability.agenda import agenda_json, loads

    open_round(request, round_slug, Action.RESULTS)
    desk, today = open_desk(request, "agenda", "register"), timezone.localdate()
    year, found = chosen.year or today.year, desk.agenda
    events, load = events_of(desk, found, year, today), loads(found, range(year, year + _YEARS_OF_LOAD), today)
    return plain_json(agenda_json(found, statuses_of(desk, today), year, events, load, today))


@router.get(
    f"{_ROUND}/agenda/calendar",
    openapi_extra=file_of("text/calendar"),
    **about("getAgendaCalendar", "The calendar of a year as iCalendar"),
)
def get_calendar(request: HttpRequest, round_slug: str, chosen: Query[YearQuery]) -> HttpResponse:
    """Return it."""
    from weerbaar.capability.agenda import icalendar

    round_ = open_round(request, round_slug, Action.RESULTS)
    desk, today = open_desk(request, "agenda", "register"), timezone.localdate()
    year, found = chosen.year or today.year, desk.agenda
    content = icalendar(found, events_of(desk, found, year, today), today, language())
    octets = content if isinstance(content, bytes) else content.encode()
    return file(octets, f"{round_.slug}-agenda-{year}.ics", "text/calendar; charset=utf-8")


@router.post(
    f"{_ROUND}/agenda/reviews",
    response={201: AgendaReviewOut},
    **about("noteAgendaReview", "Note that a scenario on the agenda was reviewed today"),
)
def note_review(request: HttpRequest, round_slug: str, given: AgendaReviewIn) -> Any:
    """Note it."""
    round_ = open_round(request, round_slug, Action.CAPABILITIES)
    verbs.note_review(request, round_, scenario=given.scenario)
    return AgendaReviewOut(scenario=given.scenario, reviewed_on=timezone.localdate())


@router.get(
    f"{_ROUND}/cooperation/powers",
    openapi_extra=json_of("Who may do what, in the published schema"),
    **about("getPowers", "Who may do what in a situation at an hour, and who must ask whom"),
)
def get_powers(request: HttpRequest, round_slug: str, chosen: Query[PowersQuery]) -> HttpResponse:
    """Return it; confidential lines only for who is cleared."""
    from weerbaar.capability.cooperation import who_may, who_may_json

    open_round(request, round_slug, Action.RESULTS, blind=True)
    desk = open_desk(request, "cooperation")
    asked = None
    if chosen.request is not None:
        parts = [one.rpartition(":") for one in chosen.request]
        asked = {agreement: float(hour) for agreement, _, hour in parts}
        if any(hour > 10_000 for hour in asked.values()):
            text = Text(nl="geef een aantal uren vanaf 0.", en="give a number of hours from 0.")
            raise InputError([Problem("query", text, field="request")])
    answer = who_may(
        desk.cooperation, chosen.situation, chosen.at, on=chosen.on or timezone.localdate(), site=chosen.site,
        asked=asked, confidential=desk.cleared,
    )  # fmt: skip
    return plain_json(who_may_json(answer))


@router.get(
    f"{_ROUND}/cooperation/findings",
    openapi_extra=json_of("Findings on the register of cooperation, in the published schema"),
    **about("getCooperationFindings", "Overlaps, holes, double promises, and what has expired or soon will"),
)
def get_findings(request: HttpRequest, round_slug: str, chosen: Query[OnQuery]) -> HttpResponse:
    """Return them; confidential lines only for who is cleared."""
    from weerbaar.capability.cooperation import cooperation_report, cooperation_report_json

    open_round(request, round_slug, Action.RESULTS, blind=True)
    desk, on = open_desk(request, "cooperation"), chosen.on or timezone.localdate()
    found = desk.cooperation
    made = desk.once(
        f"cooperation report {on}",
        lambda: cooperation_report(found, on=on, soon_days=_SOON_DAYS, confidential=desk.cleared),
    )
    return plain_json(cooperation_report_json(made))


@router.get(
    f"{_ROUND}/cooperation/approaches",
    openapi_extra=json_of("The table of approaches, in the published schema"),
    **about("getApproaches", "How countries assess their risks, theme by theme"),
)
def get_approaches(request: HttpRequest, round_slug: str) -> HttpResponse:
    """Return the table with where each cell comes from."""
    from weerbaar.capability.cooperation import approaches_json

    open_round(request, round_slug, Action.RESULTS, blind=True)
    return plain_json(approaches_json(open_desk(request, "approaches").approaches))


@router.get(
    f"{_ROUND}/assistance",
    openapi_extra=json_of("The plan, in the published schema"),
    **about("getAssistance", "The best plan of assistance, what stays short, and the requests"),
)
def get_assistance(request: HttpRequest, round_slug: str, chosen: Query[AssistanceQuery]) -> HttpResponse:
    """Return it; made with confidential means only for who is cleared."""
    from weerbaar.capability.assistance import assistance_plan_json

    open_round(request, round_slug, Action.RESULTS, blind=True)
    desk = open_desk(request, "assistance")
    return plain_json(assistance_plan_json(_study(desk, chosen, confidential=desk.cleared)))


@router.get(
    f"{_ROUND}/assistance/export",
    openapi_extra=file_of("text/csv", "application/json"),
    **about("exportAssistance", "The public version of the plan, as a file that leaves"),
)
def export_assistance(request: HttpRequest, round_slug: str, chosen: Query[AssistanceExportQuery]) -> HttpResponse:
    """Return it: from it nothing confidential can be found, whoever asks."""
    from weerbaar.capability.assistance import assistance_csv, assistance_plan_json

    round_ = open_round(request, round_slug, Action.EXPORT, blind=True)
    desk = open_desk(request, "assistance")
    study = _study(desk, chosen, confidential=False)
    as_csv = chosen.format == "csv"
    content = assistance_csv(study, language()) if as_csv else assistance_plan_json(study)
    log.record(request, "assistance.exported", round_=round_, level=desk.scenario_level, format=chosen.format)
    name = f"{round_.slug}-{say('bijstand', 'assistance')}.{chosen.format}"
    return file(content, name, "text/csv; charset=utf-8" if as_csv else "application/json")


@router.get(
    f"{_ROUND}/training",
    openapi_extra=json_of("Effects of training, in the published schema"),
    **about("getTraining", "What campaigns and courses changed, and how certificates stand"),
)
def get_training(request: HttpRequest, round_slug: str) -> HttpResponse:
    """Return it as of today."""
    from weerbaar.capability.training import assess_training, training_result_json

    open_round(request, round_slug, Action.RESULTS, blind=True)
    desk, today = open_desk(request, "training"), timezone.localdate()
    found = desk.training
    result = desk.once(f"training {today}", lambda: assess_training(found, today, _CERTIFICATE_DAYS))
    return plain_json(training_result_json(result))


def _study(desk: Any, chosen: AssistanceQuery, *, confidential: bool) -> Any:
    """Return the plan that is asked for.

    Raises:
        InputError: there is no situation, or a party that does not help is none of it.
    """
    known = {helper.id for helper in desk.assistance.helpers}
    unknown = sorted(set(chosen.without) - known)
    if unknown:
        text = Text(nl="dit is geen partij van het plan.", en="this is no party of the plan.")
        raise InputError([Problem("query", text, field="without", value=name) for name in unknown])
    without = tuple(sorted(set(chosen.without)))
    return study_of(desk, chosen.priority, without, chosen.what_ifs, confidential=confidential)
