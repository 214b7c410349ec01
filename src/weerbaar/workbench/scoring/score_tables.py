# SPDX-License-Identifier: EUPL-1.2
"""The score tables of a criterion as people read them, and the quantities they ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weerbaar.base import Text


@dataclass(frozen=True)
class Variable:
    """A quantity that the method turns into a label.

    Attributes:
        unit: in what it is counted.
        certain: one number only; the method cannot use uncertainty here.
    """

    name: str
    words: Text
    unit: Text
    certain: bool


@dataclass(frozen=True)
class Grid:
    """A score table as people read it.

    Attributes:
        corner: what the rows are.
        columns: headings over the labels.
        rows: heading of the row, with a label (or "?" where the method does not say) per column.
    """

    title: Text
    corner: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, tuple[Text | str, ...]], ...]
    note: Text | None


_LABEL = Text(nl="label", en="label")
_UNITS = {
    "d": Text(nl="dagen", en="days"),
    "km2": Text(nl="km²", en="km²"),
    "eur": Text(nl="euro", en="euro"),
    "gbp": Text(nl="pond", en="pounds"),
    "pct": Text(nl="procent", en="per cent"),
}
_NUMBER = Text(nl="aantal", en="number")
_PER_KM2 = Text(nl="per km²", en="per km²")


def grids_of(criterion: Any) -> tuple[Grid, ...]:
    """Return the score tables of a criterion of the method; those that are not known are left out."""
    return tuple(_grids(criterion))


def anchors(criterion: Any) -> dict[str, Text]:
    """Return label to the band that gives it, where one table with one row of labels decides."""
    known = [t for t in criterion.tables if t.type != "unknown"]
    if len(known) != 1 or known[0].type != "steps":
        return {}
    return {label: band for label, band in zip(known[0].labels, known[0].axis.bands, strict=True) if label}


def variables_of(criterion: Any) -> tuple[Variable, ...]:
    """Return the quantities that the tables of a criterion can use, each once."""
    found: dict[str, Variable] = {}
    for table in criterion.tables:
        if table.type == "steps":
            axes = [table.axis]
        elif table.type == "matrix":
            axes = [table.columns, table.rows]
        else:
            axes = []
        for axis in axes:
            found.setdefault(axis.variable, Variable(axis.variable, axis.name, unit_of(axis.variable), False))
        for modifier in getattr(table, "modifiers", ()):
            name = modifier.variable
            found.setdefault(name, Variable(name, _words_of(name, modifier.name), unit_of(name), True))
        if table.type == "euro":
            name = table.axis_variable
            found.setdefault(name, Variable(name, table.unit, unit_of(name), False))
            for part in table.weights_inside:
                found.setdefault(part, Variable(part, _words_of(part, Text(nl=part)), unit_of(part), True))
    return tuple(found.values())


def unit_of(variable: str) -> Text:
    """Return in what a quantity is counted; its name ends in the unit."""
    if variable.endswith("_per_km2"):
        return _PER_KM2
    return _UNITS.get(variable.rsplit("_", 1)[-1], _NUMBER)


_NAMES = {
    "population_density_per_km2": Text(nl="bevolkingsdichtheid", en="population density"),
    "indicators_hit": Text(nl="geraakte indicatoren", en="indicators hit"),
}


def _words_of(variable: str, otherwise: Text) -> Text:
    plain = variable.replace("_", " ")
    return _NAMES.get(variable) or (Text(nl=plain, en=plain) if otherwise.nl == variable else otherwise)


def _grids(criterion: Any) -> Iterator[Grid]:
    for table in criterion.tables:
        if table.type == "steps":
            rows = tuple((band, (label or "?",)) for band, label in zip(table.axis.bands, table.labels, strict=True))
            yield Grid(table.name, table.axis.name, (_LABEL,), rows, table.note)
        elif table.type == "matrix":
            matrix = tuple(
                (band, tuple(label or "?" for label in cells))
                for band, cells in zip(table.rows.bands, table.cells, strict=True)
            )
            yield Grid(table.name, table.rows.name, tuple(table.columns.bands), matrix, table.note)
