# SPDX-License-Identifier: EUPL-1.2
"""A value that remembers where in a file it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from weerbaar.base.problems import Problem
from weerbaar.base.text import Text
from weerbaar.base.yaml_source import Location, YamlSource, render_location

ValueT = TypeVar("ValueT", covariant=True)


@dataclass(frozen=True)
class Placed(Generic[ValueT]):
    """A value with the place it was read from, so that a problem found later still names its line."""

    value: ValueT
    source: YamlSource
    at: Location = ()

    def problem(
        self, inner: Location, nl: str, en: str, hint: Text | None = None, *, value: str = "", warning: bool = False
    ) -> Problem:
        """Return a problem at ``inner`` of this value."""
        where = (*self.at, *inner)
        return Problem(
            self.source.name,
            Text(nl=nl, en=en),
            hint or Text(nl=""),
            line=self.source.line(where),
            field=render_location(where),
            value=value,
            severity="warning" if warning else "error",
        )
