# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.alert.walk import alert, released
from weerbaar.alerting.register import State
from weerbaar.cli.alert.desk import store_of, use_of

SMALL = ["--synthetic", "3000"]


def test_what_was_rehearsed_is_withdrawn_with_proof(tmp_path: Path) -> None:
    register = released(tmp_path, "--status", "exercise")
    assert alert("send", "inzet-1", "--register", register, "--by", "An", "--rehearsal", *SMALL) == 0
    assert alert("cancel", "inzet-1", "--register", register, "--by", "An", "--reason", "klaar") == 0
    use = use_of(store_of(str(register)), "inzet-1")
    assert use.state in (State.CANCELLED, State.ENDED)
    assert {cell.cancelled for cell in use.orders[0].cells.values()} == {"stopped"}


def test_what_was_not_sent_cannot_be_withdrawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = released(tmp_path, "--status", "exercise")
    assert alert("cancel", "inzet-1", "--register", register, "--by", "An", "--reason", "x", lang="en") == 2
    assert "nothing of this was sent" in capsys.readouterr().err


def test_an_empty_reason_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        alert("cancel", "inzet-1", "--register", tmp_path, "--by", "An", "--reason", " ")
    assert stop.value.code == 2
    assert "geef een reden" in capsys.readouterr().err
