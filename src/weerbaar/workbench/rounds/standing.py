# SPDX-License-Identifier: EUPL-1.2
"""How far a round is, in a few numbers, and which deadline comes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from weerbaar.base import Text, WeerbaarError
from weerbaar.method import Method, load_method
from weerbaar.workbench.library.models import ReviewState, Scenario
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring.models import Answer

DEADLINES = {
    "score_by": (Phase.SCORING, Text(nl="Beoordelen", en="Scoring")),
    "revise_by": (Phase.FEEDBACK, Text(nl="Herzien na terugkoppeling", en="Revision after feedback")),
    "decide_by": (Phase.CLOSED, Text(nl="Vaststellen", en="Sign-off")),
}
"""Field of the round to the phase in which it counts, and what must be ready."""


@dataclass(frozen=True)
class Standing:
    """The key figures of a round, as somebody of a certain clearance may see them.

    Attributes:
        scenarios: active ones.
        approved: of those, with an approved text.
        experts, started: places in the panel, and those with at least one answer.
        answered, wanted: answers given of the first turn, and answers there would be if everybody answered all.
    """

    scenarios: int
    approved: int
    experts: int
    started: int
    answered: int
    wanted: int

    @property
    def percent(self) -> int:
        """Answers given, as a whole percentage; 100 only when all are."""
        return min(100 * self.answered // self.wanted, 100) if self.wanted else 0


def standing_of(round_: Round, *, level: int) -> Standing:
    """Return the key figures, without what is more confidential than ``level``."""
    scenarios = Scenario.objects.filter(round=round_, status="active", level__lte=level).aggregate(
        all=Count("pk"), approved=Count("pk", filter=Q(review_state=ReviewState.APPROVED))
    )
    answers = Answer.objects.filter(
        panelist__round=round_, turn=1, scenario__status="active", scenario__level__lte=level
    ).aggregate(all=Count("pk"), experts=Count("panelist", distinct=True))
    experts = round_.panel.count()
    return Standing(
        scenarios["all"],
        scenarios["approved"],
        experts,
        answers["experts"],
        answers["all"],
        experts * scenarios["all"] * questions(round_),
    )


def method_of(round_: Round) -> Method | None:
    """Return the method of a round, None where this installation does not know it (any more)."""
    try:
        return load_method(round_.method)
    except (WeerbaarError, OSError):
        return None


def questions(round_: Round) -> int:
    """Return how many answers one expert gives about one scenario: one per criterion, and the likelihood."""
    method = method_of(round_)
    return len(method.criteria) + 1 if method is not None else 0


def deadlines(round_: Round) -> list[tuple[Text, datetime, bool]]:
    """Return what must be ready when, and whether that still counts in this phase."""
    order = list(Phase)
    here = order.index(Phase(round_.phase))
    return [
        (title, due, here <= order.index(phase))
        for field, (phase, title) in DEADLINES.items()
        if (due := getattr(round_, field)) is not None
    ]


def next_deadline(round_: Round) -> tuple[Text, datetime] | None:
    """Return the first deadline that still counts, None where there is none."""
    open_ = [(title, due) for title, due, counts in deadlines(round_) if counts]
    return min(open_, key=lambda found: found[1], default=None)
