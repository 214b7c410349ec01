# SPDX-License-Identifier: EUPL-1.2
"""Review with four eyes, remarks in threads, and files, through the API."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workbench.api.test_scenario_calls import NEW, PLACE
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
DIKE = f"{PLACE}/dijk"


def test_nobody_approves_the_own_text(program_of: Any, scored: Round) -> None:
    writer, other = program_of("analyst"), program_of("analyst")
    writer.post(PLACE, NEW)
    assert writer.post(f"{DIKE}/submissions", {"version": 1}).data["reviewState"] == "in-review"
    given = {"version": 2, "approved": True}
    assert writer.post(f"{DIKE}/reviews", given).status_code == 409
    assert other.post(f"{DIKE}/reviews", {"version": 1, "approved": True}).status_code == 409
    assert other.post(f"{DIKE}/reviews", given).data["reviewState"] == "approved"
    reviews = writer.get(f"{DIKE}/reviews").data["items"]
    assert [(r["reviewer"], r["approved"]) for r in reviews] == [(other.user.username, True)]


def test_remarks_stand_in_threads(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    program.post(PLACE, NEW)
    first = program.post(f"{DIKE}/comments", {"text": "Welke dijk?", "section": "incident"}).data
    answer = program.post(f"{DIKE}/comments", {"text": "De Lekdijk.", "answerTo": first["id"]}).data
    assert (answer["answerTo"], answer["section"]) == (first["id"], "incident")
    assert program.patch(f"{DIKE}/comments/{first['id']}", {"resolved": True}).data["resolved"]
    assert [c["text"] for c in program.get(f"{DIKE}/comments").data["items"]] == ["Welke dijk?", "De Lekdijk."]
    assert program.post(f"{DIKE}/comments", {"text": "x", "answerTo": 99}).status_code == 404
    assert program.post(f"{DIKE}/comments", {"text": "x", "section": "epiloog"}).status_code == 409


def test_a_file_is_attached_fetched_and_removed(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    program.post(PLACE, NEW)
    made = program.upload(f"{DIKE}/attachments", "notitie.txt", b"Een notitie.")
    assert (made.status_code, made.data["name"], made.data["size"]) == (201, "notitie.txt", 12)
    place = f"{DIKE}/attachments/{made.data['id']}"
    answer = program_of("reader").get(place)
    assert answer.content == b"Een notitie."
    assert answer["Content-Disposition"].startswith("attachment")
    assert program.upload(f"{DIKE}/attachments", "virus.exe", b"MZ\x90\0").status_code == 409
    assert program.post(f"{DIKE}/attachments", {}).status_code == 400
    assert program_of("reader").delete(place).status_code == 403
    assert program.delete(place).status_code == 204
    assert program.get(place).status_code == 404
    assert program.get(f"{DIKE}/attachments").data["total"] == 0
