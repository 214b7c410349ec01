# SPDX-License-Identifier: EUPL-1.2
"""Which effect answers which quantity of which criterion, per method: data that somebody with the guide can correct."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.base import Explained, FileModel, Text, read_yaml, validate
from weerbaar.evacuation.evidence.effects import Effect


class Answer(FileModel):
    """How one criterion is answered.

    Attributes:
        quantities: variable of the method file to effect.
        certainty: whether the criterion asks for exactly this, or it is our reading or an assumption.
        why: in a sentence, for the reason of the judgement.
    """

    criterion: Annotated[str, Field(min_length=1, max_length=60)]
    quantities: Annotated[dict[str, Effect], Field(min_length=1)]
    certainty: Literal["stated", "reading", "assumption"]
    why: Text


class MethodAnswers(FileModel):
    """All criteria of one method that an evacuation can say something about."""

    method: str
    source: str
    criteria: Annotated[tuple[Answer, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> MethodAnswers:
        names = [answer.criterion for answer in self.criteria]
        if len(set(names)) < len(names):
            raise Explained("elk criterium staat er één keer.", "each criterion stands there once.")
        return self


class Mapping(FileModel):
    """``criteria.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    methods: tuple[MethodAnswers, ...]


@cache
def shipped_mapping() -> Mapping:
    """Return the mapping that comes with Weerbaar."""
    return read_mapping(Path(str(files("weerbaar") / "data" / "evacuation" / "evidence" / "criteria.yaml")))


def read_mapping(path: Path) -> Mapping:
    """Read a mapping.

    Raises:
        InputError: with every problem in the file.
    """
    return validate(Mapping, read_yaml(path))
