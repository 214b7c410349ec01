# SPDX-License-Identifier: EUPL-1.2
"""How confidential a result is: the highest level in the round that the reader may see.

Two people who see the same thing get the same level, and so the same computation.
"""

from __future__ import annotations

from django.http import HttpRequest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit import log
from weerbaar.workbench.library.models import WITHDRAWN
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.models import Answer


def level_for(user: User, round_: Round) -> int:
    """Return the level at which results of a round are made for a person who may see the round."""
    if user.clearance <= round_.level:
        return round_.level
    higher = {"level__gt": round_.level, "level__lte": user.clearance}
    scenarios = round_.scenarios.exclude(status=WITHDRAWN).filter(**higher).values_list("level", flat=True)
    answers = Answer.objects.filter(scenario__round=round_, **higher).exclude(scenario__status=WITHDRAWN)
    return max([round_.level, *scenarios, *answers.values_list("level", flat=True).distinct()])


def seen(request: HttpRequest) -> int:
    """Return the level of the results on this page, mark the page with it, and log that it was read."""
    round_ = request.round  # type: ignore[attr-defined]
    level = level_for(request.user, round_)  # type: ignore[arg-type]
    request.level = level  # type: ignore[attr-defined]
    whole = not getattr(request, "htmx", False)
    if level >= Level.DEPARTMENTAL and whole:
        log.record(request, "results.read", round_, round_=round_, level=level, page=request.path)
    return level
