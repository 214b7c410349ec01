# SPDX-License-Identifier: EUPL-1.2
"""The cells behind a channel and behind a decision: what is decided or sent waits until they have been read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.alerts import facts
from weerbaar.workbench.alerts.models import Supply, SupplyKind
from weerbaar.workbench.alerts.supply_store import place_of

if TYPE_CHECKING:
    from weerbaar.alerting.cells import CellNetwork, Population

PATIENCE_S = 60.0
_2G = 0
_INTO_SECTOR, _ALL_AROUND_DEG = 0.25, 360.0
_KEPT = 4


class NotReadError(WeerbaarError):
    """A large file is still being read."""


def network() -> CellNetwork | None:
    """Return the cells that areas are held against; None where none were supplied.

    Raises:
        InputError: the file is gone or cannot be read.
        NotReadError: it takes longer than anybody waits.
    """
    found = facts.cells_now(PATIENCE_S)
    return network_of(found.supply) if found.supply is not None else None


def population() -> Population | None:
    """Return where people are; None where that was not supplied.

    Raises:
        InputError: the file is gone or cannot be read.
    """
    supply = facts.active(SupplyKind.POPULATION)
    if supply is None:
        return None
    found: Population | None = facts.loaded(supply, PATIENCE_S)
    if found is None:
        raise _not_read(supply)
    return found


def stamp() -> str:
    """Return what changes when other cells, maps of what they serve, or people are supplied."""
    kinds = [SupplyKind.NETWORK, SupplyKind.BEST_SERVER, SupplyKind.POPULATION]
    active = Supply.objects.filter(active=True, kind__in=kinds)
    return "/".join(f"{pk}:{sha256}" for pk, sha256 in active.order_by("pk").values_list("pk", "sha256"))


def network_of(supply: Supply) -> CellNetwork:
    """Return the cells in a file.

    Raises:
        InputError: the file is gone or cannot be read.
        NotReadError: it takes longer than anybody waits.
    """
    found = facts.network_of(supply, PATIENCE_S)
    if found is None:
        raise _not_read(supply)
    return found


def _not_read(supply: Supply) -> NotReadError:
    return NotReadError(
        Text(
            nl=f"Het bestand {supply.name} wordt nog geladen. Probeer het zo weer.",
            en=f"The file {supply.name} is still being loaded. Try again in a moment.",
        )
    )


def names_2g(supply: Supply) -> tuple[str, ...]:
    """Return the names of the 2G cells in a file, the only ones that a controller of base stations knows.

    Raises:
        InputError, NotReadError: as :func:`network_of`.
    """
    found = network_of(supply)
    return tuple(found.cell_id(int(cell)) for cell in np.flatnonzero(found.technology == _2G))


def places_of(supply: Supply, cells: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Return where cells serve, close to their mast, as longitude and latitude; unknown ones are left out.

    Raises:
        InputError, NotReadError: as :func:`network_of`.
    """
    import shapely

    from weerbaar.alerting.area import rd_plane

    found = network_of(supply)
    numbers = _numbers(place_of(supply), found)
    known = [(name, numbers[name]) for name in cells if name in numbers]
    if not known:
        return {}
    at = [number for _, number in known]
    # A little into the sector, so that the cells of one mast do not lie on top of each other.
    into = np.where(found.beam_width_deg[at] < _ALL_AROUND_DEG, _INTO_SECTOR * found.radius_m[at], 0.0)
    beam = np.radians(found.azimuth_deg[at])
    x, y = found.x_m[at] + into * np.sin(beam), found.y_m[at] + into * np.cos(beam)
    degrees = shapely.get_coordinates(rd_plane().to_degrees(shapely.multipoints(shapely.points(x, y)))).tolist()
    return {name: (east, north) for (name, _), (east, north) in zip(known, degrees, strict=True)}


# A file is kept under the hash of its content, so what was found in it is never out of date.
@lru_cache(maxsize=_KEPT)
def _numbers(path: Path, found: CellNetwork) -> Mapping[str, int]:
    return found.place_of()
