# SPDX-License-Identifier: EUPL-1.2
"""A network of cells from a file, CSV or Parquet, and to one.

Columns, with other headings that are understood in :data:`ALIASES`: ``operator``, ``technology`` (2G … 5G, or GSM,
UMTS, LTE, NR), ``mcc``, ``mnc``, ``lac`` (empty for 4G and 5G), ``ci`` (CI, ECI or NCI), ``x`` and ``y`` in metres on
the Dutch grid or ``lat`` and ``lon`` in degrees, ``azimuth`` and ``beam_width`` in degrees, ``radius`` in metres, and
``synthetic_seed``: the number from which made-up cells were drawn, empty for real ones.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from weerbaar.alerting.area import rd_plane
from weerbaar.alerting.cells.network import (
    NO_AREA_CODE,
    TECHNOLOGIES,
    CellNetwork,
    duplicates,
    out_of_range,
)
from weerbaar.alerting.cells.parquet_table import read_parquet, write_parquet
from weerbaar.alerting.cells.table import read_table
from weerbaar.alerting.cells.wedges import Floats, Integers
from weerbaar.base import InputError, Problem, Text, write_atomic

ALIASES = {
    "operator": ("provider", "aanbieder", "net"),
    "technology": ("techniek", "radio", "rat"),
    "mcc": (),
    "mnc": (),
    "lac": ("location_area_code",),
    "ci": ("cid", "cell_id", "cellid", "eci", "nci"),
    "x": ("x_m", "rd_x", "x_rd"),
    "y": ("y_m", "rd_y", "y_rd"),
    "lat": ("latitude", "breedte", "breedtegraad"),
    "lon": ("lng", "longitude", "lengte", "lengtegraad"),
    "azimuth": ("azimuth_deg", "azimut", "richting", "bearing"),
    "beam_width": ("beam_width_deg", "beamwidth", "openingshoek", "hpbw"),
    "radius": ("radius_m", "straal", "bereik", "range", "range_m"),
    "synthetic_seed": (),
}
_REQUIRED = ("operator", "technology", "mcc", "mnc", "ci", "azimuth", "beam_width", "radius")
_TECHNOLOGY_NAMES = {"GSM": "2G", "UMTS": "3G", "LTE": "4G", "NR": "5G"}
# Lower than any number that may stand in the file.
_REAL = -(2**40)
_MOST_BYTES = 200_000_000
_MOST_CELLS = 2_000_000
_MOST_OPERATORS = 200
_LONGEST_NAME = 100
# A sign that makes a spreadsheet take a name for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Source(Protocol):
    """What is asked of a table, whatever kind of file it comes from."""

    @property
    def name(self) -> str: ...
    @property
    def headings(self) -> Any: ...
    def words(self, name: str) -> Sequence[str]: ...
    def numbers(self, name: str, problems: list[Problem]) -> Floats: ...
    def integers(self, name: str, problems: list[Problem], empty: int | None = None) -> Integers: ...
    def refuse(self, name: str, wrong: npt.NDArray[np.bool_], message: Text, problems: list[Problem]) -> None: ...


def read_network(path: Path) -> CellNetwork:
    """Return the network in a CSV file, or in a Parquet file where the name ends in ``.parquet``.

    Raises:
        InputError: with every problem in the file, each at its line.
    """
    reader = read_parquet if path.suffix.lower() == ".parquet" else read_table
    table: _Source = reader(path, ALIASES, _REQUIRED, max_bytes=_MOST_BYTES, max_rows=_MOST_CELLS)
    problems: list[Problem] = []
    operators, operator = _operators(table, problems)
    columns: dict[str, npt.NDArray[Any]] = {"operator": operator, "technology": _technology(table)}
    for name in ("mcc", "mnc", "ci"):
        columns[name] = table.integers(name, problems)
    columns["lac"] = (
        table.integers("lac", problems, empty=NO_AREA_CODE)
        if "lac" in table.headings
        else np.full(len(operator), NO_AREA_CODE)
    )
    for name, long_name in (("azimuth", "azimuth_deg"), ("beam_width", "beam_width_deg"), ("radius", "radius_m")):
        columns[long_name] = table.numbers(name, problems)
    columns["x_m"], columns["y_m"] = _positions(table, problems)
    seed = _seed(table, problems)
    problems += _out_of_range(table, columns, len(operators), problems)
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    return CellNetwork(
        operators=operators,
        operator=operator,
        technology=columns["technology"].astype(np.uint8),
        mcc=columns["mcc"].astype(np.int16),
        mnc=columns["mnc"].astype(np.int16),
        lac=columns["lac"].astype(np.int32),
        ci=columns["ci"],
        x_m=columns["x_m"],
        y_m=columns["y_m"],
        azimuth_deg=columns["azimuth_deg"],
        beam_width_deg=columns["beam_width_deg"],
        radius_m=columns["radius_m"],
        seed=seed,
    )


def _operators(table: _Source, problems: list[Problem]) -> tuple[tuple[str, ...], npt.NDArray[np.uint8]]:
    words = table.words("operator")
    names = list(dict.fromkeys(words))
    bad = {name for name in names if not name.isprintable() or not name or len(name) > _LONGEST_NAME}
    bad |= {name for name in names if name.startswith(_FORMULA)}
    if bad:
        message = Text(
            nl="geen naam van een aanbieder: 1 tot 100 tekens, niet beginnend met = + - of @.",
            en="not the name of a provider: 1 to 100 characters, not starting with = + - or @.",
        )
        table.refuse("operator", np.array([word in bad for word in words]), message, problems)
    if len(names) > _MOST_OPERATORS:
        message = Text(nl=f"meer dan {_MOST_OPERATORS} aanbieders.", en=f"more than {_MOST_OPERATORS} providers.")
        problems.append(Problem(table.name, message, field=table.headings["operator"]))
        return tuple(names), np.zeros(len(words), dtype=np.uint8)
    place = {name: k for k, name in enumerate(names)}
    return tuple(names), np.array([place[word] for word in words], dtype=np.uint8)


def _technology(table: _Source) -> Integers:
    """Return the place in TECHNOLOGIES; -1 for a word that is none."""
    words = table.words("technology")
    place = {}
    for word in set(words):
        name = _TECHNOLOGY_NAMES.get(word.upper(), word.upper())
        place[word] = TECHNOLOGIES.index(name) if name in TECHNOLOGIES else -1
    return np.array([place[word] for word in words], dtype=np.int64)


def _positions(table: _Source, problems: list[Problem]) -> tuple[Floats, Floats]:
    has_grid, has_degrees = ({"x", "y"} <= set(table.headings), {"lat", "lon"} <= set(table.headings))
    if has_grid == has_degrees:
        message = Text(
            nl="geef de plaats óf als x en y (meters, RD) óf als lat en lon (graden).",
            en="give the position either as x and y (metres, Dutch grid) or as lat and lon (degrees).",
        )
        raise InputError([*problems, Problem(table.name, message, line=1)])
    if has_grid:
        return table.numbers("x", problems), table.numbers("y", problems)
    latitude, longitude = table.numbers("lat", problems), table.numbers("lon", problems)
    for name, degrees, low, high in (("lat", latitude, 49.0, 56.0), ("lon", longitude, 1.0, 10.0)):
        expected = Text(
            nl=f"ligt niet in of bij Nederland ({low:.0f}–{high:.0f} graden).",
            en=f"does not lie in or near the Netherlands ({low:.0f}–{high:.0f} degrees).",
        )
        table.refuse(name, (degrees < low) | (degrees > high), expected, problems)
    x, y = rd_plane().transformer.transform(longitude, latitude)
    return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)


def _seed(table: _Source, problems: list[Problem]) -> int | None:
    """Return the seed that stands in every row; None where it stands in none."""
    if "synthetic_seed" not in table.headings:
        return None
    seeds = table.integers("synthetic_seed", problems, empty=_REAL)
    table.refuse(
        "synthetic_seed",
        (seeds < 0) & (seeds != _REAL),
        Text(
            nl="een zaadgetal is 0 of hoger; leeg bij echte cellen.", en="a seed is 0 or higher; empty for real cells."
        ),
        problems,
    )
    if np.any(seeds != seeds[0]):
        message = Text(
            nl="verzonnen en echte cellen, of cellen uit verschillende trekkingen, staan door elkaar.",
            en="made-up and real cells, or cells of different draws, stand in one file.",
        )
        hint = Text(nl="Splits het bestand.", en="Split the file.")
        problems.append(Problem(table.name, message, hint, field="synthetic_seed"))
    return None if seeds[0] == _REAL else int(seeds[0])


def _out_of_range(
    table: _Source, columns: dict[str, npt.NDArray[Any]], operators: int, before: list[Problem]
) -> list[Problem]:
    """Return every value out of range and every cell that is there twice, but for what stands among ``before``."""
    found: list[Problem] = []
    by_degrees = "lat" in table.headings
    for name, wrong, allowed in out_of_range(columns, operators):
        own = name.removesuffix("_m").removesuffix("_deg")
        own = {"x": "lon", "y": "lat"}.get(own, own) if by_degrees else own
        table.refuse(own, wrong, Text(nl=f"toegestaan is {allowed.nl}.", en=f"allowed is {allowed.en}."), found)
    told = {(problem.line, problem.field) for problem in before}
    found = [problem for problem in found if (problem.line, problem.field) not in told]
    if not found and not before:
        # Only now is every identity what was meant.
        twice = np.zeros(len(columns["ci"]), dtype=bool)
        twice[duplicates(columns)] = True
        message = Text(nl="deze cel staat er al eerder in.", en="this cell stands in the file before.")
        table.refuse("ci", twice, message, found)
    return found


def write_network(network: CellNetwork, path: Path) -> None:
    """Write ``network`` as CSV, or as Parquet where the name ends in ``.parquet``; polygons of a map are not written.

    Every row of a made-up network says so.

    Raises:
        OSError: the file cannot be written; what stood there is still there.
    """
    names = np.array(network.operators, dtype=object)
    columns: dict[str, npt.NDArray[Any]] = {
        "operator": names[network.operator],
        "technology": np.array(TECHNOLOGIES, dtype=object)[network.technology],
        "mcc": network.mcc,
        "mnc": network.mnc,
        "lac": np.ma.masked_equal(network.lac, NO_AREA_CODE),
        "ci": network.ci,
        "x": network.x_m,
        "y": network.y_m,
        "azimuth": network.azimuth_deg,
        "beam_width": network.beam_width_deg,
        "radius": network.radius_m,
    }
    if network.synthetic:
        columns["synthetic_seed"] = np.full(len(network), network.seed)
    if path.suffix.lower() == ".parquet":
        write_parquet(path, columns)
        return
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    # None, in place of a LAC, is written as an empty cell; floats as the shortest text that reads back the same.
    writer.writerows(zip(*(column.tolist() for column in columns.values()), strict=True))
    write_atomic(path, buffer.getvalue().encode())
