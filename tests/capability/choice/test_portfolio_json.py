# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.capability.choice.twelve import chosen_of_twelve
from weerbaar.base import Text, schema_text
from weerbaar.capability.choice import Flip, GapChange, portfolio_json, portfolio_schema
from weerbaar.capability.folder import shipped


def test_the_published_schema_is_that_of_the_writer() -> None:
    text = (shipped().parent / "schemas" / "portfolio-1.schema.json").read_text(encoding="utf-8")
    assert text == schema_text(portfolio_schema())


def test_what_is_written_answers_the_schema() -> None:
    choice = chosen_of_twelve()[1]
    name = Text(nl="Analisten", en="Analysts")
    gap = GapChange("analisten", name, None, 0.2, "unknown", "short", ("m01",), None)
    first = replace(choice.verdicts[0], cost_flip=Flip(None, 20.0), blocked=name, loss=None)
    full = replace(choice, gaps=(gap,), verdicts=(first, *choice.verdicts[1:]))
    bare = replace(choice, frontier=(), rivals=(), states=0, vary=(), nearby=(), cost_quantile=0.8)
    validator = pytest.importorskip("jsonschema").Draft202012Validator(portfolio_schema())
    for one in (choice, full, bare):
        written = json.loads(portfolio_json(one))
        assert [e.message for e in validator.iter_errors(written)] == []
        assert [m["id"] for m in written["measures"]] == [m.id for m in choice.measures]
        assert written["optimum"]["value"] <= written["optimum"]["bound"] + 1e-9
        assert len(written["verdicts"]) == 12
    assert json.loads(portfolio_json(full))["gaps"][0]["before"] is None
