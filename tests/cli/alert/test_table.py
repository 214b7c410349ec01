# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.alert.walk import alert
from weerbaar.alerting import Finding
from weerbaar.base import Text
from weerbaar.cli.alert.table import counted, finding_json, findings_lines

WRONG = Finding(
    "cap.x", "error", Text(nl="Fout.", en="Wrong."), Text(nl="Doe dit.", en="Do this."), "/alert[1]", 7, "\x1b[31m"
)


def test_a_finding_shows_all_it_has_and_steers_no_terminal() -> None:
    lines = findings_lines([WRONG], "nl")
    assert lines[0].split() == ["FOUT", "cap.x", "regel", "7", "/alert[1]"]
    assert lines[1].strip() == "Fout. Doe dit."
    assert "\x1b" not in "".join(lines)
    assert findings_lines([WRONG], "en")[0].startswith("ERROR")
    assert finding_json(WRONG)["message"] == {"nl": "Fout.", "en": "Wrong."}


def test_levels_are_counted_in_words() -> None:
    advice = Finding("a", "advice", Text(nl="x"))
    assert counted([WRONG, WRONG, advice], "nl") == "2 fouten, 1 advies"
    assert counted([], "en") == "0 errors"


@pytest.mark.parametrize(
    "words",
    [
        ["area", "nergens.geojson"],
        ["cells", "52.09,5.12 3 km", "--network", "nergens.csv"],
        ["check", "x.xml", "--certificate", "nergens.pem"],
        ["compose", "nergens.yaml"],
        ["encode", ""],
        ["map", "nergens.xml"],
        ["status", "x", "--register", "nergens"],
    ],
)
def test_with_json_a_refusal_is_json_too(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert alert(*words, "--json") == 2
    said = capsys.readouterr()
    error = json.loads(said.out)["error"]
    assert said.err.strip() == error["nl"]
    assert error["en"] != error["nl"]


def test_with_json_a_file_that_cannot_be_written_is_told_as_json_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("weerbaar.base.write_atomic", full)
    words = ["cells", "52.09,5.12 3 km", "--synthetic", "300", "--out", tmp_path / "c.csv"]
    assert alert(*words, "--json") == 1
    assert "No space left" in json.loads(capsys.readouterr().out)["error"]["nl"]


def test_with_json_files_are_written_as_well_and_only_json_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["52.09,5.12 3 km", "--json", "--out"]
    assert alert("area", *place, tmp_path / "a.geojson") == 0
    assert json.loads(capsys.readouterr().out)["geojson"] == json.loads((tmp_path / "a.geojson").read_text())
    network = ["--synthetic", "300", "--write-network", tmp_path / "n.csv"]
    assert alert("cells", *place, tmp_path / "c.csv", *network) == 0
    cells = json.loads(capsys.readouterr().out)["cells"]
    assert len((tmp_path / "c.csv").read_text().splitlines()) == len(cells) + 1
    assert len((tmp_path / "n.csv").read_text().splitlines()) == 301
