# SPDX-License-Identifier: EUPL-1.2
"""A flood scenario: how deep the water comes, when, how fast it rises and flows, on a grid of cells in any projection.

Only cells with water are kept, so that memory follows the flood and not the map around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, WeerbaarError

if TYPE_CHECKING:
    from pyproj import Transformer

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

RD = "EPSG:28992"
"""The Dutch grid, metres."""

DEEPEST_M = 30.0
"""No Dutch polder can stand deeper under water; more is centimetres or a bed below a river."""
LATEST_S = 60 * 86_400.0
"""Water that takes longer than sixty days is a mistake in the unit."""
FASTEST_RISE_M_S = 50 / 3600
FASTEST_M_S = 30.0


class FloodError(WeerbaarError):
    """A flood that cannot be."""


@dataclass(frozen=True, eq=False)
class FloodGrid:
    """Where cells lie: ``x = a·column + b·row + c`` and ``y = d·column + e·row + f`` for their upper left corner.

    Attributes:
        crs: coordinate system of x and y, as pyproj reads it.
        affine: (a, b, c, d, e, f).
        width, height: number of columns and rows.
    """

    crs: str
    affine: tuple[float, float, float, float, float, float]
    width: int
    height: int

    def __post_init__(self) -> None:
        a, b, _, d, e, _ = self.affine
        if self.width < 1 or self.height < 1 or not np.isfinite(self.affine).all() or a * e - b * d == 0:
            raise FloodError(Text(nl="het rooster heeft geen cellen.", en="the grid has no cells."))

    @cached_property
    def _from_rd(self) -> Transformer | None:
        from pyproj import CRS, Transformer

        crs = CRS.from_user_input(self.crs)
        return None if crs.to_epsg() == 28992 else Transformer.from_crs(RD, crs, always_xy=True)

    def from_rd(self, x_m: Floats, y_m: Floats) -> tuple[Floats, Floats]:
        """Return points on the Dutch grid in the coordinates of this grid."""
        if self._from_rd is None:
            return x_m, y_m
        x, y = self._from_rd.transform(x_m, y_m)
        return np.asarray(x, float), np.asarray(y, float)

    def to_rd(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return points of this grid on the Dutch grid, metres."""
        if self._from_rd is None:
            return x, y
        x_m, y_m = self._from_rd.transform(x, y, direction="INVERSE")
        return np.asarray(x_m, float), np.asarray(y_m, float)

    def cell_at(self, x_m: Floats, y_m: Floats) -> Integers:
        """Return the number (row × width + column) of the cell at points on the Dutch grid; -1 outside the grid."""
        x, y = self.from_rd(x_m, y_m)
        a, b, c, d, e, f = self.affine
        size = a * e - b * d
        with np.errstate(invalid="ignore"):
            column = np.floor((e * (x - c) - b * (y - f)) / size)
            row = np.floor((a * (y - f) - d * (x - c)) / size)
            inside = (column >= 0) & (column < self.width) & (row >= 0) & (row < self.height)
        return np.where(inside, np.where(inside, row, 0) * self.width + np.where(inside, column, 0), -1).astype(
            np.int64
        )

    def centres(self, cells: Integers) -> tuple[Floats, Floats]:
        """Return the middles of cells in the coordinates of this grid."""
        a, b, c, d, e, f = self.affine
        column, row = cells % self.width + 0.5, cells // self.width + 0.5
        return a * column + b * row + c, d * column + e * row + f


@dataclass(frozen=True, eq=False)
class FloodScenario:
    """One flood; W cells with water.

    Attributes:
        name: for people.
        source: where it comes from and how sure it is, for reports.
        grid: where the cells lie; a cell of the grid that is not in ``cells`` stays dry.
        cells: numbers of the cells with water, ascending, length W.
        depth_m: greatest depth, above 0, length W.
        arrival_s: when water comes after the breach, s; NaN where unknown, empty where never known.
        rise_m_s: rate of rise, m/s, likewise.
        velocity_m_s: greatest velocity, m/s, likewise.
        made_up: invented, to practise with.
        notes: what was done to the input.
    """

    name: str
    source: Text
    grid: FloodGrid
    cells: Integers
    depth_m: Singles
    arrival_s: Singles = field(default_factory=lambda: np.empty(0, np.float32))
    rise_m_s: Singles = field(default_factory=lambda: np.empty(0, np.float32))
    velocity_m_s: Singles = field(default_factory=lambda: np.empty(0, np.float32))
    made_up: bool = False
    notes: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        if not len(self.cells):
            raise FloodError(Text(nl="nergens staat water.", en="there is no water anywhere."))
        if (
            np.any(np.diff(self.cells) <= 0)
            or self.cells[0] < 0
            or self.cells[-1] >= self.grid.width * self.grid.height
        ):
            raise FloodError(Text(nl="cellen staan één keer in het rooster.", en="cells are in the grid, each once."))
        for name in ("depth_m", "arrival_s", "rise_m_s", "velocity_m_s"):
            values = getattr(self, name)
            if len(values) not in {0, len(self.cells)} or (name == "depth_m" and not len(values)):
                raise FloodError(
                    Text(nl=f"{name} hoort een waarde per cel te hebben.", en=f"{name} should have a value per cell.")
                )
        for problem in implausible(self.depth_m, self.arrival_s, self.rise_m_s, self.velocity_m_s):
            raise FloodError(problem)

    @property
    def cell_area_m2(self) -> float:
        """Area of a cell in the middle of the grid on the Dutch grid, m²."""
        a, b, c, d, e, f = self.grid.affine
        column, row = self.grid.width / 2, self.grid.height / 2
        corners = np.array([(column + i, row + j) for i, j in ((0, 0), (1, 0), (0, 1))])
        x, y = self.grid.to_rd(a * corners[:, 0] + b * corners[:, 1] + c, d * corners[:, 0] + e * corners[:, 1] + f)
        return abs(float((x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0])))

    def centres_rd(self) -> tuple[Floats, Floats]:
        """Return the middles of the cells with water on the Dutch grid, m."""
        return self.grid.to_rd(*self.grid.centres(self.cells))

    def find(self, cells: Integers) -> Integers:
        """Return the place of cells in :attr:`cells`; -1 where they stay dry."""
        at = np.minimum(np.searchsorted(self.cells, cells), len(self.cells) - 1)
        return np.where(self.cells[at] == cells, at, -1)

    def known(self, name: str) -> Floats:
        """Return ``arrival_s``, ``rise_m_s`` or ``velocity_m_s`` per cell; NaN throughout where it was never known."""
        values = getattr(self, name)
        return np.asarray(values, float) if len(values) else np.full(len(self.cells), np.nan)


def implausible(depth_m: Any, arrival_s: Any, rise_m_s: Any, velocity_m_s: Any) -> Sequence[Text]:
    """Return what cannot be true of a flood: negative numbers, and numbers that are a mistake in the unit."""
    found = []
    for values, nl, en, most, shown_nl, shown_en in (
        (depth_m, "waterdiepte", "depth", DEEPEST_M, f"{DEEPEST_M:g} m", f"{DEEPEST_M:g} m"),
        (arrival_s, "aankomsttijd", "arrival time", LATEST_S, "60 dagen", "60 days"),
        (rise_m_s, "stijgsnelheid", "rate of rise", FASTEST_RISE_M_S, "50 m/uur", "50 m/h"),
        (velocity_m_s, "stroomsnelheid", "velocity", FASTEST_M_S, f"{FASTEST_M_S:g} m/s", f"{FASTEST_M_S:g} m/s"),
    ):
        # Of ten million cells no copy is made; unknown (NaN) is passed over.
        values = np.asarray(values)
        lowest, highest = (float(take.reduce(values, initial=np.nan)) for take in (np.fmin, np.fmax))
        if lowest < 0:
            count = int((values < 0).sum())
            found.append(
                Text(
                    nl=f"{nl} is negatief in {count} cellen (laagste {lowest:g}); leg vast welke waarde "
                    "'geen gegevens' betekent.",
                    en=f"{en} is negative in {count} cells (lowest {lowest:g}); set which value means 'no data'.",
                )
            )
        # Numbers pass through single precision, which may end just above the limit.
        elif highest > most * (1 + 1e-6):
            found.append(
                Text(
                    nl=f"{nl} is tot {highest:g} (SI), meer dan {shown_nl}: controleer de eenheid.",
                    en=f"{en} is up to {highest:g} (SI), more than {shown_en}: check the unit.",
                )
            )
    return found
