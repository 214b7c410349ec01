# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.cli.capability.approaches import add_command


def ran(*words: str) -> int:
    parser = argparse.ArgumentParser()
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", default="nl")
    add_command(parser.add_subparsers(required=True), common)
    arguments = parser.parse_args(["approaches", *words])
    module, function = arguments.command
    return int(getattr(import_module(module), function)(arguments))


def test_two_countries_on_one_theme_with_their_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("--country", "nl,uk", "--theme", "likelihood,cyber") == 0
    shown = capsys.readouterr().out.splitlines()
    assert "  Nederland            vijf klassen, elk een factor 10, over vijf jaar [1]" in shown
    assert "  Verenigd Koninkrijk  onbekend" in shown
    assert "Van 2 thema’s is er bij 1 van beide landen iets bekend." in shown
    assert "  [1] Werken met scenario’s en Leidraad NRB (2008 en 2009)" in shown


def test_recalled_cells_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("--country", "ch", "--theme", "uncertainty", "--lang", "en") == 0
    assert "in words (recalled, moderately sure)" in capsys.readouterr().out


def test_files_are_written_and_not_over_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet, data = tmp_path / "landen.csv", tmp_path / "landen.json"
    for _ in range(2):
        assert ran("--csv", str(sheet), "--json", str(data)) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [f"Vervangen: {sheet}", f"Vervangen: {data}"]
    assert sheet.read_bytes().startswith("\ufeffland;methode;thema".encode())
    assert len(json.loads(data.read_bytes())["countries"]) == 9
    for place, option in ((sheet, "--csv"), (data, "--json")):
        place.write_text("iets anders", encoding="utf-8")
        with pytest.raises(InputError):
            ran(option, str(place))
        assert place.read_text(encoding="utf-8") == "iets anders"


def test_a_table_of_ones_own_is_not_replaced_by_a_part_of_it(tmp_path: Path) -> None:
    own = tmp_path / "tabel.json"
    assert ran("--json", str(own)) == 0
    whole = own.read_bytes()
    with pytest.raises(InputError, match="the table itself"):
        ran(str(own), "--country", "nl", "--json", str(own))
    assert own.read_bytes() == whole


def test_only_the_table_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("--csv", "-", "--lang", "en") == 0
    assert capsys.readouterr().out.splitlines()[0] == "\ufeffcountry,method,theme,text,certainty,sources"
    with pytest.raises(InputError):
        ran("--csv", "-", "--json", "-")


def test_unknown_countries_and_empty_lists_are_refused() -> None:
    with pytest.raises(InputError, match="is not in the table"):
        ran("--country", "fr")
    with pytest.raises(SystemExit):
        ran("--country", ",")
