# SPDX-License-Identifier: EUPL-1.2
"""The alerts that hold now, as one GeoJSON collection (RFC 7946) for maps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_PROPERTIES = ("kind", "status", "region", "sender", "sent", "starts", "expires", "stop", "replaces", "texts")


def collection(pages: Iterable[Mapping[str, Any]], base_url: str, years: Mapping[str, int]) -> dict[str, Any]:
    """Return a collection with a feature for each alert.

    Args:
        pages: as :func:`weerbaar.alerting.feeds.page.page_of` makes them.
        base_url: address of the site, without a slash at its end.
        years: the year of each alert, by id.
    """
    return {"type": "FeatureCollection", "features": [_feature(page, base_url, years[page["id"]]) for page in pages]}


def _feature(page: Mapping[str, Any], base_url: str, year: int) -> dict[str, Any]:
    area = page["area"]
    return {
        "type": "Feature",
        "id": page["id"],
        "geometry": area["geometry"],
        "properties": {
            **{name: page[name] for name in _PROPERTIES},
            "description": area["properties"]["description"],
            "codes": area["properties"]["codes"],
            "circles": area["properties"]["circles"],
            "cap": f"{base_url}/{year}/{page['id']}.xml",
        },
    }
