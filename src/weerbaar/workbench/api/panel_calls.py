# SPDX-License-Identifier: EUPL-1.2
"""The panel of a round, how far it is, and the method it judges by."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from weerbaar.base import WeerbaarError
from weerbaar.method import load_method, method_ids
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.openapi import json_of
from weerbaar.workbench.api.opening import caller, open_round, plain_json, read_round
from weerbaar.workbench.api.schemas import GivenMoment, In, Moment, Out, Page, Paging, Pair, about, paged, pair
from weerbaar.workbench.scoring import verbs
from weerbaar.workbench.scoring.answers import progress_by_criterion
from weerbaar.workbench.scoring.facilitation import Seat, seats_of
from weerbaar.workbench.scoring.fields import Field as Asked
from weerbaar.workbench.scoring.fields import rod_of
from weerbaar.workbench.scoring.models import Panelist
from weerbaar.workbench.scoring.panel import experts_of, scenarios_for, turn_now

router = Router(tags=["panel"], by_alias=True)
Username = Annotated[str, Field(min_length=1, max_length=150)]


class PanelistOut(Out):
    """A seat in the panel, by name."""

    number: int
    user: str | None
    name: Pair
    kind: str
    weight: float


class SeatIn(In):
    """Who gets a seat."""

    user: Username


class WeightIn(In):
    """How heavily somebody counts."""

    weight: Annotated[float, Field(gt=0, le=1_000_000)]


class ReminderIn(In):
    """Who is asked to go on; nobody named: all who are not ready."""

    users: list[Username] = Field(default=[], max_length=500)
    text: Annotated[str, Field(max_length=500)] = ""
    due: GivenMoment | None = None


class ReminderOut(Out):
    """How many were asked."""

    asked: int


class SeatProgress(Out):
    """How far one expert is."""

    number: int | None
    name: str
    done: int
    share: float
    reminded: bool
    last: Moment | None


class ProgressOut(Out):
    """How far the panel is in the turn that is open."""

    turn: int | None
    asked_of_each: int
    experts: list[SeatProgress]
    answers_by_criterion: dict[str, int]


class ChoiceOut(Out):
    """One class of a question."""

    code: str
    word: Pair
    anchor: Pair | None


class QuestionOut(Out):
    """One question about a scenario."""

    id: str
    name: Pair
    interest: Pair
    note: Pair | None
    choices: list[ChoiceOut]
    is_likelihood: bool


class MethodOut(Out):
    """A method that this installation knows."""

    id: str
    title: Pair


def panelist_out(row: Panelist) -> PanelistOut:
    """Return a seat as a program gets it."""
    user = row.user.username if row.user else None
    return PanelistOut.of(row, user=user, name=Pair(nl=row.name_nl, en=row.name_en))


def _person(username: str) -> User:
    found = User.objects.filter(username=username).first()
    if found is None:
        raise Http404
    return found


@router.get("/rounds/{slug:round_slug}/panel", response=Page[PanelistOut], **about("listPanel", "The panel by name"))
def list_panel(request: HttpRequest, round_slug: str, paging: Query[Paging]) -> Any:
    """Return it, for who may see who scores."""
    rows = read_round(request, round_slug, Action.SEE_PANEL).panel.select_related("user")
    return paged(request, rows, paging, panelist_out)


@router.post(
    "/rounds/{slug:round_slug}/panel", response={201: PanelistOut}, **about("addPanelist", "Give an expert a seat")
)
def add_panelist(request: HttpRequest, round_slug: str, given: SeatIn) -> Any:
    """Give it; who has one keeps it."""
    round_ = open_round(request, round_slug, Action.FACILITATE, Action.MANAGE)
    person = experts_of(round_).filter(username=given.user).first() or _person(given.user)
    return panelist_out(verbs.add_panelist(request, round_=round_, user=person))


@router.patch(
    "/rounds/{slug:round_slug}/panel/{int:number}",
    response=PanelistOut,
    **about("weighPanelist", "Change how heavily a panelist counts"),
)
def weigh_panelist(request: HttpRequest, round_slug: str, number: int, given: WeightIn) -> Any:
    """Change the weight."""
    round_ = open_round(request, round_slug, Action.FACILITATE, Action.MANAGE)
    row = round_.panel.filter(number=number).select_related("user", "round").first()
    if row is None:
        raise Http404
    return panelist_out(verbs.weigh_panelist(request, panelist=row, weight=given.weight))


@router.get(
    "/rounds/{slug:round_slug}/progress", response=ProgressOut, **about("getProgress", "How far the experts are")
)
def get_progress(request: HttpRequest, round_slug: str) -> Any:
    """Return it per expert and per question, for the facilitator."""
    round_ = read_round(request, round_slug, Action.FACILITATE)
    total = scenarios_for(caller(request), round_).count() * len(rod_of(round_).fields)
    turn = turn_now(round_)

    def line(seat: Seat) -> SeatProgress:
        number = seat.panelist.number if seat.panelist else None
        return SeatProgress.of(seat, number=number, last=seat.progress.last)

    return ProgressOut(
        turn=turn,
        asked_of_each=total,
        experts=[line(seat) for seat in seats_of(round_, total)],
        answers_by_criterion=progress_by_criterion(round_, turn or 1),
    )


@router.post(
    "/rounds/{slug:round_slug}/reminders", response={201: ReminderOut}, **about("remindExperts", "Ask experts to go on")
)
def remind(request: HttpRequest, round_slug: str, given: ReminderIn) -> Any:
    """Ask them; who was asked and is not ready yet is not asked twice."""
    round_ = open_round(request, round_slug, Action.FACILITATE, Action.MANAGE)
    if given.users:
        users = list(experts_of(round_).filter(username__in=given.users))
    else:
        total = scenarios_for(caller(request), round_).count() * len(rod_of(round_).fields)
        users = [seat.user for seat in seats_of(round_, total) if seat.user is not None and seat.share < 1]
    return ReminderOut(asked=verbs.remind(request, round_=round_, users=users, text=given.text, due=given.due))


@router.get(
    "/rounds/{slug:round_slug}/questions",
    response=list[QuestionOut],
    tags=["methods"],
    **about("listQuestions", "What is asked of every scenario of a round: criteria with their classes, and likelihood"),
)
def list_questions(request: HttpRequest, round_slug: str) -> Any:
    """Return the questions of the method."""

    def question(asked: Asked) -> QuestionOut:
        choices = [ChoiceOut(code=c.code, word=pair(c.word), anchor=pair(c.anchor)) for c in asked.choices]
        return QuestionOut.of(
            asked, name=pair(asked.name), interest=pair(asked.interest), note=pair(asked.note), choices=choices
        )

    return [question(asked) for asked in rod_of(read_round(request, round_slug)).fields]


@router.get("/methods", response=list[MethodOut], tags=["methods"], **about("listMethods", "Methods that can be used"))
def list_methods(request: HttpRequest) -> Any:
    """Return those that are shipped."""
    return [MethodOut(id=name, title=pair(load_method(name).title)) for name in method_ids()]


@router.get(
    "/methods/{str:method_id}",
    tags=["methods"],
    openapi_extra=json_of("The method file, in the names of the library"),
    **about("getMethod", "One method in full"),
)
def get_method(request: HttpRequest, method_id: str) -> HttpResponse:
    """Return it as its file has it."""
    if method_id not in method_ids():
        raise Http404
    try:
        return plain_json(load_method(method_id).model_dump_json(by_alias=True).encode())
    except WeerbaarError:
        raise Http404 from None
