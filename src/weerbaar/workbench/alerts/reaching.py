# SPDX-License-Identifier: EUPL-1.2
"""Which cells a draft asks for, what the slider for the share of a cell trades, and how many people receive it."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from django.utils.safestring import SafeString

from weerbaar.alerting.area import Area, AreaError
from weerbaar.base import Text, WeerbaarError, number, significant
from weerbaar.workbench.alerts import facts
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.alerting.cells import Curve, CurvePoint, Reach, Selection

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 560, 250, 56, 26, 26, 40
_OUTSIDE, _UNSERVED = "#8c3a0b", "#154273"
_SHOWN = tuple(step / 100 for step in range(0, 101, 10))


@dataclass(frozen=True)
class Asked:
    """What the page shows of cells and reach.

    Attributes:
        state: ``none`` where no network was supplied, ``loading`` while it is read, ``no-area`` where there is nothing
            to hold it against yet.
        waiting: something is still being worked out; ask again in a moment.
    """

    state: Literal["none", "loading", "no-area", "ready"]
    cells: facts.Cells
    share: float = 0.0
    selection: Selection | None = None
    counts: tuple[tuple[str, int], ...] = ()
    curve: Curve | None = None
    point: CurvePoint | None = None
    table: tuple[CurvePoint, ...] = ()
    why: Text | None = None
    suggested: float | None = None
    drawing: str = ""
    people: Literal["none", "loading", "ready"] = "none"
    reach: Reach | None = None
    refused: Text | None = None

    @property
    def waiting(self) -> bool:
        """Whether asking again in a moment shows more."""
        return self.state == "loading" or (self.state == "ready" and (self.curve is None or self.people == "loading"))

    @property
    def suggested_percent(self) -> int | None:
        """The suggested share as the slider has it."""
        return None if self.suggested is None else round(100 * self.suggested)

    @property
    def rows(self) -> list[tuple[Text, list[str]]]:
        """People as low, middle and high, in figures that the estimate supports."""
        if self.reach is None:
            return []
        told = (
            (Text(nl="aanwezig in het gebied", en="present in the area"), self.reach.present),
            (Text(nl="ontvangen het bericht", en="receive the message"), self.reach.reached),
            (Text(nl="ontvangen het niet", en="do not receive it"), self.reach.not_reached),
            (Text(nl="ontvangen het buiten het gebied", en="receive it outside the area"), self.reach.disturbed),
            (Text(nl="in het gebied zonder zendcel", en="in the area without a cell"), self.reach.beyond_cells),
        )
        lang = language()
        return [
            (name, [significant(value, lang, 2) for value in (one.low, one.middle, one.high)]) for name, one in told
        ]


def cells_for(area: Area, share: float, moment: datetime, by: Hashable, patience_s: float = 0.0) -> Asked:
    """Return the cells that serve an area, with the curve and the people reached as far as these are known by now.

    Args:
        area: of the draft.
        share: what part of a cell must lie in the area, 0 to 1.
        moment: when it is broadcast.
        by: who asks.
        patience_s: how long to wait for what takes long.
    """
    from weerbaar.alerting.cells import TECHNOLOGIES, chosen, suggestion

    cells = facts.cells_now(patience_s)
    if cells.network is None or cells.supply is None:
        return Asked("none" if cells.state == "none" else "loading", cells)
    if not area.polygons and not area.circles:
        return Asked("no-area", cells)
    try:
        there = facts.touched(cells.network, area)
    except AreaError as error:
        return Asked("no-area", cells, refused=error.message)
    selection = chosen(there, share)
    of_kind = cells.network.technology[selection.cells]
    counts = tuple((name, int((of_kind == k).sum())) for k, name in enumerate(TECHNOLOGIES))
    curve = facts.curve_of(there, area, by, patience_s)
    refused, reach, people = None, None, "none"
    try:
        people, reach = facts.reach_of(there, area, share, moment, by, patience_s)
    except WeerbaarError as error:
        refused = error.message
    deal = suggestion(curve) if curve is not None else None
    return Asked(
        "ready",
        cells,
        share,
        selection,
        tuple((name, count) for name, count in counts if count),
        curve,
        _nearest(curve, share) if curve is not None else None,
        tuple(_nearest(curve, shown) for shown in _SHOWN) if curve is not None else (),
        deal.why if deal else None,
        deal.point.least_share if deal else None,
        drawn(curve, share) if curve is not None else "",
        people,  # type: ignore[arg-type]
        reach,
        refused,
    )


def _nearest(curve: Curve, share: float) -> CurvePoint:
    return min(curve.points, key=lambda point: abs(point.least_share - share))


def _round_up(km2: float) -> float:
    """Return the top of an axis of four steps: 1, 2, 4 or 8 times a power of ten."""
    if km2 <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(km2))
    return next(top for factor in (1, 2, 4, 8, 10) if (top := factor * power) >= km2)


def drawn(curve: Curve, share: float) -> SafeString:
    """Return the curve as SVG: km² served outside and km² not served inside, for every least share.

    The table beside it says the same in words. Lines differ in dashes as well as in colour.
    """
    lang = language()
    most = _round_up(max(max(p.outside_km2, p.unserved_km2) for p in curve.points))

    def x(part: float) -> float:
        return _LEFT + part * (_WIDTH - _LEFT - _RIGHT)

    def y(km2: float) -> float:
        return _HEIGHT - _BOTTOM - km2 / most * (_HEIGHT - _TOP - _BOTTOM)

    def line(values: list[tuple[float, float]], colour: str, dashes: str) -> str:
        points = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in values)
        return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="3"{dashes}/>'

    title = say(
        "Wat buiten het gebied te horen is en wat erbinnen niet, voor elk deel van een zendcel",
        "What is heard outside the area and what is not inside it, for every share of a cell",
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" aria-label="{title}" font-family="sans-serif" font-size="13">',
    ]
    for step in range(5):
        km2 = most * step / 4
        parts.append(f'<path d="M{_LEFT},{y(km2):.1f}H{_WIDTH - _RIGHT}" stroke="#c5ccd6"/>')
        told = number(km2, lang, 0 if most >= 4 else 2)
        parts.append(f'<text x="{_LEFT - 6}" y="{y(km2) + 4:.1f}" text-anchor="end" fill="#4d5560">{told}</text>')
    for step in range(0, 101, 25):
        parts.append(
            f'<text x="{x(step / 100):.1f}" y="{_HEIGHT - _BOTTOM + 17}" text-anchor="middle" fill="#4d5560">'
            f"{step}%</text>"
        )
    parts += [
        line([(p.least_share, p.outside_km2) for p in curve.points], _OUTSIDE, ""),
        line([(p.least_share, p.unserved_km2) for p in curve.points], _UNSERVED, ' stroke-dasharray="7 4"'),
        f'<path d="M{x(share):.1f},{_TOP - 4}V{_HEIGHT - _BOTTOM}" stroke="#1a1a1a" stroke-dasharray="2 3"/>',
        f'<text x="{_LEFT}" y="15" fill="{_OUTSIDE}">— {say("km² erbuiten", "km² outside")}</text>',
        f'<text x="{_LEFT + 150}" y="15" fill="{_UNSERVED}">– – '
        f"{say('km² erbinnen zonder bericht', 'km² inside without the message')}</text>",
        f'<text x="{(_LEFT + _WIDTH) / 2:.0f}" y="{_HEIGHT - 5}" text-anchor="middle" fill="#4d5560">'
        f"{say('kleinste deel van een zendcel in het gebied', 'least share of a cell in the area')}</text>",
        "</svg>",
    ]
    return SafeString("".join(parts))
