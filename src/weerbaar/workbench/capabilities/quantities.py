# SPDX-License-Identifier: EUPL-1.2
"""Uncertain numbers on a form: lowest, most likely and highest, against what the file holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from weerbaar.base import Explained, Text, number
from weerbaar.workbench.shell.language import language, words

_TRIPLES = ("triangular", "pert")
_GROUPED_FROM = 10_000
_TWO_NEEDED = Text(
    nl="geef de laagste, de waarschijnlijkste en de hoogste waarde, of alleen de waarschijnlijkste.",
    en="give the lowest, the most likely and the highest value, or the most likely one only.",
)


@dataclass(frozen=True)
class Triple:
    """The three fields as text; empty where nothing was filled in."""

    low: str = ""
    best: str = ""
    high: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was filled in."""
        return not (self.low or self.best or self.high)


def shown(stored: Any) -> Triple:
    """Return what a form shows of a number or distribution of a file; nothing of one that it has no fields for."""
    if isinstance(stored, int | float) and not isinstance(stored, bool):
        return Triple(best=_text(stored))
    if isinstance(stored, dict):
        kind = stored.get("distribution")
        if kind in _TRIPLES:
            return Triple(_text(stored.get("low")), _text(stored.get("mode")), _text(stored.get("high")))
        if kind == "uniform":
            return Triple(_text(stored.get("low")), "", _text(stored.get("high")))
        if kind == "point":
            return Triple(best=_text(stored.get("value")))
    return Triple()


def other_words(stored: Any) -> str:
    """Return a distribution that the form has no fields for in words; empty where the form shows it all."""
    if not isinstance(stored, dict) or stored.get("distribution") in (*_TRIPLES, "uniform", "point"):
        return ""
    return ", ".join(f"{key} {value}" for key, value in stored.items())


def stored(triple: Triple, before: Any = None) -> Any:
    """Return what a file holds for three fields; what was there where they do not say anything else.

    Args:
        triple: as filled in.
        before: what the file held.

    Raises:
        Explained: a field is no number, or a combination is missing one.
    """
    if triple.empty:
        return before if other_words(before) else None
    if triple == shown(before):
        return before
    low, best, high = (parsed(part) for part in (triple.low, triple.best, triple.high))
    if low is None and high is None:
        return best
    if low is None or high is None:
        raise Explained(_TWO_NEEDED.nl, _TWO_NEEDED.en)
    if best is None:
        return {"distribution": "uniform", "low": low, "high": high}
    kind = before.get("distribution") if isinstance(before, dict) else None
    return {"distribution": kind if kind in _TRIPLES else "triangular", "low": low, "mode": best, "high": high}


def in_words(stored_: Any, digits: int = 0) -> str:
    """Return a number or distribution of a file in words of the page."""
    triple = shown(stored_)
    if triple.empty:
        return other_words(stored_) or "–"

    def said(text: str) -> str:
        return number(parsed(text) or 0.0, language(), digits)

    if not triple.low:
        return said(triple.best)
    span = f"{said(triple.low)}–{said(triple.high)}"
    return f"{said(triple.best)} ({span})" if triple.best else span


def parsed(text: str) -> float | int | None:
    """Return the number in a field, as the language of the page writes it; None where it is empty.

    Raises:
        Explained: it is no number.
    """
    plain = re.sub(r"[\s\u00a0€]", "", text)
    if not plain:
        return None
    decimal, thousands = (",", ".") if language() == "nl" else (".", ",")
    if re.fullmatch(rf"-?[0-9]{{1,3}}(\{thousands}[0-9]{{3}})+(\{decimal}[0-9]+)?", plain):
        plain = plain.replace(thousands, "")
    if not re.fullmatch(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]{1,3})?", plain):
        raise Explained("dit is geen getal.", "this is no number.")
    found = float(plain.replace(",", "."))
    return int(found) if found.is_integer() and abs(found) < 1e15 else found


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if float(value).is_integer() and abs(value) < 1e15:
        grouped = f"{int(value):,}" if abs(value) >= _GROUPED_FROM else str(int(value))
        return grouped.replace(",", ".") if language() == "nl" else grouped
    return repr(float(value)).replace(".", ",") if language() == "nl" else repr(float(value))


def refusal(error: Explained) -> str:
    """Return why a number was refused, in the language of the page."""
    said = words(error.text)
    return said[:1].upper() + said[1:]
