# SPDX-License-Identifier: EUPL-1.2
"""One hand at a time on a use of NL-Alert, and on the pool of numbers, also when a process dies half-way."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from weerbaar.base import Text, WeerbaarError

POOL = ".pool"
"""What is held while a number is given out and written down; the id of no use begins with a dot."""

_PAUSE_S = 0.02


class HeldError(WeerbaarError):
    """Somebody else is sending or withdrawing this at the moment."""


class Holds(Protocol):
    """Keeps others off."""

    def __call__(self, what: str) -> AbstractContextManager[None]:
        """Hold a use for as long as the block takes.

        Raises:
            HeldError: another process has it and keeps it.
        """
        ...


class FolderHolds:
    """Holds by a lock of the operating system on a file in a folder; it ends with the process, whatever happens to it.

    Args:
        folder: beside the register; made where it does not exist.
        patience_s: how long to wait for another process, in seconds.
    """

    def __init__(self, folder: Path, patience_s: float = 30.0) -> None:
        self._folder = folder
        self._patience_s = patience_s
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def __call__(self, what: str) -> Iterator[None]:
        """Hold a use for as long as the block takes. See :meth:`Holds.__call__`."""
        import fcntl

        handle = os.open(self._folder / f"{what}.hold", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            until = time.monotonic() + self._patience_s
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except OSError:
                    if time.monotonic() >= until:
                        raise _held(what) from None
                time.sleep(_PAUSE_S)
            yield
        finally:
            # Nobody removes the file: who waits for it would hold another than who comes after.
            os.close(handle)


def _held(what: str) -> HeldError:
    return HeldError(
        Text(
            nl=f'Met "{what}" is op dit moment een ander bezig; er is niets verzonden. Probeer het zo weer.',
            en=f'Somebody else is busy with "{what}" at this moment; nothing was sent. Try again in a moment.',
        )
    )
