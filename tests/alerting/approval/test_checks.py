# SPDX-License-Identifier: EUPL-1.2
"""The checks of an approver as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.alerting.approval import shipped_checks
from weerbaar.alerting.approval.checks import read_checks
from weerbaar.base import InputError

ROW = "  - {id: %s, ask: %s, title: {nl: T}, task: {nl: T}, why: {nl: W}}\n"


def test_every_way_of_asking_has_a_check_in_two_languages() -> None:
    checks = shipped_checks()
    assert sorted(check.ask for check in checks) == sorted(
        ["dutch_word", "part", "outside", "contact", "english_word", "identifier", "expiry", "plan"]
    )
    assert all(text.en for check in checks for text in (check.title, check.task, check.why))


def test_a_file_of_your_own_is_read_and_its_mistakes_are_told(tmp_path: Path) -> None:
    file = tmp_path / "c.yaml"
    file.write_text("schema: 1\nchecks:\n" + ROW % ("a", "plan") + ROW % ("b", "expiry"))
    assert [check.id for check in read_checks(file)] == ["a", "b"]
    file.write_text("schema: 1\nchecks:\n" + ROW % ("a", "plan") + ROW % ("a", "expiry"))
    with pytest.raises(InputError, match="is there more than once: a"):
        read_checks(file)
    file.write_text("schema: 1\nchecks:\n" + ROW % ("A b", "click") + ROW % ("b", "tick"))
    with pytest.raises(InputError) as refused:
        read_checks(file)
    assert [problem.field for problem in refused.value.problems] == ["checks[0].id", "checks[0].ask", "checks[1].ask"]
