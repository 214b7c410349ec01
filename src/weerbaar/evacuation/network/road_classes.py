# SPDX-License-Identifier: EUPL-1.2
"""What a road of a class is taken to be where a file does not say it: the shape of the table and the one shipped."""

from __future__ import annotations

from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.base import Explained, FileModel, read_yaml, validate

Sure = Literal["high", "medium", "low"]
Positive = Annotated[float, Field(gt=0)]


class RoadClass(FileModel):
    """One class; see the head of the file that is shipped.

    Attributes:
        lanes: in one direction.
        capacity_lane_veh_h: in an evacuation.
        capacity_lane_normal_veh_h: on a normal day.
    """

    name: Annotated[str, Field(min_length=1)]
    free_speed_km_h: Annotated[float, Field(gt=0, le=200)]
    lanes: Annotated[float, Field(gt=0, le=12)]
    capacity_lane_veh_h: Annotated[float, Field(gt=0, le=3000)]
    capacity_lane_normal_veh_h: Annotated[float, Field(gt=0, le=3000)]
    source: str
    sure: Sure


class RoadClasses(FileModel):
    """``road-classes.yaml``.

    Attributes:
        jam_veh_m_lane: vehicles on a metre of a lane that stands still.
        classes: the biggest road first.
        limits_km_h: speed limits that a map gives as a word.
    """

    schema_version: Literal[1] = Field(alias="schema")
    jam_veh_m_lane: Annotated[float, Field(gt=0, le=0.5)]
    classes: Annotated[tuple[RoadClass, ...], Field(min_length=1)]
    limits_km_h: dict[str, Positive] = {}

    @model_validator(mode="after")
    def _each_once(self) -> RoadClasses:
        names = [entry.name for entry in self.classes]
        if len(set(names)) < len(names):
            raise Explained("elke klasse komt één keer voor.", "each class stands there once.")
        return self

    @cached_property
    def by_name(self) -> dict[str, RoadClass]:
        """Classes by their names."""
        return {entry.name: entry for entry in self.classes}


def read_road_classes(path: Path) -> RoadClasses:
    """Return a table of your own, of the same shape as the one that is shipped.

    Raises:
        InputError: with every problem in the file.
    """
    return validate(RoadClasses, read_yaml(path))


@cache
def shipped_road_classes() -> RoadClasses:
    """Return the table that comes with Weerbaar."""
    return read_road_classes(Path(str(files("weerbaar") / "data" / "evacuation" / "network" / "road-classes.yaml")))
