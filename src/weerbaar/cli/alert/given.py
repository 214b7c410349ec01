# SPDX-License-Identifier: EUPL-1.2
"""What the commands of ``weerbaar alert`` are given: files or standard input with a limit, moments, an area."""

from __future__ import annotations

import argparse
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli.moment import NETHERLANDS
from weerbaar.cli.options import place as option_place
from weerbaar.cli.options import refused, wrong

if TYPE_CHECKING:
    from weerbaar.alerting.area import Area, Boundaries

STANDARD_INPUT = "-"
_MOST_TEXT = 5_000_000
_LONGEST_NAME = 250
# What looks like this and is not there, is a file that is missing and not a text of two words.
_LIKE_A_FILE = re.compile(r"\S+\.(?:txt|ya?ml|json|geojson|wkt|xml|csv)")


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def person(text: str) -> str:
    """Read the name of a person."""
    name = " ".join(text.split())
    if not name or len(name) > 100 or not name.isprintable():
        raise wrong("geef een naam van 1 tot 100 tekens.", "give a name of 1 to 100 characters.")
    return name


def reason(text: str) -> str:
    """Read why something is done."""
    said = " ".join(text.split())
    if not said or not said.isprintable():
        raise wrong("geef een reden.", "give a reason.")
    return said


def dutch(at: datetime) -> str:
    """Return a moment as people in the Netherlands write it."""
    return at.astimezone(NETHERLANDS).strftime("%d-%m-%Y %H:%M:%S")


def read_bytes(place: str, most: int) -> bytes:
    """Return what is in a file, or on standard input where ``place`` is ``-``.

    Args:
        place: as the user gave it.
        most: largest size that is read, in octets.

    Raises:
        InputError: no file, not an ordinary one, not readable, or too large.
    """
    raw = sys.stdin.buffer.read(most + 1) if place == STANDARD_INPUT else _read_file(Path(place), most)
    if len(raw) > most:
        shown = max(1, most // 1_000_000)
        raise refused(place, f"groter dan {shown} MB.", f"larger than {shown} MB.")
    return raw


def _read_file(path: Path, most: int) -> bytes:
    try:
        # Asked before opening, because opening a named pipe would wait for a writer for ever.
        if path.is_dir():
            raise refused(str(path), "dit is een map, geen bestand.", "this is a folder, not a file.")
        if not path.exists():
            raise refused(str(path), "bestand bestaat niet.", "no such file.")
        if not path.is_file():
            raise refused(str(path), "dit is geen gewoon bestand.", "this is not a regular file.")
        with path.open("rb") as handle:
            return handle.read(most + 1)
    except PermissionError:
        raise refused(
            str(path), "mag niet worden gelezen (geen leesrecht).", "may not be read (permission denied)."
        ) from None
    except (OSError, ValueError) as error:
        raise refused(
            str(path)[:_LONGEST_NAME], f"kan niet worden gelezen ({error}).", f"cannot be read ({error})."
        ) from (error)


def read_words(place: str) -> str:
    """Return the UTF-8 text in a file or on standard input.

    Raises:
        InputError: as :func:`read_bytes`, or it is not UTF-8.
    """
    try:
        return read_bytes(place, _MOST_TEXT).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(
            place,
            "geen geldige UTF-8-tekst. Sla het bestand op als UTF-8.",
            "not valid UTF-8 text. Save the file as UTF-8.",
        ) from None


def is_file(text: str) -> bool:
    """Whether a text is the name of a file, a folder or standard input rather than a text itself."""
    if text == STANDARD_INPUT:
        return True
    if len(os.fsencode(text)) > _LONGEST_NAME or "\0" in text or "\n" in text:
        return False
    if _LIKE_A_FILE.fullmatch(text):
        return True
    # A folder called Utrecht must not hide the municipality.
    return Path(text).exists() and (os.sep in text or not Path(text).is_dir())


def boundaries_of(place: str | None) -> Boundaries | None:
    """Return the borders in a file, or in the one that the environment names; None where there is none."""
    from weerbaar.alerting.area import load_boundaries, named_boundaries

    return named_boundaries() if place is None else load_boundaries(Path(place))


def area_of(text: str, boundaries: str | None) -> Area:
    """Return the area that is typed, named, or written in a file (a draft among them) or on standard input.

    Raises:
        InputError: a file that cannot be read.
        AreaError: no area.
    """
    from weerbaar.alerting.area import read_area

    if text.endswith((".yaml", ".yml")) and is_file(text):
        from weerbaar.alerting.compose import read_draft

        return read_draft(Path(text)).area
    words = read_words(text) if is_file(text) else text
    return read_area(words, boundaries_of(boundaries))


def add_boundaries(command: argparse.ArgumentParser) -> None:
    """Add the option that names a file of borders."""
    command.add_argument(
        "--boundaries",
        type=option_place,
        metavar="BESTAND",
        help="grenzen van gemeenten en regio’s (TopoJSON, GeoJSON) | borders of municipalities and regions",
    )
