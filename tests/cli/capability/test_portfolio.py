# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.capability.measures.proposals import written
from tests.cli.capability.choices import CHOICE, QUICK, QUICKEST, Run, changed, command_line, small
from weerbaar.base import InputError
from weerbaar.capability import load_analysis
from weerbaar.capability.choice import choose, portfolio_json, portfolio_schema
from weerbaar.cli import main
from weerbaar.cli.capability.portfolio import add_command


@pytest.fixture
def run() -> Run:
    return command_line(add_command)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(small(tmp_path))


def test_table_figures_and_data_agree(
    run: Run, folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "uit"
    assert run("portfolio", folder, *QUICK, "--out", str(out), "--formats", "svg,json") == 0
    said = capsys.readouterr()
    assert said.err == ""
    names = ["figuren/budgetlijn.svg", "figuren/stabiliteit-keuze.svg", "figuren/voor-en-na.svg", "portfolio.json"]
    assert sorted(p.relative_to(out).as_posix() for p in out.rglob("*.*")) == names
    assert f"Geschreven in {out}/:\n" + "".join(f"  {name}\n" for name in names) in said.out
    data = json.loads((out / "portfolio.json").read_text(encoding="utf-8"))
    assert data.keys() == portfolio_schema()["properties"].keys()
    chosen, left = said.out.split("Gekozen\n")[1].split("Niet gekozen\n")
    for measure in data["verdicts"]:
        assert measure["title"]["nl"] in (chosen if measure["chosen"] else left.split("\n\n")[0])
    assert data["optimum"]["proof"] == "proven"
    assert "Bewezen best" in said.out


def test_english_figures_and_the_same_bytes_again(
    run: Run, folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, data = tmp_path / "out", tmp_path / "choice.json"
    words = ("portfolio", folder, *QUICKEST, "--out", str(out), "--json", str(data), "--lang", "en")
    assert run(*words) == 0
    said = capsys.readouterr().out
    assert f"Written to {out}/:\n  figures/before-and-after.png\n" in said
    assert f"Written: {data}\n" in said
    first = {p: p.read_bytes() for p in out.rglob("*.*")}
    # No budgets and no states were looked at, so there is nothing to draw of them.
    assert sorted(p.name for p in first) == ["before-and-after.png", "before-and-after.svg", "portfolio.json"]
    assert run(*words) == 0
    assert {p: p.read_bytes() for p in out.rglob("*.*")} == first
    assert f"Replaced: {data}\n" in capsys.readouterr().out
    assert data.read_bytes() == first[out / "portfolio.json"]


def test_data_on_standard_output_take_nothing_away_from_the_folder(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = small(tmp_path), tmp_path / "uit"
    words = ("portfolio", str(folder), *QUICKEST, "--json", "-", "--out", str(out), "--formats", "json")
    assert run(*words) == 0
    printed = capsys.readouterr().out.encode()
    assert printed == (out / "portfolio.json").read_bytes()
    assert printed == portfolio_json(choose(load_analysis(folder), draws=200, levels=0, states=0, reasons=False))


def test_options_reach_the_choice(run: Run, folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    def data(*words: str) -> dict[str, Any]:
        assert run("portfolio", folder, *QUICKEST, "--json", "-", *words) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    usual, more = data(), data("--budget", "30000000")
    assert sum(b["amount_eur"] for b in usual["budgets"]) == 15e6
    assert [b["amount_eur"] for b in more["budgets"]] == [1e7] * 3
    assert more["optimum"]["value"] > usual["optimum"]["value"]
    assert len(more["measures"]) == 4, "of two that exclude each other one is left out"
    tail = data("--risk", "tail")
    assert tail["risk"] == "tail"
    assert tail["outcome"]["tail_after"]["mean_beyond_95"] <= usual["outcome"]["tail_after"]["mean_beyond_95"]
    profile = ("--profile", "illustrative-people")
    varied = data("--robust", "20", "--vary", "judgements,effects", "--frontier", "4", "--seed", "3", *profile)
    assert (varied["robust"]["states"], sorted(varied["robust"]["vary"])) == (20, ["effects", "judgements"])
    assert len(varied["frontier"]) >= 2
    assert varied["run_record"]["seed"] == 3
    assert varied["run_record"]["settings"]["profile"] == "illustrative-people"


def test_workers_change_nothing(run: Run, folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for workers in ("1", "2"):
        assert (
            run("portfolio", folder, *QUICK, "--frontier", "0", "--robust", "8", "--json", "-", "--workers", workers)
            == 0
        )
        found.append(capsys.readouterr().out)
    assert found[0] == found[1]


def test_places_are_looked_at_before_the_work(
    run: Run, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the work was begun")

    monkeypatch.setattr("weerbaar.capability.choice.choose", never)
    other = tmp_path / "portfolio.json"
    other.write_text('{"analysis": {"id": "een-andere"}}', encoding="utf-8")
    with pytest.raises(InputError, match="something other than an earlier result"):
        run("portfolio", folder, *QUICKEST, "--json", str(other))
    with pytest.raises(InputError, match="something else than the results of this analysis"):
        run("portfolio", folder, *QUICKEST, "--out", str(tmp_path))
    with pytest.raises(InputError, match="part of the analysis itself"):
        run("portfolio", folder, *QUICKEST, "--out", f"{folder}/uit")
    assert not (Path(folder) / "uit").exists()
    assert other.read_text(encoding="utf-8") == '{"analysis": {"id": "een-andere"}}'


@pytest.mark.parametrize(
    "words",
    [
        ("--budget", "-1"),
        ("--budget", "nan"),
        ("--risk", "average"),
        ("--frontier", "501"),
        ("--robust", "20001"),
        ("--vary", "costs"),
        ("--vary", ","),
        ("--formats", "docx"),
        ("--draws", "199"),
        ("--workers", "0"),
        ("--out", " "),
    ],
)
def test_options_that_cannot_be_are_refused(run: Run, folder: str, words: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("portfolio", folder, *words)
    assert stopped.value.code == 2


OTHER_SCENARIO = [{"scenario": "watersnood", "on": "impact", "share": 0.1}]


@pytest.mark.parametrize(
    ("measures", "choice", "words", "nl", "en"),
    [
        (
            changed("opleiding", cost={"yearly_eur": -2e5}),
            {},
            (),
            "measures[1].cost.yearly_eur",
            "opleiding: an amount below 0 is not allowed",
        ),
        (changed("bijstand", requires=["opleiding"]), {}, (), "bijstand → opleiding → bijstand", "in a circle"),
        (changed("detectie", effects=OTHER_SCENARIO), {}, (), '"watersnood" - onbekend: scenario', "unknown scenario"),
        (
            {},
            {"budgets": [{"year": 2014, "amount_eur": -1}]},
            (),
            "choice.yaml:4: budgets[0].amount_eur",
            "choice.yaml:4: budgets[0].amount_eur",
        ),
        (
            {},
            {},
            ("--budget", "1000000"),
            "het budget van 2014 in miljoen euro (0,3333) gaat niet samen met ten minste 1 uit terrein a.",
            "the budget of 2014 in million euro (0.3333) cannot be met with at least 1 of field a.",
        ),
        (
            {},
            {"always": ["bijstand", "regionaal", "detectie"]},
            (),
            "gaat niet samen met bijstand in elk geval, regionaal in elk geval en detectie in elk geval.",
            "cannot be met with bijstand in any case, regionaal in any case and detectie in any case.",
        ),
    ],
)
def test_one_clear_message_and_nothing_written(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    measures: dict[str, Any],
    choice: dict[str, Any],
    words: tuple[str, ...],
    nl: str,
    en: str,
) -> None:
    """Negative costs, cyclic dependencies, unknown scenarios and infeasible budgets."""
    place = small(tmp_path)
    if measures:
        written(place, measures)
    if choice:
        written(place, {**CHOICE, **choice}, "choice.yaml")
    before = sorted(tmp_path.rglob("*"))
    for lang, wanted in (("nl", nl), ("en", en)):
        places = ("--out", str(tmp_path / "uit"), "--json", str(tmp_path / "uit.json"))
        assert main(["capability", "portfolio", str(place), *QUICKEST, *words, *places, "--lang", lang]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        [line] = said.err.splitlines()
        assert wanted in line
        assert sorted(tmp_path.rglob("*")) == before
