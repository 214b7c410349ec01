# SPDX-License-Identifier: EUPL-1.2
"""What commands share that write results: days and names as options, and results written to files."""

from __future__ import annotations

import contextlib
import datetime
import errno
import json
import os
import re
import sqlite3
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli.options import refused, wrong

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.capability import Analysis
    from weerbaar.figures import Figure

STANDARD_OUTPUT = "-"
_FIGURES = (".svg", ".png", ".pdf")
_MOST_BYTES = 200_000_000


def day(text: str) -> datetime.date:
    """Read a day (yyyy-mm-dd)."""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise wrong(f"{text}: geen dag jjjj-mm-dd.", f"{text}: not a day yyyy-mm-dd.") from None


def names(text: str) -> tuple[str, ...]:
    """Read a list of names with commas, each once."""
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not found:
        raise wrong("geen naam gegeven.", "no name given.")
    return found


def figure_place(text: str) -> str:
    """Read where a figure goes: a name that ends in ``.svg``, ``.png`` or ``.pdf``."""
    if Path(text).suffix.lower() not in _FIGURES:
        raise wrong(f"{text}: kies .svg, .png of .pdf.", f"{text}: choose .svg, .png or .pdf.")
    return text


def figure_bytes(figure: Figure, place: str) -> bytes:
    """Return a figure in the format that the name of its file asks for."""
    match Path(place).suffix.lower():
        case ".svg":
            return figure.svg.encode()
        case ".png":
            return figure.png()
    return figure.pdf()


def write_result(place: str, content: bytes, lang: Lang) -> None:
    """Write one result; see :func:`write_results`."""
    write_results([(place, content)], lang)


def write_results(results: Iterable[tuple[str | None, bytes]], lang: Lang, table: str | None = None) -> bool:
    """Write results to files and say so, also when one takes the place of an older one; or one to standard output.

    All places are looked at before anything is written or printed, see :func:`check_places`.

    Args:
        results: place and content; the place is a path, ``-`` for standard output, or None for nowhere.
        lang: language of the messages.
        table: what is printed first. Where a result goes to standard output, nothing else is printed there.

    Returns:
        Whether anything else may be printed on standard output.

    Raises:
        InputError: something stands there that is no earlier result of the same kind, or one place is used twice.
        OSError: a file cannot be written; an older one is still there.
    """
    from weerbaar.base import write_atomic

    wanted = check_places(results)
    said = []
    for place, content in wanted:
        if place == STANDARD_OUTPUT:
            continue
        path = Path(place)
        words = ("Vervangen", "Replaced") if path.exists() else ("Geschreven", "Written")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, content)
        said.append(f"{words[0] if lang == 'nl' else words[1]}: {path}")
    streamed = next((content for place, content in wanted if place == STANDARD_OUTPUT), None)
    if streamed is not None:
        sys.stdout.write(streamed.decode())
        return False
    for part in ([] if table is None else [table]) + said:
        print(part)
    return True


def check_beforehand(places: Iterable[str | None]) -> None:
    """Refuse before a long calculation what can be known not to be written after it; see :func:`check_places`.

    Args:
        places: where results will go; None for nowhere.

    Raises:
        InputError: as :func:`check_places`, as far as the places alone tell.
        OSError: no file can be made there.
    """
    wanted = [place for place in places if place is not None]
    _refuse_same_place(wanted)
    for path in (Path(place) for place in wanted if place != STANDARD_OUTPUT):
        picture = path.suffix.lower() in (".png", ".pdf")
        if picture or not path.is_file():
            _refuse_other(path, _NAMELESS[0] if picture else b"")
        folder = next(each for each in path.absolute().parents if each.exists())
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        if not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def check_places(results: Iterable[tuple[str | None, bytes]]) -> list[tuple[str, bytes]]:
    """Return the results that have a place.

    Raises:
        InputError: something stands there that is no earlier result of the same kind, or one place is used twice.
    """
    wanted = [(place, content) for place, content in results if place is not None]
    _refuse_same_place([place for place, _ in wanted])
    for place, content in wanted:
        if place != STANDARD_OUTPUT:
            _refuse_other(Path(place), content)
    return wanted


def check_folder(folder: Path, result: str, analysis: Analysis) -> None:
    """Refuse a folder for results that is part of the analysis itself, or in which those of another would be lost.

    Args:
        folder: where the results go; need not exist.
        result: name of the file that tells of which analysis the results are.
        analysis: whose results they are.

    Raises:
        InputError: something would be lost.
    """
    if folder.resolve().is_relative_to(analysis.path.resolve().parent):
        raise refused(
            str(folder),
            "deze map hoort bij de analyse zelf; kies met --out een andere.",
            "this folder is part of the analysis itself; choose another with --out.",
        )
    file = folder / result
    if not file.exists():
        return
    try:
        there = json.loads(file.read_bytes())["analysis"]["id"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        there = None
    if there != analysis.header.id:
        raise refused(
            str(file),
            "hier staat al iets anders dan de uitkomsten van deze analyse; kies met --out een andere map.",
            "something else than the results of this analysis is here already; choose another folder with --out.",
        )


def _refuse_same_place(places: list[str]) -> None:
    if places.count(STANDARD_OUTPUT) > 1:
        raise refused(
            STANDARD_OUTPUT,
            "er kan maar één uitkomst naar de standaarduitvoer.",
            "only one result can go to standard output.",
        )
    # Not Path.resolve, which refuses links in a circle with an error of its own.
    paths = [os.path.realpath(place) for place in places if place != STANDARD_OUTPUT]
    for place, path in zip((p for p in places if p != STANDARD_OUTPUT), paths, strict=True):
        if paths.count(path) > 1:
            raise refused(
                place,
                "hier zouden twee uitkomsten komen te staan; kies verschillende namen.",
                "two results would be written here; choose different names.",
            )


def _refuse_other(path: Path, content: bytes) -> None:
    if not (path.is_symlink() or path.exists()) or _same_kind(path, content):
        return
    if content.startswith(_NAMELESS) and path.is_file():
        raise refused(
            str(path),
            "bestaat al en wordt niet overschreven; kies een andere naam.",
            "exists already and is not overwritten; choose another name.",
        )
    raise refused(
        str(path),
        "hier staat iets anders dan een eerdere uitkomst; kies een andere naam.",
        "something other than an earlier result stands here; choose another name.",
    )


def _same_kind(path: Path, content: bytes) -> bool:
    """Whether a file holds an earlier result: JSON with the same fields, a table with the same heading, layers
    with the same columns, our drawing."""
    if not path.is_file() or path.stat().st_size > _MOST_BYTES:
        return False
    there = path.read_bytes()
    if content.startswith(b"{"):
        try:
            fields = json.loads(there)
        except (ValueError, RecursionError):
            return False
        return isinstance(fields, dict) and fields.keys() == json.loads(content).keys()
    if content.startswith(b"<svg"):
        return (mark := _DRAWN.search(content)) is not None and mark[0] in there[:4096]
    if content.startswith(_NAMELESS):
        return False
    if content.startswith(_SQLITE):
        return _tables(there) == _tables(content)
    lines = 3 if content.startswith(b"BEGIN:VCALENDAR") else 1
    return there.split(b"\n")[:lines] == content.split(b"\n")[:lines]


_NAMELESS = (b"\x89PNG", b"%PDF")
"""A picture or a page does not say what it is, so none is taken for ours."""

_SQLITE = b"SQLite format 3\0"


def _tables(content: bytes) -> list[tuple[str, str]] | None:
    """The tables of a GeoPackage as they were made, with their columns; None where it is none."""
    if not content.startswith(_SQLITE):
        return None
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        try:
            database.deserialize(content)
            return database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        except sqlite3.Error:
            return None


_DRAWN = re.compile(rb'aria-labelledby="[a-z]+-')
"""What the id of a figure begins with, such as ``responsklok``."""
