# SPDX-License-Identifier: EUPL-1.2
"""What is not known beforehand about the roads: capacity, weather and incidents, with the source of each value."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import AfterValidator, BeforeValidator, Field

from weerbaar.base import Distribution, Explained, FileModel, Text, as_distribution, read_yaml, validate

_OUTERMOST = 0.001
"""A distribution is drawn between its values at this chance and at one minus it."""


def _within(low: float, high: float) -> AfterValidator:
    def check(value: Distribution) -> Distribution:
        least, most = float(value.ppf(_OUTERMOST)), float(value.ppf(1 - _OUTERMOST))
        if not (low <= least and most <= high):
            raise Explained(
                f"elke waarde hoort van {low:g} tot en met {high:g} te zijn.",
                f"every value should be from {low:g} up to and including {high:g}.",
            )
        return value

    return AfterValidator(check)


CapacityFactor = Annotated[Distribution, BeforeValidator(as_distribution), _within(0.1, 2)]
SpeedFactor = Annotated[Distribution, BeforeValidator(as_distribution), _within(0.1, 1)]
WeatherFactor = Annotated[Distribution, BeforeValidator(as_distribution), _within(0.1, 1)]
Rate = Annotated[Distribution, BeforeValidator(as_distribution), _within(0, 100)]
Minutes = Annotated[Distribution, BeforeValidator(as_distribution), _within(1, 1440)]
Share = Annotated[float, Field(ge=0, le=1)]
ByLanes = Annotated[tuple[Share, ...], Field(min_length=1)]


class Sourced(FileModel):
    """Where a value comes from; ``certainty`` as in the file."""

    text: Text
    certainty: Literal["published", "derived", "literature", "assumption"]
    source: str


class SourcedCapacity(Sourced):
    """A factor on capacity."""

    range: CapacityFactor


class SourcedWeather(Sourced):
    """A factor on capacity that takes some of it away."""

    range: WeatherFactor


class SourcedSpeed(Sourced):
    """A factor on speed."""

    range: SpeedFactor


class SourcedRate(Sourced):
    """Incidents per million vehicle kilometres."""

    range: Rate


class SourcedChances(Sourced):
    """Chances that an incident blocks one lane, or two."""

    chances: tuple[Share, Share]


class SourcedRemaining(Sourced):
    """Share of the capacity that is left where one or two lanes are blocked, by the lanes of the road."""

    one_lane: ByLanes
    two_lanes: ByLanes


class SourcedDuration(Sourced):
    """How long one or two lanes are blocked, minutes."""

    ranges: tuple[Minutes, Minutes]


class Uncertainty(FileModel):
    """``uncertainty.yaml``; see the texts in the file."""

    schema_version: Literal[1] = Field(alias="schema")
    discipline: SourcedCapacity
    weather_capacity: SourcedWeather
    weather_speed: SourcedSpeed
    incidents_per_million_veh_km: SourcedRate
    lanes_blocked: SourcedChances
    remaining: SourcedRemaining
    duration_min: SourcedDuration

    def sources(self) -> dict[str, Sourced]:
        """Return every value with its source, by its name."""
        return {name: value for name, value in self if isinstance(value, Sourced)}


def pick(quantity: Distribution, generator: np.random.Generator) -> float:
    """Draw one value; the outermost thousandth on each side is drawn as its edge."""
    return pick_at(quantity, generator.random())


def pick_at(quantity: Distribution, chance: float) -> float:
    """Return the value at a chance of 0 to 1, likewise."""
    return float(quantity.ppf(min(max(chance, _OUTERMOST), 1 - _OUTERMOST)))


def read_uncertainty(path: Path) -> Uncertainty:
    """Read what is not known about the roads.

    Raises:
        InputError: with every problem in the file.
    """
    return validate(Uncertainty, read_yaml(path))


@cache
def shipped_uncertainty() -> Uncertainty:
    """Return the values that come with Weerbaar."""
    return read_uncertainty(Path(str(files("weerbaar") / "data" / "evacuation" / "study" / "uncertainty.yaml")))
