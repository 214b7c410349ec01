# SPDX-License-Identifier: EUPL-1.2
"""Reading in a process of its own, with an end to its time and memory: a small file can be made to take hours."""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from dataclasses import asdict
from pathlib import Path
from typing import Any

from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.workbench.evacuation.kept_network import Kept, one_note, packed, problem_of, unpacked
from weerbaar.workbench.evacuation.network_reading import Manner, read_network

LONGEST_S = 45
"""Seconds of computing; a page waits no longer."""
_MOST_MEMORY = 4 * 1024**3
_BYTES = ("exit_places", "zones", "columns")
_ASKED, _NETWORK, _FOUND = "asked", "network", "found"


def read_apart(path: Path, manner: Manner) -> tuple[Kept, tuple[Problem, ...]]:
    """Read a file as :func:`read_network` does, in another process.

    Raises:
        InputError: with every problem of the file; or it takes too long or too much memory.
    """
    work = path.parent / "work"
    work.mkdir()
    asked = asdict(manner) | {name: b64encode(getattr(manner, name)).decode() for name in _BYTES}
    (work / _ASKED).write_text(json.dumps({"path": str(path)} | {"manner": asked}), encoding="utf-8")
    command = [sys.executable, "-m", __name__, str(work)]
    try:
        done = subprocess.run(  # noqa: S603
            command, timeout=2 * LONGEST_S, check=False, stdin=subprocess.DEVNULL, capture_output=True
        )
        ended = done.returncode
    except subprocess.TimeoutExpired:
        ended = -1
    if ended or not (work / _FOUND).exists():
        raise InputError([_too_much(path.name)])
    notes = tuple(_problem(note) for note in json.loads((work / _FOUND).read_text(encoding="utf-8")))
    if not (work / _NETWORK).exists():
        raise InputError(notes)
    return unpacked((work / _NETWORK).read_bytes()), notes


def main(work: Path) -> None:
    """Read what was asked for in a folder, and leave there what came of it."""
    if sys.platform != "win32":
        # Elsewhere the clock of who waits is the only limit.
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_S, LONGEST_S))
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    asked = json.loads((work / _ASKED).read_text(encoding="utf-8"))
    given: dict[str, Any] = asked["manner"]
    given |= {name: b64decode(given[name]) for name in _BYTES} | {"exits": tuple(given["exits"])}
    try:
        kept, notes = read_network(Path(asked["path"]), Manner(**given))
        (work / _NETWORK).write_bytes(packed(kept))
    except InputError as error:
        notes = tuple(error.problems)
    except WeerbaarError as error:
        notes = (Problem(Path(asked["path"]).name, error.message),)
    (work / _FOUND).write_text(json.dumps([one_note(note) | {"file": note.file} for note in notes]), encoding="utf-8")


def _problem(note: dict[str, Any]) -> Problem:
    return problem_of(note, note["file"])


def _too_much(name: str) -> Problem:
    return Problem(
        name,
        Text(
            nl=f"dit net is te groot om hier te lezen: meer dan {LONGEST_S} seconden rekenen of 4 GB geheugen.",
            en=f"this network is too large to read here: more than {LONGEST_S} seconds of computing or 4 GB of memory.",
        ),
        Text(
            nl="Knip het gebied uit of laat kleine wegen weg, of reken met «weerbaar evacuate» op een eigen computer.",
            en="Cut the area out or leave small roads out, or compute with “weerbaar evacuate” on your own computer.",
        ),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
