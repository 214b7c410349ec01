# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from weerbaar.base import InputError
from weerbaar.dossier.workbook_source import CellFound, read_workbook


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A workbook with two sheets, of which Scores holds text, a number and a formula."""
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Lees mij"
    sheet = book.create_sheet("Scores")
    sheet["A1"], sheet["C1"], sheet["A3"], sheet["B3"] = "Label", 0.5, "B", "=1+1"
    book.save(tmp_path / "scores.xlsx")
    return tmp_path / "scores.xlsx"


def repacked(path: Path, changes: dict[str, bytes]) -> None:
    """Replace or add parts of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | changes).items():
            archive.writestr(name, content)


def test_cells_that_are_not_empty(sound: Path) -> None:
    found = read_workbook(sound, ["Scores", "Weg"], 10)
    assert found.sheets == ("Lees mij", "Scores")
    assert found.rows == {
        "Scores": [
            {0: CellFound("Label", False), 2: CellFound(0.5, False)},
            {},
            {0: CellFound("B", False), 1: CellFound("=1+1", True)},
        ]
    }


def test_rows_after_the_last_are_not_read(sound: Path) -> None:
    assert len(read_workbook(sound, ["Scores"], 2).rows["Scores"]) == 2


def test_columns_after_the_last_are_not_read(sound: Path) -> None:
    assert [sorted(row) for row in read_workbook(sound, ["Scores"], 10, max_columns=2).rows["Scores"]] == [
        [0],
        [],
        [0, 1],
    ]


def hostile(path: Path, kind: str) -> None:
    match kind:
        case "macros":
            repacked(path, {"xl/vbaProject.bin": b"x"})
        case "entities":
            bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'
            repacked(path, {"xl/sharedStrings.xml": bomb})
        case "entities in utf-16":
            bomb = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'
            repacked(path, {"xl/sharedStrings.xml": bomb.encode("utf-16")})
        case "broken XML":
            repacked(path, {"xl/worksheets/sheet3.xml": b"<worksheet><sheetData>"})
        case "bomb":
            repacked(path, {"xl/worksheets/sheet9.xml": b" " * 30_000_000})
        case "path":
            repacked(path, {"../../x.xml": b"<a/>"})
        case "encrypted":
            path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
        case "text":
            path.write_text("scenario;criterium\n")
        case "other archive":
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("a.txt", "x")
        case "large":
            with path.open("wb") as file:
                file.truncate(200_000_000)


HOSTILE = {
    "macros": "macro",
    "entities": "DTD",
    "entities in utf-16": "DTD",
    "broken XML": "beschadigd",
    "bomb": "archiefbom",
    "path": "leidt uit de map",
    "encrypted": "wachtwoord",
    "text": "geen Excel-werkmap",
    "other archive": "kan niet als Excel-werkmap worden gelezen",
    "large": "200 MB; ten hoogste 20 MB",
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.usefixtures("nothing_left_behind")
def test_hostile_workbook_is_refused(kind: str, sound: Path) -> None:
    hostile(sound, kind)
    with pytest.raises(InputError) as caught:
        read_workbook(sound, ["Scores"], 10)
    (problem,) = caught.value.problems
    assert problem.file == "scores.xlsx"
    assert HOSTILE[kind] in problem.render("nl")
    assert problem.message.en


def test_macro_workbook_is_refused_by_its_name(sound: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_workbook(sound.rename(sound.with_suffix(".XLSM")), ["Scores"], 10)
    assert "macro" in caught.value.render("nl")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_workbook_is_read_or_refused(sound: Path, data: st.DataObject) -> None:
    with zipfile.ZipFile(sound) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    places = [m.span() for m in re.finditer(rb"[0-9]+|[A-Za-z]{1,9}", parts[name])]
    start, end = data.draw(st.sampled_from(places))
    word = data.draw(st.sampled_from([b"", b"-1", b"99999999999", b"x", b"s", b"inlineStr", b"A0", b"1e999"]))
    damaged = sound.with_name("damaged.xlsx")
    damaged.write_bytes(sound.read_bytes())
    repacked(damaged, {name: parts[name][:start] + word + parts[name][end:]})
    assert refused_or_read(damaged)


def refused_or_read(path: Path) -> bool:
    """Return whether a workbook is read, or refused in words about it; any other error passes on."""
    try:
        return read_workbook(path, ["Scores"], 10).name == path.name
    except InputError as error:
        return {problem.file for problem in error.problems} == {path.name}
