# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.alert.channels import FILE, approved_exercise
from tests.cli.alert.walk import alert, made_draft, released
from weerbaar.alerting.register import State
from weerbaar.cli.alert.desk import store_of, use_of

SMALL = ["--synthetic", "3000"]


def test_every_cell_gets_a_receipt_with_its_cause(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register, network = approved_exercise(tmp_path)
    (tmp_path / "k.yaml").write_text(FILE)
    words = ["send", "inzet-1", "--register", register, "--by", "An", "--channels", tmp_path / "k.yaml"]
    capsys.readouterr()
    assert alert(*words, "--channel", "oefen", "--network", network) == 0
    out = capsys.readouterr().out
    assert "204-08-101-1" in out
    use = use_of(store_of(str(register)), "inzet-1")
    assert (use.cells.taken, use.cells.refused, use.state) == (1, 1, State.PARTLY_REFUSED)
    assert use.orders[0].order.draft == use.draft_hash
    assert alert(*words, "--channel", "oefen", "--network", network) == 0
    assert len(use_of(store_of(str(register)), "inzet-1").orders) == 1


def test_what_was_not_approved_is_not_sent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = made_draft(tmp_path / "c.yaml", "--status", "exercise")
    assert alert("approve", draft, "--register", tmp_path / "reg", "--author", "Bram") == 0
    words = ["send", "inzet-1", "--register", tmp_path / "reg", "--by", "An", "--rehearsal", *SMALL]
    for lang, said in (("nl", "niet goedgekeurd"), ("en", "was not approved")):
        assert alert(*words, lang=lang) == 2
        assert said in capsys.readouterr().err
    assert use_of(store_of(str(tmp_path / "reg")), "inzet-1").orders == ()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--channel", "echt", "--network", "network.csv"], "--confirm inzet-1"),
        (["--channel", "echt", *SMALL, "--confirm", "inzet-1"], "verzonnen zendcellen"),
        (["--channel", "echt", "--confirm", "inzet-1"], "--network"),
        (["--channel", "oefen", "--network", "network.csv"], "oefen"),
        (["--channel", "niets"], "echt, oefen"),
        ([], "--channel"),
    ],
)
def test_something_real_never_goes_out_by_mistake(
    more: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    approved_exercise(Path())
    register = released(Path(), name="echt-1").resolve()
    Path("k.yaml").write_text(FILE)
    capsys.readouterr()
    words = [word.replace("inzet-1", "echt-1") for word in more]
    assert alert("send", "echt-1", "--register", register, "--by", "An", "--channels", "k.yaml", *words) == 2
    assert said.replace("inzet-1", "echt-1") in capsys.readouterr().err
    assert use_of(store_of(str(register)), "echt-1").orders == ()


def test_an_exercise_cannot_reach_a_real_channel(tmp_path: Path) -> None:
    register, network = approved_exercise(tmp_path)
    (tmp_path / "k.yaml").write_text(FILE)
    words = ["send", "inzet-1", "--register", register, "--by", "An", "--channels", tmp_path / "k.yaml"]
    assert alert(*words, "--channel", "echt", "--network", network, "--confirm", "inzet-1") == 2
    assert use_of(store_of(str(register)), "inzet-1").orders == ()


def test_the_same_cells_fail_each_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        register = released(folder, "--status", "exercise")
        capsys.readouterr()
        words = ["send", "inzet-1", "--register", register, "--by", "An", "--rehearsal", *SMALL]
        assert alert(*words, "--refusing", "0.3", "--silent", "0.2") == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert "weigerde" in shown[0]
    assert "zweeg" in shown[0]
