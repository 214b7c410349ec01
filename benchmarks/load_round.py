# SPDX-License-Identifier: EUPL-1.2
"""A realistic round and the people who work in it, for :mod:`benchmarks.load_workbench`."""

from __future__ import annotations

import contextlib
import os
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LABELS = "ABCDE"
READERS = {"analyst": 8, "facilitator": 4, "decider": 3, "reader": 5}
"""Of fifty people those who do not score."""

PAGES = {
    "my-work": "",
    "rounds": "",
    "round": "round",
    "round-quality": "round",
    "round-tasks": "round",
    "scenarios": "round",
    "scenario": "scenario",
    "scoring": "round",
    "scoring-scenario": "scenario",
    "plenary": "round",
    "results": "round",
    "capabilities": "round",
    "reports": "round",
    "exchange": "round",
}
"""Names of the pages that people open, and what stands in their address; each opens what the own role may open."""


@dataclass
class Person:
    """Somebody at work.

    Attributes:
        pages: name to the addresses that this person may open.
        saved: (scenario, criterion) to the label that was accepted last.
    """

    name: str
    role: str
    session: str
    panelist: int = 0
    pages: dict[str, list[str]] = field(default_factory=dict)
    saved: dict[tuple[str, str], str] = field(default_factory=dict)


def prepared(data: Path, users: int, *, scenarios: int, experts: int) -> list[Person]:
    """Make the round and the people, and log these in."""
    os.environ["WEERBAAR_DATA"] = str(data)
    os.environ.pop("DATABASE_URL", None)
    from weerbaar.workbench import console

    data.mkdir(mode=0o700)
    console.set_up(data)
    console.migrate()
    from django.db import connection, transaction

    from weerbaar.workbench.accounts.models import Grant, User

    with transaction.atomic():
        round_, rows, panel = _round_with_answers(scenarios, experts)
        people = []
        for number in range(users):
            role = _role_of(number, users)
            user = User.objects.create(username=f"{role}-{number}", clearance=1)
            Grant.objects.create(user=user, role=role, round=round_)
            person = Person(user.username, role, _session_of(user))
            if role == "expert":
                seat = panel[number % len(panel)]
                seat.user = user
                seat.save()
                person.panelist = seat.pk
            person.pages = _pages_of(user, round_, rows)
            people.append(person)
    connection.close()
    return people


def _role_of(number: int, users: int) -> str:
    """Return who the person with this number is: the last two fifths do not score."""
    others = [role for role, count in READERS.items() for _ in range(count)]
    share = round(users * len(others) / 50)
    return others[number * len(others) // max(share, 1)] if number < share else "expert"


def _round_with_answers(scenarios: int, experts: int) -> tuple[Any, list[Any], list[Any]]:
    from weerbaar.dossier import LIKELIHOOD
    from weerbaar.method import load_method
    from weerbaar.workbench.library.models import Scenario
    from weerbaar.workbench.rounds.models import Phase, Round
    from weerbaar.workbench.scoring.models import Answer, Panelist

    chance = random.Random(1)
    method = load_method("nl-nrb-2009")
    round_ = Round.objects.create(
        slug="belasting",
        title_nl="Belastingproef",
        organisation_nl="Proef",
        label="Proef",
        year=2027,
        method=method.id,
        phase=Phase.SCORING,
    )
    story = {"nl": "Een verhaallijn van gewone lengte, zoals een analist die schrijft. " * 40, "en": ""}
    rows = [
        Scenario.objects.create(
            round=round_,
            slug=f"scenario-{number:02d}",
            title_nl=f"Scenario {number}",
            kind=chance.choice(("hazard", "threat")),
            review_state="approved",
            story={"summary": story},
        )
        for number in range(scenarios)
    ]
    panel = [
        Panelist.objects.create(round=round_, slug=f"deskundige-{n}", number=n, name_nl=f"Deskundige {n}")
        for n in range(1, experts + 1)
    ]
    Answer.objects.bulk_create(
        (
            Answer(
                panelist=seat,
                scenario=row,
                criterion=criterion,
                judgement={"label": chance.choice(LABELS), "reason": "Zoals in de vorige ronde."},
            )
            for seat in panel
            for row in rows
            for criterion in (*(c.id for c in method.criteria), LIKELIHOOD)
        ),
        batch_size=1_000,
    )
    return round_, rows, panel


def _session_of(user: Any) -> str:
    """Log somebody in without the login form, whose password hash is slow on purpose."""
    from django.test import Client

    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["weerbaar_session"].value


def _pages_of(user: Any, round_: Any, rows: list[Any]) -> dict[str, list[str]]:
    """Return the addresses of the pages that there are and that this person may open."""
    from django.urls import NoReverseMatch, get_resolver, reverse

    from weerbaar.workbench.accounts.permissions import may

    found = {}
    chosen = random.Random(user.pk).sample(rows, min(10, len(rows)))
    for name, kind in PAGES.items():
        try:
            addresses = {
                "": lambda name=name: [reverse(name)],
                "round": lambda name=name: [reverse(name, kwargs={"round_slug": round_.slug})],
                "scenario": lambda name=name: [_of_scenario(name, round_.slug, row.slug) for row in chosen],
            }[kind]()
        except NoReverseMatch:
            continue
        guard = getattr(get_resolver().resolve(addresses[0]).func, "access", None)
        action = getattr(guard, "action", None)
        if action is None or may(user, action, round_ if guard and guard.in_round else None):
            found[name] = addresses
    return found


def _of_scenario(name: str, round_slug: str, slug: str) -> str:
    from django.urls import NoReverseMatch, reverse

    for argument in ("slug", "scenario_slug"):
        with contextlib.suppress(NoReverseMatch):
            return reverse(name, kwargs={"round_slug": round_slug, argument: slug})
    raise NoReverseMatch(name)
