# SPDX-License-Identifier: EUPL-1.2
"""Figures of the library on a page: a wide one and one for a phone, and the table that says the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weerbaar.base import Lang
from weerbaar.workbench.capabilities.conversion import Desk
from weerbaar.workbench.shell.language import language

if TYPE_CHECKING:
    from weerbaar.figures import Figure, Width

Draw = Callable[["Lang", "Width"], "Figure"]


@dataclass(frozen=True)
class Drawn:
    """One figure in the language of the page, in two widths."""

    wide: Figure
    narrow: Figure


def drawn(draw: Draw) -> Drawn | None:
    """Return a figure; None where there is nothing to draw."""
    from weerbaar.figures import FigureError

    try:
        return Drawn(draw(language(), "screen"), draw(language(), "phone"))
    except FigureError:
        return None


def drawn_once(desk: Desk, key: str, draw: Draw, *, of_analysis: bool = False) -> Drawn | None:
    """Return a figure as :func:`drawn` does, drawn once for these documents and this language.

    Args:
        desk: the documents.
        key: of the figure.
        draw: draws it in a language and a width.
        of_analysis: it rests on the analysis alone.
    """
    once = desk.once_of_analysis if of_analysis else desk.once
    return once(f"figure {key} {language()}", lambda: drawn(draw))
