# SPDX-License-Identifier: EUPL-1.2
"""The budget line beside the slider: what each budget takes away, with the budget of the page on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from weerbaar.base import number, significant
from weerbaar.workbench.shell.language import language

WIDTH, HEIGHT = 640.0, 300.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 20.0, 16.0, 48.0
_TICKS = 5
_MILLION = 1e6


@dataclass(frozen=True)
class Tick:
    """A number along an axis: its place in pixels and its words."""

    at: float
    words: str


@dataclass(frozen=True)
class Chart:
    """A drawing in pixels of :data:`WIDTH` by :data:`HEIGHT`.

    Attributes:
        line: points of the budget line; empty where it has not been worked out.
        tried: budgets that were asked for before.
        here: the budget of the page; None where the rules cannot be met with it.
        given: place of the budget of the documents.
    """

    line: str
    tried: tuple[tuple[float, float], ...]
    here: tuple[float, float] | None
    given: float
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    left: float = _LEFT
    right: float = WIDTH - _RIGHT
    top: float = _TOP
    bottom: float = HEIGHT - _BOTTOM


def chart(
    line: Sequence[tuple[float, float]],
    tried: Sequence[tuple[float, float]],
    here: tuple[float, float] | None,
    given: float,
    highest: float,
) -> Chart:
    """Return the drawing.

    Args:
        line: budget in euro and yearly risk taken away, budgets ascending.
        tried: the same of other budgets that were asked for.
        here: the same of the budget of the page.
        given: budget of the documents, in euro.
        highest: end of the axis of budgets, in euro.
    """
    most = max([value for _, value in (*line, *tried, *([here] if here else []))], default=0.0) or 1.0
    step_up, step_across = _step(most), _step(highest / _MILLION)
    top = math.ceil(most / step_up) * step_up

    def x(euro: float) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * min(max(euro / highest, 0.0), 1.0), 1)

    def y(value: float) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * max(value, 0.0) / top, 1)

    lang = language()
    inside = [point for point in line if point[0] <= highest * 1.001]
    millions = _steps(step_across, highest / _MILLION)
    return Chart(
        " ".join(f"{x(budget)},{y(value)}" for budget, value in inside) if len(inside) > 1 else "",
        tuple((x(budget), y(value)) for budget, value in tried if budget <= highest),
        (x(here[0]), y(here[1])) if here else None,
        x(given),
        tuple(Tick(x(m * _MILLION), number(m, lang, 0 if step_across >= 1 else 1)) for m in millions),
        tuple(Tick(y(v), significant(v, lang) if v else "0") for v in _steps(step_up, top)),
    )


def _step(most: float) -> float:
    """Return a round step of which about five go into ``most``."""
    raw = most / _TICKS
    power = 10.0 ** math.floor(math.log10(raw)) if raw > 0 else 1.0
    return next(power * f for f in (1.0, 2.0, 2.5, 5.0, 10.0) if power * f >= raw * 0.999)


def _steps(step: float, most: float) -> list[float]:
    return [k * step for k in range(math.floor(most / step + 1e-9) + 1)]
