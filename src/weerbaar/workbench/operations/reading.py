# SPDX-License-Identifier: EUPL-1.2
"""One file from outside is read at a time: a small one can take minutes, and there are few threads that make pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from weerbaar.base import InputError, Problem, Text

_reading = threading.Lock()


@contextmanager
def one_file_at_a_time(name: str) -> Iterator[None]:
    """Keep others from reading a file meanwhile. They are told so at once: waiting would take a thread too.

    Args:
        name: how the file is called.

    Raises:
        InputError: another file is being read.
    """
    if not _reading.acquire(blocking=False):
        raise InputError(
            [
                Problem(
                    name,
                    Text(
                        nl="er wordt nu een ander bestand gecontroleerd.",
                        en="another file is being checked at the moment.",
                    ),
                    Text(nl="Probeer het over een minuut opnieuw.", en="Try again in a minute."),
                )
            ]
        )
    try:
        yield
    finally:
        _reading.release()
