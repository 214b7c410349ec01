# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability agenda`` as a user runs it."""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path

import jsonschema
import pytest

from weerbaar.base import InputError
from weerbaar.capability.agenda import agenda_calendar_schema, load_agenda
from weerbaar.cli.capability.agenda import add_command
from weerbaar.dossier import load_dossier, save_dossier

EXAMPLE = "voorbeeld-capaciteiten"
DAY = ("--on", "2014-10-01")


def call(*words: str, lang: str = "nl") -> int:
    """Parse as ``weerbaar capability`` would, and run."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", default=lang)
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers(), common)
    arguments = parser.parse_args(["agenda", *words])
    module, function = arguments.command
    return int(getattr(import_module(module), function)(arguments))


def refused(*words: str) -> str:
    with pytest.raises(InputError) as stop:
        call(*words)
    return stop.value.render("nl")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the illustrative agenda."""
    target = tmp_path / "agenda.yaml"
    source = Path(__file__).parents[3] / f"src/weerbaar/data/capability/{EXAMPLE}/agenda.yaml"
    target.write_bytes(source.read_bytes())
    return target


def test_status_calendar_and_load(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(EXAMPLE, *DAY, "--year", "2015", "--register", EXAMPLE) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  Gewelddadige eenling: actueel; beoordeeld 25 november 2013; volgende maart 2015" in lines
    assert "    - signaal van 8 april 2014: Een golf van aanvallen op websites van de overheid" in lines
    assert "  Wapenbeheersing falende staat: gepland; volgende 2015" in lines
    assert "  - 14 april 2015: herbeoordeling, Digitale ontwrichting (cyberhacktivisme)" in lines
    assert "  - 31 december 2015: deadline, Technische infrastructuur voor cyberdetectie" in lines
    (load,) = [line.split() for line in lines if line.startswith("  2015 ")]
    assert load == ["2015", "3", "0", "1"]


def test_in_english_and_a_year_without_anything(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(EXAMPLE, *DAY, "--year", "2012", lang="en") == 0
    shown = capsys.readouterr().out
    assert "Violent loner: fresh; reviewed 25 November 2013; next March 2015" in shown
    assert "Calendar 2012\n  nothing\n" in shown


def test_files_are_written_and_standard_output_stands_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ics, data = tmp_path / "a.ics", tmp_path / "a.json"
    assert call(EXAMPLE, *DAY, "--year", "2015", "--ics", str(ics), "--json", str(data)) == 0
    assert ics.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    written = json.loads(data.read_text(encoding="utf-8"))
    jsonschema.validate(written, agenda_calendar_schema(), cls=jsonschema.Draft202012Validator)
    capsys.readouterr()
    assert call(EXAMPLE, *DAY, "--year", "2015", "--json", "-") == 0
    assert json.loads(capsys.readouterr().out) == written


def test_a_review_is_shown_and_then_noted(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = own.read_bytes()
    assert call(str(own), *DAY, "--stamp", "cyberhacktivisme") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("reviewed:\n  'on': 2014-10-01\n  round: voorbeeld-2012\n")
    assert "  signals:\n    - golf-van-aanvallen\n" in shown
    assert own.read_bytes() == before
    assert call(str(own), *DAY, "--stamp", "voorbeeld-2012/cyberhacktivisme", "--write") == 0
    reviewed = load_agenda(own).themes[0].scenarios[0].reviewed
    assert reviewed is not None
    assert (str(reviewed.on), reviewed.signals) == ("2014-10-01", ("golf-van-aanvallen",))
    capsys.readouterr()
    assert call(str(own), *DAY) == 0
    assert "Cyberhacktivisme (cyberprotest): actueel; beoordeeld 1 oktober 2014" in capsys.readouterr().out
    # A later review keeps in mind what an earlier one considered.
    assert call(str(own), "--on", "2015-01-01", "--stamp", "cyberhacktivisme") == 0
    assert "  signals:\n    - golf-van-aanvallen\n" in capsys.readouterr().out


def test_a_dossier_that_lies_elsewhere_is_given(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dossier = load_dossier("voorbeeld-2012")
    moved = dossier.model_copy(update={"round": dossier.round.model_copy(update={"id": "eigen"})})
    save_dossier(moved, tmp_path / "ver" / "weg" / "map")
    own.write_text(
        own.read_text(encoding="utf-8").replace("dossier: voorbeeld-2012", "dossier: eigen"), encoding="utf-8"
    )
    assert "eigen: deze ronde ligt niet naast" in refused(str(own), *DAY)
    assert call(str(own), *DAY, "--dossier", str(tmp_path / "ver" / "weg" / "map")) == 0
    assert "Gewelddadige eenling: actueel" in capsys.readouterr().out


def test_what_is_refused(own: Path) -> None:
    assert "hoort bij --stamp" in refused(str(own), *DAY, "--write")
    assert "staat niet op de agenda" in refused(str(own), *DAY, "--stamp", "weg")
    assert "wordt niet bijgewerkt" in refused(EXAMPLE, *DAY, "--stamp", "cyberhacktivisme", "--write")
    before = own.read_bytes()
    assert "dit is de agenda zelf" in refused(str(own), *DAY, "--json", str(own))
    assert own.read_bytes() == before


@pytest.mark.parametrize(
    "words", [("--year", "20145"), ("--year", "x"), ("--on", "2014-13-01"), ("--on", "9999-12-31")]
)
def test_what_cannot_be_read_ends_with_2(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stop:
        call(EXAMPLE, *words)
    assert stop.value.code == 2


def test_only_one_result_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert "maar één uitkomst naar de standaarduitvoer" in refused(EXAMPLE, *DAY, "--ics", "-", "--json", "-")
    assert capsys.readouterr().out == ""
