# SPDX-License-Identifier: EUPL-1.2
"""JSON in the shape that the clients of NL-Alert poll: Home Assistant, Homey, apps, bots and dashboards.

``{"data": [{id, message, type, start_at, stop_at, area, resource_uri}]}``, the last sent first, with ``?after=<id>``
for what comes after that alert in the list and an empty list when all was loaded. What clients were found to rely on:
times end in Z, without fractions; an alert without ``stop_at`` is passed over by some, so it always has one; an alert
without ``area`` is for the whole country, so that is never left out; a test message has another ``type``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from weerbaar.alerting.area import Area, Point, circle_ring
from weerbaar.alerting.compose import broadcast_text
from weerbaar.alerting.feeds.entry import utc
from weerbaar.alerting.feeds.published import Published

LIST_PATH = "api/v1/providers/nl-alert/alerts"
PAGE_LENGTH = 50
"""Alerts in one answer."""

_TYPES = {"actual": "nl-alert", "test": "test"}
_DIGITS = 6
_BEFORE, _AFTER = b'{"data":', b"}\n"


def item(published: Published, base_url: str) -> dict[str, Any]:
    """Return one alert as clients read it.

    Args:
        published: the alert.
        base_url: address of the site, without a slash at its end.
    """
    return {
        "id": published.id,
        "message": broadcast_text(published.draft.texts),
        "type": _TYPES[published.draft.status],
        "start_at": utc(published.sent),
        "stop_at": utc(published.stop),
        "area": area_strings(published.draft.area),
        "resource_uri": f"{base_url}/{LIST_PATH}/{published.id}",
    }


def area_strings(area: Area) -> list[str]:
    """Return every polygon as ``lat,lon lat,lon …``, to 0.1 m; a circle is a polygon around it."""
    return [_ring(ring) for ring in (*area.polygons, *(circle_ring(circle) for circle in area.circles))]


def _ring(ring: Iterable[Point]) -> str:
    return " ".join(f"{_degrees(latitude)},{_degrees(longitude)}" for latitude, longitude in ring)


def _degrees(value: float) -> str:
    return f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".")


def one(data: dict[str, Any]) -> bytes:
    """Return the answer that holds one alert."""
    return _BEFORE + json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + _AFTER


def several(ones: Iterable[bytes]) -> bytes:
    """Return the answer that holds what is in each of ``ones``, in that order."""
    return _BEFORE + b"[" + b",".join(each[len(_BEFORE) : -len(_AFTER)] for each in ones) + b"]" + _AFTER
