# SPDX-License-Identifier: EUPL-1.2
"""A table of places that people know (postal codes, villages) and the zone that each lies in, so that each gets advice.

No such table comes with Weerbaar: who has one gives it as CSV with the columns ``place``, ``zone`` and, if wanted,
``name``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from weerbaar.base import InputError, Problem, Text, read_text
from weerbaar.evacuation.advice.advice import Advice

_MOST_BYTES = 20_000_000
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
        path: CSV, separated by commas or semicolons.
        zones: codes of the zones that there are.

    Raises:
        InputError: with every problem in the file, each at its line.
    """
    file = path.name
    text = read_text(path, file, _MOST_BYTES)
    separator = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = csv.DictReader(io.StringIO(text), delimiter=separator)
    there = [(column or "").strip().lower() for column in rows.fieldnames or ()]
    rows.fieldnames = there
    missing = [column for column in ("place", "zone") if column not in there]
    if missing:
        found = ", ".join(there) or "-"
        raise InputError(
            [
                Problem(
                    file,
                    Text(
                        nl=f"kolom {', '.join(missing)} ontbreekt; er zijn: {found}.",
                        en=f"column {', '.join(missing)} is missing; there are: {found}.",
                    ),
                    line=1,
                )
            ]
        )
    known, seen = set(zones), set[str]()
    problems: list[Problem] = []
    places: list[PlaceInZone] = []
    for row in rows:
        place, zone = ((row.get(column) or "").strip() for column in ("place", "zone"))
        if not place or place in seen:
            problems.append(
                Problem(
                    file,
                    Text(nl="elke plaats staat er één keer.", en="each place stands there once."),
                    line=rows.line_num,
                    field="place",
                    value=place,
                )
            )
        seen.add(place)
        if zone not in known:
            some = ", ".join(list(zones)[:_SHOWN]) + (" …" if len(zones) > _SHOWN else "")
            problems.append(
                Problem(
                    file,
                    Text(nl=f"deze zone is er niet; er zijn: {some}.", en=f"there is no such zone; there are: {some}."),
                    line=rows.line_num,
                    field="zone",
                    value=zone,
                )
            )
        places.append(PlaceInZone(place, zone, (row.get("name") or "").strip() or place))
    if problems:
        raise InputError(problems)
    return tuple(places)


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
