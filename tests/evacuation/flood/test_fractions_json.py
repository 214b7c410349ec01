# SPDX-License-Identifier: EUPL-1.2
"""Fractions as open data: their numbers by hand, their schema, and what was published beside them."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import numpy as np
import pytest

from weerbaar.base import RunRecord
from weerbaar.evacuation.flood import (
    ByLeadTime,
    EvacuationCurve,
    Fractions,
    areas,
    fractions_json,
    fractions_schema,
    shipped_lead_times,
)
from weerbaar.evacuation.flood.held import held_against_published

RECORD = RunRecord("in", "evacuation ensemble", "1", "", 1, 3, {}, {})
RIVER = shipped_lead_times()["river"]
# Three draws of two strategies at two lead times.
SHARES = ByLeadTime(
    ("reference", "managed"),
    np.array([12.0, 24.0]),
    np.array([[[0.1, 0.2, 0.3], [0.4, 0.5, 0.9]], [[0.5, 0.5, 0.5], [0.8, 0.9, 1.0]]]),
)


def _line(hours: float) -> EvacuationCurve:
    """Everybody is out evenly over so many hours."""
    out = np.array([[0.0], [1.0]]) * np.ones(3)
    return EvacuationCurve(np.array([0.0, hours * 3600]), out, np.ones_like(out))


FOUND = Fractions(
    lead_times=RIVER,
    areas=tuple(area for area in areas() if area.number in {"43", "50"}),
    shares=SHARES,
    expected={"reference": np.array([0.2, 0.4, 0.6]), "managed": np.array([0.7, 0.7, 0.7])},
    limit=np.array([[0.6, 0.6, 0.6], [1.0, 1.0, 1.0]]),
    limit_expected=np.array([0.8, 0.8, 0.8]),
    held=held_against_published(_line(40), RIVER, ["43"], 1),
    records=(RECORD,),
)


def _read(found: Fractions = FOUND) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(fractions_json(found, "stad"))
    jsonschema.validate(data, fractions_schema(), cls=jsonschema.Draft202012Validator)
    return data


def test_each_share_is_the_mean_of_the_draws_between_nine_in_ten_of_them() -> None:
    data = _read()
    first, second = data["strategies"]
    assert (first["id"], second["id"]) == ("reference", "managed")
    assert [row["lead_h"] for row in first["by_lead_time"]] == [12, 24]
    assert first["by_lead_time"][0] == pytest.approx({"lead_h": 12, "mean": 0.2, "low": 0.11, "high": 0.29})
    assert first["by_lead_time"][1] == pytest.approx({"lead_h": 24, "mean": 0.6, "low": 0.41, "high": 0.86})
    assert first["expected"] == pytest.approx({"mean": 0.4, "low": 0.22, "high": 0.58})
    assert second["expected"] == pytest.approx({"mean": 0.7, "low": 0.7, "high": 0.7})
    assert [row["mean"] for row in data["bound"]["by_lead_time"]] == pytest.approx([0.6, 1])
    assert data["bound"]["expected"]["mean"] == pytest.approx(0.8)


def test_where_it_is_and_what_it_was_made_with() -> None:
    data = _read()
    assert (data["network"], data["water"], data["areas"]) == ("stad", "river", ["43", "50"])
    assert data["lead_times"]["certainty"] == RIVER.certainty
    assert data["lead_times"]["source"]["en"] == RIVER.source.en
    assert data["run_records"][RECORD.id]["id"] == RECORD.id
    assert data["run_records"][RECORD.id]["draws"] == 3


def test_what_was_published_stands_beside_what_was_found() -> None:
    """Published for ring 43: empty in two to two and a half days; here 40 h and the twelve that pass before."""
    by_id = {one["id"]: one for one in _read()["published"]}
    assert set(by_id) == {one.value.id for one in FOUND.held}
    empty = by_id["R25"]
    assert (empty["quantity"], empty["low"], empty["high"]) == ("days_to_empty", 2, 2.5)
    assert empty["found"] == pytest.approx((40 * 0.99 + 12) / 24)
    assert empty["distance"] == 0
    assert by_id["K02"]["lead_days"] is None


def test_shares_that_pass_one_by_rounding_are_one() -> None:
    """Chances of lead times may be together a millionth more than 1."""
    data = _read(replace(FOUND, limit_expected=np.full(3, 1 + 1e-7)))
    assert data["bound"]["expected"] == {"mean": 1, "low": 1, "high": 1}


def test_the_same_fractions_give_the_same_bytes() -> None:
    assert fractions_json(FOUND, "stad") == fractions_json(replace(FOUND), "stad")


def test_the_published_schema_is_the_generated_one() -> None:
    shipped = files("weerbaar") / "data" / "schemas" / "evacuation-fraction-1.schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == fractions_schema()
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**_read(), "other": 1}, fractions_schema(), cls=jsonschema.Draft202012Validator)
