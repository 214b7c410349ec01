# SPDX-License-Identifier: EUPL-1.2
"""Unpack a backup: everything in the manifest and nothing else, each file with the hash that it had.

A backup comes from outside and is treated as hostile (C13): no path leads out of the folder, no file is larger than the
manifest says, and nothing is left where anything is wrong.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.operations.backup import (
    DATABASE_FILE,
    FILES,
    FORMAT,
    MANIFEST,
    POSTGRESQL,
    SQLITE,
    connection_of,
    refused,
    run_postgresql,
)

_LARGEST_MANIFEST = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
_HEX = set("0123456789abcdef")


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        database: ``sqlite`` or ``postgresql``.
        migrations: app to the names of the migrations that its tables went through.
        head: the end of the audit log.
        files: name in the zip to (sha256, size).
    """

    software: str
    made: str
    database: str
    migrations: Mapping[str, list[str]]
    head: str | None
    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpack a backup into an empty folder.

    The database of SQLite gets its usual name; a dump of PostgreSQL keeps its own (:func:`load_dump` reads it).

    Raises:
        InputError: with every problem of the file. The folder may hold part of it: the caller removes it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive, path.name)
            _check_names(archive, manifest, path.name)
            needed, free = sum(size for _, size in manifest.files.values()), shutil.disk_usage(folder).free
            if needed > free:
                raise refused(
                    path.name,
                    f"uitgepakt is dit {needed // 2**20} MB; op de schijf is {free // 2**20} MB vrij.",
                    f"unpacked this takes {needed // 2**20} MB; {free // 2**20} MB of the disk is free.",
                )
            problems = [p for name in manifest.files if (p := _unpack_one(archive, name, manifest, folder)) is not None]
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise refused(path.name, "dit is geen (hele) zip.", "this is no (whole) zip.") from None
    if problems:
        raise InputError(problems)
    return manifest


def _manifest(archive: zipfile.ZipFile, name: str) -> Manifest:
    try:
        entry = archive.getinfo(MANIFEST)
    except KeyError:
        raise refused(
            name, "dit is geen reservekopie van Weerbaar: er is geen manifest.", "no backup of Weerbaar: no manifest."
        ) from None
    if entry.file_size > _LARGEST_MANIFEST:
        raise refused(name, "het manifest is te groot.", "the manifest is too large.")
    try:
        with archive.open(entry) as file:
            found = json.loads(file.read(_LARGEST_MANIFEST + 1))
        if not isinstance(found["format"], int) or found["format"] > FORMAT:
            raise refused(
                name,
                f"deze reservekopie is van een nieuwere versie van Weerbaar ({found['software']}).",
                f"this backup was made by a newer version of Weerbaar ({found['software']}).",
            )
        files = {str(n): (str(f["sha256"]), int(f["size"])) for n, f in found["files"].items()}
        kind = str(found["database"])
        head = found["audit_head"]
        manifest = Manifest(
            software=str(found["software"]),
            made=str(found["made"]),
            database=kind,
            migrations={str(app): [str(n) for n in names] for app, names in found["migrations"].items()},
            head=None if head is None else str(head),
            files=files,
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise refused(name, "het manifest is niet te lezen.", "the manifest cannot be read.") from None
    whole = all(len(sha) == 64 and not set(sha) - _HEX and size >= 0 for sha, size in files.values())
    if not whole or kind not in {"sqlite", "postgresql"} or (SQLITE if kind == "sqlite" else POSTGRESQL) not in files:
        raise refused(name, "het manifest is onvolledig.", "the manifest is incomplete.")
    return manifest


def _check_names(archive: zipfile.ZipFile, manifest: Manifest, name: str) -> None:
    """Refuse what leads out of the folder, what is no file, and what the manifest does not name."""
    problems = []
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if entry.filename != MANIFEST and not _is_safe(entry.filename):
            problems.append(_problem(entry.filename, "dit pad is niet toegestaan.", "this path is not allowed."))
        elif kind not in {0, stat.S_IFREG}:
            problems.append(_problem(entry.filename, "dit is geen gewoon bestand.", "this is no ordinary file."))
        elif entry.filename != MANIFEST and entry.filename not in manifest.files:
            problems.append(_problem(entry.filename, "staat niet in het manifest.", "is not in the manifest."))
    for twice in sorted(n for n, times in Counter(names).items() if times > 1):
        problems.append(_problem(twice, "staat er twee keer in.", "is there twice."))
    for missing in sorted(set(manifest.files) - set(names)):
        problems.append(_problem(missing, "ontbreekt.", "is missing."))
    if problems:
        raise InputError([Problem(f"{name}: {p.file}", p.message) for p in problems])


def _problem(name: str, nl: str, en: str) -> Problem:
    return Problem(name, Text(nl=nl, en=en))


def _is_safe(name: str) -> bool:
    if name in {SQLITE, POSTGRESQL}:
        return True
    path = PurePosixPath(name)
    # Written in one way only: in "files//etc/x" the rest after "files/" is a path from the root.
    plain = str(path) == name and name.isprintable() and "\\" not in name and ":" not in name
    # What the zip puts there itself may not come from the data folder too.
    return plain and name.startswith(FILES) and ".." not in path.parts and path.parts[1:] not in {(), (DATABASE_FILE,)}


def _unpack_one(archive: zipfile.ZipFile, name: str, manifest: Manifest, folder: Path) -> Problem | None:
    wanted, size = manifest.files[name]
    place = folder / (DATABASE_FILE if name == SQLITE else name.removeprefix(FILES))
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, written = hashlib.sha256(), 0
    with (
        archive.open(name) as source,
        open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target,
    ):
        # No further than the manifest says, whatever is packed in it.
        while written <= size and (chunk := source.read(min(_CHUNK, size - written + 1))):
            digest.update(chunk)
            written += len(chunk)
            target.write(chunk)
    if written != size or digest.hexdigest() != wanted:
        return _problem(name, "is beschadigd of gewijzigd.", "is damaged or was changed.")
    return None


def check_versions(manifest: Manifest, known: Mapping[str, set[str]], own: Collection[str], name: str) -> None:
    """Refuse a backup whose tables are newer than this software.

    Args:
        manifest: of the backup.
        known: app to the names of the migrations that this software has.
        own: the apps of Weerbaar; other packages may have dropped old migrations.
        name: of the backup.

    Raises:
        InputError: it is.
    """
    newer = sorted(
        f"{app}.{migration}"
        for app, names in manifest.migrations.items()
        for migration in names
        if (app in own or app not in known) and migration not in known.get(app, set())
    )
    if newer:
        raise refused(
            name,
            f"gemaakt met Weerbaar {manifest.software}, dat tabellen heeft die deze versie niet kent ({newer[0]}). "
            "Werk Weerbaar eerst bij.",
            f"made by Weerbaar {manifest.software}, which has tables that this version does not know ({newer[0]}). "
            "Upgrade Weerbaar first.",
        )


def load_dump(folder: Path, database: Mapping[str, Any]) -> None:
    """Load the dump of PostgreSQL that was unpacked, and remove the file.

    Raises:
        InputError: the database is not empty, or ``pg_restore`` is not there or failed.
    """
    dump = folder / POSTGRESQL
    options, environment = connection_of(database)
    # One transaction: all of it or nothing.
    run_postgresql(
        "pg_restore", [*options, "--no-owner", "--no-privileges", "--single-transaction", str(dump)], environment
    )
    dump.unlink()
