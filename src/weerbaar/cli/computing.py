# SPDX-License-Identifier: EUPL-1.2
"""Who does the computing for a command, and what the user hears before it starts."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from weerbaar.base import Lang


@contextlib.contextmanager
def processes(workers: int) -> Iterator[Executor | None]:
    """Give processes of this machine; None for one, which is this process itself."""
    if workers == 1:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # a fork of a process with threads can hang; a fresh one cannot
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield pool


@contextlib.contextmanager
def threads(workers: int) -> Iterator[Executor | None]:
    """Give threads, for compiled kernels that let go of the interpreter's lock; None for one."""
    if workers == 1:
        yield None
        return
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(workers)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def announced(lang: Lang) -> Iterator[None]:
    """Say once, on a line of its own, that the engine is being compiled."""
    from weerbaar.base import announce_compiling

    words = (
        "De rekenkern wordt eenmalig vertaald; dat duurt ten hoogste een minuut."
        if lang == "nl"
        else "Compiling the engine, once; this takes a minute at most."
    )

    def say() -> None:
        # On a terminal a progress bar may stand on this line.
        print(("\r" if sys.stderr.isatty() else "") + words.ljust(60), file=sys.stderr, flush=True)

    with announce_compiling(say):
        yield
