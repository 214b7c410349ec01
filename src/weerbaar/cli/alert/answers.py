# SPDX-License-Identifier: EUPL-1.2
"""The file with answers that somebody prepared for ``weerbaar alert approve``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from weerbaar.base import FileModel, read_yaml, validate

_Short = Annotated[str, Field(max_length=500)]


class Answers(FileModel):
    """Answers to the questions of the criteria, and what the approver typed for each check, by their ids."""

    version: Literal[1]
    criteria: dict[str, _Short] = {}
    checks: dict[str, _Short] = {}


def read_answers(place: str) -> Answers:
    """Return the answers in a file.

    Raises:
        InputError: with every problem of the file at its line.
    """
    return validate(Answers, read_yaml(Path(place)))
