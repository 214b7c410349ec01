# SPDX-License-Identifier: EUPL-1.2
"""Kernels are kept between processes, and the user hears of the first compilation only."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
sys.path.insert(0, {folder!r})
from weerbaar.base import announce_compiling
with announce_compiling(lambda: print("compiling")):
    from kernels import twice, thrice
    print(twice(21.0), thrice(14.0), twice.py_func(1.0))
"""

KERNELS = """
from weerbaar.base import kernel

@kernel
def twice(x):
    return 2.0 * x

@kernel
def thrice(x):
    return 3.0 * x
"""


def run(folder: Path, **environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(folder=str(folder))],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split("\n")[:-1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "kernels.py").write_text(KERNELS, encoding="utf-8")
    return tmp_path


def test_compilation_is_announced_once_and_its_result_is_kept(folder: Path) -> None:
    assert run(folder) == ["compiling", "42.0 42.0 2.0"]
    assert run(folder) == ["42.0 42.0 2.0"]


def test_where_nothing_can_be_kept_it_still_works(folder: Path) -> None:
    nowhere = str(folder / "kernels.py" / "cache")
    assert run(folder, NUMBA_CACHE_DIR=nowhere) == ["compiling", "42.0 42.0 2.0"]


def test_without_a_listener_the_notice_goes_to_the_log(folder: Path) -> None:
    program = f"import sys; sys.path.insert(0, {str(folder)!r}); from kernels import twice; twice(1.0)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.startswith("compiling the engine")
