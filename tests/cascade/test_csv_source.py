# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.cascade.sound_catalogue import sound_json, sound_tables, write_csv, write_json
from weerbaar.base import InputError, Problem
from weerbaar.cascade import csv_source
from weerbaar.cascade.csv_source import parse_table, quoted, unquoted
from weerbaar.cascade.reading import load_catalogue


def refused(root: Path) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        load_catalogue(root)
    return list(caught.value.problems)


@pytest.mark.parametrize(("separator", "decimal"), [(";", ","), (";", "."), (",", "."), ("\t", ",")])
def test_separators_and_decimal_signs(separator: str, decimal: str, tmp_path: Path) -> None:
    root = write_csv(sound_tables(), tmp_path / "map", lambda n: repr(n).replace(".", decimal))
    for file in root.iterdir():
        text = file.read_text(encoding="utf-8").replace(";", separator)
        file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load_catalogue(root) == load_catalogue(write_json(sound_json(), tmp_path / "a.json"))


def test_decimal_comma_between_commas_is_a_cell_too_many(tmp_path: Path) -> None:
    root = write_csv(sound_tables(), tmp_path / "map")
    (root / "root.csv").write_text("risk,considerable,major\nstroom,0,5,0,1\nhacker,1,1\n")
    (problem,) = refused(root)
    assert (problem.file, problem.line, problem.value) == ("root.csv", 2, "0")
    assert "Gebruik ; tussen de cellen" in problem.hint.nl


def test_thousands_and_percentages_are_not_guessed(tmp_path: Path) -> None:
    tables = sound_tables()
    tables["impacts"][1][2] = "1.200"
    tables["links"][1][3] = "25%"
    found = refused(write_csv(tables, tmp_path / "map"))
    assert [(p.file, p.line, p.field, p.value) for p in found] == [
        ("impacts.csv", 2, "ha", "1.200"),
        ("links.csv", 2, "considerable", "25%"),
    ]
    assert "onduidelijk" in found[0].message.nl
    assert "Schrijf 5% als 0.05" in found[1].hint.nl


def test_line_is_that_of_the_file_also_after_empty_lines_and_lines_in_a_cell(tmp_path: Path) -> None:
    root = write_csv(sound_tables(), tmp_path / "map")
    (root / "catalogue.csv").write_text('field;nl\n\nstatement;"een\ntwee"\n;;\ntitle;T\nkleur;rood\n')
    (problem,) = refused(root)
    assert (problem.line, problem.value) == (7, "kleur")


def test_optional_tables_may_be_left_out(tmp_path: Path) -> None:
    tables = sound_tables()
    del tables["catalogue"], tables["trends"], tables["catalysts"]
    catalogue = load_catalogue(write_csv(tables, tmp_path / "map"))
    assert (catalogue.id, catalogue.trends, catalogue.catalysts) == ("map", (), ())


@pytest.mark.parametrize("name", ["risks", "impacts", "root", "links"])
def test_needed_tables_may_not(name: str, tmp_path: Path) -> None:
    tables = sound_tables()
    del tables[name]
    (problem,) = refused(write_csv(tables, tmp_path / "map"))
    assert problem.message.nl == f"hierin ontbreekt: {name}.csv."


def test_empty_folder_lists_what_belongs_in_it(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path)
    assert problem.message.nl == "hierin ontbreekt: risks.csv, impacts.csv, root.csv, links.csv."


def test_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    (problem,) = refused(tmp_path)
    assert problem.message.nl == "kan niet worden gelezen (Permission denied)."


def test_misspelled_table_is_not_passed_over(tmp_path: Path) -> None:
    root = write_csv(sound_tables(), tmp_path / "map")
    (root / "Links2.CSV").write_text("x")
    (root / "notities.txt").write_text("x")
    (problem,) = refused(root)
    assert (problem.file, "onbekend bestand" in problem.message.nl) == ("Links2.CSV", True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"risk;major\ncaf\xe9;1\n", "UTF-8"),
        (b'risk;major\n"a;1\n', "geen geldige CSV"),
        (b"risk;major\n" + b"x" * 200_000 + b";1\n", "geen geldige CSV"),
        (b"risk" + b";a" * 300 + b"\n", "meer dan 250 kolommen"),
        (b"risk;considerable;major;major\n", "twee keer"),
        (b"considerable;major\n0;0\n", "de kolom risk ontbreekt"),
        (b"", "de kolom risk ontbreekt"),
        (b"\0\0\0\0", "de kolom risk ontbreekt"),
    ],
)
def test_hostile_file_gives_one_message(content: bytes, words: str, tmp_path: Path) -> None:
    root = write_csv(sound_tables(), tmp_path / "map")
    (root / "root.csv").write_bytes(content)
    first = refused(root)[0]
    assert first.file == "root.csv"
    assert words in first.render("nl")


def test_large_file_and_link_that_leads_out_are_refused(tmp_path: Path) -> None:
    root = write_csv(sound_tables(), tmp_path / "map")
    with (root / "root.csv").open("wb") as file:
        file.truncate(100_000_000)
    (tmp_path / "elders.csv").write_text("cause;cause_intensity;effect\n")
    (root / "links.csv").unlink()
    (root / "links.csv").symlink_to(tmp_path / "elders.csv")
    found = {problem.file: problem.render("nl") for problem in refused(root)}
    assert "leidt buiten de map" in found["links.csv"]
    assert "100,0 MB; ten hoogste 80,0 MB" in found["root.csv"]


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_source, "MAX_LINKS", 3)
    assert len(parse_table("risk\n" + "a\n" * 3, "root").rows) == 3
    with pytest.raises(InputError, match="more than 3 rows"):
        parse_table("risk\n" + "a\n" * 5, "root")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "'=1", "''@", "\uff1d1"])
def test_formulas_are_neutralised_and_come_back(text: str) -> None:
    assert quoted(text) == f"'{text}"
    assert unquoted(quoted(text)) == text


@pytest.mark.parametrize("text", ["'s nachts", "a=b", "1-2", ""])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert quoted(text) == unquoted(text) == text
