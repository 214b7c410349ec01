# SPDX-License-Identifier: EUPL-1.2
"""Where the panel disagrees and what in its answers does not fit together, for the facilitator."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.own_first import OwnFirstError
from weerbaar.workbench.accounts.permissions import Action, waits
from weerbaar.workbench.api.opening import caller, open_round
from weerbaar.workbench.api.panel_calls import PanelistOut, panelist_out
from weerbaar.workbench.api.schemas import Out, Page, Paging, Pair, about, paged, pair
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.library.reading import note_reading
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring import verbs
from weerbaar.workbench.scoring.answers import in_effect, label_counts
from weerbaar.workbench.scoring.disagreement import Difference, Finding, alphas, differences, findings
from weerbaar.workbench.scoring.fields import Rod, rod_of
from weerbaar.workbench.scoring.panel import scenarios_for

router = Router(tags=["panel"], by_alias=True)
_ROUND = "/rounds/{slug:round_slug}"


class DifferenceQuery(Paging):
    """On which question; on all where none is named."""

    criterion: Annotated[str, Field(max_length=60)] = ""


class DifferenceOut(Out):
    """How far the panel is apart on one question; ``without`` counts those who do not know."""

    scenario: str
    criterion: str
    counts: dict[str, int]
    without: int
    median: str | None
    spread: int
    distance: float


class AgreementOut(Out):
    """Krippendorff's alpha of the labels given on one criterion; null where nothing can be compared."""

    criterion: str
    alpha: float | None


class FindingQuery(Paging):
    """Of which kind; of all where none is named."""

    kind: Literal["x-and-severe", "outlier", "numbers-and-label", "no-reason", "unknown"] | None = None


class FindingOut(Out):
    """Something in the answers to ask about; ``panelist`` is the number of whom it concerns."""

    kind: str
    scenario: str
    criterion: str
    text: Pair
    panelist: int | None


@router.get(
    f"{_ROUND}/disagreements",
    response=Page[DifferenceOut],
    **about("listDisagreements", "Questions with two answers or more, the most divided first"),
)
def list_disagreements(request: HttpRequest, round_slug: str, chosen: Query[DifferenceQuery]) -> Any:
    """Return them, for the facilitator."""
    round_, user, rod, scenarios = _asked(request, round_slug)
    counts = label_counts(in_effect(round_, user.clearance))

    def line(one: Difference) -> DifferenceOut:
        lies = one.lies
        return DifferenceOut(
            scenario=one.scenario.slug,
            criterion=one.asked.id,
            counts=dict(one.given),
            without=one.without,
            median=lies.median,
            spread=lies.spread,
            distance=lies.distance,
        )

    return paged(request, differences(rod, scenarios, counts, chosen.criterion), chosen, line)


@router.get(
    f"{_ROUND}/agreement",
    response=list[AgreementOut],
    **about("getAgreement", "How well the panel agrees, per criterion"),
)
def get_agreement(request: HttpRequest, round_slug: str) -> Any:
    """Return it, for the facilitator."""
    round_, user, rod, _ = _asked(request, round_slug)
    answers = in_effect(round_, user.clearance).filter(panelist__kind="expert")
    rows: Any = answers.values_list("panelist_id", "scenario_id", "criterion", "label")
    return [
        AgreementOut(criterion=criterion, alpha=None if math.isnan(alpha) else float(alpha))
        for criterion, alpha in alphas(rod, rows).items()
    ]


@router.get(
    f"{_ROUND}/answer-findings",
    response=Page[FindingOut],
    **about("listAnswerFindings", "What in the answers does not fit together"),
)
def list_findings(request: HttpRequest, round_slug: str, chosen: Query[FindingQuery]) -> Any:
    """Return it, for the facilitator."""
    round_, user, rod, scenarios = _asked(request, round_slug)
    counts = label_counts(in_effect(round_, user.clearance))
    found = findings(round_, rod, scenarios, counts, user.clearance)
    rows = [one for one in found if chosen.kind in (None, one.kind)]

    def line(one: Finding) -> FindingOut:
        return FindingOut(
            kind=one.kind, scenario=one.scenario.slug, criterion=one.asked.id, text=pair(one.text), panelist=one.who
        )

    return paged(request, rows, chosen, line)


@router.post(
    f"{_ROUND}/panel/invitations",
    response=list[PanelistOut],
    **about("seatExperts", "Give a seat to every expert who has none yet"),
)
def seat_experts(request: HttpRequest, round_slug: str) -> Any:
    """Give them; the answer is the whole panel."""
    round_ = open_round(request, round_slug, Action.FACILITATE, Action.MANAGE)
    verbs.seat_experts(request, round_=round_)
    return [panelist_out(row) for row in round_.panel.select_related("user")]


def _asked(request: HttpRequest, round_slug: str) -> tuple[Round, User, Rod, list[Scenario]]:
    """Return the round, who asks, the questions and the scenarios that the answers may be shown of.

    Raises:
        OwnFirstError: the facilitator is an expert too, and scoring is blind.
    """
    round_, user = open_round(request, round_slug, Action.FACILITATE), caller(request)
    if waits(user, round_):
        raise OwnFirstError
    scenarios = list(scenarios_for(user, round_).only("slug", "title_nl", "title_en", "level", "round_id", "kind"))
    note_reading(request, max([round_.level, *(s.level for s in scenarios)]), "panel.read", round_)
    return round_, user, rod_of(round_), scenarios
