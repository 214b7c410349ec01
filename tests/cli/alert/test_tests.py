# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.alert.walk import alert


def test_a_test_on_whit_monday_is_a_week_later(capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("tests", "plan", "2028", "--first", "LMS", "--checklist") == 0
    out = capsys.readouterr().out
    assert "12-06-2028 12:00  LMS" in out
    assert "04-12-2028 12:00  NCC" in out
    assert "Tweede Pinksterdag" in out


def test_an_own_survey_joins_the_curve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "s.csv").write_text("date,group,share,n\n2024-06-03,all,0.93,1000\n")
    assert alert("tests", "reach", tmp_path / "s.csv", lang="en") == 0
    out = capsys.readouterr().out
    assert "93%" in out
    assert "04-06-2012" not in out


@pytest.mark.parametrize("words", [["plan", "2011"], ["reach", "missing.csv"]])
def test_what_cannot_be_is_refused(words: list[str]) -> None:
    assert alert("tests", *words) == 2


def test_the_reach_of_the_tests_is_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "reach.svg"
    assert alert("tests", "reach", "--figure", place, lang="en") == 0
    assert "published" in place.read_text()
    assert "2012" in capsys.readouterr().out
