# SPDX-License-Identifier: EUPL-1.2
"""``backup``, ``restore`` and ``audit verify``: what they say and with which exit code they end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from weerbaar.base import Text
from weerbaar.cli import main, upkeep
from weerbaar.workbench import console
from weerbaar.workbench.audit.chain import Anchor, Fault
from weerbaar.workbench.operations.backup import Made

HEAD = Anchor(7, "a" * 64)
FAULT = Fault(3, "changed", Text(nl="Regel 3 is gewijzigd.", en="Entry 3 was changed."))


def verified(monkeypatch: pytest.MonkeyPatch, faults: list[Fault], head: Anchor | None = HEAD) -> list[Any]:
    asked: list[Any] = []

    def verify(data: Path | None, noted: Any) -> tuple[list[Fault], Anchor | None]:
        asked.append((data, list(noted)))
        return faults, head

    monkeypatch.setattr(console, "verify_log", verify)
    return asked


def test_a_log_that_is_whole_ends_well(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked = verified(monkeypatch, [])
    assert main(["audit", "verify", "--data", "d", "--head", f"5:{'b' * 64}", "--lang", "nl"]) == 0
    assert capsys.readouterr().out == f"Het logboek is heel.\nLaatste regel: 7:{'a' * 64}\n"
    assert asked == [(Path("d"), [Anchor(5, "b" * 64)])]
    verified(monkeypatch, [], None)
    assert main(["audit", "verify", "--lang", "en"]) == 0
    assert "The log is empty." in capsys.readouterr().out


@pytest.mark.parametrize(("lang", "words"), [("nl", "Regel 3 is gewijzigd."), ("en", "Entry 3 was changed.")])
def test_faults_are_told_in_words_and_end_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, words: str
) -> None:
    verified(monkeypatch, [FAULT])
    assert main(["audit", "verify", "--lang", lang]) == 1
    assert capsys.readouterr().err == f"{words}\n"


def test_of_very_many_faults_the_first_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    verified(monkeypatch, [FAULT] * (upkeep.MOST_SHOWN + 5))
    assert main(["audit", "verify", "--lang", "nl"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "En nog 5 andere."


def test_the_outcome_as_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    verified(monkeypatch, [FAULT])
    assert main(["audit", "verify", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "whole": False,
        "faults": [
            {"entry": 3, "kind": "changed", "text": {"nl": "Regel 3 is gewijzigd.", "en": "Entry 3 was changed."}}
        ],
        "head": str(HEAD),
    }


@pytest.mark.parametrize("text", ["7", "x:" + "a" * 64, "7:zz"])
def test_what_was_noted_wrongly_is_refused(capsys: pytest.CaptureFixture[str], text: str) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["audit", "verify", "--head", text])
    assert stop.value.code == 2
    assert "NUMMER:CONTROLESOM" in capsys.readouterr().err


def test_a_backup_says_where_it_is_and_how_to_keep_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(console, "back_up", lambda target, data: Made(target, 12, 3 * 2**20))
    assert main(["backup", "kopie.zip", "--lang", "nl"]) == 0
    said = capsys.readouterr().out
    assert "Reservekopie geschreven: kopie.zip (12 bestanden, 3,0 MB)" in said
    assert "geheime sleutel" in said


@pytest.mark.parametrize(("faults", "code"), [([], 0), ([FAULT], 1)])
def test_a_restore_tells_whether_the_log_is_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], faults: list[Fault], code: int
) -> None:
    monkeypatch.setattr(console, "restore", lambda path, data: faults)
    assert main(["restore", "kopie.zip", "--data", "nieuw", "--lang", "nl"]) == code
    printed = capsys.readouterr()
    assert "weerbaar serve --data nieuw" in printed.out
    assert ("Het logboek is heel." in printed.out) is (not faults)
    assert ("Regel 3 is gewijzigd." in printed.err) is bool(faults)


def test_a_restore_needs_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["restore", "kopie.zip"])
    assert stop.value.code == 2
    assert "--data" in capsys.readouterr().err
