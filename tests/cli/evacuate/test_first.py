# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate first``: the order of the places, and input that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.cli import main

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
    # Without a risk nobody is saved, and the others come after.
    assert all(line.endswith(" 0,0") for line in lines[2:])


def test_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _first(tmp_path, PERILS, "--lang", "en") == 0
    assert "Lives saved" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("perils", "said"),
    [
        ("zone,before_h\nGM0654,20\n", "GM0654"),
        ("zone,before_h,risk\nGM9999,20,0.1\n", "GM9999"),
        ("zone,before_h,risk\nGM0654,20,2\n", "risk"),
        ("", "ontbreekt"),
    ],
)
def test_one_clear_message(tmp_path: Path, perils: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _first(tmp_path, perils) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
