# SPDX-License-Identifier: EUPL-1.2
"""Results through the API, once they were computed."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.results import computing
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = "/rounds/voorbeeld-2012"


def test_results_are_there_once_computed_and_say_when_they_are_stale(
    program_of: Any, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computing, "DRAWS", 500)
    monkeypatch.setattr(computing, "TERM_DRAWS", 100)
    program = program_of("analyst")
    before = program.get(f"{PLACE}/results").data
    assert (before["computed"], before["scenarios"]) == (False, [])
    assert program.get(f"{PLACE}/assessment").status_code == 404
    job = program.post(f"{PLACE}/jobs", {"kind": "assessment"}).data["id"]
    run_now(Job.objects.get(pk=job))
    found = program.get(f"{PLACE}/results").data
    assert (found["computed"], found["job"], found["changes"], len(found["scenarios"])) == (True, job, 0, 4)
    assert all(0 < place["likelihood"] < 1 and place["impact"] > 0 for place in found["scenarios"])
    whole = program.get(f"{PLACE}/assessment")
    assert len(whole.data["scenarios"]) == 4
    assert program.get(f"{PLACE}/jobs/{job}/result").content == whole.content
    one = program_of("reader").get(f"{PLACE}/results/cyberhacktivisme")
    assert [s["id"] for s in one.data["scenarios"]] == ["cyberhacktivisme"]
    assert one.data["scenarios"][0] == next(s for s in whole.data["scenarios"] if s["id"] == "cyberhacktivisme")
    assert program.get(f"{PLACE}/results/geen").status_code == 404
    criteria = [c["criterion"] for c in one.data["scenarios"][0]["contributions"]]
    order = program.post(f"{PLACE}/reweighings", {"weights": {criteria[0]: 2}}).data
    assert sorted(row["place"] for row in order) == [row["place"] for row in order]
    assert len(order) == 4
    assert program.post(f"{PLACE}/reweighings", {"weights": {criteria[0]: 0}}).status_code == 400
    assert program.post(f"{PLACE}/reweighings", {"weights": {"9.9": 1}}).status_code == 400
    assert Entry.objects.filter(action="results.exported").count() == 2
    round_.touch()
    assert program.get(f"{PLACE}/results").data["changes"] == 1
    assert program.get(f"{PLACE}/assessment")["Weerbaar-Changes"] == "1"


def test_a_file_with_results_is_for_who_may_export(program_of: Any, round_: Round) -> None:
    for name in ("assessment", "sensitivity", "cascades"):
        assert program_of("reader").get(f"{PLACE}/{name}").status_code == 403
        assert program_of("analyst").get(f"{PLACE}/{name}").status_code == 404
    assert program_of("reader").get(f"{PLACE}/results").status_code == 200
