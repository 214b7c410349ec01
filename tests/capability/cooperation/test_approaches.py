# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

import weerbaar
from weerbaar.base import InputError, schema_text
from weerbaar.capability.cooperation.approaches import (
    approaches_csv,
    approaches_json,
    approaches_schema,
    load_approaches,
)

SCHEMA = Path(weerbaar.__file__).parent / "data" / "schemas" / "approaches-1.schema.json"
TABLE = """schema: 1
title: {nl: proef}
statement: {nl: proef}
themes:
  - {id: kans, name: {nl: Kans, en: Likelihood}}
  - {id: cyber, name: {nl: Cyber}}
countries:
  - {id: nl, name: {nl: Nederland, en: Netherlands}}
  - {id: be, name: {nl: België, en: Belgium}}
sources:
  - {id: s, title: {nl: bron}}
  - {id: t, title: {nl: andere bron}}
cells:
  - {country: nl, theme: kans, text: {nl: "=1+1"}, source: [s]}
  - {country: be, theme: kans, text: {nl: P0 tot P7}, source: [t], mark: recalled-med}
  - {country: be, theme: cyber, mark: not-found}
"""


def written(folder: Path, text: str = TABLE) -> Path:
    path = folder / "approaches.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_cell_that_is_not_known_is_called_unknown(tmp_path: Path) -> None:
    table = load_approaches(written(tmp_path))
    assert table.words("nl", "cyber", "nl") == "onbekend"
    assert table.words("be", "cyber", "en") == "unknown"
    assert table.words("be", "kans", "nl") == "P0 tot P7"


def test_countries_and_themes_are_chosen_by_id_or_name_in_the_order_asked_for(tmp_path: Path) -> None:
    part = load_approaches(written(tmp_path)).only(countries=["Belgium", "nl"], themes=["Likelihood"])
    assert [c.id for c in part.file.countries] == ["be", "nl"]
    assert [t.id for t in part.file.themes] == ["kans"]
    assert len(part.file.cells) == 2
    assert [s.id for s in load_approaches(tmp_path).only(countries=["be"]).file.sources] == ["t"]
    with pytest.raises(InputError) as error:
        part.only(countries=["fr"], themes=["geld"])
    assert len(error.value.problems) == 2


def test_every_mistake_is_told(tmp_path: Path) -> None:
    text = TABLE + (
        "  - {country: nl, theme: kans, text: {nl: weer}, source: [s]}\n"
        "  - {country: fr, theme: geld, text: {nl: x}, source: [u]}\n"
        "  - {country: nl, theme: cyber, text: {nl: zonder bron}}\n"
    )
    with pytest.raises(InputError) as error:
        load_approaches(written(tmp_path, text))
    said = error.value.render("nl")
    assert len(error.value.problems) == 5
    for words in ("deze cel is al ingevuld", "onbekend: land", "onbekend: thema", "onbekend: bron", "noemt haar bron"):
        assert words in said


def test_more_countries_than_there_are_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"  - {{id: c{k}, name: {{nl: C}}}}\n" for k in range(251))
    with pytest.raises(InputError, match="more than 250"):
        load_approaches(written(tmp_path, TABLE.replace("countries:\n", "countries:\n" + rows)))


def test_a_spreadsheet_gets_no_formula_and_every_cell(tmp_path: Path) -> None:
    table = load_approaches(written(tmp_path))
    rows = list(csv.reader(io.StringIO(approaches_csv(table, "nl").decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + 4
    assert rows[1] == ["Nederland", "", "Kans", "'=1+1", "gevonden", "bron"]
    assert rows[4][3:5] == ["onbekend", "gezocht en niet gevonden"]
    assert approaches_csv(table, "en").decode().splitlines()[0] == "\ufeffcountry,method,theme,text,certainty,sources"


def test_what_is_written_can_be_read_again(tmp_path: Path) -> None:
    table = load_approaches()
    jsonschema.validate(json.loads(approaches_json(table)), approaches_schema())
    again = load_approaches(written(tmp_path, approaches_json(table).decode()))
    assert again.file.cells == table.file.cells
    assert again.file.countries == table.file.countries


def test_the_committed_schema_is_the_one_that_is_made() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(approaches_schema())


def test_the_shipped_table_knows_what_was_published() -> None:
    table = load_approaches()
    assert "factor 10" in table.words("nl", "likelihood", "nl")
    assert "factor of about 10" in table.words("be", "likelihood", "en")
    assert "23" in table.words("uk", "capability", "nl")
    assert table.words("no", "aggregation", "nl") == "onbekend"
    for cell in table.file.cells:
        assert cell.source or cell.text is None or cell.mark.startswith("recalled")
