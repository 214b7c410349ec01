# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability assist`` as a user runs it: what is printed, what is written, and what is refused."""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path

import jsonschema
import pytest

from tests.capability.assistance.files import sound, write
from weerbaar.base import InputError
from weerbaar.capability.assistance import assistance_plan_schema
from weerbaar.cli.capability.assist import add_command

EXAMPLE = "voorbeeld-capaciteiten"
FAST = ("--plan-only", "--draws", "200")


def call(*words: str, lang: str = "nl") -> int:
    """Parse as ``weerbaar capability`` would, and run."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", default=lang)
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers(), common)
    arguments = parser.parse_args(["assist", *words])
    module, function = arguments.command
    return int(getattr(import_module(module), function)(arguments))


def refused(*words: str) -> str:
    with pytest.raises(InputError) as stop:
        call(*words)
    return stop.value.render("nl")


def secret(folder: Path) -> Path:
    data = sound()
    data["platoons"][0]["confidential"] = True
    return write(folder, data)


def test_json_on_standard_output_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(EXAMPLE, "--json", "-", *FAST) == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, assistance_plan_schema(), cls=jsonschema.Draft202012Validator)
    assert data["without"] == []


def test_everything_is_written_and_may_be_written_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "uit"
    for _ in range(2):
        assert call(EXAMPLE, "--out", str(out), *FAST) == 0
    names = sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file())
    assert "assistance.json" in names
    assert "bijstand.csv" in names
    assert "figuren/bijstand-riot.svg" in names
    assert "verzoeken/amsterdam-amsterdam.txt" in names
    assert "Geschreven in" in capsys.readouterr().out
    (out / "assistance.json").write_text('{"id": "ander"}', encoding="utf-8")
    assert "hier staat het plan van ander" in refused(EXAMPLE, "--out", str(out), *FAST)


def test_requests_and_table_go_where_they_are_asked(tmp_path: Path) -> None:
    place = tmp_path / "brieven"
    assert call(EXAMPLE, "--requests", str(place), "--csv", str(tmp_path / "t.csv"), *FAST, lang="en") == 0
    letters = sorted(p.name for p in place.iterdir())
    assert "rotterdam-rotterdam.txt" in letters
    assert (place / letters[0]).read_text(encoding="utf-8").startswith("REQUEST FOR ASSISTANCE")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").startswith("Region,Shift,Task")


def test_without_a_party_and_with_riot_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(EXAMPLE, "--without", "kmar", "--priority", "riot", *FAST) == 0
    shown = capsys.readouterr().out
    assert "Volgorde: eerst ME-pelotons" in shown
    assert "Koninklijke Marechaussee  " not in shown.partition("2. Wie")[2].partition("4. Bewijs")[0]
    assert '"navo" - onbekende partij' in refused(EXAMPLE, "--without", "navo", *FAST)


def test_secrets_stay_in_unless_asked_for_and_then_all_is_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(secret(tmp_path))
    assert call(path, *FAST) == 0
    shown = capsys.readouterr().out
    assert "Openbare versie" in shown
    assert "me-noord" not in shown
    assert "cellen zijn niet openbaar" in shown
    assert call(path, "--with-confidential", "--out", str(tmp_path / "g"), *FAST) == 0
    assert capsys.readouterr().out.startswith("VERTROUWELIJK")
    for file in (tmp_path / "g").rglob("*"):
        if file.suffix in (".json", ".csv", ".txt", ".svg"):
            assert "VERTROUWELIJK" in file.read_text(encoding="utf-8")


def test_other_files_are_not_overwritten(tmp_path: Path) -> None:
    other = tmp_path / "notities.csv"
    other.write_text("mijn aantekeningen\n", encoding="utf-8")
    assert "iets anders" in refused(EXAMPLE, "--csv", str(other), *FAST)
    assert other.read_text(encoding="utf-8") == "mijn aantekeningen\n"
    own = write(tmp_path, sound())
    assert "dit is het bestand zelf" in refused(str(own), "--json", str(own), *FAST)
    assert "hier staat het bestand zelf" in refused(str(own), "--out", str(tmp_path), *FAST)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    data = sound()
    data["officers"][0]["officers"] = -1
    data["units"][0]["tasks"] = ["riot"]
    assert len(refused(str(write(tmp_path, data))).splitlines()) == 2
    assert "bestaat niet" in refused(str(tmp_path / "weg"))
