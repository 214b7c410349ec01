# SPDX-License-Identifier: EUPL-1.2
"""``who-may`` and ``cooperation`` as a user runs them: what is printed, what is written, and what is refused."""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path

import jsonschema
import pytest

from weerbaar.base import InputError
from weerbaar.capability.cooperation import cooperation_report_schema, who_may_schema
from weerbaar.cli.capability.cooperation import add_command

EXAMPLE = "voorbeeld-capaciteiten"
DAY = ("--on", "2013-11-15")


def ran(*words: str) -> int:
    parser = argparse.ArgumentParser()
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", default="nl")
    add_command(parser.add_subparsers(required=True), common)
    arguments = parser.parse_args(words)
    module, function = arguments.command
    return int(getattr(import_module(module), function)(arguments))


def asked(*more: str) -> int:
    return ran("who-may", EXAMPLE, "--situation", "nucleaire-dreiging", "--at", "6", *DAY, *more)


def test_the_question_of_the_letter_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked() == 0
    shown = capsys.readouterr().out
    for line in (
        "Nucleaire dreiging, T+6, 2013-11-15",
        "1. Wie mag nu handelen",
        "2. Wie moet wie vragen",
        "Communautair mechanisme voor civiele bescherming*: gevraagd; vragen T+1, toegekend T+7",
        "- Convenant regionale meetploegen is verlopen op 2012-12-31 en wordt niet gebruikt.",
    ):
        assert line in shown.splitlines()
    assert "Nog te controleren tegen de wettekst" in shown
    assert "Speciale eenheid" not in shown
    assert max(map(len, shown.splitlines())) <= 130


def test_english_and_confidential(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--lang", "en", "--with-confidential") == 0
    shown = capsys.readouterr().out
    assert "CONFIDENTIAL" in shown.splitlines()
    assert "1. Who may act now" in shown
    assert "Special unit (invented): confidential." in shown


def test_only_the_data_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--json", "-") == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, who_may_schema(), cls=jsonschema.Draft202012Validator)
    assert data["question"]["at_h"] == 6


def test_data_and_figure_are_written_again_and_nothing_else_is_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, figure = tmp_path / "antwoord.json", tmp_path / "klok.svg"
    for _ in range(2):
        assert asked("--json", str(data), "--figure", str(figure)) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [f"Vervangen: {data}", f"Vervangen: {figure}"]
    assert "responsklok" in figure.read_text(encoding="utf-8")
    for place, option in ((data, "--json"), (figure, "--figure")):
        place.write_text("{}", encoding="utf-8")
        with pytest.raises(InputError, match="something other"):
            asked(option, str(place))
        assert place.read_text(encoding="utf-8") == "{}"
    picture = tmp_path / "foto.png"
    picture.write_bytes(b"\x89PNG van iemand anders")
    with pytest.raises(InputError, match="exists already"):
        asked("--figure", str(picture), "--json", str(tmp_path / "nieuw.json"))
    assert not (tmp_path / "nieuw.json").exists()
    assert picture.read_bytes() == b"\x89PNG van iemand anders"


def test_data_on_standard_output_stay_alone_beside_a_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--json", "-", "--figure", str(tmp_path / "klok.svg")) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == 1
    assert (tmp_path / "klok.svg").is_file()


def test_requests_that_were_really_made(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--asked", "bijstand-regio=1,5") == 0
    shown = capsys.readouterr().out
    assert "Bijstand aan een veiligheidsregio*: toegekend; vragen T+1,5, toegekend T+3" in shown
    assert "Communautair mechanisme voor civiele bescherming*: nog niet gevraagd; vragen T+6, toegekend T+12" in shown
    assert asked("--asked", "none") == 0
    assert "Bijstand aan een veiligheidsregio*: nog niet gevraagd" in capsys.readouterr().out


def test_travel_to_a_site(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--site", "zeeland", "--json", "-") == 0
    units = {u["id"]: u["on_site_h"] for u in json.loads(capsys.readouterr().out)["units"]}
    assert (units["meetwagens"], units["ontsmetting-defensie"]) == (4.75, 9.5)


def test_the_report_tells_every_kind_under_its_own_heading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "stand.json"
    assert ran("cooperation", EXAMPLE, *DAY, "--json", str(place)) == 0
    shown = capsys.readouterr().out.splitlines()
    for head in (
        "Dubbel toegezegd (1)",
        "Verlopen (1)",
        "Overlap (2)",
        "Geen eenheid op tijd (5)",
        "Vertrouwelijk (1)",
    ):
        assert head in shown
    jsonschema.validate(json.loads(place.read_text(encoding="utf-8")), cooperation_report_schema())
    with pytest.raises(InputError):
        asked("--json", str(place))


def test_the_inventory_is_what_is_read_without_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("cooperation", "--on", "2024-01-01", "--lang", "en") == 0
    assert "Agreements on action and assistance in the Netherlands, the EU and NATO" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("--on", "20131115"),
        ("--on", "2013-02-30"),
        ("--at", "nan"),
        ("--at", "-1"),
        ("--asked", "x"),
        ("--asked", "x=y"),
        ("--json", " "),
        ("--figure", "klok.docx"),
    ],
)
def test_what_no_option_can_say_is_refused(words: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        asked(*words)
    assert stop.value.code == 2
    assert words[0] in capsys.readouterr().err


def test_unknown_names_are_refused() -> None:
    for words in (("--site", "mars"), ("--asked", "gezag-burgemeester=1")):
        with pytest.raises(InputError):
            asked(*words)
    with pytest.raises(InputError, match="unknown situation"):
        ran("who-may", EXAMPLE, "--situation", "kernramp")
