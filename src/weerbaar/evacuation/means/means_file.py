# SPDX-License-Identifier: EUPL-1.2
"""The file of means: vehicles and receiving places, and the usual kinds that it can build on. Their form in YAML."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from weerbaar.base import FileModel, Text, read_yaml, validate
from weerbaar.evacuation.means.model import CATEGORIES, Category, Mode


def _code(value: object) -> object:
    """A code of digits only is a number to YAML."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _text_of_string(value: object) -> object:
    return {"nl": value} if isinstance(value, str) else value


Name = Annotated[Text, BeforeValidator(_text_of_string)]
"""A bare text is the Dutch one."""
Code = Annotated[str, BeforeValidator(_code), StringConstraints(min_length=1, max_length=80)]
Minutes = Annotated[float, Field(ge=0, le=600)]
Hours = Annotated[float, Field(ge=0, le=240)]
Load = dict[Category, Annotated[int, Field(ge=1, le=2000)]]


class KindFields(FileModel):
    """A usual kind of means; see ``kinds.yaml``."""

    name: Text
    mode: Mode
    carries: Annotated[Load, Field(min_length=1)]
    load_min: Minutes
    unload_min: Minutes
    speed_km_h: Annotated[float, Field(gt=0, le=400)] | None = None
    detour: Annotated[float, Field(ge=1, le=10)] = 1.0
    source: str


class KindsFile(FileModel):
    """``kinds.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    kinds: dict[str, KindFields]


class MeansFields(FileModel):
    """One of ``means``: vehicles of a usual kind at one place; what is stated goes before what is usual.

    Attributes:
        kind: one of the usual kinds.
        place: a zone of the network, or one of ``places``.
        shift_h: how long a crew works; left out where crews relieve each other.
        past_queues: over the roads they pass the queues, because a lane is kept free for them; left out they do not.
    """

    id: Code
    kind: Code
    number: Annotated[int, Field(ge=0, le=100_000)]
    place: Code
    name: Name | None = None
    carries: Annotated[Load, Field(min_length=1)] | None = None
    load_min: Minutes | None = None
    unload_min: Minutes | None = None
    speed_km_h: Annotated[float, Field(gt=0, le=400)] | None = None
    detour: Annotated[float, Field(ge=1, le=10)] | None = None
    from_h: Hours = 0.0
    shift_h: Annotated[float, Field(ge=0.5, le=24)] | None = None
    rest_h: Hours = 0.0
    past_queues: bool | None = None


class RefugeFields(FileModel):
    """One of ``refuges``.

    Attributes:
        place: a zone of the network, or one of ``places``.
        beds: for all together; left out where nothing is known to limit it.
    """

    place: Code
    name: Name
    beds: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    takes: Annotated[tuple[Category, ...], Field(min_length=1)] = CATEGORIES


class PoliceFields(FileModel):
    """``police``: officers who direct traffic; see :class:`~weerbaar.evacuation.means.posts.Police`."""

    officers: Annotated[int, Field(ge=0, le=100_000)]
    per_post: Annotated[int, Field(ge=1, le=100)] = 2
    shift_h: Annotated[float, Field(ge=0.5, le=24)] | None = None
    rest_h: Hours = 0.0


class MeansFile(FileModel):
    """A file of means.

    Attributes:
        places: code to the code or the name of a node, for places that are no zone.
        police: left out where officers are not divided.
    """

    schema_version: Literal[1] = Field(alias="schema")
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    source: str = ""
    places: dict[Code, Code] = {}
    means: tuple[MeansFields, ...] = ()
    refuges: tuple[RefugeFields, ...] = ()
    police: PoliceFields | None = None


@cache
def usual_kinds() -> dict[str, KindFields]:
    """Return the kinds that come with Weerbaar."""
    path = Path(str(files("weerbaar") / "data" / "evacuation" / "means" / "kinds.yaml"))
    return validate(KindsFile, read_yaml(path)).kinds
