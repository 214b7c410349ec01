# SPDX-License-Identifier: EUPL-1.2
"""Which cells serve an area: all that serve any of it, or only those that serve it for at least a share.

A provider cannot aim finer than a cell. The share of a cell that lies inside is what a control room can turn: higher
spares people outside the area, and leaves people inside it without the message.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from weerbaar.alerting.area import Area
from weerbaar.alerting.cells.edges import edges_of
from weerbaar.alerting.cells.grid import on_grid
from weerbaar.alerting.cells.network import CellNetwork
from weerbaar.alerting.cells.sieve import Sieve
from weerbaar.alerting.cells.tiles import tiles
from weerbaar.alerting.cells.wedges import Floats, Integers
from weerbaar.base import Text, WeerbaarError

if TYPE_CHECKING:
    import shapely

# Shares are kept to a billionth, so that rounding never decides whether a half is a half.
_DECIMALS = 9
# From so many shapes in the rectangle around an area on, sorting them by a raster first costs less than it saves.
_SIEVE_FROM = 3_000


class ShareError(WeerbaarError):
    """A least share that is no share."""


@dataclass(frozen=True, eq=False)
class Touched:
    """The places served that have something in common with an area.

    Attributes:
        network: the cells.
        target: the area, in metres on the Dutch grid.
        shapes: which of the network's shapes meet the area, ascending.
        whole: which of ``shapes`` are known to lie inside with all of their surface.
    """

    network: CellNetwork
    target: shapely.Geometry
    shapes: Integers
    whole: npt.NDArray[np.bool]

    @cached_property
    def share(self) -> Floats:
        """For each of ``shapes`` what part of its surface lies inside the area, to a billionth."""
        share = np.ones(len(self.shapes))
        partly = np.flatnonzero(~self.whole)
        if len(partly):
            share[partly] = self._share_of(self.shapes[partly])
        return share

    def _share_of(self, shapes: Integers) -> Floats:
        from weerbaar.alerting.cells.share_kernel import inside

        edges, begins = self.network.edges
        area = tiles(edges_of(np.array([self.target], dtype=object)))
        lines = area.lines
        found = np.empty(len(shapes))
        inside(
            shapes,
            begins,
            *(edges.x1, edges.y1, edges.x2, edges.y2),
            *(area.heights, area.cuts),
            *(lines.left, lines.right, lines.x, lines.y, lines.slope, lines.sign),
            *(area.edges_begin, area.tops_begin, area.of_tile),
            found,
        )
        return np.clip(np.round(found, _DECIMALS), 0.0, 1.0)

    def cells_of(self, chosen: Integers) -> tuple[Integers, Integers]:
        """Return the cells that serve ``chosen`` (places in ``shapes``), and for each cell the place of its shape."""
        order, begins = self.network.cells_by_shape
        first = begins[self.shapes[chosen]]
        counts = begins[self.shapes[chosen] + 1] - first
        which = np.repeat(chosen, counts)
        cells = order[np.arange(len(which)) + np.repeat(first - (np.cumsum(counts) - counts), counts)]
        ascending = np.argsort(cells)
        return cells[ascending], which[ascending]


@dataclass(frozen=True, eq=False)
class Selection:
    """The cells that are to broadcast.

    Attributes:
        touched: all places served that meet the area.
        least_share: what part of a cell had to lie inside.
        cells: numbers in the network, ascending.
        shape: for each of ``cells`` which of the shapes of ``touched`` it serves.
    """

    touched: Touched
    least_share: float
    cells: Integers
    shape: Integers

    @property
    def network(self) -> CellNetwork:
        """The network that was chosen from."""
        return self.touched.network

    @property
    def synthetic(self) -> bool:
        """Whether the cells were made up, so that nothing that rests on them is about real ones."""
        return self.network.synthetic

    @property
    def share_inside(self) -> Floats:
        """For each of ``cells`` what part of what it serves lies inside the area."""
        return self.touched.share[self.shape]

    @property
    def ids(self) -> tuple[str, ...]:
        """The identities of ``cells``; see :meth:`CellNetwork.cell_id`."""
        return tuple(self.network.cell_id(int(cell)) for cell in self.cells)


def touch(network: CellNetwork, area: Area) -> Touched:
    """Return the places served that have a point in common with ``area``, to choose from for several shares.

    Raises:
        AreaError: the area encloses nothing, or lies nowhere on Earth.
    """
    import shapely

    target = on_grid(area)
    shapely.prepare(target)
    near = np.sort(network.tree.query(target)).astype(np.int64)
    whole, unsure = np.zeros(len(near), dtype=bool), np.ones(len(near), dtype=bool)
    if len(near) >= _SIEVE_FROM:
        whole, unsure = Sieve(edges_of(np.array([target], dtype=object)), target.bounds).sort(network.boxes[near])
    meets = whole.copy()
    meets[unsure] = _meets(network, near[unsure], target)
    return Touched(network, target, near[meets], whole[meets])


def _meets(network: CellNetwork, near: Integers, target: shapely.Geometry) -> npt.NDArray[np.bool_]:
    """Return which of the shapes ``near`` have a point in common with ``target``.

    A corner inside says so at a tenth of the price of asking; only shapes without one are asked.
    """
    import shapely

    meets = np.zeros(len(near), dtype=bool)
    for corners in network.corners:
        unsure = np.flatnonzero(~meets)
        meets[unsure] = shapely.contains_xy(target, corners[near[unsure], 0], corners[near[unsure], 1])
    unsure = np.flatnonzero(~meets)
    meets[unsure] = shapely.intersects(target, network.shapes[near[unsure]])
    return meets


def select(network: CellNetwork, area: Area, least_share: float = 0.0) -> Selection:
    """Return the cells that serve ``area``.

    Args:
        network: the cells.
        area: what the alert is for.
        least_share: what part of a cell's surface must lie inside, 0 to 1; 0 takes every cell that touches the area.

    Raises:
        AreaError: the area encloses nothing, or lies nowhere on Earth.
        ShareError: ``least_share`` is not a number from 0 to 1.
    """
    return chosen(touch(network, area), least_share)


def chosen(touched: Touched, least_share: float) -> Selection:
    """Return the cells of ``touched`` that lie inside for at least ``least_share``; see :func:`select`."""
    if not 0.0 <= least_share <= 1.0:
        raise ShareError(
            Text(
                nl=f"Het kleinste deel van een zendcel in het gebied is {least_share}; toegestaan is 0 tot en met 1.",
                en=f"The least share of a cell inside the area is {least_share}; allowed is 0 to 1.",
            )
        )
    # Shares are only worked out when asked for: it takes as long as the choice itself.
    places = np.flatnonzero(touched.share >= least_share) if least_share > 0 else np.arange(len(touched.shapes))
    cells, shape = touched.cells_of(places)
    return Selection(touched, least_share, cells, shape)
