# SPDX-License-Identifier: EUPL-1.2
"""The main job as a user runs it: one command, every file there, the same bytes again."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from weerbaar.assessment import results_schema
from weerbaar.cli import main
from weerbaar.method import load_method, method_ids

DRAWS = ("--draws", "2000")


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "run-log.json"
    }


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "nrb-2012"
    assert main(["run", "nrb-2012", "--out", str(out), "--lang", "nl", *DRAWS]) == 0
    return out


def test_every_format_is_written(letter: Path) -> None:
    names = set(fingerprint(letter))
    for document in ("bevindingenrapportage", "factsheets", "brief"):
        assert {f"{document}.html", f"{document}.pdf", f"{document}.docx"} <= names
    assert {
        "results.json",
        "figuren/risicodiagram.svg",
        "figuren/risicodiagram.png",
        "figuren/risicodiagram.pdf",
    } <= names
    assert (letter / "bevindingenrapportage.pdf").read_bytes().startswith(b"%PDF")
    assert (letter / "bevindingenrapportage.docx").read_bytes().startswith(b"PK")


def test_results_fit_the_published_schema(letter: Path) -> None:
    results = json.loads((letter / "results.json").read_text(encoding="utf-8"))
    jsonschema.validate(results, results_schema(), cls=jsonschema.Draft202012Validator)
    assert len(results["scenarios"]) == 4


def test_report_names_the_run(letter: Path) -> None:
    run = json.loads((letter / "results.json").read_text(encoding="utf-8"))["run_record"]["id"]
    html = (letter / "bevindingenrapportage.html").read_text(encoding="utf-8")
    assert html.count(run) > 3
    assert json.loads((letter / "run-log.json").read_text(encoding="utf-8"))["run"] == run


def test_same_seed_same_bytes_in_every_file_with_two_processes(letter: Path, tmp_path: Path) -> None:
    out = tmp_path / "again"
    assert main(["run", "nrb-2012", "--out", str(out), "--lang", "nl", "--workers", "2", *DRAWS]) == 0
    assert fingerprint(out) == fingerprint(letter)


def test_english_run_reads_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["run", "voorbeeld-2012", "--out", str(out), "--lang", "en", "--formats", "html,json", *DRAWS]) == 0
    shown = capsys.readouterr().out
    assert "Likelihood" in shown
    assert "Waarschijnlijkheid" not in shown
    assert (out / "findings-report.html").exists()
    assert 'lang="en"' in (out / "findings-report.html").read_text(encoding="utf-8")


def test_only_what_was_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["run", "nrb-2012", "--out", str(out), "--formats", "json", *DRAWS]) == 0
    assert sorted(p.name for p in out.rglob("*")) == ["results.json", "run-log.json"]


def test_files_of_others_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "notities.txt").write_text("van mij", encoding="utf-8")
    assert main(["run", "nrb-2012", "--out", str(tmp_path), "--formats", "json", *DRAWS]) == 0
    assert (tmp_path / "notities.txt").read_text(encoding="utf-8") == "van mij"
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_target_that_is_a_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "bestand"
    target.write_text("inhoud", encoding="utf-8")
    assert main(["run", "nrb-2012", "--out", str(target), "--formats", "json", *DRAWS]) == 1
    assert "bestand" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "inhoud"


def test_own_name_stands_in_the_report(tmp_path: Path) -> None:
    out = tmp_path / "out"
    name = "Veiligheidsregio Ergens & Nergens"
    assert main(["run", "nrb-2012", "--out", str(out), "--formats", "html", "--organisation", name, *DRAWS]) == 0
    assert "Veiligheidsregio Ergens &amp; Nergens" in (out / "bevindingenrapportage.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("weights", ["profiles", "dirichlet"])
def test_uncertain_weights(tmp_path: Path, weights: str) -> None:
    out = tmp_path / "out"
    arguments = ["run", "voorbeeld-2012", "--out", str(out), "--formats", "json", "--weights", weights, *DRAWS]
    assert main(arguments) == 0
    settings = json.loads((out / "results.json").read_text(encoding="utf-8"))["run_record"]["settings"]
    assert settings["weights"] == weights


def test_unknown_weights_name_the_known_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["run", "voorbeeld-2012", "--out", str(tmp_path / "x"), "--weights", "volk", *DRAWS]
    assert main(arguments) == 2
    assert "dirichlet" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("method_id", method_ids())
def test_every_shipped_method_goes_from_new_to_results(tmp_path: Path, method_id: str) -> None:
    """Every criterion at the middle label; the likelihood at the middle class."""
    method = load_method(method_id)
    folder, out = tmp_path / "ronde", tmp_path / "uit"
    assert main(["new", str(folder), "--method", method_id]) == 0
    middle = method.scale.labels[len(method.scale.labels) // 2].code
    likely = method.likelihood.classes[len(method.likelihood.classes) // 2].code
    [answers] = (folder / "judgements").glob("*.yaml")
    text = answers.read_text(encoding="utf-8").replace("    missing: true\n", f"    label: '{middle}'\n")
    before, found, after = text.rpartition(f"label: '{middle}'")
    assert found
    answers.write_text(f"{before}label: '{likely}'{after}", encoding="utf-8")
    assert main(["check", str(folder)]) == 0
    assert main(["run", str(folder), "--out", str(out), "--formats", "json,svg,html", *DRAWS]) == 0
    [result] = json.loads((out / "results.json").read_text(encoding="utf-8"))["scenarios"]
    assert result["likelihood"]["class"] == likely
    if method.aggregation.rule == "unpublished":
        assert result["impact"]["value"] is None
    else:
        assert result["impact"]["value"] > 0
        assert (out / "figuren" / "risicodiagram.svg").exists()


def test_markup_in_a_title_stays_text(tmp_path: Path) -> None:
    folder, out = tmp_path / "ronde", tmp_path / "out"
    assert main(["new", str(folder), "--example", "voorbeeld-2012"]) == 0
    file = folder / "scenarios" / "cyberhacktivisme.md"
    markup = '#read("/etc/passwd") {{7*7}} <script>alert(1)</script> $x$ @x *b* `c` ]]> -->'
    text = file.read_text(encoding="utf-8").replace("Cyberhacktivisme (cyberprotest)", f"'{markup}'")
    file.write_text(text, encoding="utf-8")
    # The Word file takes as long as all others together; markup in it is tried in the tests of reports.
    formats = ["--formats", "html,pdf,svg"]
    assert main(["run", str(folder), "--out", str(out), "--lang", "nl", *formats, *DRAWS]) == 0
    pages = [p.read_text(encoding="utf-8") for p in out.rglob("*") if p.suffix in (".html", ".svg")]
    assert any("{{7*7}}" in page for page in pages)
    assert not any("<script>alert" in page for page in pages)


@pytest.mark.parametrize("inside", ["results.json", "figuren"])
def test_thing_in_the_way_inside_the_target_leaves_it_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], inside: str
) -> None:
    if inside == "figuren":
        (tmp_path / inside).write_text("bestand", encoding="utf-8")
    else:
        (tmp_path / inside).mkdir()
    arguments = ["run", "nrb-2012", "--out", str(tmp_path), "--formats", "svg,json", "--lang", "nl", *DRAWS]
    assert main(arguments) == 1
    assert inside in capsys.readouterr().err
    assert [p.name for p in tmp_path.rglob("*")] == [inside]


def test_results_of_another_round_are_not_mixed_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "nrb-2012", "--out", str(tmp_path), "--formats", "json", *DRAWS]) == 0
    before = fingerprint(tmp_path)
    assert main(["run", "voorbeeld-2012", "--out", str(tmp_path), "--formats", "json", "--lang", "nl", *DRAWS]) == 2
    assert "ronde nrb-2012" in capsys.readouterr().err
    assert fingerprint(tmp_path) == before
    assert main(["run", "nrb-2012", "--out", str(tmp_path), "--formats", "json", *DRAWS]) == 0


@pytest.mark.parametrize("inner", ["", "judgements", "uitkomsten"])
def test_results_do_not_go_into_the_dossier(tmp_path: Path, inner: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "ronde"
    assert main(["new", str(folder), "--example", "nrb-2012"]) == 0
    before = fingerprint(folder)
    assert main(["run", str(folder), "--out", str(folder / inner), "--formats", "json", "--lang", "nl", *DRAWS]) == 2
    assert "hoort bij het dossier zelf" in capsys.readouterr().err
    assert fingerprint(folder) == before


def test_missing_template_is_refused_before_anything_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["run", "nrb-2012", "--out", str(tmp_path / "x"), "--formats", "json", "--lang", "nl", *DRAWS]
    assert main([*arguments, "--template", str(tmp_path / "huisstijl.docx")]) == 2
    assert "sjabloon bestaat niet" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_request_to_end_leaves_nothing_behind(tmp_path: Path) -> None:
    """SIGTERM comes while the results are being written: one message, and the folder is gone."""
    out = tmp_path / "uit"
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from weerbaar.cli import main\n"
        "def stop(self, data):\n    os.kill(os.getpid(), signal.SIGTERM)\n    return 0\n"
        "Path.write_bytes = stop\n"
        f"arguments = ['run', 'nrb-2012', '--out', {str(out)!r}, '--formats', 'json', '--lang', 'nl']\n"
        "sys.exit(main([*arguments, '--draws', '1000']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr.strip()) == (1, "Afgebroken; er is niets achtergebleven.")
    assert not out.exists()


def test_terminal_that_knows_little_gets_question_marks(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "weerbaar",
        "run",
        "rrp-brabant-zuidoost-2019",
        "--formats",
        "json",
        "--lang",
        "nl",
    ]
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "x"), *DRAWS],
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0, done.stderr
    assert b"Zo?nosen" in done.stdout
