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

BETWEEN = "\x1f"
"""Between the Dutch and the English of one message; ``argparse`` hands on nothing but a text."""
MAX_SEED = 2**63 - 1
MAX_WORKERS = 64


def wrong(nl: str, en: str) -> argparse.ArgumentTypeError:
    """Return the error of what an option says; the parser prints it in the language of the user."""
    return argparse.ArgumentTypeError(f"{nl}{BETWEEN}{en}")


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """Return the reader of a whole number from ``low`` to ``high``."""

    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise wrong(f"{text}: geen geheel getal.", f"{text}: not a whole number.") from None
        if not low <= value <= high:
            raise wrong(f"{text}: kies van {low} t/m {high}.", f"{text}: choose from {low} to {high}.")
        return value

    return read


def seed(text: str) -> int:
    """Read the seed of the random numbers."""
    if text.strip().startswith("-"):
        raise wrong(f"{text}: kies 0 of meer.", f"{text}: choose 0 or more.")
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
            raise wrong(f"{text}: geen getal.", f"{text}: not a number.") from None
        if not low <= value <= high:
            raise wrong(f"{text}: kies van {low:g} t/m {high:g}.", f"{text}: choose from {low:g} to {high:g}.")
        return value

    return read


def place(text: str) -> str:
    """Refuse an empty name, which a path would take for the current folder."""
    if not text.strip():
        raise wrong("geen naam gegeven.", "no name given.")
    return text


def formats(allowed: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    """Return the reader of a list with commas of some of the formats."""

    def read(text: str) -> tuple[str, ...]:
        wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
        unknown = [part for part in wanted if part not in allowed]
        if unknown or not wanted:
            said, known = ", ".join(unknown) or repr(text), ", ".join(allowed)
            raise wrong(f"{said}: kies uit {known}.", f"{said}: choose from {known}.")
        return wanted

    return read


def refused(place: str, nl: str, en: str) -> InputError:
    """Return the error of one problem with something that the user gave."""
    from weerbaar.base import InputError, Problem, Text

    return InputError([Problem(place, Text(nl=nl, en=en))])
