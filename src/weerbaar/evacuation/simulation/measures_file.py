# SPDX-License-Identifier: EUPL-1.2
"""A file of measures in the units of those who write it: hours from the start, vehicles per hour, minutes."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from weerbaar.base import Explained, FileModel, read_yaml, validate
from weerbaar.evacuation.network import CONTRAFLOW_GAIN
from weerbaar.evacuation.simulation.measures import (
    Closure,
    Contraflow,
    ExitClosure,
    Incident,
    Measure,
    Metering,
    Weather,
)

HOUR_S = 3600.0
MINUTE_S = 60.0

_Name = Annotated[str, StringConstraints(min_length=1, max_length=300)]
_Hours = Annotated[float, Field(ge=0, le=10_000)]
_Share = Annotated[float, Field(ge=0, le=1)]
_Factor = Annotated[float, Field(gt=0, le=1)]


class _Entry(FileModel):
    """``to_h`` that is left out is until the end."""

    from_h: _Hours = 0.0
    to_h: _Hours | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> _Entry:
        if self.to_h is not None and self.to_h <= self.from_h:
            raise Explained(
                f"loopt van {self.from_h:g} tot {self.to_h:g} uur; het einde hoort na het begin te liggen.",
                f"lasts from {self.from_h:g} to {self.to_h:g} h; the end should be after the begin.",
            )
        return self

    @property
    def from_s(self) -> float:
        """Begin, s from the start."""
        return self.from_h * HOUR_S

    @property
    def to_s(self) -> float:
        """End, s; infinite where none is given."""
        return math.inf if self.to_h is None else self.to_h * HOUR_S


class IncidentEntry(_Entry):
    """Lanes are blocked."""

    kind: Literal["incident"]
    road: _Name
    remaining: _Share

    def measure(self) -> Measure:
        """Return it in SI units."""
        return Incident(from_s=self.from_s, to_s=self.to_s, link=self.road, remaining=self.remaining)


class WeatherEntry(_Entry):
    """Factors on capacity and speed; without ``roads`` on all of them."""

    kind: Literal["weather"]
    capacity: _Factor = 1.0
    speed: _Factor = 1.0
    roads: tuple[_Name, ...] | None = None

    def measure(self) -> Measure:
        """Return it in SI units."""
        return Weather(from_s=self.from_s, to_s=self.to_s, capacity=self.capacity, speed=self.speed, links=self.roads)


class ClosureEntry(_Entry):
    """Nobody comes onto a road."""

    kind: Literal["closure"]
    road: _Name

    def measure(self) -> Measure:
        """Return it in SI units."""
        return Closure(from_s=self.from_s, to_s=self.to_s, link=self.road)


class ContraflowEntry(_Entry):
    """A road gets the lanes of the other direction."""

    kind: Literal["contraflow"]
    road: _Name
    opposite: _Name
    setup_min: Annotated[float, Field(ge=0, le=10_000)]
    gain: _Factor = CONTRAFLOW_GAIN

    def measure(self) -> Measure:
        """Return it in SI units."""
        return Contraflow(
            from_s=self.from_s,
            to_s=self.to_s,
            link=self.road,
            opposite=self.opposite,
            setup_s=self.setup_min * MINUTE_S,
            gain=self.gain,
        )


class ExitClosureEntry(_Entry):
    """Nobody leaves at an exit."""

    kind: Literal["exit-closure"]
    exit: _Name

    def measure(self) -> Measure:
        """Return it in SI units."""
        return ExitClosure(from_s=self.from_s, to_s=self.to_s, exit=self.exit)


class MeteringEntry(_Entry):
    """At most so many come onto a road, or set out at a node."""

    kind: Literal["metering"]
    most_veh_h: Annotated[float, Field(gt=0, le=1e6)]
    road: _Name | None = None
    node: _Name | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> MeteringEntry:
        if (self.road is None) == (self.node is None):
            raise Explained("noem een road of een node, niet beide.", "name a road or a node, not both.")
        return self

    def measure(self) -> Measure:
        """Return it in SI units."""
        return Metering(
            from_s=self.from_s, to_s=self.to_s, most_veh_s=self.most_veh_h / HOUR_S, link=self.road, node=self.node
        )


Entry = Annotated[
    IncidentEntry | WeatherEntry | ClosureEntry | ContraflowEntry | ExitClosureEntry | MeteringEntry,
    Field(discriminator="kind"),
]


class MeasuresFile(FileModel):
    """The whole file."""

    schema_version: Literal[1] = Field(alias="schema")
    measures: Annotated[tuple[Entry, ...], Field(max_length=10_000)]


def read_measures(path: Path) -> tuple[Measure, ...]:
    """Return the measures in a YAML file, in its order; hold them against a network with ``check_measures``.

    Raises:
        InputError: with every problem of the file at its line.
    """
    return tuple(entry.measure() for entry in validate(MeasuresFile, read_yaml(path)).measures)
