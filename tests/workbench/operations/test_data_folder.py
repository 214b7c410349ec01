# SPDX-License-Identifier: EUPL-1.2
"""Where the data is, and that one process at a time prepares it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from weerbaar.workbench.operations.data_folder import alone, data_folder


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WEERBAAR_DATA", str(tmp_path))
    assert data_folder() == tmp_path
    monkeypatch.setenv("WEERBAAR_DATA", "")
    assert data_folder() == Path.home() / ".local" / "share" / "weerbaar"


def test_a_second_one_waits_until_the_first_is_ready(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        waiting.set()
        with alone(tmp_path):
            order.append("second")

    waiting = threading.Event()
    thread = threading.Thread(target=second)
    with alone(tmp_path):
        thread.start()
        waiting.wait()
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_a_process_that_is_killed_holds_nobody_up(tmp_path: Path) -> None:
    code = (
        "import pathlib, sys\nfrom weerbaar.workbench.operations.data_folder import alone\n"
        "with alone(pathlib.Path(sys.argv[1])):\n    print('in', flush=True)\n    sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "in\n"
    holder.kill()
    holder.communicate()
    with alone(tmp_path):
        assert (tmp_path / "start.lock").exists()
