# SPDX-License-Identifier: EUPL-1.2
"""Measures are added, changed and taken out one by one; the choice at a budget and the advice come at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workbench.capabilities.documents import MEASURES, fill, small
from weerbaar.dossier import load_dossier
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.rounds import conversion
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
ROUND = "/rounds/open"
PLACE = f"{ROUND}/measures"


@pytest.fixture
def filled(scored: Round) -> Round:
    fill(scored, small())
    return scored


def test_a_measure_is_changed_where_nobody_was_first(filled: Round, program_of: Any) -> None:
    program = program_of("analyst")
    assert {m["id"] for m in program.get(PLACE).data} == set(MEASURES)
    there = program.get(f"{PLACE}/alert-online").data
    measure = {**there["measure"], "owner": "Iemand anders"}
    saved = program.put(f"{PLACE}/alert-online", {"measure": measure, "basedOn": there["fingerprint"]})
    assert saved.status_code == 200, saved.data
    now = program.get(f"{PLACE}/alert-online").data
    assert (now["owner"], now["fingerprint"]) == ("Iemand anders", saved.data["fingerprint"])
    assert now["authors"] == [program.user.username]
    late = program.put(f"{PLACE}/alert-online", {"measure": measure, "basedOn": there["fingerprint"]})
    assert (late.status_code, late.data["currentVersion"]) == (409, now["fingerprint"])
    wrong = program.put(f"{PLACE}/alert-online", {"measure": {"id": "alert-online"}, "basedOn": now["fingerprint"]})
    assert wrong.status_code == 400


def test_a_measure_is_added_and_taken_out(filled: Round, program_of: Any) -> None:
    program = program_of("analyst")
    measure = {**program.get(f"{PLACE}/internationale-benchmark").data["measure"], "id": "nog-een"}
    made = program.post(PLACE, {"measure": measure, "excludes": ["alert-online"]})
    assert (made.status_code, made.data["id"]) == (201, "nog-een"), made.data
    assert program.delete(f"{PLACE}/nog-een?basedOn=oud").status_code == 409
    assert program.delete(f"{PLACE}/nog-een?basedOn={made.data['fingerprint']}").status_code == 204
    assert program.get(f"{PLACE}/nog-een").status_code == 404


def test_weighing_choice_and_advice(db: None, program_of: Any) -> None:
    fill(conversion.round_from(load_dossier("voorbeeld-2012"), slug="open"), small())
    program = program_of("analyst")
    assert {m["id"] for m in program.get(f"{ROUND}/weighing").data["measures"]} == set(MEASURES)
    usual = program.get(f"{ROUND}/choice")
    assert usual.status_code == 200, usual.data
    assert usual.data["budgetEur"] == pytest.approx(6e6)
    assert {m["id"] for m in usual.data["taken"]} | set(usual.data["left"]) == set(MEASURES)
    assert "alert-online" in {m["id"] for m in usual.data["taken"]}
    assert program.get(f"{ROUND}/choice?budget=0").status_code == 409
    advice = program.get(f"{ROUND}/advice")
    assert advice.headers["Weerbaar-Stale"] == "false"
    told = [one["id"] for h in advice.data["headings"] for one in h["advised"] + h["declined"]]
    assert sorted(told) == sorted(MEASURES)


def test_measures_above_the_clearance_are_not_there(filled: Round, program_of: Any) -> None:
    filled.documents.filter(kind="measures").update(level=Level.SECRET)
    program = program_of("analyst")
    assert program.get(PLACE).data == []
    assert program.get(f"{PLACE}/alert-online").status_code == 404
    assert program.post(PLACE, {"measure": {"id": "x"}}).status_code in {403, 404}
