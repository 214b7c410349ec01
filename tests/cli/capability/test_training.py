# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path

import pytest

from tests.capability.training.trainings import activity, assessed, pairs, share
from weerbaar.base import InputError
from weerbaar.cli.capability.training import add_command, training_table

EXAMPLE = "voorbeeld-capaciteiten"
DAY = ("--on", "2016-02-01")


def call(*words: str, lang: str = "nl") -> int:
    """Parse as ``weerbaar capability`` would, and run."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", default=lang)
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers(), common)
    arguments = parser.parse_args(["training", *words])
    module, function = arguments.command
    return int(getattr(import_module(module), function)(arguments))


def refused(*words: str) -> str:
    with pytest.raises(InputError) as stop:
        call(*words)
    return stop.value.render("en")


def test_reach_effect_people_and_certificates(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(EXAMPLE, *DAY) == 0
    shown = capsys.readouterr().out
    together = " ".join(shown.split())
    assert "Bereik: 90.000 van de 400.000 (22%)" in together
    assert "verschil boven de controlegroep: +14 procentpunt (+4 tot +24)" in together
    assert "+7 procentpunt (-3 tot +17), niet aangetoond; 49% van het effect over" in together
    assert "toets van McNemar p < 0,0001" in together
    assert "(ten minste € 3.400; geen bovengrens)" in together
    (post,) = [line for line in shown.splitlines() if line.startswith("Crisiscoördinator op een post")]
    assert post.split()[-6:] == ["110", "96", "40", "0", "14", "54"]
    assert max(map(len, shown.splitlines())) <= 125


def test_within_moves_what_is_soon_to_expire(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(EXAMPLE, *DAY, "--within", "10") == 0
    (post,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Crisiscoördinator op")]
    assert post.split()[-6:] == ["110", "96", "0", "0", "14", "14"]


@pytest.mark.parametrize("option", ["--json", "--csv"])
def test_standard_output_gets_the_data_and_nothing_else(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(EXAMPLE, *DAY, option, "-") == 0
    shown = capsys.readouterr().out
    if option == "--json":
        assert json.loads(shown)["within_days"] == 90
    else:
        assert shown.startswith("\ufeffactiviteit;titel;")


def test_standard_output_stays_alone_beside_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(EXAMPLE, *DAY, "--json", "-", "--csv", str(tmp_path / "x.csv")) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == 1
    assert (tmp_path / "x.csv").is_file()


def test_one_place_that_cannot_be_used_leaves_all_unwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.csv").write_text("van mij", encoding="utf-8")
    assert "other than an earlier" in refused(
        EXAMPLE, *DAY, "--json", str(tmp_path / "x.json"), "--csv", str(tmp_path / "x.csv")
    )
    assert capsys.readouterr().out == ""
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"]


def test_certificates_on_the_last_day_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(EXAMPLE, "--on", "9999-12-31", "--within", "36500") == 0
    assert "Certificaten op 9999-12-31" in capsys.readouterr().out


def test_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = {kind: tmp_path / f"uit.{kind}" for kind in ("json", "csv", "svg")}
    words = (EXAMPLE, *DAY, "--json", str(places["json"]), "--csv", str(places["csv"]))
    assert call(*words, "--figure", str(places["svg"]), lang="en") == 0
    assert all(f"Written: {place}" in capsys.readouterr().out or place.is_file() for place in places.values())
    assert places["svg"].read_text(encoding="utf-8").startswith("<svg")
    assert places["csv"].read_text(encoding="utf-8-sig").startswith("activity,title,")
    assert call(*words, lang="en") == 0
    assert "Replaced" in capsys.readouterr().out


def test_a_figure_is_not_written_over_something_else(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"foto")
    assert "exists already" in refused(EXAMPLE, "--figure", str(tmp_path / "x.png"))
    (tmp_path / "x.svg").write_text("<svg>van een ander</svg>", encoding="utf-8")
    assert "other than an earlier" in refused(EXAMPLE, "--figure", str(tmp_path / "x.svg"))


def test_not_measured_and_not_counted_are_said() -> None:
    table = training_table(assessed(activity(reached=None, cost_eur=None)), "en")
    assert "Reach: not counted, Everybody" in table
    assert "Effect: not measured." in table
    assert "Certificates" not in table


def test_few_people_are_whole_people() -> None:
    table = training_table(assessed(activity(pairs(3, 3, 1, 3), reached={"number": 10, "counted": {"nl": "x"}})), "en")
    assert "2 people changed (-2 to 5)" in " ".join(table.split())


def test_a_hostile_title_cannot_steer_the_terminal() -> None:
    table = training_table(assessed(activity(share((1, 2), (1, 2)), title={"nl": "\x1b[31mrood"})), "nl")
    assert "\x1b" not in table


@pytest.mark.parametrize("words", [("--on", "x"), ("--within", "-1"), ("--figure", "x.gif"), ("--kleur", "rood")])
def test_options_that_cannot_be(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        call(EXAMPLE, *words)
    assert stop.value.code == 2


@pytest.mark.parametrize("name", ["bestaat-niet", "x" * 5000])
def test_what_is_not_there(name: str) -> None:
    assert "training.yaml" in refused(name)
