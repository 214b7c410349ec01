# SPDX-License-Identifier: EUPL-1.2
"""A map of three places in a row, with the tables of people and exits that stand beside it."""

from __future__ import annotations

import json
from pathlib import Path

ZONES = b"id;name;lat;lon;people\na;Dorp;52,0;5,0;1200\n"
EXITS = b"id,name,lat,lon\nx,Weg,52.0,5.02\n"
OSM = """<osm version="0.6">
<node id="1" lat="52.0" lon="5.0"/><node id="2" lat="52.0" lon="5.01"/><node id="3" lat="52.0" lon="5.02"/>
<way id="7"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="ref" v="N1"/></way>
<way id="8"><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/><tag k="ref" v="N1"/></way></osm>"""


def roads_file(folder: Path) -> Path:
    """Write two roads in a row as GeoJSON with columns of their own."""
    lines = [[[5.0, 52.0], [5.01, 52.0]], [[5.01, 52.0], [5.02, 52.0]]]
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": line},
            "properties": {"NUMMER": f"N{at}", "KMU": 80, "STROKEN": 1},
        }
        for at, line in enumerate(lines)
    ]
    path = folder / "wegen.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path
