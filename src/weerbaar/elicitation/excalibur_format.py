# SPDX-License-Identifier: EUPL-1.2
"""What Excalibur's files share: lines that old Windows programs wrote, marks for what is missing, and a whole study."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from weerbaar.base import InputError, Problem, Text, number
from weerbaar.elicitation.panel import Bool, Float, Panel

MAX_BYTES = 5_000_000

MISSING = -999.5
"""How a missing answer or realization is written; Excalibur writes -999.6 as well."""

LOWEST_MARK, HIGHEST_MARK = -1000.0, -990.0
"""Numbers in this range mark what is missing."""

NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
"""A number with a decimal point, and no more than that: no NaN, infinity or digits with separators."""


@dataclass(frozen=True)
class Lines:
    """A text file.

    Attributes:
        name: for messages.
        filled: 1-based number and text of every line that is not blank.
    """

    name: str
    filled: tuple[tuple[int, str], ...]


@dataclass(frozen=True, eq=False)
class ExcaliburStudy:
    """A study as the files hold it.

    Attributes:
        panel: experts, items, answers and realizations.
        questions: per item its text; empty where the files have none.
        warnings: what is odd in the files but can be read.
    """

    panel: Panel
    questions: tuple[str, ...]
    warnings: tuple[Problem, ...] = ()


def is_mark(values: Float) -> Bool:
    """Return which numbers mean that something is missing, of the shape of ``values``."""
    return np.asarray((values >= LOWEST_MARK) & (values <= HIGHEST_MARK))


def read_lines(path: Path) -> Lines:
    """Read a text file in UTF-8, or else in the Windows code page 1252.

    Raises:
        InputError: the file is missing, too large, unreadable, or no text.
    """
    try:
        if not path.is_file():
            raise _refused(path, Text(nl="bestand bestaat niet.", en="no such file."))
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except OSError as error:
        reason = Text(nl=f"kan niet worden gelezen ({error.strerror}).", en=f"cannot be read ({error.strerror}).")
        raise _refused(path, reason) from error
    if len(raw) > MAX_BYTES:
        raise _refused(
            path,
            Text(
                nl=f"bestand is groter dan {number(MAX_BYTES // 1_000_000, 'nl')} MB.",
                en=f"file is larger than {number(MAX_BYTES // 1_000_000, 'en')} MB.",
            ),
        )
    if b"\0" in raw:
        raise _refused(path, Text(nl="dit is geen tekstbestand.", en="this is not a text file."))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Five bytes mean nothing in this code page; they only occur in texts of questions.
        text = raw.decode("cp1252", errors="replace")
    # A program from the days of DOS ends its files with Ctrl-Z.
    lines = re.split(r"\r\n|\r|\n", text.rstrip("\x1a"))
    return Lines(path.name, tuple((i, line) for i, line in enumerate(lines, start=1) if line.strip()))


def _refused(path: Path, message: Text) -> InputError:
    return InputError([Problem(path.name, message)])
