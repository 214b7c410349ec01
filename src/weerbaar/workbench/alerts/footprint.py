# SPDX-License-Identifier: EUPL-1.2
"""Where a draft is received besides where it is meant to be, and by how many people: for who decides on it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from weerbaar.alerting.area import AreaError, from_geojson, rd_plane
from weerbaar.alerting.register import Use
from weerbaar.base import WeerbaarError
from weerbaar.workbench.alerts import facts, supplied

if TYPE_CHECKING:
    import shapely

    from weerbaar.alerting.cells import Reach

_KEPT = 64
_COARSE_M = 30.0
"""How far the outline of what is served may lie from the real one: less than a map shows."""


@dataclass(frozen=True)
class Footprint:
    """What the cells that are asked do.

    Attributes:
        cells: how many are asked, of all generations.
        area_km2: of the area that is meant.
        outside_km2: served, and not in the area.
        unserved_km2: in the area, and not served.
        synthetic: the cells or the people were made up.
        reach: people reached; None where it is not known where people are.
        served: where it is received (longitude, latitude).
    """

    cells: int
    area_km2: float
    outside_km2: float
    unserved_km2: float
    synthetic: bool
    reach: Reach | None
    served: shapely.Geometry


def footprint_of(use: Use, least_share: float) -> Footprint | None:
    """Return what is known of where a draft is received; None where there is no network of cells, or no sound area.

    Args:
        use: with its draft.
        least_share: what part of a cell must lie in the area.
    """
    found = served_by(use, least_share)
    # People may be counted later than a page waits, so that they are asked for each time.
    return found and replace(found, reach=_reach(use, least_share))


def served_by(use: Use, least_share: float) -> Footprint | None:
    """Return what :func:`footprint_of` does but for people, for which what is decided need not wait."""
    draft = use.draft
    if draft is None or not draft.area or supplied.network() is None:
        return None
    return _worked_out(supplied.stamp(), json.dumps(draft.area, sort_keys=True), least_share)


def _reach(use: Use, least_share: float) -> Reach | None:
    """Return the people reached; None while they are being counted, or where nobody knows where people are."""
    network, draft = supplied.network(), use.draft
    if network is None or draft is None or draft.area is None:
        return None
    moment = draft.starts or use.moments.drafted
    if moment is None:
        return None
    asked, by = from_geojson(draft.area), ("footprint", use.id)
    try:
        touched = facts.touched(network, asked)
        return facts.reach_of(touched, asked, least_share, moment, by, supplied.PATIENCE_S)[1]
    except WeerbaarError:
        # A moment before there was NL-Alert: the cells are known all the same.
        return None


@lru_cache(maxsize=_KEPT)
def _worked_out(stamp: str, area: str, least_share: float) -> Footprint | None:
    """Return the footprint of an area but for people; ``stamp`` says which cells and people it was worked out with."""
    import shapely

    from weerbaar.alerting.cells import chosen, curve

    network = supplied.network()
    if network is None:
        return None
    asked = from_geojson(json.loads(area))
    try:
        touched = facts.touched(network, asked)
    except AreaError:
        return None
    found = curve(touched, supplied.population(), (least_share,))
    selection = chosen(touched, least_share)
    shapes = network.shapes[np.unique(touched.shapes[selection.shape])]
    return Footprint(
        cells=len(selection.cells),
        area_km2=found.area_km2,
        outside_km2=found.points[0].outside_km2,
        unserved_km2=found.points[0].unserved_km2,
        synthetic=found.synthetic,
        reach=None,
        served=rd_plane().to_degrees(shapely.simplify(shapely.union_all(shapes), _COARSE_M)),
    )
