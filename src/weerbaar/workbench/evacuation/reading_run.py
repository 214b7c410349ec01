# SPDX-License-Identifier: EUPL-1.2
"""Reading what was sent as a job, in the process that computes, which has no database."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from weerbaar.workbench.evacuation.kept_network import one_note
from weerbaar.workbench.evacuation.reading_process import Found, Sent, read_apart


@dataclass(frozen=True)
class ReadingWork:
    """Files that were sent and lie on the disk until they are read.

    Attributes:
        what: is in them.
        files: name and where it lies, by what each is.
        asked: what the files do not say themselves.
    """

    what: Any
    files: Mapping[str, tuple[str, Path]]
    asked: Mapping[str, Any]


def run_reading(work: ReadingWork, progress: Callable[[float], None]) -> bytes:
    """Read; return what its row says on the first line, and then what is kept.

    Raises:
        InputError: with every problem of the files; or it takes too long or too much memory.
    """
    files = {role: (name, path.read_bytes()) for role, (name, path) in work.files.items()}
    found = read_apart(Sent(work.what, files, work.asked), progress)
    return b"\n".join([json.dumps(row_of(found)).encode(), found.content])


def row_of(found: Found) -> dict[str, Any]:
    """Return what the row of what was read says."""
    return {**found.values, "notes": [one_note(note) for note in found.notes]}
