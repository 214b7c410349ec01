# SPDX-License-Identifier: EUPL-1.2
"""A network with results on its roads as GeoJSON (degrees, WGS84) or GeoPackage (in its own projection).

Every feature says its ``kind``: ``link``, ``exit``, ``zone`` or ``node``. The same network gives the same bytes.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.network.model import NetworkError, RoadNetwork
from weerbaar.evacuation.network.projection import DEGREES, moved

Columns = Mapping[str, npt.ArrayLike]
Floats = npt.NDArray[np.float64]

# Seven decimals of a degree are a centimetre, more than any road file knows.
_DECIMALS = 7
_LINKS, _NODES = "links", "nodes"
# In a GeoPackage stands when it was made; a fixed moment keeps the bytes the same.
_MADE = "2000-01-01T00:00:00.000Z"


def geojson(network: RoadNetwork, *, links: Columns | None = None, nodes: Columns | None = None) -> bytes:
    """Return a network as GeoJSON (RFC 7946); what is not a finite number is null.

    Args:
        network: with a coordinate system.
        links: results by name, each with a value for every link (numbers, words or truth).
        nodes: the same for every node; without them only exits and zones are written of the nodes.

    Raises:
        NetworkError: the network has no coordinate system or no places, or a column has another length or a name that
            is taken.
    """
    lines = _lines_in_degrees(network)
    of_links, of_nodes = _link_columns(network, links), _node_columns(network, nodes)
    shown = np.arange(network.n_nodes) if nodes else _special(network)
    lon, lat = _degrees(network, network.x[shown], network.y[shown])
    features = [_feature("LineString", line, of_links, at) for at, line in enumerate(lines)] + [
        _feature("Point", place, of_nodes, at)
        for at, place in zip(shown.tolist(), np.column_stack([lon, lat]).tolist(), strict=True)
    ]
    document = {"type": "FeatureCollection", "name": network.name, "source": network.source, "features": features}
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return (text + "\n").encode()


def geopackage(network: RoadNetwork, *, links: Columns | None = None, nodes: Columns | None = None) -> bytes:
    """Return a network as GeoPackage with the layers ``links`` and ``nodes``; arguments as of :func:`geojson`.

    Raises:
        NetworkError: as there.
    """
    import shapely

    of_links, of_nodes = _link_columns(network, links), _node_columns(network, nodes)
    lines = shapely.to_wkb([shapely.LineString(line) for line in _lines(network)])
    points = shapely.to_wkb(shapely.points(network.x, network.y))
    with tempfile.TemporaryDirectory(prefix="weerbaar-") as folder, _fixed_moment():
        made = Path(folder) / "network.gpkg"
        _add_layer(made, _LINKS, lines, "LineString", of_links, network.crs)
        _add_layer(made, _NODES, points, "Point", of_nodes, network.crs)
        return made.read_bytes()


def _add_layer(
    path: Path, layer: str, wkb: npt.NDArray[np.object_], kind: str, columns: Mapping[str, npt.NDArray[Any]], crs: str
) -> None:
    from pyogrio import raw

    values = [_storable(column) for column in columns.values()]
    raw.write(
        path,
        np.asarray(wkb, object),
        values,
        list(columns),
        layer=layer,
        driver="GPKG",
        geometry_type=kind,
        crs=crs,
        append=layer != _LINKS,
    )


def _storable(column: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if column.dtype.kind == "f":
        return np.where(np.isfinite(column), column, np.nan)
    if column.dtype.kind in "iu":
        return column.astype(np.int64)
    return column.astype(object) if column.dtype.kind == "U" else column


@contextlib.contextmanager
def _fixed_moment() -> Iterator[None]:
    import pyogrio

    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _MADE})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _link_columns(network: RoadNetwork, results: Columns | None) -> dict[str, npt.NDArray[Any]]:
    ids = np.array(network.node_ids, object)
    own = {
        "kind": np.full(network.n_links, "link", object),
        "id": np.array(network.link_ids, object),
        "road": np.array(network.road_names or ("",) * network.n_links, object),
        "begin": ids[network.begin],
        "end": ids[network.end],
        "length_m": network.length_m,
        "free_speed_km_h": network.free_speed_m_s * 3.6,
        "capacity_veh_h": network.capacity_veh_s * 3600,
        "lanes": network.lanes,
    }
    return _joined(own, results, network.n_links)


def _node_columns(network: RoadNetwork, results: Columns | None) -> dict[str, npt.NDArray[Any]]:
    kind, zone = np.full(network.n_nodes, "node", object), np.full(network.n_nodes, "", object)
    name = zone.copy()
    for each in network.zones:
        for node in each.nodes:
            kind[node] = "zone"
            zone[node] = f"{zone[node]} {each.id}".strip()
            name[node] = f"{name[node]}, {each.name}" if name[node] else each.name
    kind[network.exits] = "exit"
    own = {"kind": kind, "id": np.array(network.node_ids, object), "zone": zone, "name": name}
    return _joined(own, results, network.n_nodes)


def _joined(own: dict[str, npt.NDArray[Any]], results: Columns | None, length: int) -> dict[str, npt.NDArray[Any]]:
    given = {name: np.asarray(values) for name, values in (results or {}).items()}
    # Names of columns do not differ by case in a GeoPackage, and two are its own.
    taken = {name.lower() for name in (*own, "fid", "geom")}
    for name, values in given.items():
        if values.shape != (length,):
            raise NetworkError(
                Text(nl=f"{name} hoort {length} waarden te hebben.", en=f"{name} should have {length} values.")
            )
        if name.lower() in taken:
            raise NetworkError(Text(nl=f"de naam {name} is al in gebruik.", en=f"the name {name} is taken already."))
        taken.add(name.lower())
    return own | given


def _special(network: RoadNetwork) -> npt.NDArray[np.int64]:
    of_zones = [node for zone in network.zones for node in zone.nodes]
    return np.unique(np.concatenate([network.exits, np.array(of_zones, np.int64)]))


def require_map(network: RoadNetwork) -> None:
    """Refuse a network that does not fit on a map.

    Raises:
        NetworkError: it has no coordinate system or no places.
    """
    if not network.crs or not (np.isfinite(network.x).all() and np.isfinite(network.y).all()):
        raise NetworkError(
            Text(
                nl="het net heeft geen coördinatenstelsel of niet alle plaatsen; het past niet op een kaart.",
                en="the network has no coordinate system or not all places; it does not fit on a map.",
            )
        )


def _lines(network: RoadNetwork) -> list[Floats]:
    """Lines of links in the coordinates of the network; straight where none is known."""
    require_map(network)
    if network.geometry:
        return list(network.geometry)
    places = np.column_stack([network.x, network.y])
    return list(np.stack([places[network.begin], places[network.end]], axis=1))


def _lines_in_degrees(network: RoadNetwork) -> list[list[list[float]]]:
    lines = _lines(network)
    if not lines:
        return []
    corners = np.concatenate(lines)
    lon, lat = _degrees(network, corners[:, 0], corners[:, 1])
    places = np.column_stack([lon, lat]).tolist()
    first = np.cumsum([0, *map(len, lines)]).tolist()
    return [places[a:b] for a, b in itertools.pairwise(first)]


def _degrees(network: RoadNetwork, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    lon, lat = moved(x, y, source=network.crs, target=DEGREES)
    return np.round(lon, _DECIMALS), np.round(lat, _DECIMALS)


def _feature(kind: str, places: list[Any], columns: Mapping[str, npt.NDArray[Any]], at: int) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": kind, "coordinates": places},
        "properties": {name: _plain(values[at]) for name, values in columns.items()},
    }


def _plain(value: Any) -> Any:
    """A value as JSON holds it, to nine digits."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return float(f"{value:.9g}") if np.isfinite(value) else None
    return value
