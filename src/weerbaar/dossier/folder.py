# SPDX-License-Identifier: EUPL-1.2
"""The files of a dossier, from a folder or a zip of one, within limits and never from outside it."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path

from weerbaar.base import InputError, Problem, Text, inside
from weerbaar.dossier.archive import ArchiveLimits, open_archive, read_entry, read_packed

ROUND_FILE = "dossier.yaml"
PUBLISHED_FILE = "published.yaml"
DECISION_FILE = "decisions.yaml"
INITIATIVE_FILE = "initiatives.yaml"
CAPABILITY_FILE = "capabilities.yaml"
ALERT_FILE = "nl-alert.yaml"
SOURCE_FILE = "sources.yaml"
TOP_FILES = (
    ROUND_FILE,
    PUBLISHED_FILE,
    DECISION_FILE,
    INITIATIVE_FILE,
    CAPABILITY_FILE,
    ALERT_FILE,
    SOURCE_FILE,
)
SCENARIO_FOLDER = "scenarios"
JUDGEMENT_FOLDER = "judgements"
FOLDERS = {SCENARIO_FOLDER: (".md",), JUDGEMENT_FOLDER: (".yaml", ".csv")}

MAX_FILES = 2_000
MAX_FILE_BYTES = 5_000_000
MAX_TOTAL_BYTES = 50_000_000
_MOST_UNKNOWN = 10
_SILENT = ("readme.md", "license", "license.md", "licence", "__macosx")


@dataclass(frozen=True)
class DossierFiles:
    """What was found, before anything is understood.

    Attributes:
        name: the folder or archive as the user gave it.
        files: path relative to the dossier (with ``/``) to content, in order of path.
        problems: files that were refused, and warnings about files that are not part of a dossier.
        folder: where it lies on disk; None for an archive.
    """

    name: str
    files: dict[str, bytes]
    problems: list[Problem] = field(default_factory=list)
    folder: Path | None = None


def read_files(path: Path) -> DossierFiles:
    """Return the files of the dossier at ``path``: a folder, or a zip archive of one.

    Raises:
        InputError: there is nothing there, it is something else, or the archive is not acceptable.
    """
    name = str(path)
    if path.is_dir():
        return _from_folder(path)
    if not path.exists():
        raise InputError(
            [
                Problem(
                    name,
                    Text(nl="deze map bestaat niet.", en="no such folder."),
                    Text(
                        nl="Geef een map, een zip van een map, of de naam van een meegeleverd voorbeeld.",
                        en="Give a folder, a zip of one, or the name of a shipped example.",
                    ),
                )
            ]
        )
    if path.suffix.lower() == ".zip":
        return _from_archive(path)
    raise InputError(
        [
            Problem(
                name,
                Text(nl="is geen map en geen zip-archief.", en="is neither a folder nor a zip archive."),
                Text(nl="Geef de map waarin dossier.yaml staat.", en="Give the folder that holds dossier.yaml."),
            )
        ]
    )


def decode(raw: bytes, name: str) -> str:
    """Return ``raw`` as text, without byte order mark.

    Raises:
        InputError: it is not UTF-8; names the line.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            [
                Problem(
                    name,
                    Text(nl="geen geldige UTF-8-tekst.", en="not valid UTF-8 text."),
                    Text(nl="Sla het bestand op als UTF-8.", en="Save the file as UTF-8."),
                    line=raw[: error.start].count(b"\n") + 1,
                )
            ]
        ) from error


def _from_folder(root: Path) -> DossierFiles:
    found = DossierFiles(str(root), {}, folder=root)
    names: list[str] = []
    try:
        for entry in sorted(root.iterdir(), key=lambda p: p.name):
            if entry.name in FOLDERS and _stays_inside(root, entry.name, found) and entry.is_dir():
                names += [f"{entry.name}/{p.name}" for p in sorted(entry.iterdir(), key=lambda p: p.name)]
            elif entry.name not in FOLDERS:
                names.append(entry.name)
    except OSError as error:
        found.problems.append(_unreadable(str(root), error))
    total = 0
    for name in _wanted(names, found):
        if not _stays_inside(root, name, found):
            continue
        try:
            content = _read_file(root / name, name)
        except InputError as error:
            found.problems.extend(error.problems)
            continue
        total += len(content)
        if total > MAX_TOTAL_BYTES:
            found.problems.append(_too_much(found.name))
            break
        found.files[name] = content
    return found


def _read_file(path: Path, name: str) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError([Problem(name, Text(nl="is geen gewoon bestand.", en="is not a regular file."))])
        with path.open("rb") as handle:
            content = handle.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise InputError([_unreadable(name, error)]) from error
    if len(content) > MAX_FILE_BYTES:
        size, limit = status.st_size / 1e6, MAX_FILE_BYTES / 1e6
        raise InputError(
            [
                Problem(
                    name,
                    Text(
                        nl=f"bestand is {size:.0f} MB; ten hoogste {limit:g} MB is toegestaan.",
                        en=f"file is {size:.0f} MB; at most {limit:g} MB is allowed.",
                    ),
                    Text(
                        nl="Splits het bestand of verwijder wat er niet in hoort.",
                        en="Split the file or remove what does not belong in it.",
                    ),
                )
            ]
        )
    return content


def _from_archive(path: Path) -> DossierFiles:
    limits = ArchiveLimits(entries=MAX_FILES, entry_bytes=MAX_FILE_BYTES, total_bytes=MAX_TOTAL_BYTES)
    found = DossierFiles(str(path), {})
    raw = read_packed(path, found.name, limits)
    with open_archive(raw, found.name, limits) as archive:
        entries = {e.filename: e for e in archive.infolist() if not e.is_dir()}
        top = _common_folder(list(entries))
        entries = {name.removeprefix(top): entry for name, entry in entries.items() if name.startswith(top)}
        for name in _wanted(sorted(entries), found):
            try:
                found.files[name] = read_entry(archive, entries[name], found.name)
            except InputError as error:
                found.problems.extend(error.problems)
    return found


def _common_folder(names: list[str]) -> str:
    """Return ``folder/`` when the archive holds one folder with the dossier in it, else nothing."""
    if ROUND_FILE in names:
        return ""
    tops = {name.split("/", 1)[0] for name in names if name.count("/") == 1 and name.endswith(f"/{ROUND_FILE}")}
    return f"{tops.pop()}/" if len(tops) == 1 else ""


def _wanted(names: list[str], found: DossierFiles) -> list[str]:
    """Return the names that belong in a dossier; warn about the others."""
    wanted: list[str] = []
    unknown: list[Problem] = []
    for name in names:
        folder, _, base = name.rpartition("/")
        in_folder = folder in FOLDERS and base.endswith(FOLDERS[folder]) and not base.startswith(".")
        if name in TOP_FILES or (in_folder and name.isprintable()):
            wanted.append(name)
        elif not _ignored(name):
            unknown.append(_unknown_file(name, folder))
    found.problems.extend(unknown[:_MOST_UNKNOWN])
    more = len(unknown) - _MOST_UNKNOWN
    if more > 0:
        found.problems.append(
            Problem(
                found.name,
                Text(
                    nl=f"… en nog {more} {'bestand dat' if more == 1 else 'bestanden die'} niet in een dossier "
                    f"{'hoort' if more == 1 else 'horen'}.",
                    en=f"… and {more} more {'file that is' if more == 1 else 'files that are'} not part of a dossier.",
                ),
                severity="warning",
            )
        )
    if len(wanted) > MAX_FILES:
        found.problems.append(
            Problem(
                found.name,
                Text(
                    nl=f"bevat {len(wanted)} bestanden; ten hoogste {MAX_FILES} is toegestaan.",
                    en=f"holds {len(wanted)} files; at most {MAX_FILES} is allowed.",
                ),
            )
        )
        return []
    return wanted


def _ignored(name: str) -> bool:
    parts = name.split("/")
    return any(p.startswith(".") for p in parts) or parts[-1].lower() in _SILENT or parts[0].lower() in _SILENT


def _unknown_file(name: str, folder: str) -> Problem:
    if folder in FOLDERS:
        allowed = ", ".join(f"*{ending}" for ending in FOLDERS[folder])
    else:
        allowed = ", ".join((*TOP_FILES, *(f"{f}/" for f in FOLDERS), "README.md"))
    printable = name.encode("utf-8", "replace").decode()
    return Problem(
        printable,
        Text(
            nl=f"hoort niet in een dossier en wordt niet gelezen; bekend zijn: {allowed}.",
            en=f"is not part of a dossier and is not read; known are: {allowed}.",
        ),
        Text(nl="Controleer de naam of verwijder het.", en="Check the name or remove it."),
        severity="warning",
    )


def _stays_inside(root: Path, name: str, found: DossierFiles) -> bool:
    try:
        inside(root, name)
    except (InputError, OSError, RuntimeError) as error:
        problems = error.problems if isinstance(error, InputError) else (_unreadable(name, error),)
        found.problems.extend(problems)
        return False
    return True


def _unreadable(name: str, error: Exception) -> Problem:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return Problem(name, Text(nl=f"kan niet worden gelezen ({reason}).", en=f"cannot be read ({reason})."))


def _too_much(name: str) -> Problem:
    limit = MAX_TOTAL_BYTES / 1e6
    return Problem(
        name,
        Text(
            nl=f"de bestanden zijn samen groter dan {limit:g} MB; dat is niet toegestaan.",
            en=f"the files together are larger than {limit:g} MB, which is not allowed.",
        ),
    )
