# SPDX-License-Identifier: EUPL-1.2
"""What the authorities tell people in every flood: what to take, what to do at home, how high is high enough."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.base import Explained, FileModel, Text, read_yaml, validate


class Source(FileModel):
    """Where a fact comes from; ``seen`` says that its text was read for this file."""

    id: str
    text: Text
    seen: bool


class Item(FileModel):
    """One thing to take or to do.

    Attributes:
        text: in words that fit after "take with you", or a whole sentence.
        short: for a card; empty leaves it out there.
        source: ids of the sources that name it.
    """

    text: Text
    short: Text = Text(nl="")
    source: Annotated[tuple[str, ...], Field(min_length=1)]


class UpperFloor(FileModel):
    """Height of the floor of the first storey above the street: between two values, m."""

    low_m: Annotated[float, Field(gt=0)]
    high_m: Annotated[float, Field(gt=0)]
    certainty: Literal["published", "literature", "derived", "memory", "assumption"]
    source: Text

    @model_validator(mode="after")
    def _ordered(self) -> UpperFloor:
        if self.low_m > self.high_m:
            raise Explained("low_m is niet hoger dan high_m.", "low_m is not above high_m.")
        return self


class Guidance(FileModel):
    """``guidance.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    sources: tuple[Source, ...]
    take: Annotated[tuple[Item, ...], Field(min_length=1)]
    at_home: tuple[Item, ...]
    news: Item
    danger: Item
    upper_floor: UpperFloor

    @model_validator(mode="after")
    def _sources_known(self) -> Guidance:
        known = {source.id for source in self.sources}
        for item in (*self.take, *self.at_home, self.news, self.danger):
            for name in item.source:
                if name not in known:
                    raise Explained(f"bron {name} staat niet in de lijst.", f"source {name} is not in the list.")
        return self


@cache
def guidance() -> Guidance:
    """Return the guidance that comes with Weerbaar."""
    place = files("weerbaar") / "data" / "evacuation" / "advice" / "guidance.yaml"
    return validate(Guidance, read_yaml(Path(str(place))))
