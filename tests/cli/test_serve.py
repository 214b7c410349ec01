# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar serve``: what it says, and what it refuses before anything slow."""

from __future__ import annotations

import json
import subprocess
import sys
import webbrowser
from pathlib import Path
from typing import Any

import pytest

from weerbaar.cli import main
from weerbaar.workbench import console


def test_other_commands_load_no_django() -> None:
    code = (
        "import json, sys\nfrom weerbaar.cli import main\n"
        "assert main(['method', 'list']) == 0\nprint(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert "weerbaar.cli.serve" in loaded
    assert loaded & {"django", "uvicorn", "weerbaar.workbench"} == set()


def test_a_port_that_is_taken_is_one_clear_message(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with console.bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        data = tmp_path / "data"
        assert main(["serve", "--port", str(port), "--data", str(data), "--lang", "nl"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"127.0.0.1:{port}: hier kan de server niet luisteren: deze poort is al in gebruik.")
    assert said.count("\n") == 1
    assert not data.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--port", "70000"), "0 t/m 65535"),
        (("--workers", "0"), "1 t/m 64"),
        (("--log", "xml"), "plain"),
        (("--data", " "), "geen naam"),
    ],
)
def test_wrong_options_are_refused(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["serve", *arguments])
    assert stop.value.code == 2
    assert words in capsys.readouterr().err


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """A workbench that is ready at once, and what was asked of it."""
    asked: dict[str, Any] = {"opened": []}

    def run(listening: Any, *, workers: int, ready: Any) -> None:
        asked["workers"], asked["port"] = workers, listening.getsockname()[1]
        ready()
        listening.close()

    def prepare(tell: Any) -> console.Started:
        tell("beheerder", "abcd-efgh")
        return console.Started(tmp_path, "sqlite", True)

    monkeypatch.setattr(console, "set_up", lambda data, log_level: asked.update(data=data, log_level=log_level))
    monkeypatch.setattr(console, "prepare", prepare)
    monkeypatch.setattr(console, "run", run)
    monkeypatch.setattr(webbrowser, "open", lambda address: asked["opened"].append(address))
    monkeypatch.delenv("WEERBAAR_LOG", raising=False)
    monkeypatch.delenv("WEERBAAR_HTTPS", raising=False)
    monkeypatch.delenv("WEERBAAR_HOSTS", raising=False)
    return asked


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", ["wachtwoord:     abcd-efgh", "Gegevens (SQLite): ", "De werkbank draait op http://localhost:"]),
        ("en", ["password:  abcd-efgh", "Data (SQLite): ", "The workbench runs at http://localhost:"]),
    ],
)
def test_it_says_where_it_runs_and_opens_the_browser(
    capsys: pytest.CaptureFixture[str], served: dict[str, Any], lang: str, words: list[str]
) -> None:
    assert main(["serve", "--port", "0", "--lang", lang]) == 0
    said = capsys.readouterr().out
    assert all(part in said for part in words)
    assert served["opened"] == [f"http://localhost:{served['port']}/"]
    assert (served["workers"], served["data"], served["log_level"]) == (1, None, "INFO")


def test_options_reach_the_workbench(
    served: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WEERBAAR_LOG", "plain")
    data = str(tmp_path / "data")
    assert main(["serve", "--port", "0", "--workers", "3", "--no-browser", "--data", data, "--log", "json"]) == 0
    assert (served["workers"], served["data"], served["opened"]) == (3, Path(data), [])
    import os

    assert os.environ["WEERBAAR_LOG"] == "json"


def test_on_a_network_it_says_what_is_missing(served: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "0", "--host", "0.0.0.0", "--no-browser", "--lang", "nl"]) == 0
    said = capsys.readouterr().out
    assert "zonder https" in said
    assert "WEERBAAR_HOSTS" in said
