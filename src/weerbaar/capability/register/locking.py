# SPDX-License-Identifier: EUPL-1.2
"""One writer at a time for one file, also when a writer is killed half-way."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from weerbaar.base import InputError, Problem, Text

_PATIENCE_S = 30.0
_PAUSE_S = 0.02


@contextmanager
def locked(path: Path, patience_s: float = _PATIENCE_S) -> Iterator[None]:
    """Keep other writers away from ``path`` for the duration of the block.

    The lock is held by the operating system on a hidden file beside ``path``, so that it ends with the process that
    holds it, whatever happens to that.

    Args:
        path: the file that is going to be replaced.
        patience_s: how long to wait for another writer.

    Raises:
        InputError: another writer still holds it.
        OSError: no file can be made in the folder.
    """
    beside = path.with_name(f".{path.name}.lock")
    limit = time.monotonic() + patience_s
    while True:
        handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o666)
        # The file may have been removed by its last holder between opening and locking: then try again.
        if _taken(handle) and _still_there(handle, beside):
            break
        os.close(handle)
        if time.monotonic() > limit:
            raise InputError(
                [
                    Problem(
                        path.name,
                        Text(
                            nl="iemand anders schrijft op dit moment in dit bestand; er is niets veranderd.",
                            en="somebody else is writing to this file at this moment; nothing was changed.",
                        ),
                        Text(nl="Probeer het zo weer.", en="Try again in a moment."),
                    )
                ]
            )
        time.sleep(_PAUSE_S)
    try:
        yield
    finally:
        if sys.platform != "win32":
            with suppress(OSError):
                beside.unlink()
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _still_there(handle: int, beside: Path) -> bool:
    with suppress(OSError):
        held, there = os.fstat(handle), beside.stat()
        return (held.st_dev, held.st_ino) == (there.st_dev, there.st_ino)
    return False
