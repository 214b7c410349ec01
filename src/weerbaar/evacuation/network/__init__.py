# SPDX-License-Identifier: EUPL-1.2
"""Road networks: read, checked, simplified, written.

In: a file of roads (JSON instance, GMNS, TNTP, GeoPackage, Shapefile, OpenStreetMap). Out: a ``RoadNetwork``.
"""

from weerbaar.evacuation.network.checks import check_network
from weerbaar.evacuation.network.conditions import CONTRAFLOW_GAIN, closed, contraflow, opposite
from weerbaar.evacuation.network.distances import distances_m
from weerbaar.evacuation.network.examples import Example, Inhabitants, example, examples
from weerbaar.evacuation.network.gmns import read_gmns
from weerbaar.evacuation.network.instance import Instance, read_instance
from weerbaar.evacuation.network.model import JAM_VEH_M_LANE, NetworkError, RoadNetwork, Zone
from weerbaar.evacuation.network.osm import MAIN_ROADS, read_osm
from weerbaar.evacuation.network.places import Place, put_on, read_places
from weerbaar.evacuation.network.projection import DEGREES, DUTCH_GRID, ProjectionError, moved
from weerbaar.evacuation.network.reach import Reachable, drop_unreachable
from weerbaar.evacuation.network.reading import Reading
from weerbaar.evacuation.network.road_classes import RoadClass, RoadClasses, read_road_classes
from weerbaar.evacuation.network.road_columns import RoadColumns, read_road_columns
from weerbaar.evacuation.network.road_file import read_road_file
from weerbaar.evacuation.network.road_layer import column_names
from weerbaar.evacuation.network.simplify import Simplified, simplify
from weerbaar.evacuation.network.tntp import read_tntp
from weerbaar.evacuation.network.written import geojson, geopackage, require_map

__all__ = [
    "CONTRAFLOW_GAIN",
    "DEGREES",
    "DUTCH_GRID",
    "JAM_VEH_M_LANE",
    "MAIN_ROADS",
    "Example",
    "Inhabitants",
    "Instance",
    "NetworkError",
    "Place",
    "ProjectionError",
    "Reachable",
    "Reading",
    "RoadClass",
    "RoadClasses",
    "RoadColumns",
    "RoadNetwork",
    "Simplified",
    "Zone",
    "check_network",
    "closed",
    "column_names",
    "contraflow",
    "distances_m",
    "drop_unreachable",
    "example",
    "examples",
    "geojson",
    "geopackage",
    "moved",
    "opposite",
    "put_on",
    "read_gmns",
    "read_instance",
    "read_osm",
    "read_places",
    "read_road_classes",
    "read_road_columns",
    "read_road_file",
    "read_tntp",
    "require_map",
    "simplify",
]
