# SPDX-License-Identifier: EUPL-1.2
"""Who sits in the panel of a round, and when answers are taken."""

from __future__ import annotations

import secrets

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring.models import Panelist

GROUP = "plenaire-groep"
"""Slug of the panelist that stands for the meeting."""

_TURNS = {Phase.SCORING.value: 1, Phase.FEEDBACK.value: 2}


class NotNowError(WeerbaarError):
    """The round is not in a phase in which this can be done."""


def turn_now(round_: Round) -> int | None:
    """Return the turn in which answers are given now: 1 is blind, 2 is the revision; None where none are taken."""
    return _TURNS.get(str(round_.phase))


def open_turn(round_: Round) -> int:
    """Return the turn in which answers are given now.

    Raises:
        NotNowError: none are taken, with the reason.
    """
    turn = turn_now(round_)
    if turn is None:
        raise NotNowError(closed_words(round_))
    return turn


def closed_words(round_: Round) -> Text:
    """Return why no answers are taken."""
    if round_.phase == Phase.SETUP:
        return Text(
            nl="Deze ronde wordt nog voorbereid. U kunt antwoorden zodra de procesbegeleider het beoordelen opent.",
            en="This round is still being prepared. You can answer as soon as the facilitator opens the scoring.",
        )
    return Text(
        nl="Deze ronde is gesloten. Er verandert niets meer aan de antwoorden.",
        en="This round is closed. The answers do not change any more.",
    )


def panelist_of(user: User, round_: Round) -> Panelist | None:
    """Return as whom a person answers in a round; None where the person has not answered yet."""
    found = Panelist.objects.filter(round=round_, user=user).first()
    if found is not None:
        found.round = round_
    return found


def seat(round_: Round, user: User, *, weight: float = 1.0) -> tuple[Panelist, bool]:
    """Return the panelist of a person, made where there is none, and whether it was made now.

    In a transaction that holds the row of the round.
    """
    found = panelist_of(user, round_)
    if found is not None:
        return found, False
    taken = set(round_.panel.values_list("slug", flat=True))
    base = f"deskundige-{slugify(user.username)[:50] or 'zonder-naam'}"
    slug = next(s for s in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)
    made = Panelist.objects.create(
        round=round_, user=user, slug=slug, number=free_number(round_), name_nl=str(user)[:300], weight=weight
    )
    return made, True


def seat_group(round_: Round) -> Panelist:
    """Return the panelist that stands for the meeting, made where there is none."""
    found = round_.panel.filter(slug=GROUP).first()
    return found or Panelist.objects.create(
        round=round_,
        slug=GROUP,
        number=free_number(round_),
        kind="group",
        name_nl="Plenaire groep",
        name_en="Plenary group",
    )


def free_number(round_: Round) -> int:
    """Return a number that nobody in the panel has.

    Drawn by lot: numbers in the order of invitation, or the same from round to round, would give people away.
    """
    taken = set(round_.panel.values_list("number", flat=True))
    top = 99
    while len(taken) > top // 2:
        top = top * 10 + 9
    return secrets.choice([number for number in range(1, top + 1) if number not in taken])


def experts_of(round_: Round) -> QuerySet[User]:
    """Return everybody with the role of expert in a round who may see the round."""
    here = Q(grants__round=round_) | Q(grants__round=None, grants__region=None)
    if round_.region_id:
        here |= Q(grants__region=round_.region_id)
    # One call: the role and the place must be those of the same grant.
    return (
        User.objects.filter(here, is_active=True, clearance__gte=round_.level, grants__role=Role.EXPERT)
        .distinct()
        .order_by("last_name", "first_name", "username")
    )


def scenarios_for(user: User, round_: Round) -> QuerySet[Scenario]:
    """Return the scenarios of a round that are scored and that a person may see."""
    return Scenario.objects.filter(round=round_, status="active", level__lte=user.clearance)
