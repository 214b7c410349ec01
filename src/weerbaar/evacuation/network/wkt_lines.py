# SPDX-License-Identifier: EUPL-1.2
"""Lines written as WKT in a column of a table, read some cells at a time so that the texts need not be kept."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.network.lines import Lines

_LINE, _LINES = 1, 5
_LONGEST_SHOWN = 100


class WktLines:
    """The lines so far, one of no corners where a cell is empty or wrong.

    Attributes:
        wrong: the cells that hold something else than one line of finite coordinates, by row, for messages.
    """

    def __init__(self) -> None:
        self.wrong: dict[int, str] = {}
        self._corners = array("d")
        self._counts = array("q")

    def take(self, cells: Sequence[str]) -> None:
        """Read the cells of the next rows."""
        counts = np.zeros(len(cells), np.int64)
        written = [at for at, cell in enumerate(cells) if cell.strip()]
        if written:
            self._read(cells, np.array(written, np.int64), counts)
        self._counts.frombytes(counts.tobytes())

    def _read(self, cells: Sequence[str], written: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> None:
        import shapely

        shapes = shapely.from_wkt([cells[at] for at in written.tolist()], on_invalid="ignore")
        # Software that knows only layers of such writes one line as several lines of one.
        several = shapely.get_type_id(shapes) == _LINES
        shapes[several] = shapely.line_merge(shapes[several])
        good = (shapely.get_type_id(shapes) == _LINE) & ~shapely.is_empty(shapes)
        corners, of = shapely.get_coordinates(shapes[good], return_index=True)
        endless = ~np.isfinite(corners).all(axis=1)
        if endless.any():
            bad = np.unique(of[endless])
            corners = corners[~np.isin(of, bad)]
            good[np.flatnonzero(good)[bad]] = False
        self._corners.frombytes(corners.tobytes())
        counts[written[good]] = shapely.get_num_coordinates(shapes[good])
        for at in written[~good].tolist():
            self.wrong[len(self._counts) + at] = cells[at].strip()[:_LONGEST_SHOWN]

    def lines(self, rows: int) -> Lines:
        """Return the lines of so many rows; where no column of lines was there, all without corners."""
        counts = np.frombuffer(self._counts, np.int64) if self._counts else np.zeros(rows, np.int64)
        corners = np.frombuffer(self._corners, np.float64) if self._corners else np.empty(0)
        return Lines.of_counts(corners.reshape(-1, 2), counts)
