# SPDX-License-Identifier: EUPL-1.2
"""One's own answers, how the group judges once that may be seen, and what the meeting agreed on."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import Field

from weerbaar.base import InputError, Problem, Text
from weerbaar.dossier import checked_judgement
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.own_first import OwnFirstError
from weerbaar.workbench.accounts.permissions import Action, may, waits
from weerbaar.workbench.api.opening import caller, open_round
from weerbaar.workbench.api.schemas import (
    In,
    LevelName,
    Moment,
    Out,
    Page,
    Paging,
    Pair,
    Version,
    about,
    level_name,
    level_of,
    paged,
    pair,
)
from weerbaar.workbench.library.conversion import scenario_of
from weerbaar.workbench.library.models import WITHDRAWN, Scenario
from weerbaar.workbench.library.reading import note_reading
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring import verbs
from weerbaar.workbench.scoring.answers import Shown, answers_on
from weerbaar.workbench.scoring.fields import rod_of
from weerbaar.workbench.scoring.models import Answer
from weerbaar.workbench.scoring.panel import NotNowError, panelist_of, scenarios_for
from weerbaar.workbench.scoring.sheet import SHOWS_GROUP, group_view
from weerbaar.workbench.scoring.wording import read_probability, read_quantities

router = Router(tags=["answers"], by_alias=True)
_PLACE = "/rounds/{slug:round_slug}/scenarios/{slug:scenario}"
Label = Annotated[str, Field(max_length=20)]
Grade = Literal["low", "medium", "high"]


class JudgementIn(In):
    """One judgement: exactly one of ``label``, ``quantities``, ``probability`` and ``missing``."""

    label: Label | None = None
    lower: Label | None = None
    upper: Label | None = None
    half: Literal["unknown"] | None = None
    sub_class: Literal["low", "mid", "high"] | None = None
    vulnerability: Grade | None = None
    quantities: dict[str, Any] | None = None
    probability: dict[str, Any] | float | None = None
    window_years: Annotated[float, Field(gt=0)] | None = None
    missing: bool = False
    reason: Annotated[str, Field(max_length=20_000)] = ""
    confidence: Grade | None = None
    evidence: Literal["statistics", "cases", "model", "network", "expert", "intelligence", "published"] | None = None
    sources: list[Annotated[str, Field(max_length=80)]] = Field(default=[], max_length=200)


class JudgementOut(Out):
    """One judgement."""

    label: str | None = None
    lower: str | None = None
    upper: str | None = None
    half: str | None = None
    sub_class: str | None = None
    vulnerability: str | None = None
    quantities: dict[str, Any] | None = None
    probability: Any = None
    window_years: float | None = None
    missing: bool = False
    reason: str = ""
    confidence: str | None = None
    evidence: str | None = None
    sources: list[str] = []


class AnswerIn(In):
    """An answer; ``version`` 0 where there was none in this turn."""

    judgement: JudgementIn
    version: Version = 0
    level: LevelName = "open"


class ConfirmationIn(In):
    """The answer of the first turn stays as it is."""

    version: Version = 0


class AnswerOut(Out):
    """What was said of one criterion in one turn."""

    scenario: str
    criterion: str
    turn: int
    judgement: JudgementOut
    label: str
    level: LevelName
    version: int
    changed: Moment


class WithdrawQuery(In):
    """Which version is taken back."""

    version: Version


class ReadingIn(In):
    """A question and a judgement with ``quantities`` or a ``probability``."""

    criterion: Annotated[str, Field(max_length=60)]
    judgement: JudgementIn


class ReadingOut(Out):
    """The class, why, and where the numbers are uncertain the probability of each class."""

    label: str
    reason: Pair
    shares: dict[str, float]


class DistributionOut(Out):
    """How experts judge one question, without a trace of who said what.

    ``counts`` is empty and what follows from it null where fewer than three others answered. ``groupLabel`` is what the
    meeting agreed on.
    """

    criterion: str
    answered: int
    counts: dict[str, int]
    median: str | None
    low: str | None
    high: str | None
    agreement: float | None
    group_label: str | None


def answer_out(row: Answer) -> AnswerOut:
    """Return an answer as a program gets it."""
    known = {name: value for name, value in row.judgement.items() if name in JudgementOut.model_fields}
    return AnswerOut.of(row, scenario=row.scenario.slug, level=level_name(row.level), judgement=JudgementOut(**known))


def _judged(
    request: HttpRequest, round_slug: str, scenario: str, action: Action, *also: Action
) -> tuple[Round, Scenario]:
    """Return the round and a scenario that is judged in it."""
    round_ = open_round(request, round_slug, action, *also)
    row = scenarios_for(caller(request), round_).filter(slug=scenario).first()
    if row is None:
        raise Http404
    row.round = round_
    note_reading(request, row.level, "scenario.read", row)
    return round_, row


@router.get(
    "/rounds/{slug:round_slug}/answers",
    response=Page[AnswerOut],
    **about("listOwnAnswers", "Your own answers in a round"),
)
def list_own_answers(request: HttpRequest, round_slug: str, paging: Query[Paging]) -> Any:
    """Return those of both turns."""
    round_ = open_round(request, round_slug, Action.SCORE)
    clearance = caller(request).clearance
    rows = Answer.objects.filter(panelist__round=round_, panelist__user=caller(request), level__lte=clearance)
    rows = (
        rows.filter(scenario__level__lte=clearance)
        .exclude(scenario__status=WITHDRAWN)
        .select_related("scenario")
        .order_by("scenario__slug", "criterion", "turn")
    )
    page = paged(request, rows, paging, lambda row: row)
    note_reading(request, max((max(a.level, a.scenario.level) for a in page["items"]), default=0), "answer.read")
    page["items"] = [answer_out(row) for row in page["items"]]
    return page


@router.put(f"{_PLACE}/answers/{{str:criterion}}", response=AnswerOut, **about("saveAnswer", "Store your answer"))
def save_answer(request: HttpRequest, round_slug: str, scenario: str, criterion: str, given: AnswerIn) -> Any:
    """Store it in the turn that is open; ``criterion`` can be ``likelihood``."""
    round_, row = _judged(request, round_slug, scenario, Action.SCORE)
    panelist = verbs.take_seat(request, round_=round_)
    return answer_out(
        verbs.answer(
            request,
            panelist=panelist,
            scenario=row,
            criterion=criterion[:60],
            judgement=given.judgement.model_dump(exclude_unset=True),
            version=given.version,
            level=level_of(given.level),
        )
    )


@router.post(
    f"{_PLACE}/answers/{{str:criterion}}/confirmations",
    response=AnswerOut,
    **about("confirmAnswer", "Stand by your answer of the first turn"),
)
def confirm_answer(request: HttpRequest, round_slug: str, scenario: str, criterion: str, given: ConfirmationIn) -> Any:
    """Say in the second turn that it stays as it is."""
    round_, row = _judged(request, round_slug, scenario, Action.SCORE)
    panelist = verbs.take_seat(request, round_=round_)
    return answer_out(
        verbs.stand_by(request, panelist=panelist, scenario=row, criterion=criterion[:60], version=given.version)
    )


@router.delete(
    f"{_PLACE}/answers/{{str:criterion}}",
    response={204: None},
    **about("withdrawAnswer", "Take your answer of this turn back"),
)
def withdraw_answer(
    request: HttpRequest, round_slug: str, scenario: str, criterion: str, chosen: Query[WithdrawQuery]
) -> Any:
    """Take it back, where the version is the newest one."""
    round_, row = _judged(request, round_slug, scenario, Action.SCORE)
    panelist = panelist_of(caller(request), round_)
    if panelist is None:
        raise Http404
    verbs.withdraw_answer(request, panelist=panelist, scenario=row, criterion=criterion[:60], version=chosen.version)


@router.post(
    f"{_PLACE}/readings",
    response=ReadingOut,
    **about("readJudgement", "Which class quantities or a probability come down to; nothing is stored"),
)
def read_judgement(request: HttpRequest, round_slug: str, scenario: str, given: ReadingIn) -> Any:
    """Return the class with the reason, as the page shows it while somebody types.

    Raises:
        InputError: the judgement is not right for this question.
    """
    round_, row = _judged(request, round_slug, scenario, Action.SCORE)
    rod = rod_of(round_)
    asked = rod.field(given.criterion)
    if asked is None:
        raise Http404
    sent = {**given.judgement.model_dump(exclude_unset=True), "criterion": asked.id}
    judgement = checked_judgement(sent, rod.method, scenario_of(row))
    if judgement.quantities is not None:
        found = read_quantities(rod.method, asked, judgement.quantities)
    elif judgement.probability is not None:
        window = judgement.window_years or rod.method.likelihood.window_years
        found = read_probability(rod.method, judgement.probability, window, row.kind)
    else:
        text = Text(nl="geef aantallen of een kans.", en="give quantities or a probability.")
        raise InputError([Problem("judgement", text, field="quantities")])
    return ReadingOut(label=found.label, reason=pair(found.reason), shares=dict(found.shares))


@router.get(
    f"{_PLACE}/distribution",
    response=list[DistributionOut],
    **about("getDistribution", "How the experts judge a scenario, without names"),
)
def get_distribution(request: HttpRequest, round_slug: str, scenario: str) -> Any:
    """Return it per question: to facilitators always, to experts not while scoring is blind."""
    round_, row = _judged(request, round_slug, scenario, Action.SCORE, Action.FACILITATE)
    user = caller(request)
    leads = may(user, Action.FACILITATE, round_)
    if not leads and round_.phase not in SHOWS_GROUP:
        raise NotNowError(Text(nl="Het beoordelen is nog blind.", en="Scoring is blind until the feedback."))
    if waits(user, round_):
        raise OwnFirstError
    rod, own = rod_of(round_), None if leads else panelist_of(user, round_)
    found = answers_on(round_, row, user.clearance)
    highest = max((one.level for some in found.values() for one in some), default=Level.OPEN)
    if highest > row.level:
        note_reading(request, highest, "answer.read", row)

    def of(criterion: Any) -> DistributionOut:
        given: list[Shown] = found.get(criterion.id, [])
        view = group_view(rod, criterion, row, given, own, voices=False)
        counts = {bar.code: bar.count for bar in view.bars}
        lies = view.lies if view.bars else None
        meeting = next((one.label for one in given if one.kind == "group"), None)
        return DistributionOut(
            criterion=criterion.id,
            answered=view.lies.total,
            counts=counts,
            median=lies.median if lies else None,
            low=lies.low if lies else None,
            high=lies.high if lies else None,
            agreement=lies.agreement if lies else None,
            group_label=meeting,
        )

    return [of(criterion) for criterion in rod.fields]


@router.put(
    f"{_PLACE}/group-answers/{{str:criterion}}",
    response=AnswerOut,
    **about("saveGroupAnswer", "Store what the meeting agreed on, with the reason"),
)
def save_group_answer(request: HttpRequest, round_slug: str, scenario: str, criterion: str, given: AnswerIn) -> Any:
    """Store it; the facilitator writes it down."""
    round_, row = _judged(request, round_slug, scenario, Action.FACILITATE)
    return answer_out(
        verbs.record_group_answer(
            request,
            round_=round_,
            scenario=row,
            criterion=criterion[:60],
            judgement=given.judgement.model_dump(exclude_unset=True),
            version=given.version,
            level=level_of(given.level),
        )
    )
