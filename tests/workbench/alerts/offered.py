# SPDX-License-Identifier: EUPL-1.2
"""Drafts that were offered for approval, how they are approved, and a channel that reaches nobody."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from tests.workbench.alerts.uses import HERE, region
from weerbaar.alerting.approval import challenge, criteria_tree, shipped_checks
from weerbaar.alerting.area import Area, Circle
from weerbaar.alerting.compose import Draft
from weerbaar.alerting.delivery import ForReal, RehearsalChannel, Watched
from weerbaar.alerting.register import Kind, drafted
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import approval_verbs, delivery_verbs, desk
from weerbaar.workbench.alerts.channels import Ways
from weerbaar.workbench.alerts.matter import matter_of
from weerbaar.workbench.alerts.models import Channel, ChannelKind, Use
from weerbaar.workbench.alerts.store import DatabaseStore
from weerbaar.workbench.alerts.uses import register_use

DUTCH = (
    "OEFENING NL-Alert 26-11-2026 14:00: brand met veel rook in Moerdijk. Sluit ramen en deuren. Bel 112 bij gevaar. "
    "Meer informatie: crisis.nl."
)
ENGLISH = "EXERCISE NL-Alert: fire with smoke in Moerdijk. Close windows and doors. Dial 112. More: crisis.nl."
MOERDIJK = Area(Text(nl="Moerdijk", en="Moerdijk"), circles=(Circle(51.7, 4.6, 3.0),))


def asked_by(user: User) -> HttpRequest:
    """Return a request of somebody."""
    request = RequestFactory().post("/")
    request.user = user
    return request


def draft_of(name: str = "VR20-1", status: str = "exercise", **values: Any) -> Draft:
    """Return a draft."""
    now = timezone.now()
    exercise = status == "exercise"
    given: dict[str, Any] = {
        "id": name,
        "region": "VR20",
        "sender_name": "Veiligheidsregio Midden- en West-Brabant",
        "kind": "exercise" if exercise else "fire-smoke",
        "level": {"exercise": "exercise", "test": "test"}.get(status, 2),
        "status": status,
        "area": MOERDIJK,
        "texts": Text(nl=DUTCH, en=ENGLISH)
        if exercise
        else Text(nl=DUTCH.removeprefix("OEFENING "), en=ENGLISH.removeprefix("EXERCISE ")),
        "starts": now,
        "expires": now + timedelta(hours=2),
    }
    return Draft(**(given | values))


def offered(author: User, name: str = "VR20-1", status: str = "exercise", **values: Any) -> Use:
    """Make a use and offer its draft for approval."""
    draft = draft_of(name, status, **values)
    row = Use.objects.create(
        use=name,
        region=region(HERE),
        draft=draft.model_dump(mode="json"),
        title="Brand in Moerdijk",
        incident=draft.kind,
        status=status,
        state="waiting",
        author=author,
        starts=draft.starts,
        expires=draft.expires,
    )
    save(row, draft, author)
    return row


def save(row: Use, draft: Draft, author: User, *, at: datetime | None = None) -> None:
    """Write down that a draft was offered, asked for ten minutes ago."""
    now = at or timezone.now()
    said = drafted(draft, offered=True, requested_at=now - timedelta(minutes=10))
    DatabaseStore().append(Kind.DRAFTED, row.use, author.username, said, now)


def hash_of(row: Use) -> str:
    """Return the hash of the draft as it was last saved."""
    return register_use(row.use).draft_hash or ""


def answer_criteria(row: Use, by: User) -> None:
    """Walk the decision tree by an answer that leads to sending, whatever its questions are."""
    tree = criteria_tree()
    at: str | None = tree.first
    while at is not None:
        question = tree.question(at)
        assert question is not None
        choice = next(c for c in question.answers if c.outcome == "send" or c.next is not None)
        approval_verbs.answer_question(asked_by(by), row, question=at, answer=choice.id)
        at = choice.next


RIGHT_PLAN = "De officier van dienst, 15:30"


def right_answer(row: Use, check_id: str) -> str:
    """Return what shows that a check was done, found as an approver would: by looking at the draft."""
    use = register_use(row.use)
    matter = matter_of(row, use)
    check = next(check for check in shipped_checks() if check.id == check_id)
    holds = challenge(check, matter).holds
    texts = [[w for w in text.split() if re.search(r"\w", w)] for text in (matter.dutch, matter.english)]
    local = matter.expires.astimezone(timezone.get_current_timezone())
    tries = [" ".join(words[i : i + 2]) for words in texts for i in range(len(words))]
    tries += [f"{matter.identifier}", f"{local:%d-%m %H:%M}", RIGHT_PLAN, " ".join(matter.contacts)]
    tries += ["overschot onbekend", "geen nummers en links", "geen Nederlandse tekst", "geen Engelse tekst"]
    if matter.outside_km2 is not None:
        tries.append(f"{matter.outside_km2:.1f}".replace(".", ","))
    return next(typed for typed in tries if holds(typed))


def do_checks(row: Use, by: User) -> None:
    """Do every check as it should be done."""
    for check in shipped_checks():
        approval_verbs.do_check(
            asked_by(by), row, draft=hash_of(row), check=check.id, typed=right_answer(row, check.id)
        )


def approve(row: Use, by: User) -> None:
    """Walk the criteria, do every check, and approve."""
    answer_criteria(row, by)
    do_checks(row, by)
    approval_verbs.approve_draft(asked_by(by), row, draft=hash_of(row))


def rehearsal(name: str = "oefennet", **address: float) -> Channel:
    """Make a channel that reaches nobody."""
    return Channel.objects.create(name=name, kind=ChannelKind.REHEARSAL, purpose="exercise", address=address)


LIVE_CELLS = ("204-08-1-1", "204-08-1-2")


class LiveDouble(RehearsalChannel):
    """Says that it is real, and reaches nobody."""

    purpose = ForReal()  # type: ignore[assignment]


def on_air(officer: User, approver: User, monkeypatch: pytest.MonkeyPatch, name: str = "VR20-1", **values: Any) -> Use:
    """Put an alert that is meant on the air, over a double of a real channel."""
    Channel.objects.get_or_create(
        name="echt", defaults={"kind": ChannelKind.BSC, "purpose": "live", "address": {"host": "127.0.0.1", "port": 1}}
    )
    known: Any = vars(desk)["ways"]().live.get("echt")
    double: Any = known if isinstance(known, LiveDouble) else LiveDouble("echt", LIVE_CELLS, timezone.now)
    monkeypatch.setattr(desk, "ways", lambda: Ways({"echt": double}, {}, (Watched(double, frozenset({"echt"})),), {}))
    row = offered(officer, name, **({"status": "actual"} | values))
    approve(row, approver)
    delivery_verbs.send(asked_by(officer), row, channels=["echt"], draft=hash_of(row))
    desk.deliver_wanted()
    row.refresh_from_db()
    return row
