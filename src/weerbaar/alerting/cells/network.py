# SPDX-License-Identifier: EUPL-1.2
"""The cells of all providers: what they are called, where they stand and where they serve.

Cells of one sector on different bands often serve the same place, so a network holds every shape once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from weerbaar.alerting.cells.edges import Edges, edges_of
from weerbaar.alerting.cells.wedges import FULL_CIRCLE_DEG, Floats, Integers, Shapes, equal_rows, wedges
from weerbaar.base import Text, WeerbaarError

if TYPE_CHECKING:
    from shapely import STRtree

    from weerbaar.alerting.cells.best_server import BestServerMap

TECHNOLOGIES = ("2G", "3G", "4G", "5G")
NO_AREA_CODE = -1

# Highest cell identity: CI of GSM (16 bits), of UMTS (28), ECI (28), NCI (36); 3GPP TS 23.003, 4.3.1, 19.6 and 19.6A.
_HIGHEST_CI = np.array([2**16 - 1, 2**28 - 1, 2**28 - 1, 2**36 - 1])
_HIGHEST_LAC = 2**16 - 1

_COLUMNS = (
    *("operator", "technology", "mcc", "mnc", "lac", "ci"),
    *("x_m", "y_m", "azimuth_deg", "beam_width_deg", "radius_m"),
)

# The Dutch grid with a generous margin: what lies outside was not given in metres, or not on this grid.
X_RANGE_M = (-100_000.0, 400_000.0)
Y_RANGE_M = (200_000.0, 750_000.0)
# GSM cannot serve beyond 35 km (timing advance 63); large cells of 4G and 5G reach further, none over 100 km.
LARGEST_RADIUS_M = 100_000.0


class NetworkError(WeerbaarError):
    """Columns that make no network."""


@dataclass(frozen=True, eq=False)
class CellNetwork:
    """Cells as columns of equal length; one cell is one number in each.

    Attributes:
        operators: names of the providers.
        operator: which of ``operators``.
        technology: which of :data:`TECHNOLOGIES`.
        mcc, mnc: country and network (``204`` is the Netherlands).
        lac: location area code of 2G and 3G; -1 for 4G and 5G, which have none.
        ci: cell identity within the LAC; for 4G the ECI, for 5G the NCI.
        x_m, y_m: the antenna, in metres on the Dutch grid (EPSG:28992).
        azimuth_deg: middle of the beam, clockwise from north, 0 up to 360.
        beam_width_deg: above 0; 360 serves all around.
        radius_m: how far the cell serves.
        seed: the number from which made-up cells were drawn; None for real cells.
        mapped: cell to the polygon in which it really serves, in metres on the Dutch grid.

    Raises:
        NetworkError: columns of unequal length, a value out of range, or two cells with one identity.
    """

    operators: tuple[str, ...]
    operator: npt.NDArray[np.uint8]
    technology: npt.NDArray[np.uint8]
    mcc: npt.NDArray[np.int16]
    mnc: npt.NDArray[np.int16]
    lac: npt.NDArray[np.int32]
    ci: Integers
    x_m: Floats
    y_m: Floats
    azimuth_deg: Floats
    beam_width_deg: Floats
    radius_m: Floats
    seed: int | None = None
    mapped: Mapping[int, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wrong = faults(self)
        if wrong:
            raise NetworkError(
                Text(
                    nl="Dit is geen netwerk van zendcellen: " + "; ".join(text.nl for _, text in wrong[:5]) + ".",
                    en="These are no cells of a network: " + "; ".join(text.en for _, text in wrong[:5]) + ".",
                )
            )

    def __len__(self) -> int:
        return len(self.x_m)

    @property
    def synthetic(self) -> bool:
        """Whether the cells were made up, so that nothing that rests on them is about real ones."""
        return self.seed is not None

    def cell_id(self, cell: int) -> str:
        """Return the identity of one cell as it is written: ``204-08-1001-23`` for 2G and 3G, ``204-08-123456``."""
        parts = [f"{self.mcc[cell]:03d}", f"{self.mnc[cell]:02d}"]
        if self.lac[cell] != NO_AREA_CODE:
            parts.append(str(self.lac[cell]))
        return "-".join([*parts, str(self.ci[cell])])

    def place_of(self) -> dict[str, int]:
        """Return the number of every cell by its identity, to find the cells that a receipt names."""
        return {self.cell_id(cell): cell for cell in range(len(self))}

    @cached_property
    def _shared(self) -> tuple[Shapes, Integers]:
        first, which = equal_rows((self.x_m, self.y_m, self.azimuth_deg, self.beam_width_deg, self.radius_m))
        shapes = wedges(*(c[first] for c in (self.x_m, self.y_m, self.azimuth_deg, self.beam_width_deg, self.radius_m)))
        if self.mapped:
            which = which.copy()
            polygons: dict[int, int] = {}
            for cell, polygon in self.mapped.items():
                # Cells that were given one and the same polygon go on sharing it.
                which[cell] = len(shapes) + polygons.setdefault(id(polygon), len(polygons))
            own = np.empty(len(polygons), dtype=object)
            own[:] = list({id(polygon): polygon for polygon in self.mapped.values()}.values())
            used, which = np.unique(which, return_inverse=True)
            shapes = np.concatenate([shapes, own])[used]
        return shapes, which.astype(np.int64)

    @property
    def shapes(self) -> Shapes:
        """Every different place where a cell serves, as a polygon in metres on the Dutch grid."""
        return self._shared[0]

    @property
    def shape_of(self) -> Integers:
        """For every cell which of ``shapes`` it serves."""
        return self._shared[1]

    @cached_property
    def cells_by_shape(self) -> tuple[Integers, Integers]:
        """The cells in order of their shape, and where in that order each shape begins (one more at the end)."""
        order = np.argsort(self.shape_of, kind="stable")
        return order, np.searchsorted(self.shape_of[order], np.arange(len(self.shapes) + 1))

    @cached_property
    def tree(self) -> STRtree:
        """The index over ``shapes``."""
        from shapely import STRtree

        return STRtree(self.shapes)

    @cached_property
    def corners(self) -> tuple[Floats, Floats]:
        """Of every shape its first corner (of a sector the antenna) and the one halfway round: x and y of each."""
        import shapely

        counts = shapely.get_num_coordinates(self.shapes)
        points = shapely.get_coordinates(self.shapes)
        first = np.cumsum(counts) - counts
        return points[first], points[first + counts // 2]

    @cached_property
    def boxes(self) -> Floats:
        """West, south, east and north of every shape, in metres."""
        import shapely

        return np.asarray(shapely.bounds(self.shapes))

    @cached_property
    def edges(self) -> tuple[Edges, Integers]:
        """The edges of all shapes, and where those of each begin (one more at the end)."""
        found = edges_of(self.shapes)
        return found, np.searchsorted(found.shape, np.arange(len(self.shapes) + 1))

    def with_best_servers(self, found: BestServerMap) -> CellNetwork:
        """Return the network in which the cells on a best server map serve what the map says.

        Raises:
            NetworkError: the map has cells that the network has not.
        """
        places = self.place_of()
        unknown = sorted(found.cells.keys() - places.keys())
        if unknown:
            names = ", ".join(unknown[:5]) + (" …" if len(unknown) > 5 else "")
            raise NetworkError(
                Text(
                    nl=f"De kaart heeft {len(unknown)} zendcellen die niet in het netwerk staan: {names}.",
                    en=f"The map has {len(unknown)} cells that are not in the network: {names}.",
                )
            )
        mapped = {places[name]: polygon for name, polygon in found.cells.items()}
        return replace(self, mapped={**self.mapped, **mapped})


def faults(network: CellNetwork) -> list[tuple[tuple[str, int], Text]]:
    """Return what is wrong, each with the column and the first cell it concerns (-1 for a whole column)."""
    columns = {name: getattr(network, name) for name in _COLUMNS}
    if len({len(column) for column in columns.values()}) != 1:
        return [(("", -1), Text(nl="de kolommen zijn niet even lang", en="the columns differ in length"))]
    found = []
    for name, bad, allowed in out_of_range(columns, len(network.operators)):
        if bad.any():
            cell = int(np.argmax(bad))
            value = columns[name][cell]
            found.append(
                (
                    (name, cell),
                    Text(
                        nl=f"cel {cell}: {name} is {value}, toegestaan is {allowed.nl}",
                        en=f"cell {cell}: {name} is {value}, allowed is {allowed.en}",
                    ),
                )
            )
    twice = duplicates(columns)
    if twice.size:
        message = Text(nl=f"cel {twice[0]} komt twee keer voor", en=f"cell {twice[0]} occurs twice")
        found.append((("ci", int(twice[0])), message))
    for cell in network.mapped:
        if not 0 <= cell < len(network):
            found.append((("mapped", cell), Text(nl=f"cel {cell} bestaat niet", en=f"there is no cell {cell}")))
    return found


def out_of_range(
    columns: Mapping[str, npt.NDArray[Any]], operators: int
) -> list[tuple[str, npt.NDArray[np.bool_], Text]]:
    """Return for every column which cells are out of range, and what is allowed. NaN is out of every range."""
    technology, lac, ci = columns["technology"], columns["lac"], columns["ci"]
    no_technology = ~((technology >= 0) & (technology < len(TECHNOLOGIES)))
    generation = np.where(no_technology, len(TECHNOLOGIES) - 1, technology).astype(np.int64)
    has_lac = generation < 2
    x_low, x_high, y_low, y_high = (f"{bound:.0f}" for bound in (*X_RANGE_M, *Y_RANGE_M))

    def both(text: str) -> Text:
        return Text(nl=text, en=text)

    return [
        ("operator", ~(columns["operator"] < operators), both(f"0–{operators - 1}")),
        ("technology", no_technology, Text(nl="2G, 3G, 4G of 5G", en="2G, 3G, 4G or 5G")),
        ("mcc", ~((columns["mcc"] >= 1) & (columns["mcc"] <= 999)), both("1–999")),
        ("mnc", ~((columns["mnc"] >= 0) & (columns["mnc"] <= 999)), both("0–999")),
        (
            "lac",
            np.where(has_lac, ~((lac >= 0) & (lac <= _HIGHEST_LAC)), lac != NO_AREA_CODE) & ~no_technology,
            Text(
                nl=f"0–{_HIGHEST_LAC} bij 2G en 3G, leeg bij 4G en 5G",
                en=f"0–{_HIGHEST_LAC} for 2G and 3G, empty for 4G and 5G",
            ),
        ),
        (
            "ci",
            ~((ci >= 0) & (ci <= _HIGHEST_CI[generation])),
            Text(
                nl="0–65535 (2G), 0–268435455 (3G en 4G) of 0–68719476735 (5G)",
                en="0–65535 (2G), 0–268435455 (3G and 4G) or 0–68719476735 (5G)",
            ),
        ),
        ("x_m", ~((columns["x_m"] >= X_RANGE_M[0]) & (columns["x_m"] <= X_RANGE_M[1])), both(f"{x_low}–{x_high} m")),
        ("y_m", ~((columns["y_m"] >= Y_RANGE_M[0]) & (columns["y_m"] <= Y_RANGE_M[1])), both(f"{y_low}–{y_high} m")),
        (
            "azimuth_deg",
            ~((columns["azimuth_deg"] >= 0) & (columns["azimuth_deg"] < FULL_CIRCLE_DEG)),
            Text(nl="0 tot 360", en="0 up to 360"),
        ),
        (
            "beam_width_deg",
            ~((columns["beam_width_deg"] > 0) & (columns["beam_width_deg"] <= FULL_CIRCLE_DEG)),
            Text(nl="meer dan 0 en ten hoogste 360", en="above 0 and at most 360"),
        ),
        (
            "radius_m",
            ~((columns["radius_m"] >= 1) & (columns["radius_m"] <= LARGEST_RADIUS_M)),
            both(f"1–{LARGEST_RADIUS_M:.0f} m"),
        ),
    ]


def duplicates(columns: Mapping[str, npt.NDArray[Any]]) -> Integers:
    """Return the cells that bear the identity of an earlier one.

    The technology counts only where there is no LAC: a CGI is one cell, whether 2G or 3G.
    """
    kind = np.where(columns["lac"] == NO_AREA_CODE, columns["technology"], 0).astype(np.int64)
    # 36 bits of cell identity and 17 of LAC do not fit in one integer with the rest, so there are two keys.
    network = (columns["mcc"].astype(np.int64) * 1000 + columns["mnc"]) * len(TECHNOLOGIES) + kind
    head = network * 2**18 + columns["lac"].astype(np.int64) + 1
    order = np.lexsort((columns["ci"], head))
    same = (head[order][1:] == head[order][:-1]) & (columns["ci"][order][1:] == columns["ci"][order][:-1])
    return np.sort(order[1:][same]).astype(np.int64)
