# SPDX-License-Identifier: EUPL-1.2
"""The published table from CAP to 3GPP, as data."""

from __future__ import annotations

import pytest

from tests.alerting.cap.alerts import ALERT, DUTCH
from weerbaar.alerting.cap import Named
from weerbaar.alerting.cap.mapping_table import MappingTable, NamedValue, Row, When, mapping_table
from weerbaar.base import InputError, parse_yaml, validate

# 3GPP TS 23.041, 9.4.1.2.2, with ATIS-0700006: severity, urgency, certainty.
CMAS = {
    ("Extreme", "Immediate", "Observed"): 4371,
    ("Extreme", "Immediate", "Likely"): 4372,
    ("Extreme", "Expected", "Observed"): 4373,
    ("Extreme", "Expected", "Likely"): 4374,
    ("Severe", "Immediate", "Observed"): 4375,
    ("Severe", "Immediate", "Likely"): 4376,
    ("Severe", "Expected", "Observed"): 4377,
    ("Severe", "Expected", "Likely"): 4378,
}


@pytest.mark.parametrize("practice", ["cmas", "eu"])
def test_the_rows_are_those_of_the_standard(practice: str) -> None:
    rows = {}
    for row in mapping_table().practices[practice].rows:
        when = row.when
        if len(when.severity) == len(when.urgency) == len(when.certainty) == 1:
            rows[when.severity[0], when.urgency[0], when.certainty[0]] = row.local
    assert rows == CMAS


def test_an_additional_language_is_thirteen_higher_below_4382_and_one_higher_above() -> None:
    rows = [row for practice in mapping_table().practices.values() for row in practice.rows]
    pairs = {(row.local, row.additional) for row in rows if row.additional is not None}
    assert (4370, 4383) in pairs
    assert (4379, 4392) in pairs
    assert (4396, 4397) in pairs
    assert all(more - local == (13 if local < 4382 else 1) for local, more in pairs)


def test_languages_that_go_apart_have_an_identifier_each() -> None:
    for practice in mapping_table().practices.values():
        apart = practice.languages == "apart"
        assert all((row.additional is not None) == apart for row in practice.rows)


def test_every_row_says_where_it_comes_from() -> None:
    for practice in mapping_table().practices.values():
        for row in practice.rows:
            assert row.source
            assert mapping_table().identifiers[row.local].en


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        (When(), True),
        (When(status=["Actual"]), True),
        (When(status=["Test"]), False),
        (When(severity=["Severe", "Extreme"]), True),
        (When(urgency=["Expected"]), False),
        (When(certainty=["Likely"]), False),
        (When(response_type=["Evacuate", "Shelter"]), True),
        (When(response_type=["AllClear"]), False),
        (When(event=["BRAND"]), True),
        (When(event=["amber alert"]), False),
        (When(event_code=NamedValue(name="NL-scenario", value="brand")), True),
        (When(event_code=NamedValue(name="SAME", value="brand")), False),
        (When(parameter=NamedValue(name="x", value="y")), False),
        (When(status=["Actual"], severity=["Minor"]), False),
    ],
)
def test_a_row_holds_when_all_its_conditions_do(when: When, holds: bool) -> None:
    assert Row(when=when, local=4371, certainty="high", source="x").holds(ALERT, DUTCH) is holds


def test_blanks_around_a_value_are_no_difference() -> None:
    assert NamedValue(name="SAME", value="CAE").among((Named(" SAME", "CAE\n"),))


@pytest.mark.parametrize(
    ("old", "new"),
    [("4381: {", "4395: {"), ("local: 4381", "local: 4500"), ("period_s: 60", "period_s: 0"), ("rows:", "rijen:")],
)
def test_a_spoiled_table_is_refused(old: str, new: str) -> None:
    from importlib.resources import files

    text = files("weerbaar").joinpath("data", "alerting", "cap-3gpp.yaml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(InputError):
        validate(MappingTable, parse_yaml(text.replace(old, new), "cap-3gpp.yaml"))
