# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import json
import os
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings

from tests.cascade.catalogue_strategy import TREACHEROUS, catalogues
from tests.cascade.sound_catalogue import sound_json, sound_tables, write_json
from weerbaar.base import InputError, Text
from weerbaar.cascade.catalogue import Catalogue, Factor, Risk
from weerbaar.cascade.reading import load_catalogue
from weerbaar.cascade.writing import catalogue_json, catalogue_tables, save_catalogue


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return load_catalogue(write_json(sound_json(), tmp_path / "proef.json"))


def named(name: str) -> Catalogue:
    """A catalogue of one risk with this name."""
    risk = Risk("r", Text(nl=name, en=name), False, Text(nl=name), {"i": {}})
    return Catalogue("c", Text(nl=name), Text(nl=name), ("i",), (), (risk,), {"r": {"i": 0.5}}, ())


def comes_back(catalogue: Catalogue, name: str) -> bool:
    """Whether a catalogue that was written is read as it was, hash included."""
    with tempfile.TemporaryDirectory() as scratch:
        save_catalogue(catalogue, Path(scratch) / name)
        again = load_catalogue(Path(scratch) / name)
    return again == catalogue and again.content_hash == catalogue.content_hash


@settings(max_examples=50)
@given(catalogues())
def test_round_trip_through_json(catalogue: Catalogue) -> None:
    assert comes_back(catalogue, "a.json")


@settings(max_examples=40)
@given(catalogues())
def test_round_trip_through_csv(catalogue: Catalogue) -> None:
    assert comes_back(catalogue, "map")


@settings(max_examples=15)
@given(catalogues())
def test_round_trip_through_a_workbook(catalogue: Catalogue) -> None:
    assert comes_back(catalogue, "a.xlsx")


@pytest.mark.parametrize("name", TREACHEROUS)
def test_no_cell_is_a_formula_and_text_comes_back(name: str, tmp_path: Path) -> None:
    save_catalogue(named(name), tmp_path / "map")
    with (tmp_path / "map" / "risks.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = list(csv.DictReader(file, delimiter=";"))
    assert row["name"][0] not in "=+-@\N{FULLWIDTH EQUALS SIGN}"
    save_catalogue(named(name), tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["risks"]["B2"]
    assert (cell.value, cell.data_type) == (name, "s")
    assert load_catalogue(tmp_path / "map") == load_catalogue(tmp_path / "a.xlsx") == named(name)


@pytest.mark.parametrize("p", [0.1, 1 / 3, 4.5335399273427335e-05, 5e-324, 0.12345678901234568, 1.0])
def test_not_a_bit_of_a_number_is_lost(p: float, tmp_path: Path) -> None:
    risk = Risk("r", Text(nl="r"), False, Text(nl=""), {"i": {"k": 1e15 * p}})
    catalogue = Catalogue("c", Text(nl="c"), Text(nl=""), ("i",), ("k",), (risk,), {"r": {"i": p}}, ())
    for name in ("a.json", "map", "a.xlsx"):
        save_catalogue(catalogue, tmp_path / name)
        assert load_catalogue(tmp_path / name).root["r"]["i"] == p
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["root"]["B2"].data_type == "n"


def test_json_has_a_line_for_each_risk_and_link(catalogue: Catalogue) -> None:
    text = catalogue_json(catalogue).decode()
    assert json.loads(text) == sound_json()
    lines = text.splitlines()
    assert len(lines) == 8 + (4 + 2) + (10 + 2) + (1 + 2) + (1 + 2)
    assert sum('"effect": "telecom", "p"' in line for line in lines) == 5


def test_tables_are_those_that_people_write(catalogue: Catalogue) -> None:
    expected = sound_tables()
    for row, actor in zip(expected["risks"][1:], ("no", "no", "no", "yes"), strict=True):
        row[3] = actor
    for row in expected["catalysts"][2:]:
        row[1:3] = ["Hitte", "Heat"]
    assert catalogue_tables(catalogue) == expected


def test_tables_of_an_earlier_state_are_removed(catalogue: Catalogue, tmp_path: Path) -> None:
    save_catalogue(catalogue, tmp_path / "map")
    (tmp_path / "map" / "notities.txt").write_text("blijft")
    save_catalogue(named("een"), tmp_path / "map")
    assert sorted(p.name for p in (tmp_path / "map").iterdir()) == [
        "catalogue.csv", "impacts.csv", "links.csv", "notities.txt", "risks.csv", "root.csv",
    ]  # fmt: skip
    assert load_catalogue(tmp_path / "map") == named("een")


@pytest.mark.parametrize("name", ["a.csv", "a.xlsm", "a.ods", "a.txt", "a.yaml", "bestaand"])
def test_other_kinds_of_file_are_refused(name: str, catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "bestaand").write_text("x")
    with pytest.raises(InputError) as caught:
        save_catalogue(catalogue, tmp_path / name)
    assert ".json, .xlsx" in caught.value.render("nl")
    assert (tmp_path / "bestaand").read_text() == "x"
    assert [p.name for p in tmp_path.iterdir() if p.name == name] == [name] * (name == "bestaand")


def test_folders_above_the_file_are_made(catalogue: Catalogue, tmp_path: Path) -> None:
    for name in ("x/a.json", "y/z/a.xlsx", "v/w"):
        save_catalogue(catalogue, tmp_path / name)
        assert load_catalogue(tmp_path / name) == catalogue


def test_factors_on_links_keep_what_they_leave_open(catalogue: Catalogue) -> None:
    assert catalogue.catalysts[0].factors == (
        Factor(2.0, risk="stroom"),
        Factor(0.5, cause="stroom", effect="telecom"),
        Factor(3.0, effect="onrust"),
    )
    assert catalogue_tables(catalogue)["catalysts"][3] == ["hitte", "Hitte", "Heat", 3.0, "", "", "onrust"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["pijp.json", "pijp.xlsx", "pijp"])
def test_a_device_is_not_replaced_by_a_catalogue(catalogue: Catalogue, tmp_path: Path, name: str) -> None:
    pipe = tmp_path / name
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="a device or a pipe"):
        save_catalogue(catalogue, pipe)
    assert pipe.is_fifo()
