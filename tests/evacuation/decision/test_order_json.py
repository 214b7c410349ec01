# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import numpy as np

from tests.evacuation.study.two_ways import NETWORK, leaving
from weerbaar.evacuation.decision import order_json, order_schema, who_goes_first
from weerbaar.evacuation.study import run_record


def test_what_is_written_fits_the_published_schema() -> None:
    departures = leaving(3000)
    turns = who_goes_first(NETWORK, departures, np.full(len(departures.nodes), 0.1), 1800.0)
    record = run_record("order", NETWORK, departures, (), {"before_h": 0.5})
    written = order_json(turns, NETWORK, departures, 0.5, record)
    data = json.loads(written)
    jsonschema.validate(data, order_schema(), cls=jsonschema.Draft202012Validator)
    assert data["in_time"] < data["vehicles"] == 3000
    assert data["lives"] == 0.1 * data["in_time"]
    assert [turn["place"] for turn in data["turns"]] == [1.0]
    assert data["turns"][0]["share"] == data["in_time"] / 3000
    assert data["run_record"]["id"] == record.id
    assert written == order_json(turns, NETWORK, departures, 0.5, record)


def test_the_published_schema_is_the_generated_one() -> None:
    shipped = files("weerbaar") / "data" / "schemas" / "evacuation-order-1.schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == order_schema()
