# SPDX-License-Identifier: EUPL-1.2
"""Tables as CSV that a spreadsheet opens as it should, and in which it takes no cell for a formula (C13)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from weerbaar.base.text import Lang

# The signs that start a formula, also in the full width that some spreadsheets read as the same.
_SIGNS = r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]"
_RISKY = re.compile(f"'*{_SIGNS}")
_QUOTED = re.compile(f"'+{_SIGNS}")


def spreadsheet_csv(rows: Iterable[Sequence[str]], lang: Lang) -> bytes:
    """Return rows as CSV in UTF-8: with semicolons in Dutch, with commas in English, as spreadsheets there expect.

    Args:
        rows: cells as they are; :func:`harmless` is for whoever fills them with words of others.
        lang: language of the reader.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if lang == "nl" else ",", lineterminator="\r\n")
    writer.writerows(rows)
    # The mark at the start tells a spreadsheet that this is UTF-8.
    return buffer.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: with an apostrophe in front where it could."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def as_written(cell: str) -> str:
    """Return what :func:`harmless` made of a cell, without its apostrophe."""
    return cell[1:] if _QUOTED.match(cell) else cell
