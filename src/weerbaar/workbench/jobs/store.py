# SPDX-License-Identifier: EUPL-1.2
"""Result files in the data folder, each under the SHA-256 of its content."""

from __future__ import annotations

import contextlib
import hashlib
import re
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from weerbaar.base import write_atomic

_NAME = re.compile(r"[0-9a-f]{64}")
_GRACE_SECONDS = 3600.0
"""A file this young may have been written for a row that does not say so yet."""


class ResultGoneError(Exception):
    """The file of a result is not there any more."""


def folder() -> Path:
    """Return the folder of the results."""
    return Path(settings.DATA) / "results"


def keep(content: bytes) -> str:
    """Write a result so that it is there completely or not at all, and return its name."""
    name = hashlib.sha256(content).hexdigest()
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    write_atomic(folder() / name, content)
    return name


def read(name: str) -> bytes:
    """Return a result.

    Raises:
        ResultGoneError: it is not there, or is not what was written.
    """
    if not _NAME.fullmatch(name):
        raise ResultGoneError(name)
    try:
        content = (folder() / name).read_bytes()
    except OSError as error:
        raise ResultGoneError(name) from error
    if hashlib.sha256(content).hexdigest() != name:
        raise ResultGoneError(name)
    return content


def sweep(named: Callable[[set[str]], set[str]], *, now: float | None = None) -> int:
    """Remove the results that nothing refers to.

    Args:
        named: returns which of these names a row still has.
        now: seconds since 1970; None for the clock.

    Returns:
        How many files were removed.
    """
    limit = (time.time() if now is None else now) - _GRACE_SECONDS
    old = set()
    for place in folder().glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if _NAME.fullmatch(place.name) and place.stat().st_mtime < limit:
                old.add(place.name)
    gone = old - named(old) if old else set()
    for name in gone:
        (folder() / name).unlink(missing_ok=True)
    return len(gone)


def there(name: str) -> bool:
    """Return whether the file of a result is there."""
    return bool(_NAME.fullmatch(name)) and (folder() / name).is_file()
