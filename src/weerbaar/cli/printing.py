# SPDX-License-Identifier: EUPL-1.2
"""What commands print: columns, lines of a width that can be read, and JSON."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Sequence
from typing import Any

from weerbaar.cli.result_file import STANDARD_OUTPUT
from weerbaar.cli.results_table import printable

WIDEST = 100


def columns(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """Return rows as lines with columns as wide as their widest cell, and a line under the heading.

    Args:
        rows: the first is the heading.
        right: numbers of the columns that are aligned to the right.
    """
    shown = [[printable(cell) for cell in row] for row in rows]
    widths = [max(len(row[k]) for row in shown) for k in range(len(shown[0]))]
    lines = [
        "  ".join(
            cell.rjust(w) if k in right else cell.ljust(w) for k, (cell, w) in enumerate(zip(r, widths, strict=True))
        ).rstrip()
        for r in shown
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


def wrapped(text: str) -> list[str]:
    """Return a text as lines of at most :data:`WIDEST` characters."""
    return [printable(line) for part in text.split("\n") for line in textwrap.wrap(part, WIDEST) or [""]]


def print_json(data: Any) -> None:
    """Print JSON data."""
    sys.stdout.write(json_result(data)[1].decode())


def json_result(data: Any) -> tuple[str, bytes]:
    """Return JSON data as a result for standard output, for commands that write files as well."""
    return STANDARD_OUTPUT, (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
