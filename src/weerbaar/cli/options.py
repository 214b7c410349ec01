# SPDX-License-Identifier: EUPL-1.2
"""What options may say: whole numbers between bounds, shares, places, lists of formats; and how one is refused."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weerbaar.base import InputError

Parsers = Any
"""``argparse`` has no public name for what ``add_subparsers`` returns."""

MAX_SEED = 2**63 - 1
MAX_WORKERS = 64


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """Return the reader of a whole number from ``low`` to ``high``."""

    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text}: geen geheel getal | not a whole number") from None
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text}: {low} t/m {high} | {low} to {high}")
        return value

    return read


def seed(text: str) -> int:
    """Read the seed of the random numbers."""
    if text.strip().startswith("-"):
        raise argparse.ArgumentTypeError(f"{text}: 0 of meer | 0 or more")
    return whole_number(0, MAX_SEED)(text)


def workers(text: str) -> int:
    """Read how much may go on at the same time."""
    return whole_number(1, MAX_WORKERS)(text)


def number_between(low: float, high: float) -> Callable[[str], float]:
    """Return the reader of a number from ``low`` to ``high``; a decimal comma is as good as a point."""

    def read(text: str) -> float:
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text}: geen getal | not a number") from None
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text}: {low:g} t/m {high:g} | {low:g} to {high:g}")
        return value

    return read


def place(text: str) -> str:
    """Refuse an empty name, which a path would take for the current folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError("geen naam gegeven | no name given")
    return text


def formats(allowed: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    """Return the reader of a list with commas of some of the formats."""

    def read(text: str) -> tuple[str, ...]:
        wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
        unknown = [part for part in wanted if part not in allowed]
        if unknown or not wanted:
            said = ", ".join(unknown) or repr(text)
            raise argparse.ArgumentTypeError(f"{said}: kies uit | choose from {', '.join(allowed)}")
        return wanted

    return read


def refused(place: str, nl: str, en: str) -> InputError:
    """Return the error of one problem with something that the user gave."""
    from weerbaar.base import InputError, Problem, Text

    return InputError([Problem(place, Text(nl=nl, en=en))])
