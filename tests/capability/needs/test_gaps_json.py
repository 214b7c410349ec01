# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from tests.capability.needs_cases import large, need, one, present, task
from weerbaar.base import schema_text
from weerbaar.capability.analysis import load_analysis
from weerbaar.capability.needs import Gaps, gaps, gaps_json, gaps_schema


@pytest.fixture(scope="module")
def found() -> Gaps:
    return gaps(load_analysis("voorbeeld-capaciteiten"), draws=1600)


def test_what_is_written_fits_the_schema(found: Gaps) -> None:
    validator = Draft202012Validator(gaps_schema())
    for result in (found, gaps(large(5, 8, 30), draws=160), gaps(one(tasks=[task("t", need(1))]), draws=160)):
        assert list(validator.iter_errors(json.loads(gaps_json(result)))) == []


def test_the_published_schema_is_that_of_the_writer() -> None:
    published = files("weerbaar").joinpath("data", "schemas", "gaps-1.schema.json")
    assert published.read_text(encoding="utf-8") == schema_text(gaps_schema())


def test_unknown_and_withheld_are_null_and_told_apart(found: Gaps) -> None:
    cells = {(c["capability"], c["scenario"]): c for c in json.loads(gaps_json(found))["cells"]}
    unknown = cells["psychosociale-hulp", "gewelddadige-eenling"]
    withheld = cells["me-inzet", "grootschalige-onlusten"]
    assert (unknown["numbers"], unknown["state"], unknown["withheld"]) == (None, "unknown", False)
    assert (withheld["numbers"], withheld["state"], withheld["withheld"]) == (None, "short", True)


def test_the_same_gaps_are_the_same_bytes(found: Gaps) -> None:
    again = gaps(load_analysis("voorbeeld-capaciteiten"), draws=1600)
    assert gaps_json(again) == gaps_json(found)


def test_an_exact_number_arrives_exactly() -> None:
    data = json.loads(gaps_json(gaps(one(present("p", 25), tasks=[task("t", need(30))]), draws=160)))
    numbers = data["cells"][0]["numbers"]
    assert (numbers["probability"], numbers["shortfall"], numbers["exact"]) == (1.0, 5.0, True)
    assert data["run_record"]["draws"] == 160
