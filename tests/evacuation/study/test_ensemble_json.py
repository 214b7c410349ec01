# SPDX-License-Identifier: EUPL-1.2
"""The open form of an ensemble: its schema, its quantiles, and what was not reached."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import numpy as np
import pytest

from tests.evacuation.study.two_ways import NETWORK, leaving
from weerbaar.evacuation.study import Ensemble, Settings, ensemble_json, ensemble_schema, make_ensemble
from weerbaar.evacuation.study.ensemble_json import ensemble_dict


def _made(horizon_s: float | None = None) -> Ensemble:
    return make_ensemble(NETWORK, leaving(2000), Settings(bin_s=600, horizon_s=horizon_s), 40, 5)


@pytest.fixture(scope="module")
def found() -> Ensemble:
    return _made()


def fit(data: Any) -> None:
    jsonschema.validate(data, ensemble_schema(), cls=jsonschema.Draft202012Validator)


def test_holds_to_its_schema_and_to_the_published_one(found: Ensemble) -> None:
    data = json.loads(ensemble_json(found))
    fit(data)
    with pytest.raises(jsonschema.ValidationError):
        fit({**data, "other": 1})
    shipped = files("weerbaar") / "data" / "schemas" / "evacuation-ensemble-1.schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == ensemble_schema()


def test_the_same_ensemble_gives_the_same_bytes(found: Ensemble) -> None:
    assert ensemble_json(_made()) == ensemble_json(found)


def test_quantiles_are_those_of_the_draws_with_their_error(found: Ensemble) -> None:
    data = ensemble_dict(found)
    assert data["members"] == 40
    by_probability = {row["probability"]: row for row in data["clearance"]["t90_h"]["quantiles"]}
    assert by_probability[0.5]["hours"] == pytest.approx(np.median(found.t90_h))
    assert 0 < by_probability[0.5]["standard_error"] < found.t90_h.std()
    assert data["clearance"]["t90_h"]["reached_share"] == 1
    assert [row["members"] for row in data["convergence"]] == [5, 10, 20, 40]
    assert data["convergence"][-1]["t90_h"][0] == by_probability[0.5]
    out = data["arrivals"]["vehicles_out"]
    assert out["p05"][-1] <= out["p50"][-1] <= out["p95"][-1]
    assert data["arrivals"]["people_out_share"]["p50"][-1] == pytest.approx(1.0)
    medians = [row["vehicles"][3]["value"] for row in data["arrivals"]["per_exit"]]
    assert sum(medians) == pytest.approx(np.median(found.total_veh), rel=0.1)
    assert data["draws"]["t50_h"] == found.t50_h.tolist()
    assert {row["id"] for row in data["uncertainty"]} >= {"discipline", "weather_capacity"}
    assert data["run_record"]["draws"] == 40


def test_what_was_not_reached_is_null() -> None:
    data = json.loads(ensemble_json(_made(horizon_s=1800)))
    fit(data)
    assert data["clearance"]["t99_h"]["reached_share"] == 0
    assert {row["hours"] for row in data["clearance"]["t99_h"]["quantiles"]} == {None}
    assert set(data["draws"]["t99_h"]) == {None}
