# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.alert.walk import AREA, alert, typing

SWAPPED = "5.1,52.1; 5.2,52.1; 5.2,52.2"


def test_a_circle_is_measured_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("area", AREA, "--cap", "--out", tmp_path / "g.json") == 0
    out = capsys.readouterr().out
    assert "28,29 km²" in out
    assert "circle   52.09,5.12 3" in out
    assert json.loads((tmp_path / "g.json").read_text())["geometry"]["type"] == "MultiPolygon"


def test_what_is_swapped_is_refused_and_can_be_repaired(capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("area", SWAPPED, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [f["rule"] for f in found["findings"] if f["level"] == "error"] == ["area.swapped"]
    assert alert("area", SWAPPED, "--repair", "--json") == 0
    assert json.loads(capsys.readouterr().out)["km2"] == pytest.approx(38.12, abs=0.01)


def test_an_area_with_errors_is_not_written(tmp_path: Path) -> None:
    assert alert("area", SWAPPED, "--out", tmp_path / "g.json") == 1
    assert not (tmp_path / "g.json").exists()


def test_it_fits_for_phones(capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("area", "NL", "--simplify", "--json") in (0, 1)
    assert alert("area", AREA, "--simplify", "100", "--json") == 0
    out = capsys.readouterr().out
    assert json.loads(out[out.rindex("\n{") :])["octets"] <= 100


@pytest.mark.parametrize("given", ["nergens", "Utrecht", "0,0", "missing.json", ""])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_is_no_area_is_refused(given: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("area", given, lang=lang) == 2
    assert capsys.readouterr().err.strip()


def test_it_comes_from_standard_input_too(monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, AREA)
    assert alert("area", "-") == 0
