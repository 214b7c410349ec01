# SPDX-License-Identifier: EUPL-1.2
"""Scenarios through the API: written, changed with a version, seen within the clearance; and sources."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = "/rounds/open/scenarios"
NEW = {
    "id": "dijk",
    "title": {"nl": "Dijkdoorbraak"},
    "kind": "hazard",
    "storyline": {"incident": {"nl": "De dijk breekt."}},
}


def test_a_scenario_is_written_and_changed_and_a_late_change_is_refused(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    made = program.post(PLACE, NEW)
    assert (made.status_code, made.data["reviewState"], made.data["version"]) == (201, "draft", 1)
    body = {**{k: v for k, v in NEW.items() if k != "id"}, "title": {"nl": "Dijk"}, "version": 1, "reason": "Korter."}
    changed = program.put(f"{PLACE}/dijk", body)
    assert (changed.data["version"], changed.data["storyline"]["incident"]["nl"]) == (2, "De dijk breekt.")
    late = program.put(f"{PLACE}/dijk", {**body, "title": {"nl": "Te laat"}})
    assert (late.status_code, late.data["currentVersion"], late.data["notSaved"]) == (409, 2, ["title_nl"])
    versions = program.get(f"{PLACE}/dijk/versions").data["items"]
    assert [(v["version"], v["reason"]) for v in versions] == [(2, "Korter."), (1, "")]
    assert program.get(f"{PLACE}/dijk/versions/1").data["title"]["nl"] == "Dijkdoorbraak"
    back = program.post(f"{PLACE}/dijk/restorations", {"version": 2, "restore": 1})
    assert (back.data["version"], back.data["title"]["nl"]) == (3, "Dijkdoorbraak")


def test_all_mistakes_are_told_at_once(program_of: Any, scored: Round) -> None:
    wrong = {**NEW, "links": [{"scenario": "nergens"}], "sources": ["onbekend"]}
    answer = program_of("analyst").post(PLACE, wrong)
    assert answer.status_code == 400
    assert len(answer.data["errors"]) == 2
    twice = program_of("analyst").post(PLACE, {**NEW, "id": "cyberhacktivisme"})
    assert [error["field"] for error in twice.data["errors"]] == ["id"]
    strange = program_of("analyst").post(PLACE, {**NEW, "storyline": {"epiloog": {"nl": "x"}}})
    assert strange.status_code == 400


def test_what_is_above_the_clearance_is_not_there(program_of: Any, scored: Round) -> None:
    Scenario.objects.filter(slug="cyberhacktivisme").update(level=Level.DEPARTMENTAL)
    first = Scenario.objects.exclude(slug="cyberhacktivisme").first()
    Scenario.objects.filter(pk=first.pk).update(links=[{"scenario": "cyberhacktivisme"}])
    low, high = program_of("analyst"), program_of("analyst", clearance=Level.SECRET)
    assert low.get(PLACE).data["total"] == 3
    assert low.get(f"{PLACE}/cyberhacktivisme").status_code == 404
    assert low.get(f"{PLACE}/{first.slug}").data["links"] == []
    assert high.get(f"{PLACE}/cyberhacktivisme").data["level"] == "departmental"
    assert high.get(f"{PLACE}/{first.slug}").data["links"] == [{"scenario": "cyberhacktivisme"}]
    assert high.get(PLACE).data["total"] == 4
    assert list(Entry.objects.filter(level=Level.DEPARTMENTAL).values_list("action", flat=True)) == [
        "scenario.read", "scenario.listed",
    ]  # fmt: skip
    assert low.post(PLACE, {**NEW, "level": "secret"}).status_code == 403


def test_a_list_can_be_narrowed(program_of: Any, scored: Round) -> None:
    program = program_of("reader")
    assert program.get(f"{PLACE}?kind=threat").data["total"] + program.get(f"{PLACE}?kind=hazard").data["total"] == 4
    assert program.get(f"{PLACE}?status=geheim").status_code == 400


def test_a_list_asks_the_database_a_fixed_number_of_questions(
    program_of: Any, scored: Round, django_assert_max_num_queries: Any
) -> None:
    program = program_of("reader")
    program.get(PLACE)
    with django_assert_max_num_queries(8):
        program.get(PLACE)


def test_a_scenario_is_withdrawn_with_a_reason_and_put_back(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    place = "/rounds/open/scenarios/cyberhacktivisme"
    other = scored.scenarios.get(slug="grootschalige-onlusten")
    told = [warning["text"]["nl"] for warning in program.get(f"{place}/withdrawal-warnings").data]
    assert any(other.title_nl in text for text in told)
    assert program.post(f"{place}/withdrawals", {"version": 1, "reason": ""}).status_code == 400
    assert program.post(f"{place}/withdrawals", {"version": 7, "reason": "Dubbel."}).status_code == 409
    gone = program.post(f"{place}/withdrawals", {"version": 1, "reason": "Dubbel."}).data
    assert (gone["status"], gone["version"]) == ("withdrawn", 2)
    assert program.post(f"{place}/withdrawals", {"version": 2, "reason": "Dubbel."}).status_code == 409
    listed = {row["id"] for row in program.get("/rounds/open/scenarios").data["items"]}
    assert "cyberhacktivisme" not in listed
    only = program.get("/rounds/open/scenarios?status=withdrawn").data["items"]
    assert [row["id"] for row in only] == ["cyberhacktivisme"]
    assert program.get(f"{place}/versions").data["items"][0]["reason"] == "Dubbel."
    assert [
        link["scenario"] for link in program.get("/rounds/open/scenarios/grootschalige-onlusten").data["links"]
    ] == []
    back = program.post(f"{place}/reinstatements", {"version": 2}).data
    assert (back["status"], back["version"]) == ("active", 3)
    assert program.post(f"{place}/reinstatements", {"version": 3}).status_code == 409
    expert = program_of("expert", scored)
    assert expert.get(f"{place}/withdrawal-warnings").status_code == 403
    assert expert.post(f"{place}/withdrawals", {"version": 3, "reason": "Dubbel."}).status_code == 403
