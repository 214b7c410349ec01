# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.capability.measures.proposals import written
from tests.cli.capability.choices import FILE, Run, changed, command_line, small
from weerbaar.base import InputError
from weerbaar.capability import load_analysis
from weerbaar.capability.weighing import weigh, weighing_json
from weerbaar.cli import main
from weerbaar.cli.capability.measures import add_command

QUICK = ("--draws", "200")


@pytest.fixture
def run() -> Run:
    return command_line(add_command)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(small(tmp_path))


def test_the_weighing_in_both_languages(run: Run, folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("measures", "voorbeeld-capaciteiten", *QUICK) == 0
    dutch = capsys.readouterr()
    assert dutch.err == ""
    assert "Dit is een verzonnen voorbeeld." in dutch.out
    assert "Risico zonder maatregelen: 2,8 risicopunten per jaar" in dutch.out
    assert "bij de beste 5 hoort." in " ".join(dutch.out.split())
    assert re.search(r"^\d+,\d s, trekkingen: 200, seed 2012, run [0-9a-f]{12}$", dutch.out, re.MULTILINE)
    assert run("measures", folder, *QUICK, "--lang", "en") == 0
    english = capsys.readouterr().out
    assert "Risk without measures: 2.8 risk points per year" in english
    assert "Takes off" in english
    assert "the measure is the best in that." in " ".join(english.split())


def test_data_and_table_in_files_and_said_so(
    run: Run, folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, table = tmp_path / "uit" / "weging.json", tmp_path / "uit" / "weging.csv"
    words = ("measures", folder, *QUICK, "--seed", "7", "--json", str(data), "--csv", str(table))
    assert run(*words) == 0
    assert f"Geschreven: {data}\nGeschreven: {table}\n" in capsys.readouterr().out
    first = data.read_bytes(), table.read_bytes()
    assert json.loads(first[0])["run_record"]["seed"] == 7
    assert first[1].count(b"\r\n") == 6
    assert run(*words) == 0
    assert f"Vervangen: {data}\nVervangen: {table}\n" in capsys.readouterr().out
    assert (data.read_bytes(), table.read_bytes()) == first


def test_data_on_standard_output_are_all_that_is_there(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, table = small(tmp_path), tmp_path / "weging.csv"
    assert run("measures", str(folder), *QUICK, "--json", "-", "--csv", str(table)) == 0
    assert capsys.readouterr().out.encode() == weighing_json(weigh(load_analysis(folder), draws=200))
    assert table.read_bytes().startswith(b"\xef\xbb\xbfmaatregel;")


def test_another_profile_weighs_other_criteria(run: Run, folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = {}
    for profile in ("equal", "illustrative-people"):
        assert run("measures", folder, *QUICK, "--profile", profile, "--json", "-") == 0
        data = json.loads(capsys.readouterr().out)
        assert data["run_record"]["settings"]["profile"] == profile
        found[profile] = {m["id"]: m["reduction"]["mean"] for m in data["measures"]}
    # First aid saves lives, and nothing else.
    assert found["illustrative-people"]["opleiding"] > 1.2 * found["equal"]["opleiding"]
    assert main(["capability", "measures", folder, "--profile", "geen"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert "illustrative-people" in said.err


def test_nothing_of_somebody_else_is_overwritten(
    run: Run, folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other, data = tmp_path / "lijst.csv", tmp_path / "weging.json"
    other.write_text("maatregel;prijs\n", encoding="utf-8")
    with pytest.raises(InputError, match="something other than an earlier result"):
        run("measures", folder, *QUICK, "--json", str(data), "--csv", str(other))
    assert not data.exists()
    assert other.read_text(encoding="utf-8") == "maatregel;prijs\n"
    with pytest.raises(InputError, match="two results would be written here"):
        run("measures", folder, *QUICK, "--json", str(data), "--csv", str(data))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("words", [("--draws", "199"), ("--draws", "1e3"), ("--seed", "-1"), ("--json", " ")])
def test_options_that_cannot_be_are_refused(run: Run, folder: str, words: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("measures", folder, *words)
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    ("file", "nl", "en"),
    [
        (
            changed("opleiding", cost={"one_off_eur": -8e5}),
            "opleiding: een bedrag onder 0 is niet toegestaan",
            "opleiding: an amount below 0 is not allowed",
        ),
        (
            changed("bijstand", requires=["opleiding"]),
            "bijstand → opleiding → bijstand",
            "bijstand → opleiding → bijstand",
        ),
        (
            changed("detectie", effects=[{"scenario": "watersnood", "on": "impact", "share": 0.1}]),
            "onbekend: scenario. Kies uit: cyberhacktivisme,",
            "unknown scenario. Choose from: cyberhacktivisme,",
        ),
        ({**FILE, "measures": []}, "deze analyse bevat geen maatregelen", "this analysis holds no measures"),
    ],
)
def test_one_clear_message_and_nothing_written(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], file: dict[str, object], nl: str, en: str
) -> None:
    if not file["measures"]:
        file = {"measures": []}
        (Path(folder) / "choice.yaml").unlink()
    written(Path(folder), file)
    for lang, words in (("nl", nl), ("en", en)):
        data = tmp_path / "uit.json"
        assert main(["capability", "measures", folder, *QUICK, "--json", str(data), "--lang", lang]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        [line] = said.err.splitlines()
        assert words in line
        assert line.startswith("measures.yaml")
        assert not data.exists()
