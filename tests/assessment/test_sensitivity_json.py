# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from tests.assessment.opinions import judgements, round_of
from weerbaar.assessment import Sensitivity, sensitivity, sensitivity_json, sensitivity_schema
from weerbaar.assessment.weight_constraints import WeightConstraints
from weerbaar.dossier import load_dossier

HALF = WeightConstraints.model_validate({"schema": 1, "constraints": [{"criterion": "5.3", "max": 0.2}]})


@pytest.fixture(scope="module")
def found() -> Sensitivity:
    return sensitivity(load_dossier("voorbeeld-2012"), constraints=HALF, draws=2_000, base_samples=128)


@pytest.fixture(scope="module")
def written(found: Sensitivity) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(sensitivity_json(found))
    return data


def fit(data: object) -> None:
    jsonschema.validate(data, sensitivity_schema(), cls=jsonschema.Draft202012Validator)


def test_analysis_fits_the_schema(written: dict[str, Any]) -> None:
    fit(written)
    assert written["acceptability"]["weights"]["sampling"] == "hit-and-run"
    assert written["run_record"]["settings"]["constraints"] == [{"criterion": "5.3", "max": 0.2}]


def test_published_schema_is_the_generated_one() -> None:
    shipped = files("weerbaar") / "data" / "schemas" / "sensitivity-1.schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == sensitivity_schema()


def test_schema_is_a_schema_and_refuses_what_is_not_named(written: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(sensitivity_schema())
    with pytest.raises(jsonschema.ValidationError):
        fit({**written, "other": 1})
    with pytest.raises(jsonschema.ValidationError):
        fit({**written, "ranks": [{**written["ranks"][0], "share": 1.5}]})


def test_numbers_are_those_of_the_analysis_to_ten_digits(found: Sensitivity, written: dict[str, Any]) -> None:
    assert found.smaa is not None
    first = [row[0] for row in written["acceptability"]["rank_acceptability"]]
    assert first == pytest.approx(found.smaa.analysis.rank_acceptability[:, 0], rel=1e-9)
    impact = found.disagreement.impact
    assert impact is not None
    assert written["disagreement"]["impact"]["mean_total"] == pytest.approx(impact.mean_total.tolist(), rel=1e-9)
    best = written["questions"]["questions"][0]
    assert best["perfect"]["any_change"] == pytest.approx(found.questions.questions[0].perfect.any_change, rel=1e-9)
    assert [r["scenario"] for r in written["ranks"]] == [r.scenario for r in found.ranks]


def test_what_is_not_a_number_is_null() -> None:
    alone = round_of(judgements("p", {("s", "likelihood"): "B"}))
    text = sensitivity_json(sensitivity(alone, draws=1_000, base_samples=64))
    assert b"NaN" not in text
    data = json.loads(text)
    fit(data)
    assert data["acceptability"] is None
    assert data["disagreement"]["impact"] is None
    assert data["ranks"] == data["mean_weights"] == []


def test_every_text_has_both_languages(written: dict[str, Any]) -> None:
    def texts(value: Any) -> Iterator[dict[str, str]]:
        if isinstance(value, dict):
            if set(value) == {"nl", "en"}:
                yield value
            for part in value.values():
                yield from texts(part)
        elif isinstance(value, list):
            for part in value:
                yield from texts(part)

    found = list(texts({k: v for k, v in written.items() if k != "questions"}))
    assert len(found) > 20
    assert all(t["nl"] and t["en"] for t in found)
