# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.alert.walk import alert, released


def test_it_says_where_a_use_stands_and_how_long_it_took(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = released(tmp_path, "--status", "exercise")
    words = ["send", "inzet-1", "--register", register, "--by", "An", "--rehearsal", "--synthetic", "3000"]
    assert alert(*words) == 0
    capsys.readouterr()
    assert alert("status", "inzet-1", "--register", register) == 0
    out = capsys.readouterr().out
    assert "wordt uitgezonden" in out
    assert "goedgekeurd → opdracht tot verzenden" in out
    assert alert("status", "inzet-1", "--register", register, "--json") == 0
    assert json.loads(capsys.readouterr().out)["state"] == "on_air"


def test_looking_changes_nothing(tmp_path: Path) -> None:
    register = released(tmp_path, "--status", "exercise")
    before = [p.read_bytes() for p in sorted(register.iterdir()) if p.is_file()]
    assert alert("status", "inzet-1", "--register", register, lang="en") == 0
    assert [p.read_bytes() for p in sorted(register.iterdir()) if p.is_file()] == before


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_an_unknown_use_or_register_is_refused(lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("status", "x", "--register", tmp_path / "reg", lang=lang) == 2
    register = released(tmp_path, "--status", "exercise")
    assert alert("status", "x", "--register", register, lang=lang) == 2
    assert "inzet-1" in capsys.readouterr().err
