# SPDX-License-Identifier: EUPL-1.2
"""Roads from a GeoPackage, Shapefile or GeoJSON with lines, by a mapping of its columns.

Lines meet where their ends do (within a tolerance); a line that crosses another without an end there is taken to pass
over it, as it is in road files that are made for routes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text, number, significant
from weerbaar.evacuation.network.findings import Findings
from weerbaar.evacuation.network.places import Place, put_on
from weerbaar.evacuation.network.projection import DEGREES, ProjectionError, moved, plane_of
from weerbaar.evacuation.network.reading import Reading
from weerbaar.evacuation.network.road_classes import RoadClasses, shipped_road_classes
from weerbaar.evacuation.network.road_columns import DirectionColumn, RoadColumns
from weerbaar.evacuation.network.road_layer import RoadLayer, read_layer
from weerbaar.evacuation.network.stretches import Stretches, network_of
from weerbaar.evacuation.network.units import factor

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# A length in a column that is so many times that of the line is in another unit (the nearest: 3.28 feet to a metre).
_OTHER_UNIT = 2.5
_LINE, _MULTILINE = 1, 5
_NOWHERE = "lijnen beginnen en eindigen op één punt: weggelaten.", "lines begin and end at one point: left out."
_NONE_LEADS = Text(nl="geen lijn leidt ergens heen.", en="no line leads anywhere.")
_MOST_DEGREES = 180.0
_LONGEST_CRS = 60
_STATE_CRS = Text(nl='Noem het bij crs, zoals "EPSG:28992".', en='State it as crs, such as "EPSG:28992".')


def read_road_file(
    path: Path,
    mapping: RoadColumns,
    *,
    layer: str | None = None,
    exits: Sequence[Place] = (),
    zones: Sequence[Place] = (),
    road_classes: RoadClasses | None = None,
) -> Reading:
    """Read the roads of a file.

    Args:
        path: of the file.
        mapping: which column holds what.
        layer: its name; None takes the only one with lines.
        exits: where people are safe, put on the nearest node.
        zones: where people leave from, put on the nearest node.
        road_classes: what a road is taken to be where no column says it; None takes the shipped table.

    Returns:
        The network in metres (see :mod:`.projection`), and as notes what was assumed and left out: rows without a
        line, and lines whose begin and end are one node, which bring nobody anywhere.

    Raises:
        InputError: with every problem of the file: see :func:`.read_layer`; values that are no number or cannot be,
            a class or direction that is not known, lengths in another unit than said; a place without a road near it.
    """
    table = road_classes or shipped_road_classes()
    source = read_layer(path, mapping.columns(), layer)
    findings = Findings(path.name)
    lines, row, crs = _lines(source, mapping, findings)
    rows = _Rows.of(source, mapping, table, findings, sorted(set(row.tolist())))
    own_length = np.array([float(np.hypot(*np.diff(line, axis=0).T).sum()) for line in lines])
    length = _lengths(source, mapping, own_length, row, findings)
    findings.require_none()

    ends = np.concatenate([np.array([line[0] for line in lines]), np.array([line[-1] for line in lines])])
    corners, of = _snapped(ends, mapping.tolerance_m)
    begin, end = of[: len(lines)], of[len(lines) :]
    somewhere = begin != end
    kept = np.flatnonzero(somewhere)
    if not len(kept):
        findings.add(_NONE_LEADS)
        findings.require_none()
    _note(findings, int((~somewhere).sum()), *_NOWHERE)
    at = np.array([rows.place[k] for k in row[kept].tolist()], np.int64)
    network = network_of(
        Stretches(
            ids=_ids(rows, row[kept], at),
            names=[rows.names[k] for k in at.tolist()],
            lines=[lines[k] for k in kept.tolist()],
            begin=begin[kept],
            end=end[kept],
            length_m=length[kept],
            open=rows.open[at],
            free_speed_m_s=np.repeat(rows.speed_m_s[at, None], 2, axis=1),
            lanes=np.repeat(rows.lanes[at, None], 2, axis=1),
            capacity_lane_veh_s=np.repeat(rows.capacity_lane_veh_s[at, None], 2, axis=1),
        ),
        name=path.name,
        node_ids=[str(k + 1) for k in range(len(corners))],
        x=corners[:, 0],
        y=corners[:, 1],
        crs=crs,
        jam_veh_m_lane=table.jam_veh_m_lane,
        source=path.name,
    )
    return Reading(put_on(network, exits=exits, zones=zones, file=path.name), None, tuple(findings.problems))


def _lines(source: RoadLayer, mapping: RoadColumns, findings: Findings) -> tuple[list[Floats], Integers, str]:
    """Single lines in metres, the row of each, and their coordinate system."""
    import shapely

    kinds = shapely.get_type_id(source.geometry)
    with_line = np.isin(kinds, (_LINE, _MULTILINE)) & ~shapely.is_empty(source.geometry)
    _note(findings, int((~with_line).sum()), "rijen zonder lijn: weggelaten.", "rows without a line: left out.")
    rows = np.flatnonzero(with_line)
    if mapping.without is not None:
        shut = {value.lower() for value in mapping.without.values}
        words = _words(source, mapping.without.column, rows)
        driven = np.array([word.lower() not in shut for word in words], bool)
        text = "wegen waar geen auto mag rijden: weggelaten.", "roads where no car may drive: left out."
        _note(findings, int((~driven).sum()), *text)
        rows = rows[driven]
    if not len(rows):
        findings.add(Text(nl="er staan geen lijnen in.", en="it holds no lines."))
        raise InputError(findings.problems)
    xy, owner = shapely.get_coordinates(source.geometry[rows], return_index=True)
    endless = np.unique(rows[owner[~np.isfinite(xy).all(axis=1)]])
    findings.flag(
        list(range(len(endless))),
        Text(nl="een coördinaat is geen getal.", en="a coordinate is not a number."),
        field=lambda k: f"rows[{endless[k]}]",
    )
    findings.require_none()
    parts, of = shapely.get_parts(shapely.line_merge(source.geometry[rows]), return_index=True)
    _note(findings, len(rows) - len(np.unique(of)), *_NOWHERE)
    if not len(parts):
        findings.add(_NONE_LEADS)
        raise InputError(findings.problems)
    crs = source.crs or mapping.crs
    if crs is None:
        findings.add(
            Text(nl="het bestand noemt geen coördinatenstelsel.", en="the file states no coordinate system."),
            hint=_STATE_CRS,
        )
        raise InputError(findings.problems)
    xy = shapely.get_coordinates(parts)
    if crs == DEGREES and mapping.crs is not None and np.abs(xy).max() > _MOST_DEGREES:
        # GeoJSON that states none is taken for degrees, which these are not.
        crs = mapping.crs
    try:
        lon, lat = moved(xy[:, 0], xy[:, 1], source=crs, target=DEGREES)
        plane = plane_of(lon, lat)
        x, y = (xy[:, 0], xy[:, 1]) if crs == plane else moved(lon, lat, source=DEGREES, target=plane)
    except ProjectionError as error:
        findings.add(error.message, value=crs[:_LONGEST_CRS], hint=_STATE_CRS)
        raise InputError(findings.problems) from error
    first = np.concatenate([[0], np.cumsum(shapely.get_num_coordinates(parts))])
    corners = np.column_stack([x, y])
    lines = [corners[a:b] for a, b in zip(first[:-1].tolist(), first[1:].tolist(), strict=True)]
    return lines, rows[of].astype(np.int64), plane


@dataclass(frozen=True, eq=False)
class _Rows:
    """What the columns say, for the rows with a line; ``place`` is where a row of the file stands here."""

    place: dict[int, int]
    ids: list[str]
    names: list[str]
    open: Bools
    speed_m_s: Floats
    lanes: Floats
    capacity_lane_veh_s: Floats

    @classmethod
    def of(
        cls, source: RoadLayer, mapping: RoadColumns, table: RoadClasses, findings: Findings, rows: list[int]
    ) -> _Rows:
        at = np.array(rows, np.int64)
        opened = _directions(source, mapping.direction, at, findings)
        classes, defaults = _classes(source, mapping, table, at, findings)
        ways = opened.sum(axis=1)

        speed = np.full(len(at), np.nan)
        if mapping.free_speed:
            values = _numbers(source, mapping.free_speed.column, at, findings)
            speed = np.where(values > 0, values, np.nan) * factor("speed", mapping.free_speed.unit)
        lanes = np.full(len(at), np.nan)
        if mapping.lanes:
            lanes = _numbers(source, mapping.lanes.column, at, findings)
            lanes = np.where(lanes > 0, lanes, np.nan)
            if mapping.lanes.per == "road":
                lanes = np.where(ways == 2, np.maximum(1, lanes // 2), lanes)
        speed = _or_class(speed, classes, defaults[:, 0] * factor("speed", "km/h"), at, findings, "free_speed")
        lanes = _or_class(lanes, classes, defaults[:, 1], at, findings, "lanes")
        capacity = np.full(len(at), np.nan)
        if mapping.capacity:
            capacity = _numbers(source, mapping.capacity.column, at, findings)
            capacity /= 3600 if mapping.capacity.unit == "veh/h" else 1
            if mapping.capacity.per != "lane":
                capacity /= lanes * (ways if mapping.capacity.per == "road" else 1)
        capacity = _or_class(capacity, classes, defaults[:, 2] / 3600, at, findings, "capacity")
        return cls(
            place={row: k for k, row in enumerate(rows)},
            ids=_words(source, mapping.id, at),
            names=_words(source, mapping.name, at),
            open=opened,
            speed_m_s=speed,
            lanes=lanes,
            capacity_lane_veh_s=capacity,
        )


def _words(source: RoadLayer, column: str | None, at: Integers) -> list[str]:
    """A column as words, 1.0 as 1; empty where there is no column or nothing in it."""
    if column is None:
        return [""] * len(at)
    return [_word(value) for value in source.columns[column][at].tolist()]


def _word(value: Any) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()[:100]


def _numbers(source: RoadLayer, column: str, at: Integers, findings: Findings) -> Floats:
    """A column as numbers, NaN where it is empty; what is no number, negative or infinite is a problem."""
    values = source.columns[column][at]
    if values.dtype.kind in "iuf":
        found = values.astype(float)
        wrong = np.zeros(len(found), bool)
    else:
        words = [_word(value) for value in values.tolist()]
        found = np.array([_float(word) for word in words])
        wrong = np.isnan(found) & np.array([word != "" for word in words], bool)
    wrong |= (found < 0) | np.isinf(found)
    findings.flag(
        wrong,
        Text(nl="hier hoort een getal van 0 of meer.", en="a number of 0 or more is expected here."),
        field=lambda k: f"{column}[{at[k]}]",
        value=lambda k: _word(values[k]),
    )
    return np.where(wrong, np.nan, found)


def _float(word: str) -> float:
    try:
        return float(word.replace(",", ".", 1))
    except ValueError:
        return np.nan


def _directions(source: RoadLayer, column: DirectionColumn | None, at: Integers, findings: Findings) -> Bools:
    """Open along and against the line, shape (R, 2)."""
    opened = np.ones((len(at), 2), bool)
    if column is None:
        return opened
    silent = {word.lower() for word in ("", *column.unknown)}
    means = {word.lower(): (True, True) for word in (*silent, *column.both)}
    means |= {word.lower(): (True, False) for word in column.forward}
    means |= {word.lower(): (False, True) for word in column.backward}
    words = [word.lower() for word in _words(source, column.column, at)]
    unknown = np.array([word not in means for word in words], bool)
    text = (
        "wegen zonder bekende rijrichting: gelezen als beide kanten op.",
        "roads without a known direction: both ways.",
    )
    _note(findings, sum(word in silent for word in words), *text)
    known = ", ".join(word for word in means if word)
    findings.flag(
        unknown,
        Text(nl=f"geen bekende rijrichting; bekend zijn: {known}.", en=f"no known direction; known are: {known}."),
        field=lambda k: f"{column.column}[{at[k]}]",
        value=lambda k: words[k],
    )
    return np.array([means.get(word, (True, True)) for word in words], bool).reshape(-1, 2)


def _classes(
    source: RoadLayer, mapping: RoadColumns, table: RoadClasses, at: Integers, findings: Findings
) -> tuple[list[str], Floats]:
    """What each row says about its class, and km/h, lanes and veh/h per lane of it; NaN where it has none."""
    column = mapping.road_class
    if mapping.default_class is not None and mapping.default_class not in table.by_name:
        findings.add(
            Text(
                nl=f"die klasse is er niet; er zijn: {', '.join(table.by_name)}.",
                en=f"there is no such class; there are: {', '.join(table.by_name)}.",
            ),
            field="default_class",
            value=mapping.default_class,
        )
    said = _words(source, column.column if column else None, at)
    names = column.names if column else {}
    of_said: dict[str, tuple[float, float, float]] = {}
    for word in set(said):
        found = table.by_name.get(names.get(word, word)) or table.by_name.get(mapping.default_class or "")
        of_said[word] = (
            (found.free_speed_km_h, found.lanes, found.capacity_lane_veh_h) if found else (np.nan, np.nan, np.nan)
        )
    return said, np.array([of_said[word] for word in said], float).reshape(-1, 3)


def _or_class(
    values: Floats, classes: list[str], of_class: Floats, at: Integers, findings: Findings, what: str
) -> Floats:
    """Fill in what is not known from the class of a road; where that is not known either, it is a problem."""
    lacks = np.isnan(values)
    findings.flag(
        lacks & np.isnan(of_class),
        Text(
            nl=f"{what} is niet bekend, ook niet uit de klasse van de weg.",
            en=f"{what} is not known, nor from the class of the road.",
        ),
        field=lambda k: f"rows[{at[k]}]",
        value=lambda k: classes[k],
        hint=Text(nl="Wijs een kolom of een default_class aan.", en="Name a column or a default_class."),
    )
    _note(
        findings,
        int((lacks & ~np.isnan(of_class)).sum()),
        f"wegen zonder {what}: aangenomen naar de klasse.",
        f"roads without {what}: taken from the class.",
    )
    return np.where(lacks, of_class, values)


def _lengths(source: RoadLayer, mapping: RoadColumns, own_m: Floats, row: Integers, findings: Findings) -> Floats:
    """Length of each line: of the column, shared out over the parts of a row; else of the line itself."""
    if mapping.length is None:
        return own_m
    stated = _numbers(source, mapping.length.column, row, findings) * factor("length", mapping.length.unit)
    whole = np.bincount(row, weights=own_m, minlength=int(row.max()) + 1)[row]
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(whole > 0, own_m / whole, 1.0)
        ratio = float(np.nanmedian(stated / whole)) if np.isfinite(stated / whole).any() else 1.0
    if not 1 / _OTHER_UNIT < ratio < _OTHER_UNIT:
        findings.add(
            Text(
                nl=f"de lengten zijn {significant(ratio, 'nl')} keer die van de lijnen: klopt de eenheid?",
                en=f"lengths are {significant(ratio, 'en')} times those of the lines: is the unit right?",
            ),
            field=mapping.length.column,
            value=mapping.length.unit,
        )
    known = stated > 0
    _note(
        findings,
        int((~known).sum()),
        "wegen zonder lengte: gemeten langs de lijn.",
        "roads without a length: measured along the line.",
    )
    return np.where(known, stated * part, own_m)


def _snapped(points: Floats, tolerance_m: float) -> tuple[Floats, Integers]:
    """Nodes, in order of first appearance, and the node of each point; points within the tolerance are one."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import KDTree

    places, of = np.unique(points, axis=0, return_inverse=True)
    pairs = KDTree(places).query_pairs(tolerance_m, output_type="ndarray")
    near = coo_array((np.ones(len(pairs), bool), (pairs[:, 0], pairs[:, 1])), shape=(len(places), len(places)))
    group = connected_components(near, directed=False)[1][of]
    _, first, number_of = np.unique(group, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return points[first[order]], rank[number_of]


def _ids(rows: _Rows, row: Integers, at: Integers) -> list[str]:
    """Names of stretches: of the column, else the number of the row; made unique where several have the same."""
    found: dict[str, None] = {}
    times: dict[str, int] = {}
    for file_row, k in zip(row.tolist(), at.tolist(), strict=True):
        name = unique = rows.ids[k] or str(file_row)
        while unique in found:
            times[name] = times.get(name, 1) + 1
            unique = f"{name}.{times[name]}"
        found[unique] = None
    return list(found)


def _note(findings: Findings, count: int, nl: str, en: str) -> None:
    if count:
        findings.problems.append(
            Problem(
                findings.file,
                Text(nl=f"{number(count, 'nl')} {nl}", en=f"{number(count, 'en')} {en}"),
                severity="warning",
            )
        )
