# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from importlib.resources import files

import jsonschema

from tests.evacuation.advice.plans import STARTS, flooded, study
from weerbaar.base import Point
from weerbaar.evacuation.advice import advice_json, advice_schema, advise

FLOOD = flooded({"W": 1.0, "S": 3.5}, dry={"H": 10.0}, velocity_m_s=float("nan"), arrival_h=float("nan"))


def test_what_is_written_fits_the_published_schema() -> None:
    for study_, exposures in ((study(), ()), (study("managed"), (FLOOD,))):
        data = json.loads(advice_json(advise(study_, STARTS, exposures=exposures, breach_s=Point(value=86_400.0))))
        jsonschema.validate(data, advice_schema(), cls=jsonschema.Draft202012Validator)
        assert [place["zone"] for place in data["places"]] == ["W", "S", "H", "I"]
        assert {place["run_record"] for place in data["places"]} == {study_.record.id} == set(data["run_records"])


def test_the_published_schema_is_the_generated_one() -> None:
    shipped = files("weerbaar") / "data" / "schemas" / "evacuation-advice-1.schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == advice_schema()


def test_unknown_is_null_and_times_are_on_the_dutch_clock() -> None:
    data = json.loads(advice_json(advise(study(), STARTS, exposures=(FLOOD,), breach_s=Point(value=86_400.0))))
    west, _, _, island = data["places"]
    assert west["water"]["first_h_after_breach"] is None
    assert west["water"]["collapse_share"] is None
    assert west["phone"] is None
    assert west["leaving"]["before"].endswith("+01:00")
    assert island["water"] is None
    assert island["action"] == "unknown"


def test_the_same_study_gives_the_same_bytes() -> None:
    first, second = (advice_json(advise(study(), STARTS, exposures=(FLOOD,))) for _ in range(2))
    assert first == second
