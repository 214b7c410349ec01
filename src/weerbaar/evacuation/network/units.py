# SPDX-License-Identifier: EUPL-1.2
"""Units that road files are written in, as factors to metres, seconds and metres per second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from weerbaar.base import Text, WeerbaarError

FOOT_M = 0.3048
MILE_M = 1609.344
HOUR_S = 3600.0

Quantity = Literal["length", "speed", "time"]

_NAMES: Mapping[Quantity, Mapping[tuple[str, ...], float]] = {
    "length": {
        ("m", "meter", "meters", "metre", "metres"): 1.0,
        ("km", "kilometer", "kilometers", "kilometre", "kilometres"): 1000.0,
        ("ft", "foot", "feet"): FOOT_M,
        ("mi", "mile", "miles"): MILE_M,
    },
    "speed": {
        ("m/s", "mps"): 1.0,
        ("km/h", "kmh", "kph", "kmph"): 1000 / HOUR_S,
        ("mph", "mi/h", "miles/h"): MILE_M / HOUR_S,
        ("ft/min",): FOOT_M / 60,
    },
    "time": {
        ("s", "sec", "second", "seconds"): 1.0,
        ("min", "minute", "minutes"): 60.0,
        ("h", "hr", "hour", "hours"): HOUR_S,
        ("day", "days"): 24 * HOUR_S,
    },
}
_FACTORS = {kind: {name: factor for group, factor in names.items() for name in group} for kind, names in _NAMES.items()}
_DUTCH: Mapping[Quantity, str] = {"length": "lengte", "speed": "snelheid", "time": "tijd"}


class UnitError(WeerbaarError):
    """A unit that is not known here."""


def known_units(kind: Quantity) -> tuple[str, ...]:
    """Return one name of every unit of a quantity, for messages."""
    return tuple(names[0] for names in _NAMES[kind])


def factor(kind: Quantity, unit: str) -> float:
    """Return how many m, m/s or s one ``unit`` is.

    Raises:
        UnitError: the unit is not known.
    """
    found = _FACTORS[kind].get(unit.strip().lower())
    if found is None:
        known = ", ".join(known_units(kind))
        raise UnitError(
            Text(
                nl=f"'{unit}' is geen bekende eenheid van {_DUTCH[kind]}; bekend zijn: {known}.",
                en=f"'{unit}' is no known unit of {kind}; known are: {known}.",
            )
        )
    return found
