# SPDX-License-Identifier: EUPL-1.2
"""A table of places that people know (postal codes, villages) and the zone that each lies in, so that each gets advice.

No such table comes with Weerbaar: who has one gives it as CSV with the columns ``place``, ``zone`` and, if wanted,
``name``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from weerbaar.base import Text, read_csv_table
from weerbaar.evacuation.advice.advice import Advice

_SHOWN = 8


@dataclass(frozen=True)
class PlaceInZone:
    """A place and the zone that it lies in.

    Attributes:
        place: code or name, unique.
        zone: code of the zone in the network.
        name: for people; the place itself where nothing else was given.
    """

    place: str
    zone: str
    name: str


def read_place_table(path: Path, zones: Sequence[str]) -> tuple[PlaceInZone, ...]:
    """Read a table of places.

    Args:
        path: CSV with the columns ``place``, ``zone`` and perhaps ``name``.
        zones: codes of the zones that there are.

    Raises:
        InputError: with every problem in the file, each at its line.
    """
    table = read_csv_table(path, {"place": (), "zone": (), "name": ()}, ("place", "zone"))
    table.refuse_repeated("place", Text(nl="elke plaats staat er één keer.", en="each place stands there once."))
    known, some = set(zones), ", ".join(list(zones)[:_SHOWN]) + (" …" if len(zones) > _SHOWN else "")
    table.refuse(
        "zone",
        [row for row, zone in enumerate(table.texts("zone")) if zone not in known],
        Text(nl=f"deze zone is er niet; er zijn: {some}.", en=f"there is no such zone; there are: {some}."),
    )
    table.check()
    columns = (table.texts(column) for column in ("place", "zone", "name"))
    return tuple(PlaceInZone(place, zone, name or place) for place, zone, name in zip(*columns, strict=True))


def for_places(advices: Sequence[Advice], places: Sequence[PlaceInZone]) -> tuple[Advice, ...]:
    """Return the advice of its zone for each place, in the order of the places; the water is that of the whole zone.

    Args:
        advices: for every zone.
        places: of :func:`read_place_table`.
    """
    by_zone = {advice.zone: advice for advice in advices}
    return tuple(
        replace(by_zone[place.zone], place=place.place, name=f"{place.name} ({by_zone[place.zone].name})")
        for place in places
    )
