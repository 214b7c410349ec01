# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.capability.measures.proposals import analysis_in, proposal
from weerbaar.base import schema_text
from weerbaar.capability.folder import shipped
from weerbaar.capability.weighing import weigh, weighing_json, weighing_schema


def test_the_published_schema_is_that_of_the_writer() -> None:
    text = (shipped().parent / "schemas" / "weighing-1.schema.json").read_text(encoding="utf-8")
    assert text == schema_text(weighing_schema())


def test_what_is_written_answers_the_schema(tmp_path: Path) -> None:
    free = proposal("gratis", cost={"one_off_eur": 0})
    written = json.loads(weighing_json(weigh(analysis_in(tmp_path, {"measures": [proposal("een"), free]}), draws=50)))
    validator = pytest.importorskip("jsonschema").Draft202012Validator(weighing_schema())
    assert [e.message for e in validator.iter_errors(written)] == []
    assert [m["id"] for m in written["measures"]] == ["een", "gratis"]
    assert written["measures"][1]["efficiency"] is None
    assert written["risk"]["total"]["mean"] == pytest.approx(
        sum(s["risk"]["mean"] for s in written["risk"]["scenarios"])
    )
    assert written["run_record"]["id"]
