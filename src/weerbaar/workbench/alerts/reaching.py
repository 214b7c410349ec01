# SPDX-License-Identifier: EUPL-1.2
"""Which cells a draft asks for, what the slider for the share of a cell trades, and how many people receive it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from weerbaar.alerting.area import Area, AreaError
from weerbaar.base import Text, WeerbaarError, significant
from weerbaar.workbench.alerts import facts
from weerbaar.workbench.shell.language import language

if TYPE_CHECKING:
    from weerbaar.alerting.cells import Curve, CurvePoint, Reach, Selection
    from weerbaar.figures import Figure

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
    figure: Figure | None = None
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
    from weerbaar.figures import share_curve

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
        share_curve(curve, share, language(), "phone") if curve is not None else None,
        people,  # type: ignore[arg-type]
        reach,
        refused,
    )


def _nearest(curve: Curve, share: float) -> CurvePoint:
    return min(curve.points, key=lambda point: abs(point.least_share - share))
