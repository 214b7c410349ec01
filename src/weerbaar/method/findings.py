# SPDX-License-Identifier: EUPL-1.2
"""Collecting what is wrong in a method file, each problem at its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from weerbaar.base import InputError, Location, Problem, Text, YamlSource, render_location, validate

ModelT = TypeVar("ModelT", bound=BaseModel)


class Findings:
    """The parts of one method file, and the problems found in them.

    Parts that do not have the right form are left out here: their problems come from the schema.
    """

    def __init__(self, source: YamlSource) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def add(
        self,
        at: Location,
        nl: str,
        en: str,
        hint_nl: str = "",
        hint_en: str = "",
        severity: Literal["error", "warning"] = "error",
    ) -> None:
        """Note one problem at a location."""
        self.problems.append(
            Problem(
                self.source.name,
                Text(nl=nl, en=en),
                Text(nl=hint_nl, en=hint_en),
                line=self.source.line(at),
                field=render_location(at),
                severity=severity,
            )
        )

    def part(self, model: type[ModelT], at: Location) -> ModelT | None:
        """Return the part at a location, None where it is absent or not of the right form."""
        data: Any = self.source.data
        try:
            for step in at:
                data = data[step]
            return validate(model, self.source, at)
        except (InputError, KeyError, IndexError, TypeError):
            return None

    def parts(self, model: type[ModelT], at: Location) -> Iterator[tuple[Location, ModelT]]:
        """Return the well-formed items of a list with their locations."""
        data: Any = self.source.data
        for step in at:
            data = data.get(step) if isinstance(data, dict) else None
        for i in range(len(data) if isinstance(data, list) else 0):
            item = self.part(model, (*at, i))
            if item is not None:
                yield (*at, i), item

    def ids(self, name: str) -> list[str]:
        """Return the ids in a list of the file, also of items that are wrong in another way.

        So that a mistake inside a criterion is not repeated wherever that criterion is named.
        """
        items = self.source.data.get(name) if isinstance(self.source.data, dict) else None
        listed = items if isinstance(items, list) else []
        return [str(item["id"]) for item in listed if isinstance(item, dict) and "id" in item]

    def twice(self, seen: dict[str, Location], name: str, at: Location, nl: str, en: str) -> None:
        """Note a problem when ``name`` was seen before; ``nl`` and ``en`` say what it names."""
        if name in seen:
            line = self.source.line(seen[name])
            self.add(
                at,
                f"{nl} '{name}' staat er twee keer, ook op regel {line}.",
                f"{en} '{name}' occurs twice, also on line {line}.",
                "Geef een van beide een andere naam.",
                "Give one of them another name.",
            )
        seen.setdefault(name, at)
