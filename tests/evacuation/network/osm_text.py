# SPDX-License-Identifier: EUPL-1.2
"""Small extracts of OpenStreetMap, written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

Places = Mapping[int, tuple[float, float]]
Way = tuple[int, Sequence[int], Mapping[str, str]]


def extract(path: Path, places: Places, ways: Sequence[Way]) -> Path:
    """Write nodes (longitude, latitude) and ways (number, nodes, tags)."""
    lines = ["<?xml version='1.0'?>", '<osm version="0.6">']
    lines += [f'<node id="{at}" lon="{lon}" lat="{lat}"/>' for at, (lon, lat) in places.items()]
    for number, refs, tags in ways:
        lines += [f'<way id="{number}">', *(f'<nd ref="{ref}"/>' for ref in refs)]
        lines += [f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items()] + ["</way>"]
    path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
    return path
