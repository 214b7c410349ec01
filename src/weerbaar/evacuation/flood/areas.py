# SPDX-License-Identifier: EUPL-1.2
"""Threatened areas: the dike rings with their people, norm, kind of water and municipalities, as facts with source."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, cast

from pydantic import Field

from weerbaar.base import FileModel, Text, read_yaml, validate

Water = Literal["coast", "lake", "tidal_river", "river"]
Certainty = Literal["published", "literature", "derived", "memory", "assumption"]
"""The text was seen; known from the literature, not read again; computed; from memory, to be checked; assumed."""

WATER_NAMES: dict[Water, Text] = {
    "coast": Text(nl="kust", en="coast"),
    "lake": Text(nl="meer", en="lake"),
    "tidal_river": Text(nl="benedenrivier", en="tidal river"),
    "river": Text(nl="rivier", en="river"),
}


class ColumnFact(FileModel):
    """Where one column of the facts comes from and how sure it is."""

    column: str
    certainty: Certainty
    source: str
    text: Text


class AreaFacts(FileModel):
    """``areas.yaml``: what the facts about areas are worth, per column; ``year`` of the people."""

    schema_version: Literal[1] = Field(alias="schema")
    year: int
    columns: Annotated[tuple[ColumnFact, ...], Field(min_length=1)]


@dataclass(frozen=True)
class AreaPart:
    """The part of a municipality that lies in an area.

    Attributes:
        code: of the municipality, ``GM0310``.
        name: of the municipality.
        share: of its people that live in the area.
        people: those people.
    """

    code: str
    name: str
    share: float
    people: float


@dataclass(frozen=True)
class ThreatenedArea:
    """A dike ring.

    Attributes:
        number: ``14``, ``34a``.
        name: for people.
        norm_years: the legal norm until 2017: safe against what happens once in so many years.
        water: kind of water that it protects from.
        parts: municipalities, empty where it is not known who lives there.
        people_published: number of people that was published; None where none was found.
        people_certainty: of that number; None without one.
        people_source: of that number.
    """

    number: str
    name: str
    norm_years: int
    water: Water
    parts: tuple[AreaPart, ...]
    people_published: float | None
    people_certainty: Certainty | None
    people_source: str

    @property
    def people(self) -> float | None:
        """People by the shares of municipalities; None where those are not known."""
        return sum(part.people for part in self.parts) if self.parts else None


@cache
def areas() -> tuple[ThreatenedArea, ...]:
    """Return all threatened areas, in order of number; see :func:`area_facts` for how sure they are."""
    parts: dict[str, list[AreaPart]] = {}
    for row in _rows("area_municipalities.csv"):
        part = AreaPart(row["municipality"], row["name"], float(row["share"]), float(row["people"]))
        parts.setdefault(row["area"], []).append(part)
    return tuple(
        ThreatenedArea(
            number=row["area"],
            name=row["name"],
            norm_years=int(row["norm_before_2017_years"]),
            water=cast(Water, row["water"]),
            parts=tuple(parts.get(row["area"], ())),
            people_published=float(row["people_published"]) if row["people_published"] else None,
            people_certainty=cast(Certainty, row["people_certainty"]) if row["people_certainty"] else None,
            people_source=row["people_source"],
        )
        for row in _rows("areas.csv")
    )


def areas_of(code: str) -> tuple[tuple[ThreatenedArea, AreaPart], ...]:
    """Return the areas in which a municipality (``GM0310``) lies with the part that lies there, largest part first."""
    found = [(one, part) for one in areas() for part in one.parts if part.code == code]
    return tuple(sorted(found, key=lambda pair: -pair[1].share))


@cache
def area_facts() -> AreaFacts:
    """Return where the facts about areas come from and how sure they are."""
    return validate(AreaFacts, read_yaml(folder() / "areas.yaml"))


def folder() -> Path:
    """Return the folder with the facts of this part."""
    return Path(str(files("weerbaar").joinpath("data", "evacuation", "flood")))


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder() / name).read_text(encoding="utf-8"))))
