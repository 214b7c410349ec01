# SPDX-License-Identifier: EUPL-1.2
"""Probabilities and places in words, with no more digits than draws support."""

from __future__ import annotations

from weerbaar.base import number
from weerbaar.workbench.shell.language import language


def share_words(share: float) -> str:
    """Return a share that was drawn as a whole percentage; what is not 0 or 1 does not read as 0 or 100%."""
    if 0 < share < 0.005:
        return "< 1%"
    if 0.995 <= share < 1:
        return "> 99%"
    return f"{number(100 * share, language())}%"


def place_words(place: float) -> str:
    """Return a rank; one that is shared with another scenario has a half."""
    return number(place, language(), 0 if place == int(place) else 1)
