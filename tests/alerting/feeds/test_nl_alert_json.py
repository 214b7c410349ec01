# SPDX-License-Identifier: EUPL-1.2
"""The shape is that of the feed that clients poll; below, clients of our own that do what the public ones do."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.alerting.compose.drafts import EN, NL, STARTS
from tests.alerting.feeds.sites import ADDRESS, FIRE, published, told, uses, withdrawn, years_of_fires
from weerbaar.alerting.area import Area, Circle
from weerbaar.alerting.feeds import answer, load_site, nl_alert_json, published_from, serving, standings
from weerbaar.alerting.feeds.nl_alert_json import LIST_PATH, area_strings, item, one, several
from weerbaar.base import Text

UTRECHT, ZWOLLE = (52.09, 5.12), (52.52, 6.09)


def made(story, name=FIRE):
    register = uses(story)
    return item(published_from(register[name], standings(register)), ADDRESS)


def test_an_alert_has_just_the_fields_that_clients_know():
    found = made(told())
    assert list(found) == ["id", "message", "type", "start_at", "stop_at", "area", "resource_uri"]
    assert found["message"].split("***")[0].strip() == NL
    assert found["message"].split("***")[1].strip() == EN
    assert (found["type"], found["start_at"], found["stop_at"]) == (
        "nl-alert",
        "2026-11-26T13:05:00Z",
        "2026-11-26T17:05:00Z",
    )
    assert found["resource_uri"] == f"{ADDRESS}/api/v1/providers/nl-alert/alerts/{FIRE}"


def test_a_test_message_is_told_apart_and_a_withdrawn_one_has_stopped():
    assert made(told(status="test", purpose="test"))["type"] == "test"
    assert made(withdrawn(told(), STARTS + timedelta(minutes=7)))["stop_at"] == "2026-11-26T13:12:00Z"


def test_polygons_are_latitude_before_longitude_and_a_circle_goes_around_itself():
    ring = ((52.0, 5.0), (52.0, 5.1), (52.1234567, 5.1), (52.0, 5.0))
    strings = area_strings(Area(Text(nl=""), (ring,), (Circle(*UTRECHT, 5.0),)))
    assert strings[0] == "52,5 52,5.1 52.123457,5.1 52,5"
    corners = strings[1].split(" ")
    assert (len(corners), corners[0]) == (65, corners[-1])
    assert inside(*UTRECHT, strings[1])
    assert not inside(*ZWOLLE, strings[1])


def test_several_answers_are_put_together_without_reading_them():
    parts = [{"id": "a", "message": "}]\n"}, {"id": "b"}]
    assert json.loads(several(one(part) for part in parts)) == {"data": parts}
    assert json.loads(several([])) == {"data": []}


# What the clients do: read the times, look whether a place is in one of the polygons, load until there is no more.
def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def inside(latitude: float, longitude: float, polygon: str) -> bool:
    points = [tuple(float(part) for part in pair.split(",")) for pair in polygon.strip().split()]
    hit = False
    for (a_lat, a_lon), (b_lat, b_lon) in zip(points, points[-1:] + points[:-1], strict=True):
        crosses = (a_lon > longitude) != (b_lon > longitude)
        if crosses and latitude < (b_lat - a_lat) * (longitude - a_lon) / (b_lon - a_lon) + a_lat:
            hit = not hit
    return hit


def alarms(site, place, now) -> list[str]:
    """Alerts that hold at a place now; one without a time of ending or without an area is another matter."""
    data = json.loads(answer(site, "GET", f"/{LIST_PATH}", {}).body)["data"]
    return [
        alert["id"]
        for alert in data
        if moment(alert["start_at"]) <= now <= moment(alert["stop_at"])
        and any(inside(*place, polygon) for polygon in alert["area"])
    ]


def all_pages(site) -> list[list[str]]:
    pages, after = [], ""
    while True:
        reply = answer(site, "GET", f"/{LIST_PATH}{after}", {})
        ids = [alert["id"] for alert in json.loads(reply.body)["data"]]
        if not ids:
            return pages
        pages.append(ids)
        after = f"?after={ids[-1]}"


def test_a_client_alarms_whoever_is_in_the_area_while_it_holds(tmp_path):
    published(tmp_path, uses(told()))
    site, now = load_site(tmp_path), datetime(2026, 11, 26, 13, 10, tzinfo=UTC)
    assert alarms(site, UTRECHT, now) == [FIRE]
    assert alarms(site, ZWOLLE, now) == []
    assert alarms(site, UTRECHT, now + timedelta(hours=5)) == []


def test_a_client_stops_when_the_alert_is_withdrawn(tmp_path):
    at = STARTS + timedelta(minutes=10)
    published(tmp_path, uses(withdrawn(told(), at)), at)
    assert alarms(load_site(tmp_path), UTRECHT, at + timedelta(seconds=1)) == []


@pytest.mark.parametrize("count", [0, 1, 3, 4, 8])
def test_a_client_that_loads_everything_meets_each_alert_once_the_last_first(tmp_path, monkeypatch, count):
    for module in (nl_alert_json, serving):
        monkeypatch.setattr(module, "PAGE_LENGTH", 3)
    published(tmp_path, years_of_fires(count, 10_000))
    pages = all_pages(load_site(tmp_path))
    assert [name for page in pages for name in page] == [f"fire-{i:05d}" for i in range(count)]
    assert all(len(page) == 3 for page in pages[:-1])
    assert len(pages) == -(-count // 3)
