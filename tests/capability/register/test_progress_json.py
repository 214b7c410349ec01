# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from tests.capability.register.registers import day
from weerbaar.base import schema_text
from weerbaar.capability.register import Progress, load_register, progress, progress_json, progress_schema


def report(name: str = "voorbeeld-capaciteiten", on: str = "2016-06-30", **more: str) -> Progress:
    return progress(load_register(name), day(on), **{key: day(value) for key, value in more.items()})


@pytest.mark.parametrize(
    ("name", "on"), [("voorbeeld-capaciteiten", "2014-03-01"), ("register-sinds-2008", "2011-07-01")]
)
def test_a_report_keeps_to_its_schema(name: str, on: str) -> None:
    data = json.loads(progress_json(report(name, on, since="2010-01-01")))
    jsonschema.validate(data, progress_schema(), cls=jsonschema.Draft202012Validator)


def test_published_schema_is_the_one_that_is_written() -> None:
    """After a change, write ``schema_text(progress_schema())`` to the committed file again."""
    published = files("weerbaar").joinpath("data/schemas/progress-1.schema.json").read_text(encoding="utf-8")
    assert published == schema_text(progress_schema())


def test_numbers_are_those_of_the_report() -> None:
    found = report(since="2015-12-31")
    data = json.loads(progress_json(found))
    assert (data["on"], data["known"], data["since"]) == ("2016-06-30", None, "2015-12-31")
    assert data["register"]["illustrative"] is True
    assert [(o["subject"], o["days_late"], o["deadline"]["latest"]) for o in data["overdue"]] == [
        ("responsunits", 731, "2014-06-30"),
        ("bijstand-politie", 182, "2015-12-31"),
    ]
    subjects = {s["id"]: s for s in data["subjects"]}
    assert subjects["responsunits"]["days_late"] == 731
    assert subjects["alert-online"]["days_late"] is None
    assert subjects["cyberdetectie"]["budgets_eur"] == [6_000_000]
    assert subjects["sociale-media"]["mandates"][0]["body"] == "minister"
    assert data["effects"] == [
        {
            "subject": "alert-online",
            "entry": "alert-online-effect",
            "scenario": "cyberhacktivisme",
            "round": "NRB 2015",
            "likelihood_before": "C",
            "likelihood_after": "C",
            "impact_before": "C",
            "impact_after": "B",
        }
    ]


def test_an_uncertain_state_lists_every_possibility_and_null_for_nothing_yet() -> None:
    data = json.loads(progress_json(report(on="2013-11-10")))
    subjects = {s["id"]: s for s in data["subjects"]}
    assert subjects["bouwbesluit-cyber"]["states"] == [None, "decided"]
    assert subjects["bouwbesluit-cyber"]["perhaps"] == ["besluit-bouwbesluit"]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert progress_json(report()) == progress_json(report())
