# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability report`` and ``weerbaar run --capability`` as a user runs them.

The choice of measures is made by hand here: it has tests of its own, and takes long.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from tests.capability.analysis_files import write_analysis
from tests.report.analyses import advice
from weerbaar.base import InputError
from weerbaar.cli.capability.report import RECORD, add_command
from weerbaar.cli.run import add_capability_options

EXAMPLE = "voorbeeld-capaciteiten"
SMALL = ("--draws", "160", "--robust", "0", "--frontier", "0")
NL = ("agenderingsadvies", "eu-samenvatting", "factsheets-capaciteiten")
EN = ("agenda-advice", "capability-fact-sheets", "eu-summary")
Run = Callable[..., int]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``weerbaar capability report …`` as the command line does, errors as exceptions."""
    monkeypatch.setattr("weerbaar.capability.choice.choose", lambda *_, **__: advice().choice)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=("nl", "en"), default="nl")
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers(), common)

    def command(*words: str) -> int:
        arguments = parser.parse_args(["report", *words, *SMALL])
        module, function = arguments.command
        code: int = getattr(import_module(module), function)(arguments)
        return code

    return command


@pytest.fixture
def round_run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``weerbaar run …`` with the options of the capability analysis."""
    monkeypatch.setattr("weerbaar.capability.choice.choose", lambda *_, **__: advice().choice)
    parser = argparse.ArgumentParser()
    parser.add_argument("dossier")
    parser.add_argument("--out")
    parser.add_argument("--lang", default="nl")
    parser.set_defaults(
        method=None, draws=1_000, seed=2012, weights="default", uncertainty="bars", workers=1,
        formats=("html", "json"), organisation=None, logo=None, template=None,
    )  # fmt: skip
    add_capability_options(parser)

    def command(*words: str) -> int:
        from weerbaar.cli.run import run

        return run(parser.parse_args(words))

    return command


def fingerprint(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir()) if p.is_file()}


def test_three_documents_and_the_same_bytes_again(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (EXAMPLE, "--register", "register-sinds-2008", "--on", "2014-07-01")
    assert run(*words, "--out", str(tmp_path / "a"), "--formats", "html,pdf") == 0
    assert set(fingerprint(tmp_path / "a")) == {RECORD, *(f"{n}.{k}" for n in NL for k in ("html", "pdf"))}
    told = capsys.readouterr().out
    assert "agenderingsadvies.pdf" in told
    assert advice().summary[0].nl in told
    assert run(*words, "--out", str(tmp_path / "b"), "--formats", "html") == 0
    again = fingerprint(tmp_path / "b")
    del again[RECORD]  # names the formats that were asked for
    assert again.keys() == {f"{n}.html" for n in NL}
    assert again.items() <= fingerprint(tmp_path / "a").items()


def test_english_names_and_only_what_was_asked_for(run: Run, tmp_path: Path) -> None:
    assert run(EXAMPLE, "--out", str(tmp_path / "o"), "--lang", "en", "--formats", "docx") == 0
    assert set(fingerprint(tmp_path / "o")) == {RECORD, *(f"{n}.docx" for n in EN)}


def test_the_record_names_analysis_and_run(run: Run, tmp_path: Path) -> None:
    assert run(EXAMPLE, "--out", str(tmp_path), "--formats", "html", "--register", EXAMPLE) == 0
    record = json.loads((tmp_path / RECORD).read_text(encoding="utf-8"))
    assert record["analysis"]["id"] == EXAMPLE
    assert record["run_record"]["settings"]["capability_analysis"] == record["analysis"]["hash"]
    assert record["run_record"]["settings"]["capability_register"]
    page = (tmp_path / "agenderingsadvies.html").read_text(encoding="utf-8")
    assert record["run_record"]["id"] in page


def test_documents_of_others_are_not_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "eu-samenvatting.html").write_text("van iemand anders", encoding="utf-8")
    with pytest.raises(InputError, match="not of this analysis"):
        run(EXAMPLE, "--out", str(tmp_path), "--formats", "html")
    assert (tmp_path / "eu-samenvatting.html").read_text(encoding="utf-8") == "van iemand anders"
    assert run(EXAMPLE, "--out", str(tmp_path / "own"), "--formats", "html") == 0
    assert run(EXAMPLE, "--out", str(tmp_path / "own"), "--formats", "html") == 0


def test_an_analysis_without_measures_and_in_the_folder_of_the_analysis(run: Run, tmp_path: Path) -> None:
    folder = write_analysis(tmp_path)
    with pytest.raises(InputError, match="part of the analysis itself"):
        run(str(folder), "--out", str(folder / "uit"), "--formats", "html")
    assert run(str(folder), "--out", str(tmp_path / "uit"), "--formats", "html") == 0
    page = (tmp_path / "uit" / "agenderingsadvies.html").read_text(encoding="utf-8")
    assert "er is daarom niets gewogen" in page


def test_a_template_that_is_not_there_is_one_message(run: Run, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such Word template"):
        run(EXAMPLE, "--out", str(tmp_path / "o"), "--template", str(tmp_path / "geen.docx"))
    assert not (tmp_path / "o").exists()


def test_the_findings_report_takes_the_analysis_in(round_run: Run, tmp_path: Path) -> None:
    words = ("voorbeeld-2012", "--capability", EXAMPLE, "--register", "register-sinds-2008")
    assert round_run(*words, "--out", str(tmp_path)) == 0
    record = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["run_record"]
    assert len(record["settings"]["capability_analysis"]) == 64
    page = (tmp_path / "bevindingenrapportage.html").read_text(encoding="utf-8")
    assert "Advies per terrein" in page
    assert record["id"] in page
    assert "De capaciteitenanalyse bij deze ronde onderzocht" in (tmp_path / "brief.html").read_text(encoding="utf-8")


def test_without_an_analysis_the_run_is_as_it_was(round_run: Run, tmp_path: Path) -> None:
    assert round_run("voorbeeld-2012", "--out", str(tmp_path)) == 0
    record = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["run_record"]
    assert "capability_analysis" not in record["settings"]
    assert "Advies per terrein" not in (tmp_path / "bevindingenrapportage.html").read_text(encoding="utf-8")


def test_another_round_and_a_register_alone_are_refused_before_anything_is_computed(
    round_run: Run, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="builds on round voorbeeld-2012, not on nrb-2012"):
        round_run("nrb-2012", "--capability", EXAMPLE, "--out", str(tmp_path / "o"))
    with pytest.raises(InputError, match="a register goes with a capability analysis"):
        round_run("nrb-2012", "--register", "register-sinds-2008", "--out", str(tmp_path / "o"))
    assert not (tmp_path / "o").exists()
