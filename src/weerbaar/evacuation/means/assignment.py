# SPDX-License-Identifier: EUPL-1.2
"""A division of scarce means: every trip, who is helped in time and who is not and why, and how good it is at least."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.means.model import Category, Means, Need, Refuge

Floats = npt.NDArray[np.float64]

Aim = Literal["deaths", "people"]


@dataclass(frozen=True)
class Trip:
    """One vehicle, once from where it is, past a zone, to a receiving place.

    Attributes:
        means: id of the kind of means.
        vehicle: number among its kind, from 1.
        sets_out_h: h after the start.
        loads_h: when people start to get in.
        safe_h: when they have got out, by the clock of the plan.
        zone: where people get in.
        category: of people.
        refuge: place where they get out.
        people: taken along; 0 where the vehicle only moves to its next work.
    """

    means: str
    vehicle: int
    sets_out_h: float
    loads_h: float
    safe_h: float
    zone: str
    category: Category
    refuge: str
    people: float


@dataclass(frozen=True)
class Unserved:
    """People who are not helped in time, and why."""

    need: Need
    people: float
    why: Text


@dataclass(frozen=True)
class OneMore:
    """What one more vehicle, or ten more beds, would bring when the programme is solved again.

    Attributes:
        id: of the means, or the place of the beds.
        what: ``vehicle`` or ``beds``.
        more: deaths avoided or people helped more, by the aim; fractions of vehicles allowed.
    """

    id: str
    what: Literal["vehicle", "beds"]
    more: float


@dataclass(frozen=True, eq=False)
class Assignment:
    """The division; I needs.

    Attributes:
        aim: what it is best for.
        means, needs, refuges: what was divided.
        trips: in order of means, vehicle and time.
        served: people of each need at a receiving place in time, length I.
        value: deaths avoided or people helped, by the aim.
        most: no division does better; proven.
        vehicle_hours: that vehicles drive, load and unload.
        unserved: who is not helped in time.
        one_more: what is short, most first.
    """

    aim: Aim
    means: tuple[Means, ...]
    needs: tuple[Need, ...]
    refuges: tuple[Refuge, ...]
    trips: tuple[Trip, ...]
    served: Floats
    value: float
    most: float
    vehicle_hours: float
    unserved: tuple[Unserved, ...]
    one_more: tuple[OneMore, ...]

    @property
    def gap(self) -> float:
        """How much better another division could be at most, as a share of ``most``."""
        return 0.0 if self.most <= 0 else max(self.most - self.value, 0.0) / self.most
