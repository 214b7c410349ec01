# SPDX-License-Identifier: EUPL-1.2
"""Reading in a process of its own, with an end to its time and memory: a small file can be made to take hours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.workbench.evacuation.kept_network import one_note, problem_of
from weerbaar.workbench.evacuation.network_reading import Manner, read_network
from weerbaar.workbench.jobs.worker import end_with_parent

QUICK_S = 4.0
"""Seconds that a page waits for files to be read; after that they are read as a job."""
LONGEST_S = 45
"""Seconds of computing for one file."""
WORK = "weerbaar-reading-"
"""How the names of folders begin in which files are read."""
_MOST_MEMORY = 4 * 1024**3
_LOOK_S = 0.1
_TABLES = ("exit_places", "zones", "columns")
"""What of a manner is a file of its own."""
_ASKED, _CONTENT, _FOUND, _SHARE = "asked", "content", "found", "share"


@dataclass(frozen=True)
class Sent:
    """Files that somebody sent, and how to read them.

    Attributes:
        what: is in them.
        files: name (safe on a disk) and content by what each is: of a network ``roads`` with perhaps tables beside it,
            of a flood its layers.
        asked: what the files do not say themselves, as JSON can hold it.
    """

    what: Literal["network", "flood"]
    files: Mapping[str, tuple[str, bytes]]
    asked: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def network(cls, name: str, content: bytes, manner: Manner) -> Sent:
        """Return a file of roads, to be read in this manner."""
        tables = {one: getattr(manner, one) for one in _TABLES}
        beside = {one: (f"{one}.txt", given) for one, given in tables.items() if given}
        asked = {one: value for one, value in asdict(manner).items() if one not in _TABLES}
        return cls("network", {"roads": (name, content), **beside}, asked)

    @classmethod
    def flood(cls, files: Mapping[Any, tuple[str, bytes]], units: Mapping[Any, str], name: str) -> Sent:
        """Return a flood: name and content by layer; the name of the depth's file where ``name`` is empty."""
        return cls(
            "flood",
            dict(sorted(files.items(), key=lambda one: one[0] != "depth")),
            {"units": dict(units), "name": name},
        )

    @property
    def name(self) -> str:
        """Name of the first file, by which messages call it."""
        return next(iter(self.files.values()))[0]


@dataclass(frozen=True)
class Found:
    """What was read.

    Attributes:
        content: as it is kept.
        values: of its row.
        notes: what is odd about it.
    """

    content: bytes
    values: dict[str, Any]
    notes: tuple[Problem, ...] = ()


class SlowError(Exception):
    """Reading takes longer than a page waits; it can go on as a job."""

    def __init__(self, sent: Sent) -> None:
        self.sent = sent
        super().__init__(sent.name)


def read_quickly(sent: Sent) -> Found:
    """Read in another process, for a page that waits.

    Raises:
        InputError: with every problem of the files; or it takes too much memory.
        SlowError: it was not done in :data:`QUICK_S`.
    """
    found = _read(sent, QUICK_S, lambda share: None)
    if found is None:
        raise SlowError(sent)
    return found


def read_apart(sent: Sent, progress: Callable[[float], None]) -> Found:
    """Read in another process, for as long as reading may take.

    Args:
        sent: what to read.
        progress: called with shares of 1.

    Raises:
        InputError: with every problem of the files; or it takes too long or too much memory.
    """
    found = _read(sent, 2 * LONGEST_S, progress)
    if found is None:
        raise InputError([_too_much(sent)])
    return found


def _read(sent: Sent, longest_s: float, progress: Callable[[float], None]) -> Found | None:
    """Read in another process, which ends with this one; None where that took longer."""
    with tempfile.TemporaryDirectory(prefix=WORK) as name:
        folder = Path(name)
        _ask(sent, folder)
        # The other process removes the folder where this one is gone.
        command = [sys.executable, "-m", __name__, str(folder), str(os.getpid())]
        until, quiet = time.monotonic() + longest_s, subprocess.DEVNULL
        with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet) as process:  # noqa: S603
            try:
                while process.poll() is None and time.monotonic() < until:
                    progress(_share(folder))
                    time.sleep(_LOOK_S)
                late = process.poll() is None
            finally:
                process.kill()
        return None if late else _answer(sent, folder, process.returncode)


def _ask(sent: Sent, folder: Path) -> None:
    for role, (name, content) in sent.files.items():
        (folder / role).mkdir()
        (folder / role / name).write_bytes(content)
    names = {role: name for role, (name, _) in sent.files.items()}
    asked = {"what": sent.what, "names": names, "asked": dict(sent.asked)}
    (folder / _ASKED).write_text(json.dumps(asked), encoding="utf-8")


def _answer(sent: Sent, folder: Path, ended: int) -> Found:
    if ended or not (folder / _FOUND).exists():
        raise InputError([_too_much(sent)])
    found = json.loads((folder / _FOUND).read_text(encoding="utf-8"))
    notes = tuple(problem_of(note, note["file"]) for note in found["notes"])
    if not (folder / _CONTENT).exists():
        raise InputError(notes)
    return Found((folder / _CONTENT).read_bytes(), found["values"], notes)


def main(folder: Path, parent: int) -> None:
    """Read what was asked for in a folder, and leave there what came of it."""
    end_with_parent(parent, lambda: shutil.rmtree(folder, ignore_errors=True))
    if sys.platform != "win32":
        # Elsewhere the clock of who waits is the only limit.
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_S, LONGEST_S))
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    given = json.loads((folder / _ASKED).read_text(encoding="utf-8"))
    paths = {role: folder / role / name for role, name in given["names"].items()}
    values: dict[str, Any] = {}
    try:
        content, values, notes = _READERS[given["what"]](paths, given["asked"], lambda share: _tell(folder, share))
        (folder / _CONTENT).write_bytes(content)
    except InputError as error:
        notes = tuple(error.problems)
    except WeerbaarError as error:
        notes = (Problem(next(iter(given["names"].values())), error.message),)
    said = [one_note(note) | {"file": note.file} for note in notes]
    (folder / _FOUND).write_text(json.dumps({"values": values, "notes": said}), encoding="utf-8")


_WasRead = tuple[bytes, dict[str, Any], tuple[Problem, ...]]


def _read_network(paths: Mapping[str, Path], asked: dict[str, Any], tell: Callable[[float], None]) -> _WasRead:
    from weerbaar.workbench.evacuation.kept_network import packed, row_values

    tables = {one: paths[one].read_bytes() for one in _TABLES if one in paths}
    manner = Manner(**{**asked, "exits": tuple(asked["exits"]), **tables})
    kept, notes = read_network(paths["roads"], manner, tell)
    tell(0.9)
    return packed(kept), row_values(kept), notes


def _read_flood(paths: Mapping[Any, Path], asked: dict[str, Any], tell: Callable[[float], None]) -> _WasRead:
    from weerbaar.workbench.evacuation.kept_flood import packed_flood, read_flood_files, row_values

    flood = read_flood_files(paths, asked["units"], asked["name"])
    tell(0.7)
    return packed_flood(flood), row_values(flood), ()


_READERS: dict[str, Callable[[Mapping[str, Path], dict[str, Any], Callable[[float], None]], _WasRead]] = {
    "network": _read_network,
    "flood": _read_flood,
}


def _tell(folder: Path, share: float) -> None:
    """Say how far it is. Who looks sees this or what was said before, never a part of it."""
    new = folder / f"{_SHARE}.new"
    new.write_text(str(share), encoding="utf-8")
    os.replace(new, folder / _SHARE)


def _share(folder: Path) -> float:
    """Return how far the other process says it is; nowhere before it said so."""
    try:
        return float((folder / _SHARE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return 0.0


def _too_much(sent: Sent) -> Problem:
    smaller = Text(nl="laat kleine wegen weg", en="leave small roads out")
    if sent.what == "flood":
        smaller = Text(nl="maak de cellen groter", en="make the cells larger")
    return Problem(
        sent.name,
        Text(
            nl=f"dit bestand is te groot om hier te lezen: meer dan {LONGEST_S} seconden rekenen of 4 GB geheugen.",
            en=f"this file is too large to read here: more than {LONGEST_S} seconds of computing or 4 GB of memory.",
        ),
        Text(
            nl=f"Knip het gebied uit of {smaller.nl}, of reken met «weerbaar evacuate» op een eigen computer.",
            en=f"Cut the area out or {smaller.en}, or compute with “weerbaar evacuate” on your own computer.",
        ),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
