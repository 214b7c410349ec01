# SPDX-License-Identifier: EUPL-1.2
"""The curve behind the slider: what is served outside an area and not served inside it, for every least share.

Asking that more of a cell lies inside spares people outside and leaves people inside without the message. The curve
shows both; where to stand on it is for the control room to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.alerting.cells.population import Population
from weerbaar.alerting.cells.scanlines import covered, even_lines, spread_lines, stretches
from weerbaar.alerting.cells.selecting import Touched
from weerbaar.alerting.cells.wedges import Floats, Integers, Shapes
from weerbaar.base import Text, number, percentage

SHARES = tuple(step / 20 for step in range(21))

# How many km² outside (or people, where they are known) are worth as much as one inside that stays without: a choice.
SPARED_PER_MISSED = 10.0

# So many stretches keep the error below 0.3 % of what is measured, and the time within what a slider allows.
_STRETCHES_PER_SHAPE = 30
_FEWEST_STRETCHES, _MOST_STRETCHES = 10_000, 60_000
_FEWEST_LINES, _MOST_LINES = 400, 2_500


@dataclass(frozen=True)
class CurvePoint:
    """What one least share leads to.

    Attributes:
        least_share: what part of a cell must lie inside.
        cells: how many broadcast.
        outside_km2: served, and not in the area.
        unserved_km2: in the area, and not served by any of these cells.
        people_outside, people_unserved: residents likewise; None where no population was given.
    """

    least_share: float
    cells: int
    outside_km2: float
    unserved_km2: float
    people_outside: float | None = None
    people_unserved: float | None = None

    @property
    def weighed(self) -> tuple[float, float]:
        """What is outside and what is unserved, in people where they are known and otherwise in km²."""
        if self.people_outside is not None and self.people_unserved is not None:
            return self.people_outside, self.people_unserved
        return self.outside_km2, self.unserved_km2


@dataclass(frozen=True)
class Curve:
    """The points for ascending shares.

    Attributes:
        area_km2: of the alert's area.
        people: residents of the area; None where no population was given.
        line_spacing_m: how far apart the lines lie along which was measured.
        synthetic: cells or people were made up.
    """

    points: tuple[CurvePoint, ...]
    area_km2: float
    people: float | None
    line_spacing_m: float
    synthetic: bool


@dataclass(frozen=True)
class Suggestion:
    """A point of the curve that seems a good deal, and why; never applied by itself."""

    point: CurvePoint
    why: Text


def curve(touched: Touched, population: Population | None = None, shares: Sequence[float] = SHARES) -> Curve:
    """Return what is served outside and not served inside, for every least share.

    Along horizontal lines the unions are exact; between lines they are taken to be as on the line (midpoint rule).

    Args:
        touched: the places served that meet the area.
        population: where people are; then people are counted too.
        shares: least shares, each 0 to 1.
    """
    thresholds = np.unique(np.asarray(shares, dtype=np.float64))
    target = np.array([touched.target], dtype=object)
    polygons = np.concatenate([touched.network.shapes[touched.shapes], target])
    # The area itself is always covered, so that one more measure gives what lies outside it.
    share = np.concatenate([touched.share, [np.inf]])
    served, with_area, own, spacing = _km2(polygons, share, thresholds)
    people = _people(touched, thresholds, population) if population is not None else None
    cells = _cells(touched, thresholds)
    points = tuple(
        CurvePoint(
            float(thresholds[k]),
            int(cells[k]),
            max(float(with_area[k]) - own, 0.0),
            max(float(with_area[k] - served[k]), 0.0),
            None if people is None else float(people[0][k]),
            None if people is None else float(people[1][k]),
        )
        for k in range(len(thresholds))
    )
    return Curve(
        points,
        float(touched.target.area) / 1e6,
        None if people is None else people[2],
        spacing,
        touched.network.synthetic or (population is not None and population.synthetic),
    )


def _km2(polygons: Shapes, share: Floats, thresholds: Floats) -> tuple[Floats, Floats, float, float]:
    """Return km² served, served or in the area, and in the area, and how far apart the lines lie."""
    import shapely

    bounds = shapely.bounds(polygons)
    west, south, east, north = shapely.total_bounds(polygons).tolist()
    mean = float((bounds[:, 3] - bounds[:, 1]).mean())
    wanted = min(max(_STRETCHES_PER_SHAPE * len(polygons), _FEWEST_STRETCHES), _MOST_STRETCHES)
    lines = np.clip(wanted / len(polygons) * (north - south) / mean, _FEWEST_LINES, _MOST_LINES)
    heights, spacing = even_lines(south, north, (north - south) / float(lines))
    found = stretches(polygons, heights)
    start, end = spread_lines(found, west, east - west + 1.0)
    of_stretch = share[found.shape]
    own = of_stretch == np.inf
    served = covered(start[~own], end[~own], of_stretch[~own], thresholds)
    with_area = covered(start, end, of_stretch, thresholds)
    km2 = spacing / 1e6
    return served * km2, with_area * km2, float((end[own] - start[own]).sum()) * km2, spacing


def _people(touched: Touched, thresholds: Floats, population: Population) -> tuple[Floats, Floats, float]:
    """Return residents served outside the area and not served inside, for every threshold, and those of the area."""
    import shapely

    boxes = touched.network.boxes[touched.shapes]
    west, south, east, north = np.vstack([boxes, shapely.bounds(touched.target)]).T
    near = population.near((float(west.min()), float(south.min()), float(east.max()), float(north.max())))
    inside = near.within(touched.target)
    best = near.highest(*touched.network.edges, touched.shapes, touched.share)
    # Up to which threshold somebody is served: a place is so by the cell with the highest share of those it lies in.
    steps = np.searchsorted(thresholds, best, side="right")
    night = near.people[0]

    def of_step(there: npt.NDArray[np.bool_]) -> Floats:
        return np.bincount(steps[there], night[there], len(thresholds) + 1).astype(np.float64)

    outside = of_step(~inside)
    unserved = of_step(inside)
    return outside[::-1].cumsum()[::-1][1:], unserved.cumsum()[:-1], float(night[inside].sum())


def _cells(touched: Touched, thresholds: Floats) -> Integers:
    _, begins = touched.network.cells_by_shape
    counts = begins[touched.shapes + 1] - begins[touched.shapes]
    order = np.argsort(touched.share, kind="stable")
    below = np.concatenate([[0], np.cumsum(counts[order])])
    return np.asarray(below[-1] - below[np.searchsorted(touched.share[order], thresholds, side="left")])


def suggestion(found: Curve) -> Suggestion:
    """Return the highest share up to which every step spares enough outside for what it leaves unserved inside.

    Enough is :data:`SPARED_PER_MISSED` to one: in people where they are known, in km² where not. A choice, not a fact.
    """
    at = found.points[0]
    for after in found.points[1:]:
        spared, missed = _traded(at, after)
        if spared < SPARED_PER_MISSED * missed:
            break
        if spared > 0:
            at = after
    return Suggestion(at, _why(found.points[0], at, found.people is not None))


def _traded(before: CurvePoint, after: CurvePoint) -> tuple[float, float]:
    """Return what is spared outside and what is missed inside by going from one point to a higher one."""
    return before.weighed[0] - after.weighed[0], after.weighed[1] - before.weighed[1]


def _why(first: CurvePoint, at: CurvePoint, counts_people: bool) -> Text:
    spared, missed = _traded(first, at)
    digits = 0 if counts_people else 1
    unit_nl, unit_en = ("mensen", "people") if counts_people else ("km²", "km²")
    trade = number(SPARED_PER_MISSED, "nl")
    if at is first:
        return Text(
            nl=f"Neem alle zendcellen die het gebied raken: elke stap hoger laat meer dan 1 op {trade} "
            f"({unit_nl}) in het gebied zonder bericht.",
            en=f"Take every cell that touches the area: each step up leaves more than 1 in {trade} "
            f"({unit_en}) in the area without the message.",
        )
    return Text(
        nl=f"Bij {percentage(at.least_share, 'nl')} krijgen {number(spared, 'nl', digits)} {unit_nl} buiten het gebied "
        f"het bericht niet meer, en {number(missed, 'nl', digits)} {unit_nl} erbinnen ook niet. Een stap verder spaart "
        f"minder dan {trade} buiten tegen 1 binnen. U kiest zelf.",
        en=f"At {percentage(at.least_share, 'en')}, {number(spared, 'en', digits)} {unit_en} outside the area are "
        f"spared the message and {number(missed, 'en', digits)} {unit_en} inside go without. One step further spares "
        f"fewer than {trade} outside to 1 inside. The choice is yours.",
    )
