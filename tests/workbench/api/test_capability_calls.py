# SPDX-License-Identifier: EUPL-1.2
"""Documents of the analysis with their versions and problems, and the register."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.capabilities.kinds import KINDS
from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
ROUND = "/rounds/open"
PLACE = f"{ROUND}/capability-documents"


def _register(program: Any) -> str:
    """Take up the shipped register, and return one of its subjects."""
    from weerbaar.capability.register import SINCE_2008, register_path

    text = register_path(SINCE_2008).read_text(encoding="utf-8")
    saved = program.put(f"{PLACE}/register", {"content": text})
    assert saved.status_code == 200, saved.data
    return str(program.get(f"{ROUND}/register?on=2015-06-01").data["subjects"][0]["id"])


def test_every_kind_has_a_place(program_of: Any, scored: Round) -> None:
    found = program_of("analyst").get(PLACE).data
    assert [(d["kind"], d["version"]) for d in found] == [(kind.name, 0) for kind in KINDS]
    assert program_of("analyst").get(f"{PLACE}/measures").status_code == 404
    assert program_of("analyst").get(f"{PLACE}/geen").status_code == 404


def test_what_is_wrong_with_a_document_is_told_with_its_line(program_of: Any, scored: Round) -> None:
    answer = program_of("analyst").put(f"{PLACE}/register", {"content": "schema: 1\nfout: ja\n"})
    assert answer.status_code == 400
    assert answer.data["errors"][0]["in"] == "register.yaml"
    assert not Document.objects.exists()


def test_the_register_is_read_as_of_a_day_and_added_to(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    subject = _register(program)
    late = program.put(f"{PLACE}/register", {"content": "schema: 1\n", "version": 0})
    assert late.status_code in {400, 409}
    entry = {"subject": subject, "kind": "progress", "fields": {"valid_from": "2024-01-01", "text": {"nl": "Loopt."}}}
    made = program.post(f"{ROUND}/register-entries", entry)
    assert (made.status_code, made.data["subject"], made.data["kind"]) == (201, subject, "progress")
    assert program.get(f"{PLACE}/register").data["version"] == 2
    assert program.get(f"{ROUND}/register?on=1990-01-01").status_code == 400
    assert program.post(f"{ROUND}/register-entries", {**entry, "fields": {"vreemd": 1}}).status_code == 400
    assert program.post(f"{ROUND}/register-entries", {**entry, "subject": "niets"}).status_code == 404


def test_a_text_above_the_clearance_is_not_read(program_of: Any, scored: Round) -> None:
    _register(program_of("analyst"))
    Document.objects.update(level=Level.SECRET)
    low = program_of("analyst")
    assert low.get(f"{PLACE}/register").status_code == 404
    assert low.put(f"{PLACE}/register", {"content": "x", "version": 1}).status_code == 404
    assert low.get(f"{ROUND}/register").status_code == 404
    assert {d["version"] for d in low.get(PLACE).data} == {0}


def test_nothing_to_show_is_said(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    assert program.get(f"{ROUND}/gaps").status_code == 400
    assert program.get(f"{ROUND}/portfolio").status_code == 404
    decision = {"outcome": "adopted", "reason": "Nodig."}
    assert program_of("decider").post(f"{ROUND}/measures/dijk/decisions", decision).status_code == 400
    assert program.post(f"{ROUND}/measures/dijk/decisions", decision).status_code == 403
