# SPDX-License-Identifier: EUPL-1.2
"""Where cells serve, as shapes: a wedge for a sector, a disc for a cell that serves all around.

A stand-in for the real thing: a cell reaches further over water than between flats. A best server map replaces it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
# Polygons of shapely, which numpy only knows as objects.
Shapes = npt.NDArray[Any]

# An arc is drawn as chords over at most this angle, which leaves out at most 0.9 % of the radius.
STEP_DEG = 15.0
FULL_CIRCLE_DEG = 360.0

# Any odd number will do that spreads bits well (2**64 divided by the golden ratio, and two primes).
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))


def wedges(x_m: Floats, y_m: Floats, azimuth_deg: Floats, beam_width_deg: Floats, radius_m: Floats) -> Shapes:
    """Return a polygon for every cell.

    Args:
        x_m, y_m: where the antenna stands, in metres on a plane.
        azimuth_deg: middle of the beam, clockwise from north.
        beam_width_deg: from edge to edge, above 0 and at most 360; at 360 the shape is a disc.
        radius_m: how far the cell serves.
    """
    import shapely

    shapes = np.empty(len(x_m), dtype=object)
    chords = np.ceil(beam_width_deg / STEP_DEG).astype(np.int64)
    discs = beam_width_deg >= FULL_CIRCLE_DEG
    for kind in np.unique(chords + 1000 * discs):
        of_kind = np.flatnonzero(chords + 1000 * discs == kind)
        disc, n = divmod(int(kind), 1000)
        x, y, radius, width = x_m[of_kind], y_m[of_kind], radius_m[of_kind], beam_width_deg[of_kind]
        steps = np.arange(n + 1) / n - 0.5
        angles = np.radians(azimuth_deg[of_kind, None] + width[:, None] * steps)
        ring = np.empty((len(of_kind), n + 1 if disc else n + 3, 2))
        arc = ring if disc else ring[:, 1:-1]
        arc[:, :, 0] = x[:, None] + radius[:, None] * np.sin(angles)
        arc[:, :, 1] = y[:, None] + radius[:, None] * np.cos(angles)
        if disc:
            # The sine of a full turn further differs in the last digit.
            ring[:, -1] = ring[:, 0]
        else:
            ring[:, (0, -1), 0] = x[:, None]
            ring[:, (0, -1), 1] = y[:, None]
        shapes[of_kind] = shapely.polygons(ring)
    return shapes


def equal_rows(columns: tuple[Floats, ...]) -> tuple[Integers, Integers]:
    """Return the first place of every different row, and for every row which of those it equals.

    Rows are told apart by a 64-bit mix of their numbers, and compared afterwards so that no coincidence joins two.
    """
    n = len(columns[0])
    mixed = np.zeros(n, dtype=np.uint64)
    for column in columns:
        # Adding zero makes the two zeros of floating point one.
        mixed = (mixed ^ (column + 0.0).view(np.uint64)) * _MIX[0]
        mixed ^= mixed >> np.uint64(29)
        mixed = mixed * _MIX[1] + _MIX[2]
    _, first, which = np.unique(mixed, return_index=True, return_inverse=True)
    if any(np.any(column[first][which] != column) for column in columns):
        _, first, which = np.unique(np.column_stack(columns), axis=0, return_index=True, return_inverse=True)
    return first.astype(np.int64), which.reshape(-1).astype(np.int64)
