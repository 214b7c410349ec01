# SPDX-License-Identifier: EUPL-1.2
"""What alerts work with: templates, files (networks, borders, inhabitants, surveys), and the plan of tests."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import File, Query, Router, UploadedFile
from pydantic import Field

from weerbaar.alerting.approval import dated_checklist, plan_tests, reach_history
from weerbaar.alerting.compose import Template, fill
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.alerts import supply_verbs
from weerbaar.workbench.alerts.frames import frames_now
from weerbaar.workbench.alerts.models import Supply, SupplyKind
from weerbaar.workbench.alerts.supply_store import place_of
from weerbaar.workbench.api.alert_draft import Values, both, values_of
from weerbaar.workbench.api.alert_opening import with_alerts
from weerbaar.workbench.api.alert_register_calls import content_of
from weerbaar.workbench.api.opening import everywhere
from weerbaar.workbench.api.schemas import In, Moment, Out, Page, Paging, Pair, about, paged, pair, who

router = Router(tags=["alert setup"], by_alias=True)
_LARGEST, _LARGEST_SURVEY = 500_000_000, 2_000_000


class FieldOut(Out):
    """Something to fill in; a choice takes the Dutch of one of ``choices``."""

    id: str
    type: str
    label: Pair
    example: Pair
    choices: list[Pair]
    longest: int


class PieceOut(Out):
    """A part of the text; ``freedom`` is ``fixed``, ``fill-in`` or ``free``."""

    id: str
    freedom: str
    text: Pair
    longest: int


class TemplateOut(Out):
    """A national frame."""

    id: str
    name: Pair
    kind: str
    level: int | str
    urgency: str


class TemplateDetail(TemplateOut):
    """A national frame with its fields and pieces, and what to think of besides."""

    strategy: list[Pair]
    fields_: Annotated[list[FieldOut], Field(alias="fields")]
    pieces: list[PieceOut]


class FillingIn(In):
    """A text for each field, and for each free piece that is worded otherwise than proposed."""

    values: Values


class SupplyOut(Out):
    """A file; ``facts`` is what its reader found in it, ``active`` whether it is in use."""

    id: int
    kind: str
    name: str
    size: int
    sha256: str
    facts: dict[str, Any]
    active: bool
    created: Moment
    created_by: str | None


class SupplyFilter(Paging):
    """Which files."""

    kind: SupplyKind | None = None
    active: bool | None = None


class SupplyQuery(In):
    """What the file is for."""

    kind: SupplyKind


class SupplyChange(In):
    """Whether a file is in use."""

    active: bool


class NetworkIn(In):
    """How large a made-up network is, and from which seed it is drawn."""

    cells: Annotated[int, Field(ge=1, le=1_000_000)]
    seed: Annotated[int, Field(ge=0, le=2**31)]


class PlanQuery(In):
    """A year, and who sends the test of June: the National Crisis Centre or the joint control rooms."""

    year: Annotated[int, Field(ge=2012, le=2099)] | None = None
    first_sender: Literal["NCC", "LMS"] = "NCC"


class PlanStepOut(Out):
    """What to do on a day."""

    day: date
    text: Pair


class PlannedTestOut(Out):
    """A test message, with what to do around it."""

    at: Moment
    sender: str
    back_up: str
    note: Pair | None
    steps: list[PlanStepOut]


class ReachPointOut(Out):
    """What a test reached, as a share of people of 12 and over."""

    day: date
    low: float
    middle: float
    high: float
    certainty: str
    source: Pair


class SurveysOut(Out):
    """The reach of the tests since 2012, the tests of which none is known, and the files with surveys of one's own."""

    points: list[ReachPointOut]
    tests_without: list[date]
    surveys: list[SupplyOut]


@router.get("/alerts/templates", response=list[TemplateOut], **about("listAlertTemplates", "The national frames"))
def list_templates(request: HttpRequest) -> Any:
    """Return them."""
    with_alerts(request)
    return [TemplateOut.of(one, name=pair(one.name)) for one in frames_now()]


@router.get(
    "/alerts/templates/{slug:template}", response=TemplateDetail, **about("getAlertTemplate", "A frame in full")
)
def get_template(request: HttpRequest, template: str) -> Any:
    """Return it with its fields and pieces."""
    with_alerts(request)
    one = _template(template)
    return TemplateDetail(
        id=one.id,
        name=pair(one.name),
        kind=one.kind,
        level=one.level,
        urgency=one.urgency,
        strategy=[pair(text) for text in one.strategy],
        fields_=[
            FieldOut.of(f, label=pair(f.label), example=pair(f.example), choices=[pair(choice) for choice in f.choices])
            for f in one.fields
        ],
        pieces=[PieceOut.of(piece, text=both(piece.text)) for piece in one.pieces],
    )


@router.post(
    "/alerts/templates/{slug:template}/texts",
    response=Pair,
    **about("fillAlertTemplate", "The texts that a frame gives when it is filled in"),
)
def fill_template(request: HttpRequest, template: str, given: FillingIn) -> Any:
    """Return them in both languages; nothing is saved."""
    with_alerts(request, Action.ALERT_WRITE)
    return both(fill(_template(template), values_of(given.values)))


@router.get("/alerts/supplies", response=Page[SupplyOut], **about("listAlertSupplies", "The files alerts work with"))
def list_supplies(request: HttpRequest, chosen: Query[SupplyFilter]) -> Any:
    """Return them by kind, newest first."""
    everywhere(request, Action.ALERT_SETUP)
    rows = Supply.objects.select_related("created_by")
    if chosen.kind is not None:
        rows = rows.filter(kind=chosen.kind)
    if chosen.active is not None:
        rows = rows.filter(active=chosen.active)
    return paged(request, rows, chosen, _supply)


@router.post("/alerts/supplies", response={201: SupplyOut}, **about("createAlertSupply", "Take in a file"))
def create_supply(request: HttpRequest, chosen: Query[SupplyQuery], given: File[UploadedFile]) -> Any:
    """Take it in and put it to use, where its reader finds nothing wrong with it."""
    everywhere(request, Action.ALERT_SETUP)
    return _taken_in(request, chosen.kind, given, _LARGEST)


@router.patch(
    "/alerts/supplies/{int:supply}", response=SupplyOut, **about("changeAlertSupply", "Put a file to use, or aside")
)
def change_supply(request: HttpRequest, supply: int, given: SupplyChange) -> Any:
    """Put it to use or aside."""
    everywhere(request, Action.ALERT_SETUP)
    row = Supply.objects.filter(pk=supply).first()
    if row is None:
        raise Http404
    supply_verbs.put_to_use(request, row, active=given.active)
    return _supply(row)


@router.post(
    "/alerts/networks",
    response={201: SupplyOut},
    **about("createExerciseNetwork", "Make up a network of cells for exercises"),
)
def create_network(request: HttpRequest, given: NetworkIn) -> Any:
    """Make it up, mark it so, and put it to use."""
    everywhere(request, Action.ALERT_SETUP)
    return _supply(supply_verbs.make_up(request, cells=given.cells, seed=given.seed))


@router.get("/alerts/tests", response=list[PlannedTestOut], **about("listAlertTests", "The test messages of a year"))
def list_tests(request: HttpRequest, chosen: Query[PlanQuery]) -> Any:
    """Return both, with what to do around them."""
    with_alerts(request)
    return [
        PlannedTestOut.of(
            test,
            note=pair(test.note),
            steps=[PlanStepOut(day=one.day, text=pair(one.step.text)) for one in dated_checklist(test)],
        )
        for test in plan_tests(chosen.year or timezone.localdate().year, chosen.first_sender)
    ]


@router.get("/alerts/surveys", response=SurveysOut, **about("listAlertSurveys", "What the test messages reached"))
def list_surveys(request: HttpRequest) -> Any:
    """Return the published numbers with surveys of one's own in one curve."""
    with_alerts(request)
    rows = list(Supply.objects.filter(kind=SupplyKind.SURVEY, active=True).order_by("created", "pk"))
    history = reach_history([place_of(row) for row in rows])
    return SurveysOut(
        points=[ReachPointOut.of(point, source=pair(point.source)) for point in history.points],
        tests_without=list(history.tests_without),
        surveys=[_supply(row) for row in rows],
    )


@router.post("/alerts/surveys", response={201: SupplyOut}, **about("createAlertSurvey", "Take in a survey of a test"))
def create_survey(request: HttpRequest, given: File[UploadedFile]) -> Any:
    """Take it in, where nothing is wrong with it."""
    everywhere(request, Action.ALERT_SETUP)
    return _taken_in(request, SupplyKind.SURVEY, given, _LARGEST_SURVEY)


def _template(name: str) -> Template:
    found = next((one for one in frames_now() if one.id == name), None)
    if found is None:
        raise Http404
    return found


def _supply(row: Supply) -> SupplyOut:
    out: SupplyOut = SupplyOut.of(row, created_by=who(row.created_by))
    return out


def _taken_in(request: HttpRequest, kind: SupplyKind, given: UploadedFile, largest: int) -> SupplyOut:
    return _supply(supply_verbs.take_in(request, kind=kind, name=str(given.name), content=content_of(given, largest)))
