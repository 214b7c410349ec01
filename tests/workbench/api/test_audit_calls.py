# SPDX-License-Identifier: EUPL-1.2
"""The log is read within the clearance, for auditors."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.audit import log
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
