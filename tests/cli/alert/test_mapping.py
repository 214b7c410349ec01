# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.alert.walk import alert, made_draft


def test_the_dutch_practice_puts_a_fire_on_4371(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made_draft(tmp_path / "c.yaml", "--cap", str(tmp_path / "m.xml"))
    capsys.readouterr()
    assert alert("map", tmp_path / "m.xml", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["action"], [b["message_identifier"] for b in found["broadcasts"]]) == ("write", [4371])
    assert alert("map", tmp_path / "m.xml", lang="en") == 0
    assert "broadcast a new message" in capsys.readouterr().out


@pytest.mark.parametrize("practice", ["nl", "eu", "cmas"])
def test_the_table_is_shown(practice: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("map", "--practice", practice) == 0
    assert "4381" in capsys.readouterr().out


def test_an_unknown_practice_is_refused() -> None:
    assert alert("map", "--practice", "mars") == 2
