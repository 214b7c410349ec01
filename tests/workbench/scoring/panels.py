# SPDX-License-Identifier: EUPL-1.2
"""Material of these tests: a round that is open for scoring, experts with a seat, and answers by the thousand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory

from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring import verbs
from weerbaar.workbench.scoring.fields import rod_of
from weerbaar.workbench.scoring.models import Answer, Panelist


def open_round(slug: str = "ronde-2027", *, scenarios: int = 2, **fields: Any) -> Round:
    """Return a round with short scenarios, in which experts score."""
    given = {
        "title_nl": "Ronde 2027",
        "label": "2027",
        "year": 2027,
        "organisation_nl": "Ministerie",
        "method": "nl-nrb-2009",
        "phase": Phase.SCORING,
        "level": 0,
        **fields,
    }
    round_ = Round.objects.create(slug=slug, **given)
    for n in range(scenarios):
        Scenario.objects.create(
            round=round_,
            slug=f"scenario-{n}",
            title_nl=f"Scenario {n}",
            theme_nl=f"Thema {n % 2}",
            story={"incident": {"nl": f"Er gebeurt iets, geval {n}.", "en": ""}},
        )
    return round_


def expert(round_: Round, name: str, **fields: Any) -> User:
    """Return an expert of a round."""
    user = User.objects.create_user(name, f"{name}@voorbeeld.nl", **fields)
    Grant.objects.create(user=user, role=Role.EXPERT, round=round_)
    return user


def facilitator(round_: Round, name: str = "begeleider", **fields: Any) -> User:
    """Return the facilitator of a round."""
    user = User.objects.create_user(name, f"{name}@voorbeeld.nl", **{"clearance": 3, **fields})
    Grant.objects.create(user=user, role=Role.FACILITATOR, round=round_)
    return user


def by(user: User) -> HttpRequest:
    """Return a request of somebody, for a verb."""
    request = RequestFactory().post("/")
    request.user = user
    return request


def say(user: User, round_: Round, criterion: str, judgement: Mapping[str, Any] | str, **more: Any) -> Answer:
    """Let an expert answer about the first scenario; a bare label will do."""
    scenario = more.pop("scenario", None) or round_.scenarios.get(slug="scenario-0")
    panelist = verbs.take_seat(by(user), round_=round_)
    given = {"label": judgement} if isinstance(judgement, str) else judgement
    return verbs.answer(by(user), panelist=panelist, scenario=scenario, criterion=criterion, judgement=given, **more)


def go_to(round_: Round, phase: Phase) -> None:
    """Put a round in a phase."""
    round_.phase = phase
    round_.save()


def crowd(round_: Round, experts: int) -> None:
    """Fill a round: every expert answers every question."""
    rod = rod_of(round_)
    scenarios = list(round_.scenarios.all())
    panel = Panelist.objects.bulk_create(
        Panelist(round=round_, slug=f"d-{n}", number=n + 1, name_nl=f"D {n}") for n in range(experts)
    )
    rows = []
    for p, panelist in enumerate(panel):
        for s, scenario in enumerate(scenarios):
            for f, asked in enumerate(rod.fields):
                codes = rod.codes(asked)
                label = codes[(s + f + p % 3) % len(codes)]
                rows.append(
                    Answer(
                        panelist=panelist,
                        scenario=scenario,
                        criterion=asked.id,
                        label=label,
                        judgement={"label": label, "reason": "Zo gaat dat."},
                    )
                )
    Answer.objects.bulk_create(rows, batch_size=2_000)
