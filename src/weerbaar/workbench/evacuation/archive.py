# SPDX-License-Identifier: EUPL-1.2
"""An uploaded zip is hostile: only tables and road files leave it, under a plain name, and never more than so much."""

from __future__ import annotations

import io
import re
import shutil
import stat
import zipfile
from pathlib import Path, PurePosixPath

from weerbaar.base import InputError, Problem, Text, number

MOST_UNZIPPED = 400_000_000
"""Bytes that come out of one archive."""
_MOST_MEMBERS = 2_000
_SHOWN = 20
_ENDINGS = (".csv", ".tntp", ".geojson", ".shp", ".shx", ".dbf", ".prj", ".cpg")
_PLAIN = re.compile(r"[^\w.() -]", re.ASCII)


def unpack(name: str, content: bytes, folder: Path) -> list[Path]:
    """Put the files of an archive that may hold roads into a folder, wherever in the archive they lie.

    Args:
        name: of the archive, for messages.
        content: of the archive.
        folder: that they come into, side by side.

    Returns:
        What came out, by name.

    Raises:
        InputError: it is no archive, asks for a place outside the folder, is too large when unpacked, holds a name
            twice or holds no roads: every problem at once. The folder is empty then.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            wanted = {member: _plain(member) for member in members if member.filename.lower().endswith(_ENDINGS)}
            if problems := _problems(name, members, wanted):
                raise InputError(problems)
            for member, plain in wanted.items():
                with archive.open(member) as packed, (folder / plain).open("wb") as file:
                    shutil.copyfileobj(packed, file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        for half in folder.iterdir():
            half.unlink()
        raise InputError([Problem(name, Text(nl="geen leesbaar zip-bestand.", en="not a readable zip."))]) from error
    return sorted(folder.iterdir())


def _plain(member: zipfile.ZipInfo) -> str:
    """The name of a file without its folders; its ending in small letters, since readers look for those."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    return (_PLAIN.sub("_", path.stem)[:80] or "_") + path.suffix.lower()


def _problems(name: str, members: list[zipfile.ZipInfo], wanted: dict[zipfile.ZipInfo, str]) -> list[Problem]:
    found = [
        Problem(
            name, Text(nl="wijst naar een plaats buiten het zip-bestand.", en="points outside the zip."), value=path
        )
        for member in members
        if _escapes(path := member.filename, member.external_attr >> 16)
    ][:_SHOWN]
    plain = list(wanted.values())
    twice = sorted({one for one in plain if plain.count(one) > 1})[:_SHOWN] if len(plain) <= _MOST_MEMBERS else []
    found += [
        Problem(
            name,
            Text(nl="staat er meer dan een keer in; welke is het?", en="stands in it more than once; which is it?"),
            value=one,
        )
        for one in twice
    ]
    if len(members) > _MOST_MEMBERS:
        found.append(
            Problem(
                name,
                Text(
                    nl=f"meer dan {number(_MOST_MEMBERS, 'nl')} bestanden.",
                    en=f"more than {number(_MOST_MEMBERS, 'en')} files.",
                ),
            )
        )
    if sum(member.file_size for member in wanted) > MOST_UNZIPPED:
        most = MOST_UNZIPPED // 1_000_000
        found.append(
            Problem(
                name,
                Text(nl=f"uitgepakt meer dan {most} MB.", en=f"more than {most} MB when unpacked."),
                Text(nl="Knip het gebied eerst uit.", en="Cut the area out first."),
            )
        )
    if not wanted and not found:
        found.append(
            Problem(
                name,
                Text(
                    nl="hierin zit geen wegennet: geen GMNS (link.csv, node.csv), Shapefile (.shp) of TNTP (.tntp).",
                    en="this holds no road network: no GMNS (link.csv, node.csv), Shapefile (.shp) or TNTP (.tntp).",
                ),
            )
        )
    return found


def _escapes(path: str, mode: int) -> bool:
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return stat.S_ISLNK(mode) or any(part == ".." or part == "/" or part.endswith(":") for part in parts)
