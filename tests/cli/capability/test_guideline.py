# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path

import openpyxl
import pytest

from tests.capability.guideline.checklists import CHECKLIST, GUIDELINE, write
from weerbaar.base import InputError
from weerbaar.capability.guideline import load_checklist, load_guideline
from weerbaar.cli.capability.guideline import add_command

EXAMPLE = "voorbeeld-capaciteiten"
DAY = ("--on", "2027-03-01")

# In two parts, so that `reuse` does not read the constant as the licence of this file.
LICENCE = ": ".join(["SPDX-License-Identifier", "EUPL-1.2"])


def call(*words: str, lang: str = "nl") -> int:
    """Parse as ``weerbaar capability`` would, and run."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", default=lang)
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers(), common)
    arguments = parser.parse_args(["guideline", *words])
    module, function = arguments.command
    return int(getattr(import_module(module), function)(arguments))


def refused(*words: str) -> str:
    with pytest.raises(InputError) as stop:
        call(*words)
    return stop.value.render("en")


def test_list_and_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("list") == 0
    assert "cra-annex-1           22 eisen" in capsys.readouterr().out
    assert call("show", "cra-annex-1", lang="en") == 0
    shown = capsys.readouterr().out
    assert "I.2.m  Secure removal and transfer of data  [i-2-m]" in shown
    assert shown.count("certainty: found") == 22


def test_check_prints_counts_and_what_asks_for_attention(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", EXAMPLE, *DAY) == 0
    shown = capsys.readouterr().out
    (product,) = [line for line in shown.splitlines() if line.startswith("Eigenschappen")]
    assert product.split()[-9:] == ["13", "3", "1", "1", "2", "2", "1", "2", "1"]
    late = shown[shown.index("Te laat") : shown.index("Niet voldaan")]
    assert "I.2.c" in late
    assert "maatregel bouwbesluit-cyber" in " ".join(late.split())
    assert "Er is geen totaalcijfer." in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= 125


def test_check_as_json_prints_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", EXAMPLE, *DAY, "--json", "-") == 0
    assert json.loads(capsys.readouterr().out)["on"] == "2027-03-01"


def test_check_writes_json_and_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("check", EXAMPLE, *DAY, "--json", str(tmp_path / "a.json"), "--csv", str(tmp_path / "a.csv"))
    assert call(*words) == 0
    assert json.loads((tmp_path / "a.json").read_bytes())["schema"] == 1
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").startswith("Eis;Nummer;")
    assert "exists already" in refused(*words)


def test_check_as_csv_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", EXAMPLE, *DAY, "--csv", "-") == 0
    assert capsys.readouterr().out.startswith("\ufeffEis;Nummer;")


def test_a_warning_goes_to_the_other_stream(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, CHECKLIST + "  - {requirement: a2, state: not applicable, reason: Te duur}\n")
    assert call("check", str(path), *DAY) == 0
    shown = capsys.readouterr()
    assert "let op: lijst.yaml:15" in shown.err
    assert "let op" not in shown.out


def test_export_fill_in_and_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, table = write(tmp_path), tmp_path / "tabel.xlsx"
    assert call("export", str(path), str(table)) == 0
    book = openpyxl.load_workbook(table)
    book["Checklist"]["H3"] = "deels"
    book["Checklist"]["P1"] = "Eigen kolom"
    book.save(table)
    assert call("import", str(table), str(path)) == 0
    shown = capsys.readouterr()
    assert f"{path}: 1 antwoorden gewijzigd, 3 van 3" in shown.out
    assert "onbekende kolom" in shown.err
    assert [(a.requirement, a.state) for a in load_checklist(path).checklist.answers] == [
        ("a1", "met"),
        ("a2", "partly"),
        ("b1", "not applicable"),
    ]
    assert path.read_text(encoding="utf-8").startswith(f"# {LICENCE}\n# Van ons.\n")


def test_a_filled_table_is_not_overwritten_unasked(tmp_path: Path) -> None:
    path, table = write(tmp_path), tmp_path / "tabel.csv"
    assert call("export", str(path), str(table)) == 0
    table.write_text("ingevuld", encoding="utf-8")
    assert "exists already" in refused("export", str(path), str(table))
    assert table.read_text(encoding="utf-8") == "ingevuld"
    assert call("export", str(path), str(table), "--overwrite") == 0
    assert table.read_text(encoding="utf-8-sig").startswith("Eis;")


def test_a_wrong_table_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path)
    (tmp_path / "t.csv").write_text("requirement,state\na1,misschien\nzz,met\n", encoding="utf-8")
    assert refused("import", str(tmp_path / "t.csv"), str(path)).count("t.csv:") == 3
    assert path.read_text(encoding="utf-8") == CHECKLIST


def test_a_shipped_example_is_not_changed(tmp_path: Path) -> None:
    table = tmp_path / "t.xlsx"
    assert call("export", EXAMPLE, str(table)) == 0
    assert "give --out" in refused("import", str(table), EXAMPLE)
    assert call("import", str(table), EXAMPLE, "--out", str(tmp_path / "mijn.yaml")) == 0
    assert load_checklist(tmp_path / "mijn.yaml").checklist == load_checklist(EXAMPLE).checklist


def test_new_checklist(tmp_path: Path) -> None:
    target = tmp_path / "Mijn Product.yaml"
    assert call("new", str(target), "--content", "cra-annex-1", "--subject", "Sluis 4") == 0
    made = load_checklist(target).checklist
    assert (made.id, made.subject.nl, len(made.answers)) == ("mijn-product", "Sluis 4", 22)
    assert "exists already" in refused("new", str(target), "--content", "cra-annex-1")


@pytest.mark.parametrize("subject", ["x" * 301, "a\x07b"])
def test_a_subject_that_a_checklist_cannot_hold_is_refused(tmp_path: Path, subject: str) -> None:
    target = tmp_path / "lijst.yaml"
    said = refused("new", str(target), "--content", "cra-annex-1", "--subject", subject)
    assert said.startswith("lijst.yaml:")
    assert "subject" in said
    assert not target.exists()


def test_new_guideline_and_a_checklist_for_it(tmp_path: Path) -> None:
    assert call("new", str(tmp_path / "eigen.yaml")) == 0
    assert load_guideline(tmp_path / "eigen.yaml").id == "eigen"
    assert call("new", str(tmp_path / "lijst.yaml"), "--content", "eigen") == 0
    assert load_checklist(tmp_path / "lijst.yaml").content.id == "eigen"


def test_a_guideline_elsewhere_must_be_put_beside_the_checklist(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "klein.yaml").write_text(GUIDELINE, encoding="utf-8")
    said = refused("new", str(tmp_path / "lijst.yaml"), "--content", str(tmp_path / "a" / "klein.yaml"))
    assert "put the guideline as klein.yaml beside" in said
    assert "must end in .yaml" in refused("new", str(tmp_path / "lijst.txt"), "--content", "cra-annex-1")


@pytest.mark.parametrize("words", [("check", EXAMPLE, "--on", "gisteren"), ("check", EXAMPLE, "--json", ""), ()])
def test_options_that_cannot_be(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        call(*words)
    assert stop.value.code == 2
