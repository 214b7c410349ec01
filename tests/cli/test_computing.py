# SPDX-License-Identifier: EUPL-1.2
"""Who computes, and the line that says that kernels are compiled."""

from __future__ import annotations

import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from weerbaar.base import compiling
from weerbaar.cli.computing import announced, processes, threads


def test_one_worker_is_this_process_itself() -> None:
    with processes(1) as one, threads(1) as other:
        assert one is None
        assert other is None


def test_more_workers_are_processes_or_threads() -> None:
    with processes(2) as pool:
        assert isinstance(pool, ProcessPoolExecutor)
        assert pool.submit(pow, 2, 10).result() == 1024
    with threads(3) as pool:
        assert isinstance(pool, ThreadPoolExecutor)
        assert pool.submit(threading.current_thread).result() is not threading.main_thread()


@pytest.mark.parametrize(("lang", "words"), [("nl", "De rekenkern wordt eenmalig"), ("en", "Compiling the engine")])
def test_compiling_is_said_on_standard_error(lang: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with announced(lang):  # type: ignore[arg-type]
        compiling._ANNOUNCER.say()
    assert capsys.readouterr().err.startswith(words)
