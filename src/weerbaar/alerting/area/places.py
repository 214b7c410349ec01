# SPDX-License-Identifier: EUPL-1.2
"""Names of places in a text, to see whether the text says what the area says.

The shipped list has some 370 towns to 0.01 degree, from general knowledge of geography (certainty medium), among them
the names that two places share. With boundaries the municipalities are added.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from weerbaar.alerting.area.boundaries import Boundaries

# Places that are common words, surnames or points of the compass besides; in small letters.
_ALSO_WORDS = frozenset(
    "bergen best beek echt ede elst epe goes goor grave haren heel hengelo horst houten huizen hulst laren leek made"
    " monster noord oost over putten rijen soest stein uden velp vught weert west zuid altena buren beesel borne losser"
    " duiven druten sluis steenbergen".split()
)


@dataclass(frozen=True, slots=True)
class Place:
    """A town or municipality.

    Attributes:
        name: as it is written.
        latitude, longitude: its middle, in degrees.
        province: two letters; empty for a municipality from a file of boundaries.
        code: of a municipality (``GM0014``); empty for a town.
    """

    name: str
    latitude: float
    longitude: float
    province: str = ""
    code: str = ""


# Where a name begins and ends in a text, the name as written there, and every place that it can be.
Mention = tuple[int, int, str, tuple[Place, ...]]


class Gazetteer:
    """Places by name.

    Args:
        places: the places; several may share a name.
    """

    def __init__(self, places: Mapping[str, tuple[Place, ...]]) -> None:
        self._places = {_key(name): found for name, found in places.items()}
        # The longest name first, so that "Bergen op Zoom" is not "Bergen".
        names = sorted(self._places, key=lambda name: (-len(name), name))
        words = "|".join(re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’‘]") for name in names)
        self._pattern = re.compile(rf"(?<![\w'’‘-])(?:{words})(?![\w-])", re.IGNORECASE)

    def mentions(self, text: str) -> list[Mention]:
        """Return the names in ``text``; see :func:`places_in_text`."""
        found: list[Mention] = []
        for match in self._pattern.finditer(text):
            name = match[0]
            first = name.lstrip("'’‘").lstrip("sS-") if name[0] in "'’‘" else name
            if not first[:1].isupper():
                continue
            if _key(name) in _ALSO_WORDS and _begins_sentence(text, match.start()):
                continue
            found.append((match.start(), match.end(), name, self._places[_key(name)]))
        return found


def _key(name: str) -> str:
    return " ".join(name.replace("’", "'").replace("‘", "'").casefold().split())


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'(«„“‘*#-")
    return not before or before[-1] in ".!?:;\n"


@cache
def shipped_places() -> tuple[Place, ...]:
    """Return the towns that the product knows without a file."""
    text = files("weerbaar").joinpath("data", "alerting", "area", "places.csv").read_text(encoding="utf-8")
    return tuple(
        Place(row["name"], float(row["latitude"]), float(row["longitude"]), row["province"])
        for row in csv.DictReader(io.StringIO(text))
    )


def gazetteer(boundaries: Boundaries | None = None) -> Gazetteer:
    """Return the shipped towns, with the municipalities of ``boundaries`` where those are given."""
    found: dict[str, list[Place]] = {}
    for place in shipped_places():
        found.setdefault(place.name, []).append(place)
    for code in boundaries.codes if boundaries is not None else ():
        if boundaries is not None and code.startswith("GM"):
            middle = boundaries.shape_of(code).representative_point()
            name = re.sub(r"\s*\(.*\)$", "", boundaries.names[code])
            found.setdefault(name, []).append(Place(name, middle.y, middle.x, code=code))
    return Gazetteer({name: tuple(places) for name, places in found.items()})


def places_in_text(text: str, names: Gazetteer) -> list[Mention]:
    """Return the places that ``text`` names: start, end, the name as written and every place that it can be.

    The longest name wins and only whole words count, with a capital. A name that is a common word as well (Best, Over,
    Goes, Heel) does not count at the beginning of a sentence.
    """
    return names.mentions(text)
