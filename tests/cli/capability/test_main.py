# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re

import pytest

from weerbaar.cli import main


def test_the_group_names_its_commands_in_the_order_of_the_work(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["capability", "--help"])
    assert stop.value.code == 0
    named = re.findall(r"^    ([a-z][a-z-]*)(?:\s|$)", capsys.readouterr().out, re.MULTILINE)
    assert named == [
        "new",
        "gaps",
        "check",
        "measures",
        "portfolio",
        "advice",
        "report",
        "register",
        "agenda",
        "who-may",
        "cooperation",
        "approaches",
        "assist",
        "guideline",
        "training",
    ]


def test_the_group_alone_asks_for_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["capability"])
    assert stop.value.code == 2
    assert "OPDRACHT" in capsys.readouterr().err
