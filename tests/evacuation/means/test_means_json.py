# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from tests.evacuation.means.fleets import buses, text, travel
from weerbaar.base import RunRecord
from weerbaar.evacuation.means import Need, Police, Posts, Refuge, assign, means_json, means_schema
from weerbaar.evacuation.routing import Post

RECORD = RunRecord("in", "evacuation means", "1", "", 0, 1, {}, {})


def _written(posts: Posts | None = None) -> dict[str, Any]:
    needs = (Need("z", "walking", 120.0, 3.0),)
    plan = assign([buses()], needs, [Refuge("r", text("hal"), float("inf"))], travel(("z", "r"), [[0, 0.5], [0.5, 0]]))
    found: dict[str, Any] = json.loads(means_json(plan, RECORD, posts))
    jsonschema.validate(found, means_schema(), cls=jsonschema.Draft202012Validator)
    return found


def test_who_is_helped_and_who_is_not_add_up() -> None:
    data = _written()
    assert data["helped"] == sum(trip["people"] for trip in data["trips"]) == data["refuges"][0]["received"]
    assert data["people"] - data["helped"] == pytest.approx(sum(one["people"] for one in data["unserved"]))
    assert data["refuges"][0]["beds"] is None
    assert data["needs"][0]["risk"] is None
    assert data["run_record"]["id"] == RECORD.id


def test_posts_say_whether_they_are_manned() -> None:
    assert _written()["posts"] is None
    first, second = (Post(at, f"n{at}", 300.0 / (at + 1), (("A1", 0.75), ("", 0.25))) for at in range(2))
    posts = _written(Posts(Police(2), (first,), (second,)))["posts"]
    assert [(post["name"], post["manned"]) for post in posts["posts"]] == [("n0", True), ("n1", False)]
    assert posts["share"] == pytest.approx(2 / 3)
    assert posts["posts"][0]["ways"][1] == {"road": None, "share": 0.25}


def test_the_published_schema_is_the_generated_one() -> None:
    shipped = files("weerbaar") / "data" / "schemas" / "evacuation-means-1.schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == means_schema()
