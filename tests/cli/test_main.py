# SPDX-License-Identifier: EUPL-1.2
"""Arguments, exit codes and the one clear message of every expected error."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from weerbaar.cli import main


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    assert stop.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run",), "dossier"),
        (("run", "x", "--draws", "many"), "geen geheel getal"),
        (("run", "x", "--draws", "0"), "1000"),
        (("run", "x", "--draws", "-5"), "1000"),
        (("run", "x", "--draws", "1e9"), "geen geheel getal"),
        (("run", "x", "--seed", "-1"), "0 of meer"),
        (("run", "x", "--workers", "0"), "1 t/m 64"),
        (("run", "x", "--formats", "exe"), "html, pdf, docx, svg, png, json"),
        (("run", "x", "--formats", ","), "html, pdf, docx, svg, png, json"),
        (("run", "x", "--lang", "fr"), "nl"),
        (("launch",), "launch"),
        (("method",), "OPDRACHT"),
    ],
)
def test_wrong_arguments_are_refused_with_what_is_allowed(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert words in refused(capsys, *arguments)


def test_without_a_command_it_says_where_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "weerbaar run nrb-2012" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("weerbaar 0.")


@pytest.mark.parametrize(("lang", "words"), [("nl", "bestaat niet"), ("en", "no such")])
def test_missing_dossier_is_one_message_in_the_chosen_language(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str, words: str
) -> None:
    out = tmp_path / "out"
    assert main(["run", str(tmp_path / "nergens"), "--out", str(out), "--lang", lang]) == 2
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_unknown_method_is_refused_before_anything_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert main(["run", "nrb-2012", "--method", "nl-nrb-1999", "--out", str(out), "--lang", "nl"]) == 2
    assert "nl-nrb-1999" in capsys.readouterr().err
    assert not out.exists()


def test_language_follows_the_environment(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    main([])
    assert "Begin with" in capsys.readouterr().out
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    main([])
    assert "Begin met" in capsys.readouterr().out


def test_full_disk_gives_one_message_and_leaves_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "results.json")

    out = tmp_path / "out"
    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    assert main(["run", "nrb-2012", "--out", str(out), "--formats", "json", "--draws", "1000", "--lang", "en"]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert not out.exists()


def test_defect_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> int:
        raise RuntimeError("defect")

    monkeypatch.setattr("weerbaar.cli.about.about", broken)
    with pytest.raises(RuntimeError, match="defect"):
        main([])


def test_help_imports_nothing_slow() -> None:
    code = (
        "import sys\nfrom weerbaar.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "slow = {'numpy', 'scipy', 'pydantic', 'typst', 'docx', 'openpyxl', 'yaml'} & set(sys.modules)\n"
        "sys.exit(f'imported: {slow}' if slow else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "risicobeoordeling" in done.stdout
