# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.alert.certificate import made_certificate
from tests.cli.alert.walk import alert, released


def test_an_exercise_is_never_published(tmp_path: Path) -> None:
    register = released(tmp_path, "--status", "exercise")
    words = ["--register", register, "--by", "An", "--rehearsal", "--synthetic", "3000"]
    assert alert("send", "inzet-1", *words) == 0
    assert alert("feed", tmp_path / "f", "--register", register, "--url", "https://nl-alert.example/") == 0
    found = json.loads((tmp_path / "f/api/v1/providers/nl-alert/alerts.json").read_text())
    assert found == {"data": []}


def test_a_signed_folder_holds_until_somebody_changes_it(tmp_path: Path) -> None:
    made_certificate(tmp_path)
    register = released(tmp_path, "--status", "exercise")
    pems = ["--key", tmp_path / "k.pem", "--certificate", tmp_path / "c.pem"]
    words = ["feed", tmp_path / "f", "--register", register, "--url", "https://nl-alert.example/", *pems]
    assert alert(*words, "--verify") == 0
    atom = tmp_path / "f/active.atom"
    atom.write_bytes(atom.read_bytes() + b" ")
    assert alert("feed", tmp_path / "f", "--verify", "--certificate", tmp_path / "c.pem") == 1


@pytest.mark.parametrize(
    "words", [["f"], ["f", "--serve"], ["f", "--verify"], ["f", "--register", "reg"], ["reg", "--register", "reg"]]
)
def test_what_is_missing_is_told(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("reg").mkdir()
    more = ["--url", "https://a.example/"] if words[0] == "reg" else []
    assert alert("feed", *words, *more) == 2
    assert capsys.readouterr().err.strip()
