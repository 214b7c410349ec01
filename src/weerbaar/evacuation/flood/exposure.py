# SPDX-License-Identifier: EUPL-1.2
"""People over a flood: who gets water, how deep and when, by zone; from points (addresses, squares) or from borders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, read_csv_table
from weerbaar.evacuation.flood.scenario import FloodError, FloodScenario

if TYPE_CHECKING:
    import shapely

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

DEPTH_CLASSES_M = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0)
"""Lower bounds; half-open, the last class is open."""

_COLUMNS = {
    "zone": ("gemeente", "code", "id", "gebied"),
    "x": ("x_m", "rd_x", "x_rd"),
    "y": ("y_m", "rd_y", "y_rd"),
    "people": ("inwoners", "mensen", "bevolking", "residents", "aantal_inwoners"),
}
_RD_X = (-10_000.0, 300_000.0)
_RD_Y = (300_000.0, 640_000.0)
_NOT_NEGATIVE = Text(nl="hier hoort een getal van 0 of meer.", en="a number of 0 or more is expected here.")
_MOST_CELLS = 40_000_000
_MOST_BYTES = 60_000_000
_MOST_ROWS = 2_000_000


@dataclass(frozen=True, eq=False)
class PeoplePoints:
    """People by place; R points.

    Attributes:
        zones: codes of the zones.
        zone: number of the zone of each point, length R.
        x_m, y_m: of each point on the Dutch grid, m.
        people: that each point stands for.
    """

    zones: tuple[str, ...]
    zone: Integers
    x_m: Floats
    y_m: Floats
    people: Floats

    def __post_init__(self) -> None:
        lengths = {len(one) for one in (self.zone, self.x_m, self.y_m, self.people)}
        if len(lengths) != 1 or (len(self.zone) and not 0 <= self.zone.min() <= self.zone.max() < len(self.zones)):
            raise FloodError(Text(nl="elk punt hoort bij een zone.", en="every point belongs to a zone."))
        if not np.all(self.people >= 0) or not np.isfinite([*self.x_m, *self.y_m, *self.people]).all():
            raise FloodError(
                Text(nl="mensen per punt: bekend en niet negatief.", en="people per point: known and not negative.")
            )


@dataclass(frozen=True, eq=False)
class Exposure:
    """People where water comes; Z zones, R groups of people with the same water.

    Attributes:
        scenario: name of the flood.
        zones: codes of the zones, length Z.
        zone: number of the zone of each group, length R.
        people: in each group, length R.
        depth_m: of the water there, length R.
        arrival_s: of the water after the breach; NaN where unknown.
        rise_m_s, velocity_m_s: likewise.
        breach_possible: false where a group is known to live outside the breach zone.
        dry_people: whose place stays dry, length Z.
        outside_people: outside the map of the flood, of whom it is not known, length Z.
    """

    scenario: str
    zones: tuple[str, ...]
    zone: Integers
    people: Floats
    depth_m: Floats
    arrival_s: Floats
    rise_m_s: Floats
    velocity_m_s: Floats
    breach_possible: Bools
    dry_people: Floats
    outside_people: Floats

    @property
    def flooded_people(self) -> Floats:
        """Whose place floods, length Z."""
        return _sums(self.zone, self.people, len(self.zones))

    def people_by_depth(self, bounds_m: Sequence[float] = DEPTH_CLASSES_M) -> Floats:
        """Return people per zone and class of depth, shape (Z, classes); classes are [bound, next bound)."""
        at = np.searchsorted(np.asarray(bounds_m, float), self.depth_m, side="right") - 1
        found = np.zeros((len(self.zones), len(bounds_m)))
        np.add.at(found, (self.zone[at >= 0], at[at >= 0]), self.people[at >= 0])
        return found

    def first_water_s(self, share: float = 0.0) -> tuple[float | None, ...]:
        """Return per zone when water has come to a share of its flooded people, s after the breach.

        None where no water comes, or where the arrival time of more than the rest is unknown. ``share`` 0 is the first.
        """
        found: list[float | None] = []
        for zone in range(len(self.zones)):
            own = np.flatnonzero((self.zone == zone) & (self.people > 0))
            own = own[np.argsort(self.arrival_s[own], kind="stable")]
            total = np.cumsum(self.people[own])
            at = int(np.searchsorted(total, share * total[-1])) if len(own) else 0
            when = float(self.arrival_s[own[at]]) if len(own) else float("nan")
            found.append(None if np.isnan(when) else when)
        return tuple(found)


def read_people_points(path: Path) -> PeoplePoints:
    """Read people by place: CSV with ``zone``, ``x``, ``y`` (metres on the Dutch grid) and ``people``.

    Raises:
        InputError: with every problem in the file.
    """
    table = read_csv_table(path, _COLUMNS, tuple(_COLUMNS), most_bytes=_MOST_BYTES, most_rows=_MOST_ROWS)
    x, y = (
        table.numbers(
            column,
            low=low,
            high=high,
            message=Text(
                nl=f"hier horen meters van het Rijksdriehoeksstelsel, {low:.0f} tot {high:.0f}.",
                en=f"metres of the Dutch grid are expected here, {low:.0f} to {high:.0f}.",
            ),
        )
        for column, (low, high) in (("x", _RD_X), ("y", _RD_Y))
    )
    people = table.numbers(
        "people",
        low=0,
        message=Text(nl="hier hoort een getal van 0 of meer.", en="a number of 0 or more is expected here."),
    )
    nameless = [row for row, zone in enumerate(table.cells["zone"]) if not zone]
    table.refuse("zone", nameless, Text(nl="hier hoort een zone.", en="a zone is expected here."))
    table.check()
    zones = tuple(dict.fromkeys(table.cells["zone"]))
    number = {zone: at for at, zone in enumerate(zones)}
    return PeoplePoints(zones, np.array([number[zone] for zone in table.cells["zone"]], np.int64), x, y, people)


def expose(
    scenario: FloodScenario,
    people: PeoplePoints,
    *,
    breach_m: tuple[float, float] | None = None,
    breach_reach_m: float | None = None,
) -> Exposure:
    """Return what water comes to people at points: that of the cell in which each lies.

    Args:
        scenario: the flood.
        people: where they are.
        breach_m: x and y of the breach on the Dutch grid, m, where it is known.
        breach_reach_m: farther from it than this there is no breach zone; nothing is assumed without it.
    """
    cell = scenario.grid.cell_at(people.x_m, people.y_m)
    at = np.where(cell >= 0, scenario.find(cell), -1)
    wet = at >= 0
    dry = ~wet & (cell >= 0)
    zones = len(people.zones)
    return _exposure(
        scenario,
        people.zones,
        people.zone[wet],
        people.people[wet],
        at[wet],
        _may_breach(people.x_m[wet], people.y_m[wet], breach_m, breach_reach_m),
        _sums(people.zone[dry], people.people[dry], zones),
        _sums(people.zone[cell < 0], people.people[cell < 0], zones),
    )


def expose_areas(
    scenario: FloodScenario,
    borders: Mapping[str, shapely.Geometry],
    people: Mapping[str, float],
    *,
    breach_m: tuple[float, float] | None = None,
    breach_reach_m: float | None = None,
) -> Exposure:
    """Return what water comes to people of whom only the zone is known, spread evenly over it.

    That is rough: people live together, and not in the deepest places. With points the result is better.

    Args:
        scenario: the flood.
        borders: of the zones on the Dutch grid, m.
        people: in each of those zones.
        breach_m, breach_reach_m: see :func:`expose`.

    Raises:
        FloodError: a zone without people, an empty border, or a zone of too many cells.
    """
    import shapely

    x_m, y_m = scenario.centres_rd()
    tree = shapely.STRtree(shapely.points(x_m, y_m))
    area = scenario.cell_area_m2
    zone, at, weight, dry, outside = [], [], [], [], []
    covered = _border_of(scenario)
    for number, (name, border) in enumerate(borders.items()):
        if name not in people:
            raise FloodError(Text(nl=f"van zone {name} ontbreken de mensen.", en=f"zone {name} lacks its people."))
        if border.is_empty or border.area <= 0:
            raise FloodError(Text(nl=f"zone {name} heeft geen oppervlakte.", en=f"zone {name} has no area."))
        if border.area / area > _MOST_CELLS:
            raise FloodError(
                Text(
                    nl=f"zone {name} telt meer dan {_MOST_CELLS} cellen; maak de cellen groter.",
                    en=f"zone {name} has more than {_MOST_CELLS} cells; make the cells larger.",
                )
            )
        inside = np.sort(tree.query(border, predicate="contains"))
        on_map = min(border.intersection(covered).area / border.area, 1.0)
        # Cells at the border count by their middle; together no more than the zone itself.
        wet_share = min(len(inside) * area / border.area, on_map)
        zone.append(np.full(len(inside), number, np.int64))
        at.append(inside.astype(np.int64))
        weight.append(np.full(len(inside), people[name] * wet_share / max(len(inside), 1)))
        dry.append(people[name] * (on_map - wet_share))
        outside.append(people[name] * (1 - on_map))
    place = np.concatenate(at) if at else np.empty(0, np.int64)
    return _exposure(
        scenario,
        tuple(borders),
        np.concatenate(zone) if zone else np.empty(0, np.int64),
        np.concatenate(weight) if weight else np.empty(0),
        place,
        _may_breach(x_m[place], y_m[place], breach_m, breach_reach_m),
        np.array(dry),
        np.array(outside),
    )


def _exposure(
    scenario: FloodScenario,
    zones: tuple[str, ...],
    zone: Integers,
    people: Floats,
    at: Integers,
    breach_possible: Bools,
    dry: Floats,
    outside: Floats,
) -> Exposure:
    return Exposure(
        scenario=scenario.name,
        zones=zones,
        zone=zone,
        people=people,
        depth_m=scenario.depth_m[at].astype(np.float64),
        arrival_s=scenario.known("arrival_s")[at],
        rise_m_s=scenario.known("rise_m_s")[at],
        velocity_m_s=scenario.known("velocity_m_s")[at],
        breach_possible=breach_possible,
        dry_people=dry,
        outside_people=outside,
    )


def _sums(zone: Integers, people: Floats, zones: int) -> Floats:
    return np.bincount(zone, weights=people, minlength=zones).astype(np.float64)


def _may_breach(x_m: Floats, y_m: Floats, breach_m: tuple[float, float] | None, reach_m: float | None) -> Bools:
    if breach_m is None or reach_m is None:
        return np.ones(len(x_m), bool)
    return np.asarray(np.hypot(x_m - breach_m[0], y_m - breach_m[1]) <= reach_m)


def _border_of(scenario: FloodScenario) -> shapely.Geometry:
    """The map of the flood on the Dutch grid; its sides bend when they are moved from another projection."""
    import shapely

    a, b, c, d, e, f = scenario.grid.affine
    width, height = scenario.grid.width, scenario.grid.height
    side = np.linspace(0, 1, 33)[:-1]
    column = width * np.concatenate([side, np.ones(32), 1 - side, np.zeros(32)])
    row = height * np.concatenate([np.zeros(32), side, np.ones(32), 1 - side])
    x_m, y_m = scenario.grid.to_rd(a * column + b * row + c, d * column + e * row + f)
    return shapely.Polygon(np.column_stack([x_m, y_m]))
