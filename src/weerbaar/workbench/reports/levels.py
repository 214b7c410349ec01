# SPDX-License-Identifier: EUPL-1.2
"""How confidential a document is: what somebody may see, what was left out, and the marking on every page."""

from __future__ import annotations

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.library.models import WITHDRAWN
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.models import Answer


def levels_in(round_: Round) -> list[Level]:
    """Return the level of the round and every higher one that occurs in it, lowest first."""
    scenarios = (
        round_.scenarios.exclude(status=WITHDRAWN).filter(level__gt=round_.level).values_list("level", flat=True)
    )
    given = Answer.objects.filter(scenario__round=round_, level__gt=round_.level)
    answers = given.exclude(scenario__status=WITHDRAWN).values_list("level", flat=True)
    documents = round_.documents.filter(level__gt=round_.level).values_list("level", flat=True)
    return sorted(Level(level) for level in {round_.level, *scenarios, *answers.distinct(), *documents})


def level_for(present: list[Level], user: User, wanted: int | None = None) -> Level:
    """Return the level at which a document is made: the highest present that this person may see and asked for.

    Two levels between which nothing lies give the same document, and so the same job.

    Args:
        present: see :func:`levels_in`; the first is that of the round.
        user: who may see the round.
        wanted: "for this level"; None for all that the person may see.
    """
    highest = user.clearance if wanted is None else min(user.clearance, wanted)
    return max((level for level in present if level <= highest), default=present[0])


def choices_for(present: list[Level], user: User) -> list[Level]:
    """Return the levels that this person can choose from."""
    return [level for level in present if level <= user.clearance]


def marking_of(level: int) -> Text | None:
    """Return the words on every page; what is public bears none."""
    return Level(level).text if level > Level.OPEN else None
