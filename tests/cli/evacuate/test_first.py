# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate first``: the order of the places, and input that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from weerbaar.cli import main
from weerbaar.evacuation.decision import order_schema

PERILS = "zone,before_h,risk\nGM0654,20,0.01\nGM0664,20,0.002\n"


def _first(tmp_path: Path, perils: str, *more: str) -> int:
    path = tmp_path / "perils.csv"
    path.write_text(perils, encoding="utf-8")
    return main(["evacuate", "first", "zeeland", "--before", "6", "--perils", str(path), *more])


def test_the_most_lives_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _first(tmp_path, PERILS) == 0
    out = capsys.readouterr().out
    lines = [line for line in out.splitlines() if "gemeente" in line]
    assert "Borsele" in lines[0]
    assert "Goes" in lines[1]
    assert len(lines) == 10
    assert "naar verwachting" in " ".join(out.split())
    assert [line.split()[0] for line in lines[:3]] == ["1.", "2.", "3–10."]
    assert "even dringend" in out
    # Without a risk nobody is saved, and the others come after.
    assert all(line.endswith(" 0,0") for line in lines[2:])


def test_the_data_fit_the_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _first(tmp_path, PERILS, "--json", "-") == 0
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, order_schema(), cls=jsonschema.Draft202012Validator)
    assert [turn["zones"] for turn in found["turns"][:2]] == [["GM0654"], ["GM0664"]]
    assert found["lives"] == pytest.approx(sum(turn["lives"] for turn in found["turns"]))
    assert sum(turn["vehicles"] for turn in found["turns"]) == pytest.approx(found["vehicles"])
    assert found["run_record"]["settings"]["before_h"] == 6


def test_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _first(tmp_path, PERILS, "--lang", "en") == 0
    assert "Lives saved" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("perils", "said"),
    [
        ("zone,before_h\nGM0654,20\n", "GM0654"),
        ("zone,before_h,risk\nGM9999,20,0.1\n", "GM9999"),
        ("zone,before_h,risk\nGM0654,20,2\n", "risk"),
        ("", "leeg"),
    ],
)
def test_one_clear_message(tmp_path: Path, perils: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _first(tmp_path, perils) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
