# SPDX-License-Identifier: EUPL-1.2
"""Reading answers: one's own, those of the group as far as they may be seen, and how many there are.

Every function asks the database a fixed number of questions, whatever the size of the round.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.models import Answer, Panelist

Cell = tuple[int, str]
"""Number of a scenario's row, and a criterion."""


def in_effect(round_: Round, level: int) -> QuerySet[Answer]:
    """Return the answers that count: of the second turn where there is one, else of the first.

    Args:
        round_: the round.
        level: what is more confidential is left out, as in the results.
    """
    seen = Answer.objects.filter(level__lte=level)
    here = seen.filter(panelist__round=round_, scenario__level__lte=level, scenario__status="active")
    if not Answer.objects.filter(panelist__round=round_, turn=2).exists():
        # Asked first, because it costs next to nothing and halves the time of what follows while people score.
        return here
    later = seen.filter(
        panelist=OuterRef("panelist"), scenario=OuterRef("scenario"), criterion=OuterRef("criterion"), turn=2
    )
    return here.filter(Q(turn=2) | ~Exists(later))


def label_counts(answers: QuerySet[Answer]) -> dict[Cell, Counter[str]]:
    """Return scenario and criterion to how often each label was given by experts; "" counts those without."""
    found: dict[Cell, Counter[str]] = defaultdict(Counter)
    rows = (
        answers.filter(panelist__kind="expert")
        .values_list("scenario_id", "criterion", "label")
        .annotate(n=Count("pk"))
        .order_by()
    )
    for scenario, criterion, label, n in rows:
        found[scenario, criterion][label] += n
    return dict(found)


@dataclass(frozen=True)
class Shown:
    """One answer of the group, as the group may read it: without a name.

    Attributes:
        panelist: number of the row of the panelist, to know one's own answer by.
        number: what others see instead of the name.
        kind: of the panelist.
        judgement: as it is stored.
    """

    panelist: int
    number: int
    kind: str
    label: str
    level: int
    judgement: dict[str, Any]


def answers_on(round_: Round, scenario: Scenario, level: int, criterion: str = "") -> dict[str, list[Shown]]:
    """Return criterion to the answers that count on one scenario, in the order of the experts' numbers."""
    found: dict[str, list[Shown]] = defaultdict(list)
    answers = in_effect(round_, level).filter(scenario=scenario).order_by("panelist__number")
    if criterion:
        answers = answers.filter(criterion=criterion)
    # Plain values: a page shows hundreds of them.
    names = ("criterion", "panelist_id", "panelist__number", "panelist__kind", "label", "level", "judgement")
    for question, *values in answers.values_list(*names):
        found[question].append(Shown(*values))
    return dict(found)


def own_on(panelist: Panelist | None, scenario: Scenario) -> dict[str, dict[int, Answer]]:
    """Return criterion to turn to one's own answer on one scenario."""
    found: dict[str, dict[int, Answer]] = defaultdict(dict)
    if panelist is not None:
        for answer in Answer.objects.filter(panelist=panelist, scenario=scenario):
            found[answer.criterion][answer.turn] = answer
    return dict(found)


def own_cells(panelist: Panelist | None, turn: int) -> set[Cell]:
    """Return which questions somebody has answered in a turn."""
    if panelist is None:
        return set()
    return set(Answer.objects.filter(panelist=panelist, turn=turn).values_list("scenario_id", "criterion"))


@dataclass(frozen=True)
class Progress:
    """How far one panelist is.

    Attributes:
        first: answers in the first turn.
        second: answers in the second turn.
        last: when the last one was given.
    """

    first: int
    second: int
    last: datetime | None


def progress_by_panelist(round_: Round) -> dict[int, Progress]:
    """Return panelist to how many answers were given on scenarios that are scored."""
    rows = (
        Answer.objects.filter(panelist__round=round_, scenario__status="active")
        .values("panelist")
        .annotate(first=Count("pk", filter=Q(turn=1)), second=Count("pk", filter=Q(turn=2)), last=Max("changed"))
        .order_by()
    )
    return {row["panelist"]: Progress(row["first"], row["second"], row["last"]) for row in rows}


def progress_by_criterion(round_: Round, turn: int) -> dict[str, int]:
    """Return criterion to how many answers experts gave in a turn."""
    rows: Any = (
        Answer.objects.filter(panelist__round=round_, panelist__kind="expert", turn=turn, scenario__status="active")
        .values_list("criterion")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return dict(rows)


def answered_on(round_: Round, scenario: Scenario, criterion: str, turn: int) -> int:
    """Return how many experts answered one question in a turn; a number that gives no answer away."""
    return Answer.objects.filter(
        panelist__round=round_, panelist__kind="expert", scenario=scenario, criterion=criterion, turn=turn
    ).count()
