# SPDX-License-Identifier: EUPL-1.2
"""A checklist is begun, answered one requirement at a time, and goes out to be filled in and comes back."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.capability.guideline import guideline_names
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = "/rounds/open/guideline"


@pytest.fixture
def program(program_of: Any, scored: Round) -> Any:
    """A program of an analyst, in a round with a checklist."""
    found = program_of("analyst")
    begun = found.post(PLACE, {"content": guideline_names()[0], "subject": "Noodcommunicatie"})
    assert begun.status_code == 201, begun.data
    return found


def _first(program: Any) -> str:
    return str(program.get(PLACE).data["requirements"][0]["requirement"])


def test_a_requirement_is_answered_where_nobody_was_first(program: Any) -> None:
    assert program.post(PLACE, {"content": guideline_names()[0], "subject": "x"}).status_code == 400
    place = f"{PLACE}/requirements/{_first(program)}"
    there = program.get(place).data
    given = {"basedOn": there["fingerprint"], "state": "partly", "owner": "Beheer", "evidence": [{"what": "Toets"}]}
    saved = program.patch(place, given)
    assert saved.status_code == 200, saved.data
    assert (saved.data["answer"]["state"], saved.data["answer"]["owner"]) == ("partly", "Beheer")
    assert program.patch(place, given).status_code == 409
    more = program.patch(place, {"basedOn": saved.data["fingerprint"], "note": "Later"})
    assert (more.data["answer"]["note"], more.data["answer"]["owner"]) == ("Later", "Beheer")
    assert program.patch(place, {"basedOn": "", "state": "misschien"}).status_code == 400
    assert program.get(f"{PLACE}/requirements/geen").status_code == 404


def test_answers_leave_and_come_back(program: Any) -> None:
    table = program.get(f"{PLACE}/export?format=csv")
    assert table.headers["Content-Type"].startswith("text/csv")
    back = program.upload(f"{PLACE}/imports", "checklist.csv", table.content)
    assert (back.status_code, back.data["changed"]) == (200, 0), back.data
    assert program.upload(f"{PLACE}/imports", "checklist.csv", b"niets").status_code == 400
    assert program.get(f"{PLACE}/export").content[:2] == b"PK"


def test_a_checklist_above_the_clearance_is_not_there(program: Any, scored: Round) -> None:
    first = _first(program)
    scored.documents.update(level=Level.SECRET)
    assert program.get(PLACE).status_code == 400
    assert program.get(f"{PLACE}/requirements/{first}").status_code == 400
