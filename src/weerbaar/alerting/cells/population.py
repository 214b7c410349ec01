# SPDX-License-Identifier: EUPL-1.2
"""Where people are: a grid of squares, or points that stand for more, with their number by day and by night."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from weerbaar.alerting.cells.edges import Edges, edges_of
from weerbaar.alerting.cells.table import Table, read_table
from weerbaar.alerting.cells.wedges import Floats, Integers
from weerbaar.base import InputError, Problem, Text, WeerbaarError

if TYPE_CHECKING:
    import shapely

# CBS withholds numbers below five and writes a large negative number instead; the middle of 0 to 4 stands for them.
_WITHHELD_BELOW = -99_990.0
WITHHELD_PEOPLE = 2.0
_MOST_BYTES = 100_000_000
_MOST_ROWS = 2_000_000
_MOST_PEOPLE = 20_000_000.0

ALIASES = {
    "x": ("x_m", "rd_x", "x_rd"),
    "y": ("y_m", "rd_y", "y_rd"),
    "square": ("c28992r100", "c28992r500", "crs28992res100m", "crs28992res500m", "vierkant"),
    "night": ("people", "inwoners", "aantal_inwoners", "inw", "bevolking", "residents", "nacht"),
    "day": ("dag", "people_day"),
}


class PopulationError(WeerbaarError):
    """Places and numbers of people that make no population."""


@dataclass(frozen=True, eq=False)
class Population:
    """People by place.

    Attributes:
        x_m, y_m: middle of a square, or the point that stands for a municipality, in metres on the Dutch grid.
        night: people who are there at night: residents.
        day: people who are there in the middle of a working day.
        source: where the numbers come from, for whoever reads the result.
        day_known: false where no numbers by day were given and the residents stand for them.
        withheld: places whose number was withheld and taken to be 2.
        synthetic: the numbers were made up.

    Raises:
        PopulationError: columns of unequal length, or a number that is negative or no number.
    """

    x_m: Floats
    y_m: Floats
    night: Floats
    day: Floats
    source: str
    day_known: bool = True
    withheld: int = 0
    synthetic: bool = False

    def __post_init__(self) -> None:
        columns = (self.x_m, self.y_m, self.night, self.day)
        if len({len(column) for column in columns}) != 1 or not all(np.isfinite(column).all() for column in columns):
            raise PopulationError(
                Text(
                    nl="De bevolking heeft ongelijke kolommen of een waarde die geen getal is.",
                    en="The population has columns of unequal length, or a value that is no number.",
                )
            )
        if (self.night < 0).any() or (self.day < 0).any():
            raise PopulationError(
                Text(nl="Een aantal mensen is negatief.", en="A number of people is negative."),
            )

    @cached_property
    def _order(self) -> Integers:
        """The places row by row, and from west to east within each."""
        return np.lexsort((self.x_m, self.y_m)).astype(np.int64)

    def near(self, bounds: tuple[float, float, float, float]) -> PeopleLines:
        """Return the people within west, south, east and north, ready to be counted."""
        west, south, east, north = bounds
        near = (self.x_m >= west) & (self.x_m <= east) & (self.y_m >= south) & (self.y_m <= north)
        at = self._order[near[self._order]]
        heights, first = np.unique(self.y_m[at], return_index=True)
        begins = np.concatenate([first, [len(at)]]).astype(np.int64)
        return PeopleLines(self.x_m[at], heights, begins, np.stack([self.night[at], self.day[at]]))


@dataclass(frozen=True, eq=False)
class PeopleLines:
    """People in rows, so that where a shape passes over a row it covers a range of places.

    Attributes:
        x_m: places, row by row, from west to east.
        heights_m: of the rows, ascending.
        begins: where each row begins in ``x_m``; one more at the end.
        people: at night and by day (2 rows) on each place.
    """

    x_m: Floats
    heights_m: Floats
    begins: Integers
    people: Floats

    def highest(self, edges: Edges, shape_begins: Integers, shapes: Integers, value: Floats) -> Floats:
        """Return for every place the highest value among the shapes that it lies in; -1 where it lies in none.

        Args:
            edges: of all shapes.
            shape_begins: where the edges of each shape begin; one more at the end.
            shapes: the shapes to look at.
            value: of each of ``shapes``, 0 or higher.
        """
        from weerbaar.alerting.cells.people_kernel import raise_to

        found = np.full(len(self.x_m), -1.0)
        raise_to(
            *(shapes, value, shape_begins, edges.x1, edges.y1, edges.x2, edges.y2),
            *(self.heights_m, self.begins, self.x_m, found),
        )
        return found

    def within(self, shape: shapely.Geometry) -> npt.NDArray[np.bool_]:
        """Return for every place whether it lies in ``shape``."""
        edges = edges_of(np.array([shape], dtype=object))
        return self.highest(edges, np.array([0, len(edges)]), np.zeros(1, dtype=np.int64), np.ones(1)) > 0


def read_population(path: Path, *, synthetic: bool = False) -> Population:
    """Return the population in a CSV file.

    A row is a place: ``x`` and ``y`` in metres on the Dutch grid (middle of the square), or ``square`` as CBS names
    the squares of its map of 100 or 500 m (``E1550N4630``: the south-west corner in hectometres); ``night`` is the
    number of residents (also ``aantal_inwoners``), ``day`` the people there by day and may be left out.

    Args:
        path: the file.
        synthetic: the numbers were made up.

    Raises:
        InputError: with every problem in the file.
    """
    table = read_table(path, ALIASES, ("night",), max_bytes=_MOST_BYTES, max_rows=_MOST_ROWS)
    problems: list[Problem] = []
    if "square" in table.columns:
        x, y = _squares(table, problems)
    else:
        table.require(("x", "y"), problems)
        x, y = (table.numbers(name, problems) for name in ("x", "y"))
    night, withheld = _people(table, "night", problems)
    day_known = "day" in table.columns
    day = _people(table, "day", problems)[0] if day_known else night
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    return Population(x, y, night, day, table.name, day_known, withheld, synthetic)


def _people(table: Table, name: str, problems: list[Problem]) -> tuple[Floats, int]:
    people = table.numbers(name, problems)
    withheld = people <= _WITHHELD_BELOW
    wrong = ((people < 0) & ~withheld) | (people > _MOST_PEOPLE)
    table.refuse(
        name,
        wrong,
        Text(nl="een aantal mensen van 0 tot 20 miljoen verwacht.", en="a number of people from 0 to 20 million."),
        problems,
    )
    return np.where(withheld, WITHHELD_PEOPLE, people), int(withheld.sum())


def _squares(table: Table, problems: list[Problem]) -> tuple[Floats, Floats]:
    """Return the middles of the squares that CBS names by the hectometres of their south-west corner."""
    heading = table.headings["square"].lower()
    half = 250.0 if "500" in heading else 50.0
    names = table.words("square")
    x, y = np.zeros(len(names)), np.zeros(len(names))
    wrong = np.zeros(len(names), dtype=bool)
    for row, name in enumerate(names):
        east, north = name[1:5], name[6:10]
        if (
            len(name) == 10
            and name[0] == "E"
            and name[5] == "N"
            and (east + north).isascii()
            and (east + north).isdigit()
        ):
            x[row], y[row] = int(east) * 100 + half, int(north) * 100 + half
        else:
            wrong[row] = True
    expected = Text(
        nl="geen vierkant van CBS; verwacht bijvoorbeeld E1550N4630.", en="no CBS square; as in E1550N4630."
    )
    table.refuse("square", wrong, expected, problems)
    return x, y
