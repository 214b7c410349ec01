# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.alert.channels import FILE, approved_exercise
from tests.cli.alert.walk import alert
from weerbaar.alerting.delivery import ForExercise, RehearsalChannel
from weerbaar.cli.alert.desk import store_of, use_of


def test_a_stop_between_order_and_answer_loses_and_repeats_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    register, network = approved_exercise(tmp_path)
    (tmp_path / "k.yaml").write_text(FILE)
    words = ["--register", register, "--by", "An", "--channels", tmp_path / "k.yaml"]

    def stopped(self: RehearsalChannel, order: object) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(RehearsalChannel, "deliver", stopped)
        assert alert("send", "inzet-1", *words, "--channel", "oefen", "--network", network) == 1
    assert "weerbaar alert resume" in capsys.readouterr().err
    assert use_of(store_of(str(register)), "inzet-1").orders[0].endings == ()
    assert alert("resume", *words) == 0
    (order,) = use_of(store_of(str(register)), "inzet-1").orders
    assert order.order.purpose == ForExercise.word
    assert [cell.result for cell in order.cells.values()] == ["taken", "refused"]
    capsys.readouterr()
    events = len(store_of(str(register)).events())
    assert alert("resume", *words) == 0
    assert "niets onderbroken" in capsys.readouterr().out
    assert len(store_of(str(register)).events()) == events
