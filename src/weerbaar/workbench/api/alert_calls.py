# SPDX-License-Identifier: EUPL-1.2
"""Alerts: found, begun from a template, written, checked while they are written, offered, followed up or dropped."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from weerbaar.alerting.register import State, event_words, state_line
from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.alerts import draft_verbs
from weerbaar.workbench.alerts.case_pages import clock_of
from weerbaar.workbench.alerts.frames import frame_named, frames_now
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.alerts.opening import code_of, region_of, uses_for
from weerbaar.workbench.alerts.uses import events_of, place_of, register_use
from weerbaar.workbench.api.alert_check import AlertCheckOut, checked
from weerbaar.workbench.api.alert_draft import DraftChange, DraftIn, DraftOut, RegionCode, both, changed, draft_out
from weerbaar.workbench.api.alert_opening import open_use, with_alerts
from weerbaar.workbench.api.schemas import In, Moment, Out, Page, Paging, Pair, Version, about, paged, pair, who

router = Router(tags=["alerts"], by_alias=True)
PLACE = "/alerts/{str:use}"
Status = Literal["actual", "exercise", "test"]


class AlertOut(Out):
    """A use of NL-Alert, an exercise or a test, in a list; ``region`` is a code, ``NL`` for the country."""

    use: str
    region: str
    title: str
    incident: str
    status: Status
    state: State
    starts: Moment | None
    expires: Moment | None
    created: Moment
    changed: Moment
    author: str | None
    version: int


class CellCountsOut(Out):
    """Cells asked and what they did; ``asked`` is null where a whole network was asked."""

    asked: int | None
    taken: int
    refused: int
    silent: int
    pending: int


class MomentsOut(Out):
    """The moments of a use, null where one is not known or has not come."""

    incident: Moment | None
    request: Moment | None
    drafted: Moment | None
    offered: Moment | None
    approved: Moment | None
    ordered: Moment | None
    first_receipt: Moment | None
    on_air: Moment | None
    cancelled: Moment | None
    ended: Moment | None


class ClockOut(Out):
    """From request to air, or until now while ``running``, in seconds; ``line`` holds it against a case of the past."""

    to_air_s: float | None
    running: bool
    target_s: float
    late: bool | None
    line: Pair | None


class AlertDetail(AlertOut):
    """All of a use; ``draftHash`` is what an approver and whoever sends it refer to, ``wanted`` what was asked of
    the desk that sends (``send``, ``cancel``, ``status``) and is not done yet."""

    draft: DraftOut
    draft_hash: str | None
    line: Pair
    place: Pair
    moments: MomentsOut
    clock: ClockOut
    cells: CellCountsOut
    all_clear: str | None
    released_in_emergency: bool
    wanted: str
    wanted_by: str
    wanted_why: str
    channels: list[str]


class AlertFilter(Paging):
    """Which alerts; ``from`` and ``until`` are days of their beginning, both included."""

    region: RegionCode | None = None
    state: State | None = None
    status: Status | None = None
    first: Annotated[date | None, Field(alias="from")] = None
    until: date | None = None


class AlertIn(In):
    """Where, whether it is meant, and from which template; the status cannot be changed afterwards."""

    region: RegionCode
    status: Status
    template: Annotated[str, Field(max_length=80)] = ""


class OfferIn(In):
    """The version of the alert that is offered for approval."""

    version: Version


class FollowUpIn(In):
    """Whether the new draft says that the danger is over; else it updates the alert."""

    all_clear: bool


class DropIn(In):
    """Why it is not sent."""

    reason: Annotated[str, Field(min_length=1, max_length=200)]


class EventOut(Out):
    """A line of the register; ``hash`` is that of the chain."""

    number: int
    at: Moment
    by: str
    kind: str
    words: Pair
    content: dict[str, Any]
    hash: str


def alert_out(row: Use) -> AlertOut:
    """Return a use as it stands in a list."""
    return AlertOut.of(row, region=code_of(row.region), author=who(row.author))


def alert_detail(row: Use) -> AlertDetail:
    """Return all of a use, as the database has it now."""
    row.refresh_from_db()
    use, now = register_use(row.use), timezone.now()
    clock = clock_of(use, now)
    reading = clock.reading
    return AlertDetail.of(
        row,
        region=code_of(row.region),
        author=who(row.author),
        draft=draft_out(row),
        draft_hash=use.draft_hash,
        line=pair(state_line(use)),
        place=both(place_of(use)),
        moments=MomentsOut.of(use.moments),
        clock=ClockOut(
            to_air_s=reading.to_air.total_seconds() if reading.to_air is not None else None,
            running=reading.running,
            target_s=reading.target.total_seconds(),
            late=reading.late,
            line=pair(clock.line),
        ),
        cells=CellCountsOut.of(use.cells),
        all_clear=use.all_clear,
        released_in_emergency=use.released_in_emergency,
    )


@router.get("/alerts", response=Page[AlertOut], **about("listAlerts", "The alerts that the caller may read"))
def list_alerts(request: HttpRequest, chosen: Query[AlertFilter]) -> Any:
    """Return them, newest first."""
    rows = uses_for(with_alerts(request)).defer("draft", "template", "answers")
    if chosen.region is not None:
        rows = rows.filter(region=region_of(chosen.region))
    given: dict[str, object] = {
        "state": chosen.state,
        "status": chosen.status,
        "starts__date__gte": chosen.first,
        "starts__date__lte": chosen.until,
    }
    return paged(request, rows.filter(**{k: v for k, v in given.items() if v is not None}), chosen, alert_out)


@router.post("/alerts", response={201: AlertDetail}, **about("createAlert", "Begin an alert, an exercise or a test"))
def create_alert(request: HttpRequest, given: AlertIn) -> Any:
    """Begin it, with a draft that is filled in as far as it can be."""
    with_alerts(request, Action.ALERT_WRITE)
    _require_fitting(given)
    row = draft_verbs.start(request, region=given.region, status=given.status, template_id=given.template)
    return alert_detail(row)


@router.get(PLACE, response=AlertDetail, **about("getAlert", "One alert: draft, state, moments, clock, cells"))
def get_alert(request: HttpRequest, use: str) -> Any:
    """Return it."""
    return alert_detail(open_use(request, use))


@router.get(f"{PLACE}/events", response=Page[EventOut], **about("listAlertEvents", "What happened, every draft too"))
def list_events(request: HttpRequest, use: str, paging: Query[Paging]) -> Any:
    """Return the lines of the register about it, in order."""
    found = list(events_of(open_use(request, use).use))
    return paged(
        request, found, paging, lambda event: EventOut.of(event, kind=event.kind.value, words=pair(event_words(event)))
    )


@router.patch(f"{PLACE}/draft", response=AlertDetail, **about("changeAlertDraft", "Change the draft of an alert"))
def change_draft(request: HttpRequest, use: str, given: DraftChange) -> Any:
    """Save it. What was offered or approved before is so no longer."""
    row = open_use(request, use, Action.ALERT_WRITE)
    new = changed(row, given)
    draft_verbs.save(
        request, row, version=given.version, draft=new.draft, template=new.template, least_share=new.least_share
    )
    return alert_detail(row)


@router.post(
    f"{PLACE}/checks",
    response=AlertCheckOut,
    **about("checkAlertDraft", "What is found in a draft with these changes; nothing is saved"),
)
def check_draft(request: HttpRequest, use: str, given: DraftIn) -> Any:
    """Return findings, the six parts, what the text costs, the area, the cells and the people reached."""
    row = open_use(request, use, Action.ALERT_WRITE)
    return checked(request, row, changed(row, given), timezone.now())


@router.post(f"{PLACE}/offers", response=AlertDetail, **about("offerAlert", "Offer the saved draft for approval"))
def offer(request: HttpRequest, use: str, given: OfferIn) -> Any:
    """Offer it, where the checks find no error."""
    row = open_use(request, use, Action.ALERT_WRITE)
    draft_verbs.offer(request, row, version=given.version)
    return alert_detail(row)


@router.post(
    f"{PLACE}/follow-ups",
    response={201: AlertDetail},
    **about("followAlert", "Begin the draft that updates an alert, or says that the danger is over"),
)
def follow(request: HttpRequest, use: str, given: FollowUpIn) -> Any:
    """Begin it, for the same area."""
    row = open_use(request, use, Action.ALERT_WRITE)
    return alert_detail(draft_verbs.follow_up(request, row, all_clear=given.all_clear))


@router.post(f"{PLACE}/withdrawals", response=AlertDetail, **about("dropAlert", "End an alert that is not sent"))
def drop(request: HttpRequest, use: str, given: DropIn) -> Any:
    """End it."""
    row = open_use(request, use, Action.ALERT_WRITE)
    draft_verbs.drop(request, row, reason=given.reason)
    return alert_detail(row)


def _require_fitting(given: AlertIn) -> None:
    """Refuse a template that does not exist, or that of the test message for anything else than a test."""
    if not given.template:
        return
    if given.template not in {one.id for one in frames_now()}:
        wrong = Text(nl="dit sjabloon is er niet.", en="there is no such template.")
    elif frame_named(given.template).kind == "test" and given.status != "test":
        wrong = Text(nl="dit sjabloon is alleen voor een test.", en="this template is for a test only.")
    elif frame_named(given.template).region not in (None, given.region):
        wrong = Text(nl="deze variant is van een andere regio.", en="this variant is of another region.")
    else:
        return
    raise InputError([Problem("alert", wrong, field="template", value=given.template)])
