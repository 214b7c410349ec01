# SPDX-License-Identifier: EUPL-1.2
"""Every write of the panel: answers, their revision, the judgement of the meeting, seats and reminders.

Pages and the API call these. Each checks who asks and whether the round takes answers now, inside the transaction that
holds the row of the round: no answer slips in after closing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from weerbaar.base import InputError, Problem, Text
from weerbaar.dossier import Judgement, checked_judgement
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.accounts.own_first import OwnFirstError
from weerbaar.workbench.accounts.permissions import Action, may, roles_of, waits
from weerbaar.workbench.audit import log
from weerbaar.workbench.library.conversion import scenario_of
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round, Task
from weerbaar.workbench.scoring.conversion import central_label, stored_judgement
from weerbaar.workbench.scoring.fields import rod_of
from weerbaar.workbench.scoring.models import Answer, Panelist
from weerbaar.workbench.scoring.panel import NotNowError, experts_of, open_turn, seat, seat_group
from weerbaar.workbench.shell.language import say
from weerbaar.workbench.shell.versioned import StaleVersionError

LONGEST_REASON = 20_000
"""Characters of the reason with one answer."""
GONE = Text(nl="geen antwoord: het is intussen ingetrokken", en="no answer: it was withdrawn meanwhile")
"""What is stored where somebody changes an answer that is not there any more."""


@transaction.atomic
def take_seat(request: HttpRequest, *, round_: Round) -> Panelist:
    """Return as whom the person who asks answers in a round; the seat is made at the first answer.

    Raises:
        PermissionDenied: this person does not score in this round.
    """
    user = _user(request)
    if not may(user, Action.SCORE, round_):
        raise PermissionDenied
    panelist, made = seat(_held(round_.pk), user)
    if made:
        log.record(request, "panelist.seated", panelist, number=panelist.number)
    return panelist


@transaction.atomic
def answer(
    request: HttpRequest,
    *,
    panelist: Panelist,
    scenario: Scenario,
    criterion: str,
    judgement: Judgement | Mapping[str, Any],
    version: int = 0,
    level: int = Level.OPEN,
) -> Answer:
    """Store what an expert says of one criterion (or of ``likelihood``), in the turn that the round is in.

    The same answer sent twice is stored once.

    Args:
        request: of the expert whose panelist it is.
        panelist: as whom.
        scenario: what is judged.
        criterion: id of the criterion.
        judgement: its fields, without scenario and criterion.
        version: version of the answer that the form was made from; 0 where there was none in this turn.
        level: confidentiality of the answer, at most the expert's own clearance.

    Raises:
        PermissionDenied: somebody else's panelist, or a scenario that this person does not score.
        NotNowError: the round takes no answers.
        InputError: what is wrong with the judgement, all at once.
        StaleVersionError: the answer was changed after the form was made.
    """
    user = _own(request, panelist)
    return _write(request, user, panelist, scenario, criterion, judgement, version, level)


@transaction.atomic
def stand_by(
    request: HttpRequest, *, panelist: Panelist, scenario: Scenario, criterion: str, version: int = 0
) -> Answer:
    """Say in the second turn that the answer of the first one stays as it is.

    Raises:
        PermissionDenied, NotNowError, StaleVersionError: as :func:`answer`.
        InputError: there is no answer of the first turn.
    """
    user = _own(request, panelist)
    round_ = _held(panelist.round_id)
    if open_turn(round_) != 2:
        raise NotNowError(
            Text(nl="Herzien kan pas na de terugkoppeling.", en="Answers are revised after the feedback only.")
        )
    first = Answer.objects.filter(panelist=panelist, scenario=scenario, criterion=criterion, turn=1).first()
    if first is None:
        raise InputError(
            [
                Problem(
                    "",
                    Text(
                        nl="u gaf in de eerste beurt geen antwoord om bij te blijven.",
                        en="you gave no answer in the first turn to stand by.",
                    ),
                    field=criterion,
                )
            ]
        )
    return _write(request, user, panelist, scenario, criterion, first.judgement, version, first.level)


@transaction.atomic
def withdraw_answer(
    request: HttpRequest, *, panelist: Panelist, scenario: Scenario, criterion: str, version: int
) -> None:
    """Take an answer of this turn back; what was never answered stays so.

    Raises:
        PermissionDenied, NotNowError, StaleVersionError: as :func:`answer`.
    """
    user = _own(request, panelist)
    round_ = _held(panelist.round_id)
    _scored(user, round_, scenario)
    turn = open_turn(round_)
    found = _stored(panelist, scenario, criterion, turn)
    if found is None:
        return
    if found.level > user.clearance:
        raise PermissionDenied
    if found.version != version:
        raise StaleVersionError(found, {"judgement": {}})
    log.record(request, "answer.withdrawn", found, level=found.level, **_about(scenario, criterion, turn))
    found.delete()
    round_.touch()


@transaction.atomic
def record_group_answer(
    request: HttpRequest,
    *,
    round_: Round,
    scenario: Scenario,
    criterion: str,
    judgement: Judgement | Mapping[str, Any],
    version: int = 0,
    level: int = Level.OPEN,
) -> Answer:
    """Store what the meeting agreed on; the facilitator writes it down, with the reason.

    Raises:
        PermissionDenied: not by the facilitator.
        OwnFirstError: the facilitator is an expert too, and scoring is blind.
        NotNowError, InputError, StaleVersionError: as :func:`answer`; a judgement of the meeting needs a reason.
    """
    user = _facilitator(request, round_)
    reason = judgement.reason if isinstance(judgement, Judgement) else str(judgement.get("reason") or "")
    if not reason.strip():
        raise InputError(
            [
                Problem(
                    "",
                    Text(
                        nl="schrijf op waarom de groep dit oordeel geeft.",
                        en="write down why the group gives this judgement.",
                    ),
                    field="reason",
                )
            ]
        )
    held = _held(round_.pk)
    open_turn(held)
    if waits(user, held):
        raise OwnFirstError
    return _write(request, user, seat_group(held), scenario, criterion, judgement, version, level)


@transaction.atomic
def add_panelist(request: HttpRequest, *, round_: Round, user: User, weight: float = 1.0) -> Panelist:
    """Give an expert a seat in the panel; who has one keeps it as it is.

    Raises:
        PermissionDenied: not by the facilitator or the administrator.
        InputError: no expert of this round, or a weight that is none.
    """
    _facilitator(request, round_, Action.MANAGE)
    problems = _weight_problems(weight)
    if Role.EXPERT not in roles_of(user, round_) or user.clearance < round_.level:
        problems.append(
            Problem(
                "",
                Text(
                    nl="heeft in deze ronde niet de rol van deskundige, of mag de ronde niet zien.",
                    en="does not have the role of expert in this round, or may not see the round.",
                ),
                field="user",
                value=str(user),
            )
        )
    if problems:
        raise InputError(problems)
    held = _held(round_.pk)
    panelist, made = seat(held, user, weight=weight)
    if made:
        log.record(request, "panelist.added", panelist, number=panelist.number, weight=weight)
    return panelist


@transaction.atomic
def seat_experts(request: HttpRequest, *, round_: Round) -> int:
    """Give every expert of a round a seat; return how many were new. To be called when the scoring opens.

    Raises:
        PermissionDenied: not by the facilitator or the administrator.
    """
    _facilitator(request, round_, Action.MANAGE)
    held = _held(round_.pk)
    seats = [seat(held, user) for user in experts_of(held)]
    new = [panelist for panelist, made in seats if made]
    for panelist in new:
        log.record(request, "panelist.added", panelist, number=panelist.number, weight=panelist.weight)
    return len(new)


@transaction.atomic
def weigh_panelist(request: HttpRequest, *, panelist: Panelist, weight: float) -> Panelist:
    """Change how heavily a panelist counts in the pool.

    Raises:
        PermissionDenied: not by the facilitator or the administrator.
        NotNowError: the round is closed.
        InputError: not a weight.
    """
    round_ = _held(panelist.round_id)
    _facilitator(request, round_, Action.MANAGE)
    if round_.is_closed:
        open_turn(round_)
    problems = _weight_problems(weight)
    if problems:
        raise InputError(problems)
    if panelist.weight != weight:
        log.record(request, "panelist.weighed", panelist, before=panelist.weight, after=weight)
        panelist.weight = weight
        panelist.save(update_fields=["weight"])
        round_.touch()
    return panelist


@transaction.atomic
def remind(
    request: HttpRequest, *, round_: Round, users: Iterable[User], text: str = "", due: datetime | None = None
) -> int:
    """Ask experts to go on; return how many were asked. Who was reminded and has not done it yet is not asked twice.

    Args:
        request: of the facilitator.
        round_: the round.
        users: experts of this round; others are left out.
        text: what to ask; a usual sentence where nothing is given.
        due: when it must be ready; the deadline of the phase where nothing is given.

    Raises:
        PermissionDenied: not by the facilitator or the administrator.
        NotNowError: the round takes no answers.
    """
    asker = _facilitator(request, round_, Action.MANAGE)
    held = _held(round_.pk)
    turn = open_turn(held)
    address = reverse("scoring", kwargs={"round_slug": held.slug})
    words = text.strip()[:500] or say(
        "Herinnering: vul uw antwoorden in deze ronde aan.", "Reminder: complete your answers in this round."
    )
    wanted = {user.pk for user in users}
    asked = 0
    for user in experts_of(held).filter(pk__in=wanted):
        task, made = Task.objects.get_or_create(
            round=held,
            user=user,
            address=address,
            done=None,
            defaults={"asked_by": asker, "text": words, "due": due or (held.score_by, held.revise_by)[turn - 1]},
        )
        if made:
            asked += 1
            log.record(request, "panelist.reminded", task, expert=user.username)
    return asked


def _write(
    request: HttpRequest,
    user: User,
    panelist: Panelist,
    scenario: Scenario,
    criterion: str,
    judgement: Judgement | Mapping[str, Any],
    version: int,
    level: int,
) -> Answer:
    round_ = _held(panelist.round_id)
    _scored(user, round_, scenario)
    turn = open_turn(round_)
    checked = _checked(user, round_, scenario, criterion, judgement, level)
    values = {
        "judgement": stored_judgement(checked),
        "level": level,
        "label": central_label(rod_of(round_).method, checked, scenario.kind),
    }
    found = _stored(panelist, scenario, criterion, turn)
    if found is not None:
        if found.level > user.clearance:
            raise PermissionDenied
        if found.judgement == values["judgement"] and found.level == level:
            return found
        found.panelist = panelist
        found.change_held(version, **values)
    elif version:
        gone = Answer(panelist=panelist, scenario=scenario, criterion=criterion, turn=turn, judgement={}, version=0)
        raise StaleVersionError(gone, values)
    else:
        found = Answer.objects.create(panelist=panelist, scenario=scenario, criterion=criterion, turn=turn, **values)
    round_.touch()
    log.record(
        request,
        "answer.saved",
        found,
        level=max(level, scenario.level),
        **_about(scenario, criterion, turn),
        version=found.version,
        panelist=panelist.number,
    )
    return found


def _checked(
    user: User,
    round_: Round,
    scenario: Scenario,
    criterion: str,
    judgement: Judgement | Mapping[str, Any],
    level: int,
) -> Judgement:
    problems: list[Problem] = []

    def wrong(field: str, nl: str, en: str, value: str = "") -> None:
        problems.append(Problem("", Text(nl=nl, en=en), field=field, value=value))

    given = stored_judgement(judgement) if isinstance(judgement, Judgement) else dict(judgement)
    data = {**given, "criterion": criterion}
    data.pop("scenario", None)
    rod = rod_of(round_)
    checked = None
    try:
        checked = checked_judgement(data, rod.method, scenario_of(scenario))
    except InputError as error:
        problems += error.problems
    if checked is not None and rod.field(criterion) is None:
        wrong("criterion", "een gezamenlijk criterium wordt niet gevraagd.", "a combined criterion is not asked.")
    if len(str(data.get("reason") or "")) > LONGEST_REASON:
        wrong("reason", f"ten hoogste {LONGEST_REASON} tekens.", f"at most {LONGEST_REASON} characters.")
    if level not in Level.values:
        wrong("level", "onbekende rubricering.", "unknown level of confidentiality.", str(level))
    elif level > user.clearance:
        wrong("level", "hoger dan wat u mag zien.", "higher than what you may see.", str(level))
    if checked is not None and checked.sources:
        known = set(round_.sources.filter(key__in=checked.sources).values_list("key", flat=True))
        for source in checked.sources:
            if source not in known:
                wrong(
                    "sources",
                    "deze bron staat niet in de bronnenlijst van de ronde.",
                    "this source is not in the list of sources of the round.",
                    source,
                )
    if problems or checked is None:
        raise InputError(problems)
    return checked


def _weight_problems(weight: float) -> list[Problem]:
    if math.isfinite(weight) and 1e-6 <= weight <= 1e6:
        return []
    message = Text(
        nl="geef een getal groter dan 0, ten hoogste 1.000.000.", en="give a number above 0, at most 1,000,000."
    )
    return [Problem("", message, field="weight", value=f"{weight:g}")]


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _own(request: HttpRequest, panelist: Panelist) -> User:
    user = _user(request)
    if panelist.user_id != user.pk or not may(user, Action.SCORE, panelist.round):
        raise PermissionDenied
    return user


def _facilitator(request: HttpRequest, round_: Round, also: Action | None = None) -> User:
    user = _user(request)
    if not may(user, Action.FACILITATE, round_) and not (also is not None and may(user, also, round_)):
        raise PermissionDenied
    return user


def _held(pk: int) -> Round:
    """Return the row of a round as it is now, held until the end of the transaction."""
    return Round.objects.select_for_update().get(pk=pk)


def _scored(user: User, round_: Round, scenario: Scenario) -> None:
    if scenario.round_id != round_.pk or scenario.status != "active" or scenario.level > user.clearance:
        raise PermissionDenied


def _stored(panelist: Panelist, scenario: Scenario, criterion: str, turn: int) -> Answer | None:
    return (
        Answer.objects.select_for_update()
        .filter(panelist=panelist, scenario=scenario, criterion=criterion, turn=turn)
        .first()
    )


def _about(scenario: Scenario, criterion: str, turn: int) -> dict[str, Any]:
    return {"scenario": scenario.slug, "criterion": criterion, "turn": turn}
