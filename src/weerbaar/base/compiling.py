# SPDX-License-Identifier: EUPL-1.2
"""Kernels compiled by numba: kept on disk, free of the interpreter's lock, and never slow in silence.

Numba takes a second to import and seconds to compile. A module with kernels is therefore imported in the
function that uses it (C19); what is compiled is kept beside the source, or in the user's cache folder where
that cannot be written; and the first compilation of a process is announced before it starts.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


class _Announcer:
    """Says once per process that compilation begins."""

    def __init__(self) -> None:
        self.say: Callable[[], None] = self._log
        self.said = False
        self.listens = False

    @staticmethod
    def _log() -> None:
        logging.getLogger("weerbaar").warning("compiling the engine; this is done once and takes up to a minute")

    def listen(self) -> None:
        """Hear of compilations from numba, which is silent about what it finds in its cache."""
        if self.listens:
            return
        from numba.core import event

        class Listener(event.Listener):
            def on_start(self, event: Any) -> None:
                if not _ANNOUNCER.said:
                    _ANNOUNCER.said = True
                    _ANNOUNCER.say()

            def on_end(self, event: Any) -> None:
                """Nothing to say."""

        event.register("numba:compile", Listener())  # type: ignore[no-untyped-call]
        self.listens = True


_ANNOUNCER = _Announcer()


def kernel(function: Function) -> Function:
    """Compile a function of numbers and arrays on first use.

    The plain function stays available as ``.py_func``. Division by zero follows numpy. There is no fast-math and
    there are no threads inside, so that the same input gives the same bytes (C9).
    """
    import numba

    _ANNOUNCER.listen()
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
    try:
        compiled: Function = numba.njit(cache=True, **options)(function)
    except RuntimeError:
        # Neither beside the source nor in a home folder can anything be kept: compile anew in each process.
        compiled = numba.njit(**options)(function)
    return compiled


@contextmanager
def announce_compiling(say: Callable[[], None]) -> Iterator[None]:
    """Let ``say`` tell the user that compilation begins; otherwise a warning goes to the log ``weerbaar``."""
    before, _ANNOUNCER.say = _ANNOUNCER.say, say
    try:
        yield
    finally:
        _ANNOUNCER.say = before
