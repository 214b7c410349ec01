# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from weerbaar.assessment import assess, results_json, results_schema
from weerbaar.dossier import Judgement, example_names, load_dossier


@pytest.mark.parametrize("name", example_names())
def test_results_of_every_example_fit_the_schema(name: str) -> None:
    written = json.loads(results_json(assess(load_dossier(name), draws=1_000)))
    jsonschema.validate(written, results_schema(), cls=jsonschema.Draft202012Validator)
    assert {"round", "scenarios", "run_record"} <= set(written)


def test_published_schema_is_the_generated_one() -> None:
    shipped = files("weerbaar") / "data" / "schemas" / "results-1.schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == results_schema()


def test_unknown_is_null_and_published_stays_word_for_word() -> None:
    history = json.loads(results_json(assess(load_dossier("nrb-history"), draws=1_000)))
    unknown = next(s for s in history["scenarios"] if s["published"]["impact"] is None)
    assert unknown["impact"]["value"] is None
    assert unknown["impact"]["class_probability"] is None
    letter = json.loads(results_json(assess(load_dossier("nrb-2012"), draws=1_000)))
    words = {s["title"]["nl"]: (s["published"]["likelihood"], s["published"]["impact"]) for s in letter["scenarios"]}
    assert words["Gewelddadige eenling"] == ("hoog", "beperkt")


def test_json_holds_no_nan_and_no_infinity() -> None:
    text = results_json(assess(load_dossier("voorbeeld-2012"), draws=1_000)).decode()
    assert "NaN" not in text
    assert "Infinity" not in text


def test_schema_refuses_a_class_probability_above_one() -> None:
    written = json.loads(results_json(assess(load_dossier("voorbeeld-2012"), draws=1_000)))
    written["scenarios"][0]["impact"]["class_probability"]["A"] = 1.5
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, results_schema(), cls=jsonschema.Draft202012Validator)


def test_p5_is_over_five_years_whatever_the_window_of_the_method() -> None:
    dossier = load_dossier("voorbeeld-2012")
    answer = {"scenario": dossier.scenarios[0].id, "criterion": "likelihood", "probability": 0.1, "window_years": 3}
    said = dossier.judgements[0].model_copy(update={"judgements": (Judgement.model_validate(answer),)})
    bare = dossier.model_copy(update={"judgements": (said,), "published": ()})
    written = json.loads(results_json(assess(bare, method="be-bnra", draws=1_000)))["scenarios"][0]["likelihood"]
    assert (written["window_years"], written["probability"]) == (3, pytest.approx(0.1))
    assert written["p5"] == pytest.approx(1 - 0.9 ** (5 / 3))


def test_published_range_stays_a_range() -> None:
    letter = json.loads(results_json(assess(load_dossier("nrb-2012"), draws=1_000)))
    cyber = next(s for s in letter["scenarios"] if s["id"] == "cyberhacktivisme")
    assert cyber["impact"]["classes"] == ["B", "C"]
