# SPDX-License-Identifier: EUPL-1.2
"""What the commands on files that stand on their own share: a day as an option, and a result written to a file."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli.options import refused

if TYPE_CHECKING:
    from weerbaar.base import Lang

STANDARD_OUTPUT = "-"


def day(text: str) -> datetime.date:
    """Read a day (yyyy-mm-dd)."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: jjjj-mm-dd | yyyy-mm-dd") from None


def write_result(place: str, content: bytes, lang: Lang) -> None:
    """Write to a file and say so, also when it took the place of an older result; or to standard output, silently.

    Args:
        place: path, or ``-`` for standard output.
        content: UTF-8.

    Raises:
        InputError: something stands there that does not begin like a result of this kind.
        OSError: the file cannot be written; an older one is still there.
    """
    from weerbaar.base import write_atomic

    if place == STANDARD_OUTPUT:
        sys.stdout.write(content.decode())
        return
    path = Path(place)
    there = path.exists()
    if there and not _same_kind(path, content):
        raise refused(
            place,
            "hier staat iets anders dan een eerdere uitkomst; kies een andere naam.",
            "something other than an earlier result stands here; choose another name.",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, content)
    words = ("Vervangen", "Replaced") if there else ("Geschreven", "Written")
    print(f"{words[0] if lang == 'nl' else words[1]}: {path}")


def _same_kind(path: Path, content: bytes) -> bool:
    """Whether a file begins as the new content does: JSON with the same first fields, or the same heading row."""
    lines = content.split(b"\n")
    begin = b"\n".join(lines[:_FIELDS]) if content.startswith(b"{") else lines[0]
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(begin)) == begin


_FIELDS = 3
"""Lines of a JSON result that tell its kind: the brace, the version, and the name of what it is about."""
