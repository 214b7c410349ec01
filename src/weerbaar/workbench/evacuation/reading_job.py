# SPDX-License-Identifier: EUPL-1.2
"""Reading in as a job: what was sent waits in the data folder, is read beside the pages, and then becomes a row."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.workbench.accounts.permissions import Action, may
from weerbaar.workbench.evacuation import input_files, reading
from weerbaar.workbench.evacuation.models import InputFile, InputKind, Network
from weerbaar.workbench.evacuation.reading_process import WORK, Sent
from weerbaar.workbench.evacuation.reading_run import ReadingWork, run_reading
from weerbaar.workbench.jobs import store
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import ACTIVE, Job, State
from weerbaar.workbench.jobs.registry import Kind, register
from weerbaar.workbench.rounds.models import Round

NAME = "evacuation-reading"
_FOLDER = re.compile(r"[0-9a-f]{64}")
_GRACE_S = 3600.0
"""Files this young may wait for a job that is not there yet."""


def ask(request: HttpRequest, round_: Round, sent: Sent, level: int) -> Job:
    """Keep what was sent, and ask for it to be read; who sends the same again while it waits gets the same job.

    Raises:
        RefusedError: the disk is full.
    """
    sweep()
    parameters = {
        "what": sent.what,
        "folder": _keep(sent),
        "files": {role: name for role, (name, _) in sent.files.items()},
        "asked": dict(sent.asked),
    }
    # Once more makes one more: what came of it may have been removed since.
    return jobs.ask(request, round_, NAME, parameters, level, anew=True)


def active_in(round_: Round, clearance: int, what: str) -> list[Job]:
    """Return what is being read in a round, newest first.

    Args:
        round_: the round.
        clearance: of who asks.
        what: ``network`` or ``flood``.
    """
    found = Job.objects.filter(round=round_, kind=NAME, level__lte=clearance, state__in=ACTIVE, parameters__what=what)
    return list(found[:50])


def file_name(job: Job) -> str:
    """Return the name of the file that a job reads."""
    return str(next(iter(job.parameters["files"].values())))


def row_of(job: Job) -> Network | InputFile | None:
    """Return what was read; None where nothing was, or where it was removed since."""
    if job.state != State.DONE:
        return None
    try:
        pk = json.loads(store.read(job.result))["id"]
    except store.ResultGoneError:
        return None
    rows: Any = Network.objects if job.parameters["what"] == "network" else InputFile.objects
    found: Network | InputFile | None = rows.filter(round=job.round, pk=pk, removed__isnull=True).first()
    return found


def prepare(round_: Round, level: int, parameters: dict[str, Any]) -> ReadingWork:
    """Return where the files lie.

    Raises:
        InputError: they are gone.
    """
    files = {role: (name, _place(parameters["folder"]) / role) for role, name in parameters["files"].items()}
    if not all(path.is_file() for _, path in files.values()):
        message = Text(nl="dit bestand is niet meer aanwezig.", en="this file is not here any more.")
        hint = Text(nl="Kies het bestand opnieuw.", en="Choose the file again.")
        raise InputError([Problem(next(iter(parameters["files"].values())), message, hint)])
    return ReadingWork(parameters["what"], files, parameters["asked"])


def settle(job: Job, content: bytes) -> bytes:
    """Take up what was read, and return its number.

    Raises:
        WeerbaarError: who asked for it may not add it any more, or the disk is full.
    """
    by = job.asked_by
    if by is None or job.level > by.clearance or not may(by, Action.WRITE, job.round):
        raise WeerbaarError(
            Text(
                nl="Wie dit bestand heeft ingezonden, mag het niet meer toevoegen.",
                en="Who sent this file may not add it any more.",
            )
        )
    head, _, kept = content.partition(b"\n")
    values = json.loads(head) | {"level": job.level, "file": file_name(job)[:200]}
    values["sha256"] = reading.keep_packed(kept)
    row: Network | InputFile
    if job.parameters["what"] == "network":
        row = reading.take_up(None, job.round, by, **values)
    else:
        del values["notes"]
        row = input_files.take_up(None, job.round, by, kind=InputKind.FLOOD, **values)
    transaction.on_commit(sweep)
    return json.dumps({"id": row.pk}).encode()


def sweep(now: float | None = None) -> None:
    """Remove the files of jobs that have ended or will not be wanted any more.

    Args:
        now: seconds since 1970; None for the clock.
    """
    limit = (time.time() if now is None else now) - _GRACE_S
    there = {place.name: place for place in _root().glob("*")}
    wanted: set[str] = set()
    # Until when files that are nobody's may go: they may have been sent again after a job over them ended.
    until = dict.fromkeys(there, limit)
    if there:
        rows = Job.objects.filter(kind=NAME, parameters__folder__in=list(there))
        for job in rows.only("parameters", "state", "cancel_asked", "created", "finished"):
            folder = job.parameters["folder"]
            if job.is_active and not job.cancel_asked:
                wanted.add(folder)
            until[folder] = max(until[folder], (job.finished or job.created).timestamp())
    old = [place for name, place in there.items() if name not in wanted and _changed(place) <= until[name]]
    # What a process that was killed with all its children was working on.
    old += [place for place in Path(tempfile.gettempdir()).glob(f"{WORK}*") if _changed(place) <= limit]
    for place in old:
        shutil.rmtree(place, ignore_errors=True)


def _keep(sent: Sent) -> str:
    """Write what was sent so that it is there completely or not at all, and return the name of its folder."""
    digest = hashlib.sha256(json.dumps([sent.what, dict(sent.asked)], sort_keys=True).encode())
    for role, (name, content) in sent.files.items():
        digest.update(f"{role}/{name}/".encode() + hashlib.sha256(content).digest())
    name = digest.hexdigest()
    _root().mkdir(parents=True, exist_ok=True, mode=0o700)
    if not _place(name).is_dir():
        made = Path(tempfile.mkdtemp(prefix=".new-", dir=_root()))
        try:
            for role, (_, content) in sent.files.items():
                (made / role).write_bytes(content)
            os.rename(made, _place(name))
        except OSError:
            shutil.rmtree(made, ignore_errors=True)
            if not _place(name).is_dir():
                raise
    os.utime(_place(name))
    return name


def _root() -> Path:
    return Path(settings.DATA) / "readings"


def _place(name: str) -> Path:
    if not _FOLDER.fullmatch(name):
        raise ValueError(name)
    return _root() / name


def _changed(place: Path) -> float:
    """Return when a folder was written; never, where another process removed it."""
    try:
        return place.stat().st_mtime
    except OSError:
        return float("inf")


READING = Kind(
    NAME, Text(nl="Bestand inlezen", en="Reading in a file"), prepare, run_reading, lambda *_: "", settle, sweep
)


def register_kind() -> None:
    """Make the kind known to the workbench."""
    register(READING)
