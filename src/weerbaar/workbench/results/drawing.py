# SPDX-License-Identifier: EUPL-1.2
"""Figures for the pages: drawn once per result and choice, remembered, and cut to the part that was asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weerbaar.figures import Figure

_REMEMBERED = 64
_VIEW = re.compile(r'viewBox="[^"]*"')
_STEP = 0.25
_FACTOR = 1.5
_DEEPEST = 12.0
_MIDDLE = 0.3
"""Height of the middle of the diagram, as a share of the width of the drawing."""

_figures: dict[Hashable, Figure] = {}
_lock = Lock()

View = tuple[int, int, int, int]


def drawn(key: Hashable, draw: Callable[[], Figure]) -> Figure:
    """Return a figure, from memory where this web process drew it before.

    Args:
        key: name of the result file and every choice; a result file is named after its content.
        draw: draws it.

    Raises:
        FigureError: it cannot be drawn.
    """
    with _lock:
        found = _figures.pop(key, None)
    if found is None:
        found = draw()
    with _lock:
        _figures[key] = found
        while len(_figures) > _REMEMBERED:
            del _figures[next(iter(_figures))]
    return found


@dataclass(frozen=True)
class Zoomed:
    """A drawing, or a part of it, and the parts that one can go to from there.

    Attributes:
        svg: the drawing.
        steps: name of a step (``in``, ``out``, ``left`` …) to the part it shows; None for the whole drawing.
    """

    svg: str
    steps: dict[str, View | None]


def zoomed(figure: Figure, view: View | None) -> Zoomed:
    """Return a part of a drawing, within its borders and of its shape.

    Args:
        figure: what to show.
        view: left, top, width, height; None for the whole.
    """
    wide, high = figure.width, figure.height
    factor = 1.0 if view is None else min(_DEEPEST, max(1.0, min(wide / view[2], high / view[3])))
    # The diagram itself stands at the top of the drawing, above a list of names that may be long.
    middle = (wide / 2, min(high / 2, _MIDDLE * wide))
    centre = middle if view is None else (view[0] + view[2] / 2, view[1] + view[3] / 2)

    if view is not None:
        left, top, width, height = _view(wide, high, factor, centre)
        centre = (left + width / 2, top + height / 2)

    def part(deep: float, x: float = 0.0, y: float = 0.0) -> View | None:
        if deep <= 1.0:
            return None
        moved = (centre[0] + x * _STEP * wide / deep, centre[1] + y * _STEP * high / deep)
        return _view(wide, high, min(_DEEPEST, deep), moved)

    here = part(factor)
    steps = {
        "in": part(factor * _FACTOR),
        "out": part(factor / _FACTOR),
        "left": part(factor, x=-1),
        "right": part(factor, x=1),
        "up": part(factor, y=-1),
        "down": part(factor, y=1),
        "whole": None,
    }
    if here is None:
        return Zoomed(figure.svg, steps)
    return Zoomed(_VIEW.sub('viewBox="{} {} {} {}"'.format(*here), figure.svg, count=1), steps)


def _view(wide: float, high: float, factor: float, centre: tuple[float, float]) -> View:
    width, height = wide / factor, high / factor
    left = min(max(0.0, centre[0] - width / 2), wide - width)
    top = min(max(0.0, centre[1] - height / 2), high - height)
    return round(left), round(top), round(width), round(height)
