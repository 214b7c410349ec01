# SPDX-License-Identifier: EUPL-1.2
"""Values with the place they were read from, so that a problem found later still names its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from weerbaar.base import Location, Problem, Text, YamlSource, render_location

PlacedT = TypeVar("PlacedT", covariant=True)
ValueT = TypeVar("ValueT")


@dataclass(frozen=True)
class Placed(Generic[PlacedT]):
    """A value with where it stands.

    Attributes:
        value: what was read.
        file: name of the file for messages.
        locate: from a location inside the value, such as ``("label",)``, to line and shown field.
    """

    value: PlacedT
    file: str
    locate: Callable[[Location], tuple[int | None, str]]

    def problem(
        self,
        at: Location,
        nl: str,
        en: str,
        hint: Text | None = None,
        *,
        value: str = "",
        warning: bool = False,
    ) -> Problem:
        """Return a problem at this place."""
        line, shown = self.locate(at)
        return Problem(
            self.file,
            Text(nl=nl, en=en),
            hint or Text(nl=""),
            line=line,
            field=shown,
            value=value,
            severity="warning" if warning else "error",
        )


def placed(value: ValueT, source: YamlSource, at: Location = ()) -> Placed[ValueT]:
    """Return ``value`` with its place in a YAML text."""

    def locate(inner: Location) -> tuple[int | None, str]:
        where = (*at, *inner)
        return source.line(where), render_location(where)

    return Placed(value, source.name, locate)
