# SPDX-License-Identifier: EUPL-1.2
"""Between a file in YAML and a form: rows of fields as text, and numbers as people type them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from weerbaar.workbench.shell.language import language

_MOST_ROWS = 500
_RANGE = {"distribution", "low", "high"}
_DASH = re.compile(r"(?<![0-9][eE])[-–]")
"""Between two numbers; not the sign of an exponent, as in ``3e-5``."""


def as_typed(given: Any, fields: Sequence[str]) -> list[dict[str, str]] | None:
    """Return entries of a file as rows of a form; None where one holds more than these fields, or no plain values."""
    if not isinstance(given or [], list):
        return None
    rows: list[dict[str, str]] = []
    for entry in given or ():
        if not isinstance(entry, dict) or not entry.keys() <= set(fields):
            return None
        plain = {name: plain_text(entry.get(name)) for name in fields}
        if any(text is None for text in plain.values()):
            return None
        rows.append({name: text or "" for name, text in plain.items()})
    return rows


def plain_text(value: Any) -> str | None:
    """Return a value as somebody types it; None where it is more than one number or one text in Dutch."""
    if value is None:
        return ""
    if isinstance(value, dict) and value.keys() == {"nl"}:
        value = value["nl"]
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Written out: people do not read 3e-05.
    shown = f"{Decimal(f'{value:.12g}'):f}"
    return shown.replace(".", ",") if language() == "nl" else shown


def typed_number(text: str) -> int | float | str:
    """Return a number with a comma or a point; what is none stays as it was typed, for the reader of the file."""
    plain = text.strip().replace(",", ".")
    if plain.isascii() and plain.isdecimal() and len(plain) < 16:
        return int(plain)
    try:
        return float(plain)
    except ValueError:
        return text


def rows_in(post: Mapping[str, str], name: str, fields: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a table that was sent, as ``name-0-field``; empty ones are left out."""
    return [row for _, row in numbered_rows(post, name, fields)]


def numbered_rows(post: Mapping[str, str], name: str, fields: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Return the same, each with the number that it had in the form."""
    rows = []
    for at in range(_MOST_ROWS):
        if f"{name}-{at}-{fields[0]}" not in post:
            break
        row = {one: post.get(f"{name}-{at}-{one}", "").strip() for one in fields}
        if any(row.values()):
            rows.append((at, row))
    return rows


def range_text(value: Any) -> str:
    """Return a number, or the least and the most of one, as somebody types it: ``0,8`` or ``0,8 - 0,9``.

    Raises:
        ValueError: it is more than that.
    """
    if isinstance(value, dict) and value.keys() == _RANGE and value["distribution"] == "uniform":
        return f"{range_text(value['low'])} - {range_text(value['high'])}"
    shown = plain_text(value)
    if shown is None:
        raise ValueError("more than a number or a range")
    return shown


def typed_range(text: str) -> Any:
    """Return a number, or a uniform distribution where two were typed with a dash between them."""
    low, *high = _DASH.split(text, maxsplit=1)
    if not high or not low.strip():
        return typed_number(text)
    return {"distribution": "uniform", "low": typed_number(low), "high": typed_number(high[0])}
