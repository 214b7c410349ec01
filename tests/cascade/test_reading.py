# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cascade.sound_catalogue import sound_json, sound_tables, write_csv, write_json, write_workbook
from weerbaar.base import InputError, Text
from weerbaar.cascade.catalogue import Factor, Link
from weerbaar.cascade.reading import load_catalogue

SOUND = json.dumps(sound_json())


def test_sound_catalogue_is_read_as_it_stands(tmp_path: Path) -> None:
    catalogue = load_catalogue(write_json(sound_json(), tmp_path / "a.json"))
    assert (catalogue.id, catalogue.title) == ("proef", Text(nl="Proef", en="Trial"))
    assert [(r.id, r.actor, r.category.in_("en")) for r in catalogue.risks] == [
        ("stroom", False, "vital"),
        ("telecom", False, ""),
        ("onrust", False, ""),
        ("hacker", True, ""),
    ]
    assert catalogue.risks[0].direct_impact == {
        "considerable": {"ha": 10.0, "sa": 0.0},
        "major": {"ha": 2000.5, "sa": 7.0},
    }
    assert catalogue.root["hacker"] == {"considerable": 1.0, "major": 1.0}
    assert catalogue.links[1] == Link("stroom", "major", "telecom", {"considerable": 0.5, "major": 0.25})
    assert catalogue.trends[0].root == {"stroom": {"considerable": 2e-4, "major": 4e-5}}
    assert catalogue.catalysts[0].factors[1] == Factor(0.5, cause="stroom", effect="telecom")


def test_three_kinds_of_file_give_the_same_catalogue(tmp_path: Path) -> None:
    found = [
        load_catalogue(write_json(sound_json(), tmp_path / "a.json")),
        load_catalogue(write_csv(sound_tables(), tmp_path / "a")),
        load_catalogue(str(write_workbook(sound_tables(), tmp_path / "a.xlsx"))),
    ]
    assert found == [found[0]] * 3
    assert len({catalogue.content_hash for catalogue in found}) == 1


@pytest.mark.parametrize("name", ["a.yaml", "a.csv"])
def test_other_kinds_of_file_are_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("x")
    with pytest.raises(InputError) as caught:
        load_catalogue(tmp_path / name)
    assert "geen map met CSV" in caught.value.render("nl")


@pytest.mark.parametrize("name", ["weg.json", "weg.xlsx", "weg"])
def test_what_is_not_there_is_said_to_be_missing(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_catalogue(tmp_path / name)
    assert "bestaat niet" in caught.value.render("nl")


def test_unreadable_cell_is_told_once(tmp_path: Path) -> None:
    tables = sound_tables()
    tables["risks"][1][1] = "=A2"
    tables["links"][1][3] = 7
    with pytest.raises(InputError) as caught:
        load_catalogue(write_workbook(tables, tmp_path / "a.xlsx"))
    assert [problem.field for problem in caught.value.problems] == ["risks!B2", "links!D2"]


@settings(max_examples=80)
@given(st.data())
def test_damaged_file_is_read_or_refused_in_words_about_it(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SOUND) - 1))
    end = data.draw(st.integers(start, min(len(SOUND), start + 40)))
    word = data.draw(st.sampled_from(["", "null", "true", "[]", "{}", '"x"', "-1", ",", "}", '"\\ud800"', "1e400"]))
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "a.json"
        path.write_text(SOUND[:start] + word + SOUND[end:], encoding="utf-8")
        assert refused_or_read(path)


@settings(max_examples=60)
@given(st.data())
def test_damaged_table_is_read_or_refused_in_words_about_it(data: st.DataObject) -> None:
    tables = sound_tables()
    name = data.draw(st.sampled_from(sorted(tables)))
    row = data.draw(st.integers(0, len(tables[name]) - 1))
    column = data.draw(st.integers(0, len(tables[name][row]) - 1))
    words = ["", "0", "-1", "1e999", "nan", "1.200", "x", "stroom", "hacker", "major", "'=1", "\ud7ff", "a\nb", "ja"]
    tables[name][row][column] = data.draw(st.sampled_from(words))
    with tempfile.TemporaryDirectory() as scratch:
        root = write_csv(tables, Path(scratch) / "map")
        assert refused_or_read(root)


def refused_or_read(path: Path) -> bool:
    """Whether a catalogue is read, or refused in both languages; any other error passes on."""
    try:
        return bool(load_catalogue(path).content_hash)
    except InputError as error:
        return all(p.message.nl and p.message.en and p.file for p in error.problems)
