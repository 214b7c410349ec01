# SPDX-License-Identifier: EUPL-1.2
"""Which column of a road file holds what, and in which unit: a small YAML file, or made in code.

For the Dutch national road file (NWB), for instance, ``id: WVK_ID``, ``name: STT_NAAM``, ``direction: {column:
RIJRICHTNG}``, a class by ``WEGBEHSRT`` and ``without: {column: BST_CODE, values: [BU, FP]}``; for OpenStreetMap as
Shapefile ``road_class: {column: fclass}``, ``free_speed: {column: maxspeed, unit: km/h}`` and ``direction: {column:
oneway}``. Case does not matter in names of columns.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from weerbaar.base import Explained, FileModel, read_yaml, validate

Column = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class LengthColumn(FileModel):
    """Length of a whole line."""

    column: Column
    unit: Literal["m", "km", "ft", "mi"]


class SpeedColumn(FileModel):
    """Free speed, or the limit; 0 and empty are not known."""

    column: Column
    unit: Literal["m/s", "km/h", "mph"]


class CapacityColumn(FileModel):
    """Capacity of one lane, of one direction, or of both directions of a two-way road together; 0 is closed."""

    column: Column
    unit: Literal["veh/h", "veh/s"]
    per: Literal["lane", "direction", "road"]


class LanesColumn(FileModel):
    """Lanes of one direction, or of the whole road (then shared out, an odd one left over counts for neither)."""

    column: Column
    per: Literal["direction", "road"]


class DirectionColumn(FileModel):
    """Which way cars drive, seen along the line; case does not matter, and empty is not known.

    Attributes:
        forward, backward, both: what stands in the column; the words of NWB, of OpenStreetMap, and usual others.
        unknown: words for what is not known, which is read as both ways, with a note.
    """

    column: Column
    forward: tuple[str, ...] = ("H", "F", "FT", "1", "yes", "true")
    backward: tuple[str, ...] = ("T", "TF", "-1")
    both: tuple[str, ...] = ("B", "0", "no", "false")
    unknown: tuple[str, ...] = ("O",)

    @model_validator(mode="after")
    def _each_once(self) -> DirectionColumn:
        words = [word.lower() for word in (*self.forward, *self.backward, *self.both, *self.unknown)]
        if len(set(words)) < len(words):
            raise Explained("elk woord betekent één richting.", "each word means one direction.")
        return self


class ClassColumn(FileModel):
    """Class of a road, which says what the other columns do not.

    Attributes:
        names: value in the column to name in the table of classes; a value that is not here is that name itself.
    """

    column: Column
    names: dict[str, str] = {}


class WithoutColumn(FileModel):
    """Roads where no car may drive, such as cycle paths and bus lanes: left out, and counted in a note.

    Attributes:
        values: what stands in the column of such a road; case does not matter.
    """

    column: Column
    values: Annotated[tuple[str, ...], Field(min_length=1)]


class RoadColumns(FileModel):
    """A mapping of columns; what is left out comes from the class of a road, and the length from its line.

    Attributes:
        crs: coordinate system ("EPSG:28992") where the file states none.
        tolerance_m: ends of lines so near to each other are one node.
        default_class: of roads whose class is not in the column; without it they are a mistake where a value lacks.
    """

    schema_version: Literal[1] = Field(alias="schema", default=1)
    crs: str | None = None
    tolerance_m: Annotated[float, Field(ge=0, le=100)] = 1.0
    id: Column | None = None
    name: Column | None = None
    length: LengthColumn | None = None
    free_speed: SpeedColumn | None = None
    capacity: CapacityColumn | None = None
    lanes: LanesColumn | None = None
    direction: DirectionColumn | None = None
    road_class: ClassColumn | None = None
    default_class: str | None = None
    without: WithoutColumn | None = None

    def columns(self) -> tuple[str, ...]:
        """Return every column that is asked for, each once."""
        held = (self.length, self.free_speed, self.capacity, self.lanes, self.direction, self.road_class, self.without)
        named = [*(name for name in (self.id, self.name) if name), *(part.column for part in held if part)]
        return tuple(dict.fromkeys(named))


def read_road_columns(path: Path) -> RoadColumns:
    """Return the mapping in a YAML file.

    Raises:
        InputError: with every problem in the file.
    """
    return validate(RoadColumns, read_yaml(path))
