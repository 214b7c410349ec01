# SPDX-License-Identifier: EUPL-1.2
"""A round goes out and comes back in two calls: first checked, then taken in."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.exchange.models import Upload
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = "/rounds/open/imports"


def test_a_round_goes_out_and_comes_back(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    answer = program.get("/rounds/open/export")
    assert answer["Content-Type"] == "application/zip"
    scenario = scored.scenarios.get(slug="cyberhacktivisme")
    scenario.change(scenario.version, title_nl="Anders")
    scored.touch()
    made = program.upload(PLACE, "open.zip", answer.content)
    assert (made.status_code, made.data["kind"]) == (201, "dossier")
    place = f"{PLACE}/{made.data['id']}"
    plan = program.get(place).data
    assert plan["scenarios"] == [{"scenario": "cyberhacktivisme", "isNew": False}]
    assert program_of("analyst").get(place).status_code == 404
    assert program.post(f"{place}/confirmations", {}).status_code == 400
    stale = program.post(f"{place}/confirmations", {"everything": True, "inputs": plan["inputs"] - 1})
    assert stale.status_code == 409
    taken = program.post(f"{place}/confirmations", {"everything": True, "inputs": plan["inputs"]}).data
    assert (taken["scenariosNew"], taken["scenariosChanged"]) == (0, 1)
    assert not Upload.objects.exists()


def test_a_dossier_becomes_a_new_round(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    content = program.get("/rounds/open/dossier").content
    made = program.upload("/imports", "open.zip", content).data["id"]
    place = f"/imports/{made}/confirmations"
    assert program.post(place, {"slug": "open"}).status_code == 400
    assert program.post(place, {"slug": "nieuw", "level": "secret"}).status_code == 403
    assert program.post(place, {"slug": "nieuw"}).data["slug"] == "nieuw"
    assert program_of("reader").upload("/imports", "open.zip", content).status_code == 403
    assert program_of("analyst", None, "read").upload("/imports", "open.zip", content).status_code == 403


def test_a_file_that_is_none_is_refused_with_all_that_is_wrong(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    assert program.upload(PLACE, "x.exe", b"MZ").data["errors"][0]["in"] == "x.exe"
    assert program.upload(PLACE, "x.zip", b"PK").status_code in {201, 400}
    assert program.call("POST", PLACE).status_code == 400


def test_a_file_that_is_not_wanted_is_removed(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    made = program.upload(PLACE, "x.zip", program.get("/rounds/open/dossier").content).data["id"]
    assert program.get(PLACE).data["total"] == 1
    assert program.delete(f"{PLACE}/{made}").status_code == 204
    other = program.upload("/imports", "x.zip", program.get("/rounds/open/dossier").content).data["id"]
    assert program.delete(f"/imports/{other}").status_code == 204
    assert not Upload.objects.exists()


def test_tables_leave_too(program_of: Any, round_: Round) -> None:
    answer = program_of("analyst").get(f"/rounds/{round_.slug}/export?form=csv")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert program_of("analyst").get(f"/rounds/{round_.slug}/export?form=pdf").status_code == 400


def test_a_report_of_what_is_wrong_leaves_as_a_table(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    made = program.upload(PLACE, "oordelen.csv", b"niets;van;dit\n1;2;3\n").data["id"]
    report = program.get(f"{PLACE}/{made}/problems")
    assert report["Content-Type"].startswith("text/csv")
    assert b"oordelen.csv" in report.content
    assert program_of("analyst").get(f"{PLACE}/{made}/problems").status_code == 404


def test_what_round_a_dossier_would_make(program_of: Any, scored: Round) -> None:
    program = program_of("analyst")
    content = program.get("/rounds/open/dossier").content
    made = program.upload("/imports", "open.zip", content).data["id"]
    assert [one["id"] for one in program.get("/imports").data["items"]] == [made]
    found = program.get(f"/imports/{made}").data
    assert (found["slug"], found["scenarios"], found["experts"]) == ("open", scored.scenarios.count(), 0)
    assert program.get(f"/imports/{made}/problems").status_code == 200
    for other, status in ((program_of("analyst"), 404), (program_of("reader"), 403)):
        assert other.get(f"/imports/{made}").status_code == status
        assert other.get(f"/imports/{made}/problems").status_code == status
    assert program_of("analyst", None, "read").get("/imports").status_code == 403
