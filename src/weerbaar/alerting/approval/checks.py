# SPDX-License-Identifier: EUPL-1.2
"""The checks that an approver acts on, and what each asks to show that it was done."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.alerting.approval.shipped import shipped_file
from weerbaar.alerting.approval.tree import Name
from weerbaar.base import Explained, FileModel, Text, read_yaml, validate

Ask = Literal["dutch_word", "part", "outside", "contact", "english_word", "identifier", "expiry", "plan"]


class Check(FileModel):
    """A check.

    Attributes:
        ask: with what the approver shows that it was done (:mod:`weerbaar.alerting.approval.challenge`).
        title: its name.
        task: what to do.
        why: what went wrong without it.
    """

    id: Name
    ask: Ask
    title: Text
    task: Text
    why: Text


class _ChecksFile(FileModel):
    schema_version: Literal[1] = Field(alias="schema")
    checks: Annotated[tuple[Check, ...], Field(min_length=1, max_length=40)]

    @model_validator(mode="after")
    def _ids_differ(self) -> _ChecksFile:
        names = [check.id for check in self.checks]
        double = ", ".join(sorted({name for name in names if names.count(name) > 1}))
        if double:
            raise Explained(f"staat er meer dan één keer: {double}.", f"is there more than once: {double}.")
        return self


def read_checks(path: Path) -> tuple[Check, ...]:
    """Return the checks in a file.

    Raises:
        InputError: with every mistake in it.
    """
    return validate(_ChecksFile, read_yaml(path, path.name)).checks


@lru_cache(maxsize=1)
def shipped_checks() -> tuple[Check, ...]:
    """Return the checks that come with Weerbaar."""
    return read_checks(shipped_file("checks.yaml"))
