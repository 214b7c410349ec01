# SPDX-License-Identifier: EUPL-1.2
"""A run record that a person can read."""

from __future__ import annotations

from tests.workbench.reports.publications import RECORD
from weerbaar.workbench.reports.record import record_lines


def test_everything_in_the_record_is_told() -> None:
    record = {k: v for k, v in RECORD.items() if k != "id"}
    lines = dict(record_lines("abcdef012345", record, "nl"))
    assert lines["Kenmerk"] == "abcdef012345"
    assert lines["Aantal trekkingen"] == "100.000"
    assert lines["Dossier (sha256)"] == "1" * 64
    assert lines["Instelling weights"] == "default"
    assert lines["Programmatuur: python"] == "3.11"
    assert dict(record_lines("a", record, "en"))["Number of draws"] == "100,000"
