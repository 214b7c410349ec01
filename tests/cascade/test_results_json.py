# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from weerbaar.cascade import (
    CascadeOutcome,
    cascade_outcome,
    cascade_results_json,
    cascade_results_schema,
    cut_links,
    cut_of,
    cuts_of,
    load_catalogue,
    network_of,
    simulate,
)
from weerbaar.cascade.results_json import cascade_results_dict


@pytest.fixture(scope="module")
def outcome() -> CascadeOutcome:
    catalogue = load_catalogue("voorbeeld-cascade")
    network = network_of(catalogue)
    pair = (catalogue.links[0].cause, catalogue.links[0].effect)
    what_if = cut_links(network, [cut_of(network, cause=pair[0], effect=pair[1])], events=64, seed=1)
    simulation = simulate(network, years=2_000, events=64, seed=1)
    return cascade_outcome(catalogue, simulation, cuts=cuts_of(catalogue, what_if, [pair]))


@pytest.fixture(scope="module")
def written(outcome: CascadeOutcome) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(cascade_results_json(outcome))
    return result


def valid(data: dict[str, Any]) -> None:
    jsonschema.validate(data, cascade_results_schema(), cls=jsonschema.Draft202012Validator)


def test_result_of_the_example_fits_the_schema(written: dict[str, Any]) -> None:
    valid(written)
    assert written["days_per_year"] == 365
    assert len(written["risks"]) == len(written["catalogue"]["intensities"]) * len(
        load_catalogue("voorbeeld-cascade").risks
    )
    assert set(written["risks"][0]["impact"]) == {*written["catalogue"]["indicators"], "all"}


def test_published_schema_is_the_generated_one() -> None:
    shipped = files("weerbaar") / "data" / "schemas" / "cascade-results-1.schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == cascade_results_schema()
    jsonschema.Draft202012Validator.check_schema(cascade_results_schema())


def test_shares_of_causes_add_up_to_the_rate(written: dict[str, Any]) -> None:
    risk = next(r for r in written["risks"] if r["id"] == "telecomuitval" and r["intensity"] == "major")
    for kind in ("direct", "root"):
        causes = [c for c in risk["causes"] if c["kind"] == kind]
        assert all(c["share"] >= 0.001 for c in causes)
        assert sum(c["rate"] for c in causes) == pytest.approx(risk["yearly_rate"], rel=0.02)
    assert risk["return_period_years"] == pytest.approx(1 / risk["yearly_rate"])
    assert {e["id"] for e in risk["effects"]} >= {None, "betalingsverkeer"}


def test_effects_share_all_of_the_impact(written: dict[str, Any]) -> None:
    for risk in written["risks"]:
        assert sum(e["impact_share"] for e in risk["effects"]) == pytest.approx(1.0, abs=0.02)


def test_what_is_not_known_is_null_and_never_nan(outcome: CascadeOutcome) -> None:
    first = replace(outcome.states[0], rate=0.0, rate_se=None, rate_bound=None)
    odd = replace(outcome, states=(first, *outcome.states[1:]))
    text = cascade_results_json(odd).decode()
    assert "NaN" not in text
    assert "Infinity" not in text
    data = json.loads(text)
    valid(data)
    shown = {k: data["risks"][0][k] for k in ("yearly_rate_se", "yearly_rate_bound", "return_period_years")}
    assert set(shown.values()) == {None}
    assert data["risks"][0]["yearly_rate"] == 0.0


def test_cuts_say_what_changes(written: dict[str, Any]) -> None:
    [cut] = written["cuts"]
    assert cut["expected_yearly_impact_change"]["all"]["mean"] < 0
    assert all(change["change"] <= 1e-12 + 4 * change["se"] for change in cut["rate_changes"])


def test_schema_refuses_a_share_above_one(outcome: CascadeOutcome) -> None:
    data = cascade_results_dict(outcome)
    data["risks"][0]["causes"][0]["share"] = 1.5
    with pytest.raises(jsonschema.ValidationError):
        valid(data)


def test_numbers_have_all_their_digits(outcome: CascadeOutcome, written: dict[str, Any]) -> None:
    assert written["risks"][5]["yearly_rate"] == pytest.approx(outcome.states[5].rate, rel=1e-11)
    assert written["run_record"]["id"] == outcome.record.id


def test_the_page_on_cascades_names_every_field() -> None:
    def fields(schema: Any) -> Iterator[str]:
        if isinstance(schema, dict):
            for name, part in schema.get("properties", {}).items():
                yield name
                yield from fields(part)
            for key in ("items", "anyOf", "additionalProperties"):
                yield from fields(schema.get(key))
        elif isinstance(schema, list):
            for part in schema:
                yield from fields(part)

    page = (Path(__file__).parents[2] / "docs" / "cascade.md").read_text(encoding="utf-8")
    names = set(fields(cascade_results_schema())) - {"nl", "en"}
    assert {"yearly_rate_se", "q95", "rate_changes", "histogram_edges_log10", "first_bin"} <= names
    assert sorted(name for name in names if f"`{name}`" not in page) == []


def test_a_return_period_beyond_all_numbers_is_null(outcome: CascadeOutcome) -> None:
    first, *others = outcome.states
    data = json.loads(cascade_results_json(replace(outcome, states=(replace(first, rate=1e-309), *others))))
    assert data["risks"][0]["return_period_years"] is None
    assert data["risks"][0]["yearly_rate"] == 1e-309
    valid(data)
