# SPDX-License-Identifier: EUPL-1.2
"""Rounds through the API: which are seen by whom, making and changing them, phases, and the dossier."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Grant, Role
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
NEW = {"title": {"nl": "Ronde"}, "label": "R 2030", "year": 2030, "organisation": {"nl": "O"}, "method": "nl-nrb-2009"}


def test_the_list_has_pages_with_links(program_of: Any, round_: Round, scored: Round) -> None:
    program = program_of("reader")
    first = program.get("/rounds?pageSize=1").data
    assert (first["total"], first["previous"], len(first["items"])) == (2, None, 1)
    assert first["next"] == "/api/v1/rounds?pageSize=1&page=2"
    second = program.get(first["next"].removeprefix("/api/v1")).data
    assert (second["next"], second["previous"]) == (None, "/api/v1/rounds?pageSize=1&page=1")
    assert {first["items"][0]["slug"], second["items"][0]["slug"]} == {"open", "voorbeeld-2012"}
    assert program.get("/rounds?phase=scoring").data["total"] == 1


def test_a_round_that_may_not_be_seen_is_not_there(program_of: Any, round_: Round) -> None:
    Round.objects.filter(pk=round_.pk).update(level=Level.SECRET)
    program = program_of("administrator")
    assert program.get(f"/rounds/{round_.slug}").status_code == 404
    assert program.get("/rounds").data["total"] == 0
    assert program_of().get("/rounds").data["total"] == 0


def test_reading_a_confidential_round_is_logged(program_of: Any, round_: Round) -> None:
    Round.objects.filter(pk=round_.pk).update(level=Level.DEPARTMENTAL)
    assert program_of("reader", clearance=Level.SECRET).get(f"/rounds/{round_.slug}").data["level"] == "departmental"
    assert Entry.objects.filter(action="round.read", level=Level.DEPARTMENTAL).count() == 1


def test_a_round_is_made_and_changed_and_a_late_change_is_refused(program_of: Any, db: None) -> None:
    program = program_of("administrator")
    made = program.post("/rounds", {**NEW, "scoreBy": "2030-05-01T12:00:00+02:00"})
    assert made.status_code == 201
    assert made.data["scoreBy"] == "2030-05-01T10:00:00Z"
    address = f"/rounds/{made.data['slug']}"
    changed = program.patch(address, {"version": 1, "label": "Nieuw"})
    assert (changed.data["label"], changed.data["version"], changed.data["year"]) == ("Nieuw", 2, 2030)
    late = program.patch(address, {"version": 1, "label": "Te laat"})
    assert (late.status_code, late.data["currentVersion"]) == (409, 2)
    assert Entry.objects.filter(action="round.changed").count() == 1


def test_the_rules_of_the_pages_hold(program_of: Any) -> None:
    program = program_of("administrator", clearance=Level.INTERNAL)
    answer = program.post("/rounds", {**NEW, "method": "geen", "level": "secret", "scoreBy": "2031-01-01T00:00:00Z",
                                      "reviseBy": "2030-01-01T00:00:00Z"})  # fmt: skip
    assert answer.status_code == 400
    assert {error["field"] for error in answer.data["errors"]} == {"method", "level"}


def test_who_does_not_manage_makes_none(program_of: Any) -> None:
    assert program_of("analyst").post("/rounds", NEW).status_code == 403
    assert program_of("administrator", None, "read", "write").post("/rounds", NEW).status_code == 403


def test_a_phase_changes_with_a_reason_only_where_something_is_not_ready(program_of: Any, scored: Round) -> None:
    program = program_of("facilitator")
    step = {"version": scored.version, "step": "reopen"}
    refused = program.post("/rounds/open/phase-changes", step)
    assert refused.status_code == 409
    assert refused.data["errors"]
    done = program.post("/rounds/open/phase-changes", {**step, "reason": "Er mist een scenario."})
    assert done.data["phase"] == "setup"
    assert program_of("analyst").post("/rounds/open/phase-changes", step).status_code == 403


def test_the_dossier_leaves_as_zip_and_as_json(program_of: Any, round_: Round) -> None:
    program = program_of("analyst")
    answer = program.get(f"/rounds/{round_.slug}/dossier")
    assert "dossier.yaml" in {name.rpartition("/")[2] for name in ZipFile(BytesIO(answer.content)).namelist()}
    found = program.get(f"/rounds/{round_.slug}/dossier?format=json").data
    assert len(found["scenarios"]) == round_.scenarios.count()
    assert Entry.objects.filter(action="round.exported").count() == 2
    assert program_of("reader").get(f"/rounds/{round_.slug}/dossier").status_code == 403
    # Names are for who sees the panel.
    assert program.get(f"/rounds/{round_.slug}/dossier?names=true").status_code == 403


def test_an_earlier_round_that_may_not_be_seen_is_not_named(program_of: Any, round_: Round, scored: Round) -> None:
    scored.change(scored.version, earlier=[round_.slug], previous=round_)
    program = program_of()
    Grant.objects.create(user=program.user, role=Role.READER, round=scored)
    found = program.get("/rounds/open").data
    assert (found["previous"], found["earlier"]) == (None, [])
