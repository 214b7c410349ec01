# SPDX-License-Identifier: EUPL-1.2
"""Road networks: read, checked, simplified, written.

In: a file of roads (JSON instance, GMNS, TNTP, GeoPackage, Shapefile, OpenStreetMap). Out: a ``RoadNetwork``.
"""

from weerbaar.evacuation.network.instance import Instance, read_instance
from weerbaar.evacuation.network.model import NetworkError, RoadNetwork, Zone

__all__ = ["Instance", "NetworkError", "RoadNetwork", "Zone", "read_instance"]
