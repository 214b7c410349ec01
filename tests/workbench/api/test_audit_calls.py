# SPDX-License-Identifier: EUPL-1.2
"""The log is read within the clearance, for auditors."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.audit import log
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_the_log_is_read_within_the_clearance(program_of: Any, scored: Round) -> None:
    program = program_of("auditor")
    log.record(None, "round.changed", scored, round_=scored)
    log.record(None, "scenario.changed", None, level=Level.SECRET)
    found = program.get("/audit-entries").data
    assert [(e["action"], e["roundSlug"]) for e in found["items"]] == [("round.changed", "open")]
    assert program.get("/rounds/open/audit-entries?action=scenario").data["total"] == 0
    assert program.get("/rounds/open/audit-entries?action=round").data["total"] == 1
    assert program.get("/audit-entries?since=2030-01-02&until=2030-01-01").status_code == 400
    assert program.get("/audit-entries?since=gisteren").status_code == 400


def test_the_chain_is_checked_and_that_stands_in_it(program_of: Any, scored: Round) -> None:
    log.record(None, "round.changed", scored, round_=scored)
    everywhere, here = program_of("auditor"), program_of("auditor", scored)
    # The guard in the database is not there in tests, and what it says is tested elsewhere.
    before = everywhere.post("/audit-verifications", None).data
    assert before["entries"] == 1
    after = here.post("/rounds/open/audit-verifications", None).data
    assert (after["entries"], after["faults"]) == (2, before["faults"])
    Entry.objects.filter(sequence=1)._raw_delete("default")
    assert len(everywhere.post("/audit-verifications", None).data["faults"]) > len(before["faults"])
    assert here.post("/audit-verifications", None).status_code == 403
    assert program_of("auditor", None, "read").post("/audit-verifications", None).status_code == 403
    assert everywhere.get("/audit-entries?action=audit.verified").data["total"] == 3
