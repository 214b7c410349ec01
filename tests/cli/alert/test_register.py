# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.alert.walk import alert, released

OLDER = (
    "date,region,incident,text_nl,all_clear\n"
    "2012-11-20,VR09,fire-smoke,Brand in Utrecht,ja\n"
    "2013-02-02,VR20,fire-smoke,,nee\n"
)
PERIOD = ["--from", "2012-11-08", "--until", "2013-06-30"]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    (tmp_path / "oud.csv").write_text(OLDER)
    assert alert("register", "import", tmp_path / "oud.csv", "--register", tmp_path / "reg", "--by", "An") == 0
    return tmp_path / "reg"


def test_the_sentence_counts_uses_and_regions(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert alert("register", "sentence", "--register", register, *PERIOD) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "twee" in out or "2" in out
    assert "12 inzetten, 7 veiligheidsregio’s" in out
    assert alert("register", "sentence", "--register", register, *PERIOD, lang="en") == 0
    assert alert("register", "quality", "--register", register) == 0
    assert alert("register", "list", "--register", register) == 0
    assert "VR20" in capsys.readouterr().out


def test_a_second_import_of_the_same_adds_nothing(register: Path) -> None:
    before = sorted((p.name, p.read_bytes()) for p in register.iterdir() if p.is_file())
    assert alert("register", "import", register.parent / "oud.csv", "--register", register, "--by", "An") == 2
    assert sorted((p.name, p.read_bytes()) for p in register.iterdir() if p.is_file()) == before


def test_tampering_is_found(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert alert("register", "verify", "--register", register) == 0
    head = capsys.readouterr().out.splitlines()[1]
    assert alert("register", "verify", "--register", register, "--head", head) == 0
    assert alert("register", "verify", "--register", register, "--head", f"2:{'0' * 64}") == 2
    (segment,) = [p for p in register.iterdir() if b"VR20" in p.read_bytes()]
    segment.write_bytes(segment.read_bytes().replace(b"VR20", b"VR21"))
    assert alert("register", "verify", "--register", register) == 2


def test_a_copy_is_behind_and_another_register_parts(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = register.parent / "kopie"
    shutil.copytree(register, copy)
    older = register.parent / "ouder.csv"
    older.write_text("date,region,incident,text_nl,all_clear\n2014-01-05,VR04,flood,,ja\n", encoding="utf-8")
    assert alert("register", "verify", "--register", register, "--against", copy) == 0
    assert "zijn gelijk" in capsys.readouterr().out
    assert alert("register", "import", older, "--register", register, "--by", "An") == 0
    assert alert("register", "verify", "--register", register, "--against", copy) == 0
    assert "Dit register is verder" in capsys.readouterr().out
    assert alert("register", "import", older, "--register", copy, "--by", "Bo") == 0
    assert alert("register", "verify", "--register", register, "--against", copy) == 2
    assert "lopen uiteen" in capsys.readouterr().err


def test_a_use_is_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = released(tmp_path, "--status", "exercise")
    capsys.readouterr()
    assert alert("register", "export", "inzet-1", "--register", folder) == 0
    assert "Noodvrijgave" in capsys.readouterr().out
    assert alert("register", "export", "inzet-1", "--register", folder, "--json", tmp_path / "u.json") == 0
    assert json.loads((tmp_path / "u.json").read_text())["releasedInEmergency"] is True


def test_an_all_clear_needs_a_use_on_the_air_and_words(tmp_path: Path) -> None:
    folder = released(tmp_path, "--status", "exercise")
    words = ["register", "all-clear", "inzet-1", "--register", folder, "--by", "An"]
    assert alert(*words, "--remark", "via de site") == 2
    sending = ["--register", folder, "--by", "An", "--rehearsal", "--synthetic", "3000"]
    assert alert("send", "inzet-1", *sending) == 0
    assert alert(*words) == 2
    assert alert(*words, "--remark", "via de site") == 0
    assert alert("register", "open", "--register", folder) == 0


def test_a_wrong_row_stops_the_whole_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "oud.csv").write_text(OLDER.replace("VR20", "VR99").replace("2012-11-20", "gisteren"))
    assert alert("register", "import", tmp_path / "oud.csv", "--register", tmp_path / "reg", "--by", "An") == 2
    err = capsys.readouterr().err
    assert "VR99" in err
    assert "gisteren" in err
    assert not (tmp_path / "reg").exists()


def test_the_published_history_has_the_letter(capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("register", "history") == 0
    assert "12 inzetten, 7 veiligheidsregio’s" in " ".join(capsys.readouterr().out.split())
