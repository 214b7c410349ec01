# SPDX-License-Identifier: EUPL-1.2
"""Who calls, what is asked, and search."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_a_task_is_asked_done_and_withdrawn(program_of: Any, scored: Round) -> None:
    asker, other = program_of("analyst"), program_of("expert")
    made = asker.post("/rounds/open/tasks", {"user": other.user.username, "text": "Lees dit."})
    assert (made.status_code, made.data["askedBy"]) == (201, asker.user.username)
    assert [task["text"] for task in other.get("/my-work").data["tasks"]] == ["Lees dit."]
    place = f"/tasks/{made.data['id']}"
    assert asker.patch(place, {"done": True}).status_code == 403
    assert other.patch(place, {"done": True}).data["done"]
    assert other.get("/my-work").data["tasks"] == []
    assert other.delete(place).status_code == 403
    assert asker.delete(place).status_code == 204


def test_who_only_reads_asks_nothing_and_nobody_is_asked_who_cannot_read(program_of: Any, scored: Round) -> None:
    stranger = program_of()
    given = {"user": stranger.user.username, "text": "x"}
    assert program_of("reader").post("/rounds/open/tasks", given).status_code == 403
    assert program_of("analyst").post("/rounds/open/tasks", given).status_code == 404


def test_what_follows_from_the_round_is_asked(program_of: Any, scored: Round) -> None:
    asked = program_of("expert", scored).get("/my-work").data["asked"]
    assert {item["round"] for item in asked} == {"open"}
    assert asked[0]["text"]["nl"]


def test_search_finds_what_may_be_seen_and_logs_what_is_confidential(program_of: Any, scored: Round) -> None:
    low, high = program_of("reader"), program_of("reader", clearance=Level.SECRET)
    assert low.get("/search?q=cyberhacktivisme").data["items"][0]["scenario"] == "cyberhacktivisme"
    Scenario.objects.filter(slug="cyberhacktivisme").update(level=Level.SECRET)
    assert low.get("/search?q=cyberhacktivisme").data["total"] == 0
    found = high.get("/search?q=cyberhacktivisme&round=open").data["items"]
    assert [(item["scenario"], item["level"]) for item in found] == [("cyberhacktivisme", "secret")]
    assert Entry.objects.filter(action="search.read", level=Level.SECRET).count() == 1
    assert low.get("/search").status_code == 400


def test_people_change_their_own_name_and_language_and_nothing_else(program_of: Any) -> None:
    program = program_of("reader")
    assert program.patch("/me", {"firstName": "Noor", "language": "en"}).data["name"].startswith("Noor")
    program.user.refresh_from_db()
    assert (program.user.first_name, program.user.language) == ("Noor", "en")
    assert program.patch("/me", {"clearance": "secret"}).status_code == 400
    assert program.patch("/me", {"language": "fr"}).status_code == 400
    assert program_of("reader", None, "read").patch("/me", {"firstName": "Noor"}).status_code == 403
