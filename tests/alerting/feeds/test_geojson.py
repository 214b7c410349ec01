# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from itertools import pairwise

from tests.alerting.feeds.sites import ADDRESS, FIRE, told, uses
from weerbaar.alerting.area import Area, Circle
from weerbaar.alerting.feeds import published_from, standings
from weerbaar.alerting.feeds.geojson import collection
from weerbaar.alerting.feeds.page import page_of
from weerbaar.base import Text

CLOCKWISE = ((52.0, 5.0), (52.1, 5.0), (52.1, 5.1), (52.0, 5.1), (52.0, 5.0))


def made(area):
    register = uses(told(area=area))
    page, _ = page_of(published_from(register[FIRE], standings(register)))
    return collection([page], ADDRESS, {FIRE: 2026})


def test_rings_are_closed_longitude_first_and_have_their_inside_on_the_left_rfc_7946():
    found = made(Area(Text(nl="Utrecht"), (CLOCKWISE,), (Circle(52.3, 5.3, 2.0),), ("GM0344",)))
    (feature,) = found["features"]
    assert (found["type"], feature["type"], feature["geometry"]["type"]) == (
        "FeatureCollection",
        "Feature",
        "MultiPolygon",
    )
    assert len(feature["geometry"]["coordinates"]) == 2
    for (ring,) in feature["geometry"]["coordinates"]:
        assert ring[0] == ring[-1]
        assert len(ring) >= 4
        assert all(5 < longitude + 0.01 < 6 and 52 <= latitude < 53 for longitude, latitude in ring)
        assert sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0


def test_a_feature_leads_to_its_message_and_says_what_it_is():
    (feature,) = made(Area(Text(nl="Utrecht"), circles=(Circle(52.09, 5.12, 5.0),)))["features"]
    assert feature["id"] == FIRE
    properties = feature["properties"]
    assert properties["cap"] == f"{ADDRESS}/2026/{FIRE}.xml"
    assert properties["circles"] == [{"latitude": 52.09, "longitude": 5.12, "radius_km": 5.0}]
    assert (properties["kind"], properties["description"]["nl"]) == ("fire-smoke", "Utrecht")


def test_no_alerts_is_an_empty_collection():
    assert collection([], ADDRESS, {}) == {"type": "FeatureCollection", "features": []}
