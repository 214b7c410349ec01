# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json

import jsonschema
import pytest

from tests.evacuation.study.two_ways import NETWORK, leaving
from weerbaar.evacuation.study import Settings, make_study, study_dict, study_json, study_schema


@pytest.fixture(scope="module")
def study():
    return make_study(NETWORK, leaving(3000), Settings(routing="managed", bin_s=600))


def test_holds_to_its_schema(study) -> None:
    data = json.loads(study_json(study))
    jsonschema.validate(data, study_schema(), cls=jsonschema.Draft202012Validator)
    without = make_study(NETWORK, leaving(3000), Settings(routing="nearest", horizon_s=1800, with_bound=False))
    data = json.loads(study_json(without))
    jsonschema.validate(data, study_schema(), cls=jsonschema.Draft202012Validator)
    # Not reached is null, not zero.
    assert data["clearance"]["t90_h"] is None
    assert data["bound"] is None


def test_says_who_is_out_by_when(study) -> None:
    data = study_dict(study)
    assert data["people"] == pytest.approx(7500)
    assert data["arrivals"]["vehicles_out"][-1] == pytest.approx(3000)
    assert data["arrivals"]["people_out"][-1] == pytest.approx(7500)
    assert [sum(e["vehicles_out"][k] for e in data["arrivals"]["per_exit"]) for k in range(3)] == pytest.approx(
        data["arrivals"]["vehicles_out"][:3]
    )
    assert data["arrivals"]["end_h"][1] == pytest.approx(1 / 6)
    assert {bottleneck["id"] for bottleneck in data["bottlenecks"]} <= set(NETWORK.link_ids) | set(NETWORK.node_ids)
    assert len(data["bottlenecks"]) >= 2
    assert data["run_record"]["settings"]["routing"] == "managed"


def test_the_same_study_gives_the_same_bytes(study) -> None:
    again = make_study(NETWORK, leaving(3000), Settings(routing="managed", bin_s=600))
    assert study_json(again) == study_json(study)


def test_names_the_longest_queues() -> None:
    # One way for 3,000 vehicles in five minutes: the road itself is full of them.
    study = make_study(NETWORK, leaving(3000), Settings(routing="nearest"))
    queues = study_dict(study)["queues"]
    assert all(queue["longest_veh"] >= 1 for queue in queues)
    assert [queue["longest_veh"] for queue in queues] == sorted((q["longest_veh"] for q in queues), reverse=True)
