# SPDX-License-Identifier: EUPL-1.2
"""Zip archives from outside, judged by their table of contents before anything is unpacked (C13)."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from weerbaar.base import InputError, Problem, Text


@dataclass(frozen=True)
class ArchiveLimits:
    """How large an archive may be.

    Attributes:
        packed_bytes: size of the archive itself.
        entries: number of files and folders in it.
        entry_bytes: unpacked size of one file.
        total_bytes: unpacked size of all files together.
        ratio: unpacked over packed size of one file; only files above ``ratio_from_bytes`` are judged.
    """

    packed_bytes: int = 20_000_000
    entries: int = 2_000
    entry_bytes: int = 5_000_000
    total_bytes: int = 50_000_000
    ratio: int = 200
    ratio_from_bytes: int = 200_000


def read_packed(path: Path, name: str, limits: ArchiveLimits) -> bytes:
    """Return the bytes of the archive at ``path``, read once so that what is checked is what is used.

    Raises:
        InputError: it cannot be read or is larger than ``limits.packed_bytes``.
    """
    try:
        if not path.is_file():
            raise InputError(
                [
                    Problem(
                        name,
                        Text(
                            nl="bestand bestaat niet of is geen gewoon bestand.",
                            en="no such file, or not a regular file.",
                        ),
                    )
                ]
            )
        with path.open("rb") as handle:
            raw = handle.read(limits.packed_bytes + 1)
    except OSError as error:
        raise InputError(
            [
                Problem(
                    name,
                    Text(
                        nl=f"kan niet worden gelezen ({error.strerror}).",
                        en=f"cannot be read ({error.strerror}).",
                    ),
                )
            ]
        ) from error
    if len(raw) > limits.packed_bytes:
        size, limit = path.stat().st_size / 1e6, limits.packed_bytes / 1e6
        raise InputError(
            [
                Problem(
                    name,
                    Text(
                        nl=f"bestand is {size:.0f} MB; ten hoogste {limit:g} MB is toegestaan.",
                        en=f"file is {size:.0f} MB; at most {limit:g} MB is allowed.",
                    ),
                    Text(
                        nl="Verwijder wat er niet in hoort, of geef de uitgepakte map.",
                        en="Remove what does not belong in it, or give the unpacked folder.",
                    ),
                )
            ]
        )
    return raw


def open_archive(raw: bytes, name: str, limits: ArchiveLimits) -> zipfile.ZipFile:
    """Return the archive in ``raw`` after its table of contents has passed every check.

    Nothing is unpacked. Refused are: too many files, too much data, a compression ratio that only a bomb
    has, absolute paths and paths that climb out, links, encryption, and two files with one name.

    Raises:
        InputError: with one problem per offending entry (at most ten are listed).
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, UnicodeDecodeError) as error:
        raise InputError(
            [Problem(name, Text(nl="is geen geldig zip-archief.", en="is not a valid zip archive."))]
        ) from error
    if len(entries) > limits.entries:
        raise InputError(
            [
                Problem(
                    name,
                    Text(
                        nl=f"bevat {len(entries)} bestanden; ten hoogste {limits.entries} is toegestaan.",
                        en=f"holds {len(entries)} files; at most {limits.entries} is allowed.",
                    ),
                )
            ]
        )
    problems = [p for entry in entries for p in _entry_problems(entry, name, limits)]
    total = sum(entry.file_size for entry in entries)
    if total > limits.total_bytes:
        problems.append(
            Problem(
                name,
                Text(
                    nl=f"wordt uitgepakt {total / 1e6:.0f} MB; ten hoogste {limits.total_bytes / 1e6:g} MB "
                    "is toegestaan. Het archief is niet uitgepakt.",
                    en=f"unpacks to {total / 1e6:.0f} MB; at most {limits.total_bytes / 1e6:g} MB is allowed. "
                    "The archive was not unpacked.",
                ),
            )
        )
    seen: set[str] = set()
    for entry in entries:
        if entry.filename in seen:
            problems.append(_refusal(name, entry, "staat twee keer in het archief.", "occurs twice in the archive."))
        seen.add(entry.filename)
    if problems:
        raise InputError(problems[:10])
    return archive


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """Return the content of one entry of an archive that :func:`open_archive` accepted.

    Raises:
        InputError: the entry is damaged.
    """
    try:
        with archive.open(entry) as handle:
            return handle.read(entry.file_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise InputError(
            [_refusal(name, entry, "is beschadigd en kan niet worden uitgepakt.", "is damaged, cannot be unpacked.")]
        ) from error


def _entry_problems(entry: zipfile.ZipInfo, name: str, limits: ArchiveLimits) -> list[Problem]:
    problems = []
    # A NUL cuts the name off in ZipInfo.filename; the original shows what was really meant.
    path = entry.orig_filename.replace("\\", "/")
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or "\0" in path or ":" in parts[0]:
        problems.append(_refusal(name, entry, "dit pad leidt uit de map.", "this path leads out of the folder."))
    if stat.S_ISLNK(entry.external_attr >> 16):
        problems.append(_refusal(name, entry, "koppelingen (links) zijn niet toegestaan.", "links are not allowed."))
    if entry.flag_bits & 0x1:
        problems.append(
            _refusal(name, entry, "is versleuteld; dat is niet toegestaan.", "is encrypted, which is not allowed.")
        )
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        problems.append(
            _refusal(
                name,
                entry,
                "is met een onbekende methode ingepakt; toegestaan zijn stored en deflate.",
                "is packed with an unknown method; stored and deflate are allowed.",
            )
        )
    if entry.file_size > limits.entry_bytes:
        size, limit = entry.file_size / 1e6, limits.entry_bytes / 1e6
        problems.append(
            _refusal(
                name,
                entry,
                f"wordt uitgepakt {size:.0f} MB; ten hoogste {limit:g} MB per bestand is toegestaan. "
                "Het archief is niet uitgepakt.",
                f"unpacks to {size:.0f} MB; at most {limit:g} MB per file is allowed. The archive was not unpacked.",
            )
        )
    elif entry.file_size > limits.ratio_from_bytes and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        problems.append(
            _refusal(
                name,
                entry,
                f"is meer dan {limits.ratio} keer ingekrompen, zoals bij een archiefbom. "
                "Het archief is niet uitgepakt.",
                f"is packed more than {limits.ratio} times smaller, as in an archive bomb. "
                "The archive was not unpacked.",
            )
        )
    return problems


def _refusal(name: str, entry: zipfile.ZipInfo, nl: str, en: str) -> Problem:
    return Problem(
        name,
        Text(nl=nl, en=en),
        Text(nl="Maak het archief opnieuw.", en="Make the archive again."),
        value=entry.orig_filename,
    )
