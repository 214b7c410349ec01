# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.alert.walk import alert
from weerbaar.alerting.compose import read_draft
from weerbaar.cli.alert import given


def test_the_example_can_be_walked_from_draft_to_receipts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, register = tmp_path / "nieuw" / "oefening", tmp_path / "register"
    assert alert("example", folder) == 0
    printed = {Path(line) for line in capsys.readouterr().out.splitlines()}
    assert printed == set(folder.iterdir())
    draft, net = folder / "concept.yaml", folder / "netwerk.csv"
    assert alert("compose", draft) == 0
    assert "0 fouten" in capsys.readouterr().out
    assert alert("cells", draft, "--network", net, "--population", folder / "inwoners.csv", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["synthetic"] is True
    assert found["reach"]["reached"]["low"] > 0
    people = ["--author", "Bram", "--by", "Chris", "--emergency", "oefening zonder controles"]
    assert alert("approve", draft, "--register", register, *people) == 0
    words = ["--register", register, "--by", "An", "--channels", folder / "kanalen.yaml"]
    for name in ("oefen-a", "oefen-b"):
        assert alert("send", "voorbeeld-1", *words, "--channel", name, "--network", net) == 0
    assert alert("tests", "reach", folder / "bereik.csv") == 0
    assert "2026-06-01" in capsys.readouterr().out


def test_the_draft_begins_now_in_its_texts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime(2031, 7, 1, 9, 30, 12, tzinfo=given.NETHERLANDS)
    monkeypatch.setattr(given, "now", lambda: at)
    assert alert("example", tmp_path) == 0
    draft = read_draft(tmp_path / "concept.yaml")
    assert (draft.starts, draft.expires - draft.starts) == (at.replace(second=0), timedelta(hours=2))
    assert "01-07-2031 09:30" in draft.texts.nl
    assert "01-07-2031 09:30" in draft.texts.in_("en")
    assert "2012" not in (tmp_path / "concept.yaml").read_text()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mijn.txt").write_text("x")
    assert alert("example", tmp_path) == 2
    assert alert("example", tmp_path / "mijn.txt", lang="en") == 2
    assert "not empty" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["mijn.txt"]
