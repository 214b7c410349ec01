# SPDX-License-Identifier: EUPL-1.2
"""Where the workbench keeps its things, and how one process at a time prepares it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

LOCK = "start.lock"


def data_folder() -> Path:
    """Return the folder of the database, attachments and results."""
    return Path(os.environ.get("WEERBAAR_DATA") or Path.home() / ".local" / "share" / "weerbaar").absolute()


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other process on this machine is in such a block. A process that is killed holds nobody up.

    Args:
        folder: the data folder.
    """
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


try:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)

except ImportError:  # Windows
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
