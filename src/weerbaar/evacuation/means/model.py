# SPDX-License-Identifier: EUPL-1.2
"""What there is to divide: vehicles with their crews, people who cannot leave by themselves, beds that receive them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from weerbaar.base import Text, WeerbaarError

Category = Literal["walking", "seated", "lying"]
"""On their feet; need help and can sit; have to be carried lying down."""
Mode = Literal["road", "air", "water"]

CATEGORIES: tuple[Category, ...] = ("walking", "seated", "lying")
CATEGORY_NAMES: dict[Category, Text] = {
    "walking": Text(nl="te voet", en="on foot"),
    "seated": Text(nl="zittend, met hulp", en="seated, with help"),
    "lying": Text(nl="liggend", en="lying down"),
}


class MeansError(WeerbaarError):
    """Means, needs or beds that cannot be."""


@dataclass(frozen=True)
class Means:
    """Vehicles of one kind that stand at one place.

    Attributes:
        id: unique among the means.
        name: for people.
        mode: over the roads, through the air, over water.
        number: of vehicles with a crew.
        place: where they stand at the start.
        carries: people of each category in one trip; a trip carries one category from one zone.
        load_s: to let people in, s a trip.
        unload_s: to let them out, s a trip.
        from_h: when they can set out, h after the start.
        shift_h: how long a crew works; None where crews relieve each other.
        rest_h: how long it rests then.
        speed_m_s: in the air or on the water; over the roads the traffic decides.
        detour: length of a way through the air or over the water, per length of the straight line.
        past_queues: over the roads they need not stand in a queue, because a lane is kept free for them; blue lights
            alone do not empty a full road.
    """

    id: str
    name: Text
    mode: Mode
    number: int
    place: str
    carries: Mapping[Category, int]
    load_s: float = 600.0
    unload_s: float = 600.0
    from_h: float = 0.0
    shift_h: float | None = None
    rest_h: float = 0.0
    speed_m_s: float | None = None
    detour: float = 1.0
    past_queues: bool = False

    def __post_init__(self) -> None:
        if self.number < 0 or any(people < 1 for people in self.carries.values()) or not self.carries:
            raise _error(self.id, "het aantal of wat een rit meeneemt kan niet.", "the number or its load cannot be.")
        times = (self.load_s, self.unload_s, self.from_h, self.rest_h)
        if not all(time >= 0 and math.isfinite(time) for time in times) or (
            self.shift_h is not None and not self.shift_h >= 0.1
        ):
            raise _error(self.id, "een tijd is negatief of oneindig.", "a time is negative or infinite.")
        if self.mode != "road" and not (self.speed_m_s is not None and self.speed_m_s > 0):
            raise _error(self.id, "door de lucht of over water hoort een snelheid.", "air and water need a speed.")
        if not self.detour >= 1:
            raise _error(self.id, "korter dan een rechte lijn kan niet.", "no way is shorter than a straight line.")


@dataclass(frozen=True)
class Need:
    """People of one category in one zone who have to be carried.

    Attributes:
        zone: where they are.
        category: how they have to be carried.
        people: how many.
        from_h: before this hour nobody gets in.
        before_h: who is not at a receiving place by this hour is not helped in time.
        risk: chance that such a person dies; None where it is not known.
    """

    zone: str
    category: Category
    people: float
    before_h: float
    from_h: float = 0.0
    risk: float | None = None

    def __post_init__(self) -> None:
        if not (self.people >= 0 and math.isfinite(self.people)):
            raise _error(self.zone, "het aantal mensen kan niet.", "the number of people cannot be.")
        if not (self.from_h >= 0 and self.before_h > 0 and math.isfinite(self.before_h)):
            raise _error(
                self.zone,
                f"weg zijn voor uur {self.before_h:g}, vanaf uur {self.from_h:g}, kan niet; het eerste ligt na 0 en "
                "het tweede is 0 of later.",
                f"to be away before hour {self.before_h:g}, from hour {self.from_h:g}, cannot be; the first is after 0 "
                "and the second 0 or later.",
            )
        if self.risk is not None and not 0 <= self.risk <= 1:
            raise _error(self.zone, "een kans ligt tussen 0 en 1.", "a chance lies between 0 and 1.")


@dataclass(frozen=True)
class Refuge:
    """Where people are received.

    Attributes:
        place: where it is.
        name: for people.
        beds: for all categories together; infinite where nothing is known to limit it.
        takes: the categories that can be received.
    """

    place: str
    name: Text
    beds: float
    takes: tuple[Category, ...] = CATEGORIES

    def __post_init__(self) -> None:
        if not self.beds >= 0:
            raise _error(self.place, "het aantal bedden kan niet.", "the number of beds cannot be.")


def _error(name: str, nl: str, en: str) -> MeansError:
    return MeansError(Text(nl=f"{name}: {nl}", en=f"{name}: {en}"))
