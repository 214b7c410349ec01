# SPDX-License-Identifier: EUPL-1.2
"""A backup in one zip: the database as it was at one moment, and every file of the data folder.

May run while people work. Files are copied after the database: they are written before the row that names them, and
never changed, so every file that a row names is there. A manifest holds the SHA-256 of everything.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import weerbaar
from weerbaar.base import InputError, Problem, Text

MANIFEST = "manifest.json"
FORMAT = 1
SQLITE, POSTGRESQL = "database.sqlite3", "database.pgdump"
FILES = "files/"
"""Folder of the zip that holds the data folder."""
DATABASE_FILE = "weerbaar.sqlite3"

_LEFT_OUT = {DATABASE_FILE, f"{DATABASE_FILE}-wal", f"{DATABASE_FILE}-shm", f"{DATABASE_FILE}-journal", "start.lock"}
_LEFT_OUT_FOLDERS = {"metrics", "tmp"}
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Made:
    """What a backup holds."""

    path: Path
    files: int
    size: int


def refused(place: object, nl: str, en: str) -> InputError:
    """Return the error of one thing that stands in the way."""
    return InputError([Problem(str(place), Text(nl=nl, en=en))])


def back_up(
    target: Path,
    *,
    data: Path,
    database: Mapping[str, Any],
    migrations: Mapping[str, list[str]],
    head: str | None,
) -> Made:
    """Write a backup.

    Args:
        target: the zip; never one that is there.
        data: the data folder.
        database: as Django's settings describe it.
        migrations: app to the names of the migrations that its tables went through.
        head: the end of the audit log.

    Raises:
        InputError: the file is there, or the database cannot be copied with the programs of this machine.
        OSError: no room, no permission; nothing is left behind.
    """
    if target.exists():
        raise refused(target, "dit bestand bestaat al; kies een andere naam.", "this file exists; choose another name.")
    # In the same folder, so that the last step is a change of name.
    handle, name = tempfile.mkstemp(prefix=".weerbaar-", suffix=".zip", dir=target.parent or Path())
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as raw:
            found = _write(raw, target.resolve(), data, database, migrations, head)
            raw.flush()
            os.fsync(raw.fileno())
        try:
            # Unlike a change of name, a link fails where somebody made the file meanwhile.
            os.link(part, target)
        except FileExistsError:
            raise refused(
                target, "dit bestand bestaat al; kies een andere naam.", "this file exists; choose another name."
            ) from None
        except OSError:
            part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    return Made(target, len(found), target.stat().st_size)


def _write(
    raw: IO[bytes],
    target: Path,
    data: Path,
    database: Mapping[str, Any],
    migrations: Mapping[str, list[str]],
    head: str | None,
) -> dict[str, dict[str, object]]:
    files: dict[str, dict[str, object]] = {}
    sqlite = str(database["ENGINE"]).endswith("sqlite3")
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=6) as archive:
        # Beside the zip: who chose that place knows that it has room.
        with tempfile.TemporaryDirectory(prefix=".weerbaar-", dir=target.parent) as place:
            copy = Path(place) / "copy"
            _copy_sqlite(Path(database["NAME"]), copy) if sqlite else _dump_postgresql(database, copy)
            name = SQLITE if sqlite else POSTGRESQL
            files[name] = _add(archive, name, copy)
        for path in files_of(data):
            if path.resolve() == target:
                continue
            with contextlib.suppress(FileNotFoundError):
                # A file that was made and taken away again meanwhile belongs to nothing.
                relative = FILES + path.relative_to(data).as_posix()
                files[relative] = _add(archive, relative, path)
        manifest = {
            "format": FORMAT,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "software": weerbaar.__version__,
            "database": "sqlite" if sqlite else "postgresql",
            "migrations": dict(migrations),
            "audit_head": head,
            "files": files,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True))
    return files


def files_of(data: Path) -> Iterator[Path]:
    """Return every file of the data folder that belongs in a backup. Links are not followed."""
    for folder, folders, names in os.walk(data):
        top = Path(folder) == data
        folders[:] = sorted(n for n in folders if not n.startswith(".") and not (top and n in _LEFT_OUT_FOLDERS))
        for name in sorted(names):
            path = Path(folder) / name
            if not (name.startswith(".") or (top and name in _LEFT_OUT)) and path.is_file() and not path.is_symlink():
                yield path


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> dict[str, object]:
    """Add a file, and return what the manifest says of it: of the octets that were really written."""
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name, datetime.now().timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return {"sha256": digest.hexdigest(), "size": size}


def _copy_sqlite(source: Path, copy: Path) -> None:
    """Copy the database as it is at this moment: in one step, so that nobody's write makes it begin again."""
    if not source.is_file():
        raise refused(source, "hier staat geen database.", "there is no database here.")
    there = sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, timeout=30)
    try:
        with contextlib.closing(there), contextlib.closing(sqlite3.connect(copy)) as here:
            there.backup(here, pages=-1)
            here.execute("PRAGMA journal_mode=DELETE")
            found = here.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise refused(
            source,
            f"deze database is beschadigd ({found}); er is geen reservekopie gemaakt.",
            f"this database is damaged ({found}); no backup was made.",
        )


def connection_of(database: Mapping[str, Any]) -> tuple[list[str], dict[str, str]]:
    """Return options and environment with which the programs of PostgreSQL reach a database.

    The password goes by the environment: what stands on a command line everybody on the machine can read.
    """
    options = [f"--{option}={database[key]}" for option, key in _OPTIONS.items() if database.get(key)]
    return options, {**os.environ, "PGPASSWORD": str(database.get("PASSWORD") or "")}


_OPTIONS = {"host": "HOST", "port": "PORT", "username": "USER", "dbname": "NAME"}


def run_postgresql(program: str, arguments: list[str], environment: Mapping[str, str]) -> None:
    """Run a program of PostgreSQL.

    Raises:
        InputError: it is not there, or it failed; with what it said.
    """
    try:
        done = subprocess.run(  # noqa: S603
            [program, "--no-password", *arguments], env=dict(environment), capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise refused(
            program,
            "dit programma van PostgreSQL staat niet op deze machine (op Debian: apt-get install postgresql-client).",
            "this program of PostgreSQL is not on this machine (on Debian: apt-get install postgresql-client).",
        ) from None
    if done.returncode:
        said = " ".join(done.stderr.split())[-500:]
        raise refused(program, f"mislukt: {said}", f"failed: {said}")


def _dump_postgresql(database: Mapping[str, Any], copy: Path) -> None:
    options, environment = connection_of(database)
    run_postgresql(
        "pg_dump", [*options, "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}"], environment
    )
