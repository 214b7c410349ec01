# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.dossier.strategies import quantities
from weerbaar.base import Distribution, Explained, Point, as_distribution
from weerbaar.dossier.numerals import (
    distribution_text,
    number_text,
    parse_distribution,
    parse_number,
    parse_quantities,
    quantities_text,
)

READ = TypeAdapter(Distribution)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_survive(value: float) -> None:
    assert math.isclose(parse_number(number_text(value)), value, rel_tol=0, abs_tol=0)


@given(st.dictionaries(st.sampled_from(["persons", "duration_d", "cost_eur"]), quantities, min_size=1))
def test_quantities_survive(given_quantities: dict[str, Distribution]) -> None:
    data = parse_quantities(quantities_text(given_quantities))
    assert {k: READ.validate_python(as_distribution(v)) for k, v in data.items()} == given_quantities


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0,05", 0.05),
        ("0.05", 0.05),
        (" 1200 ", 1200),
        ("1e6", 1e6),
        ("1,5E-3", 0.0015),
        (".5", 0.5),
        ("1.2340", 1.234),
        ("0.125", 0.125),
    ],
)
def test_comma_and_point_are_both_decimal_signs(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["1.200", "12,500", "-1.000"])
def test_possible_thousands_are_not_guessed(text: str) -> None:
    with pytest.raises(Explained) as caught:
        parse_number(text)
    assert "onduidelijk" in caught.value.text.nl
    assert text.replace(".", "").replace(",", "") in caught.value.text.nl


@pytest.mark.parametrize("text", ["", "veel", "1.200.000", "1,2,3", "nan", "inf", "5%", "=1", "0x10", "1 200"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Explained, match="must be a number"):
        parse_number(text)


def test_as_people_write_it() -> None:
    assert distribution_text(Point(value=1.234)) == "1.2340"
    assert parse_distribution("Triangular low=1 mode=2,5 high=4") == {
        "distribution": "triangular",
        "low": 1,
        "mode": 2.5,
        "high": 4,
    }
    assert parse_quantities("persons: 1200;\n duration_d: uniform low=5 high=14;") == {
        "persons": 1200,
        "duration_d": {"distribution": "uniform", "low": 5, "high": 14},
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("persons 1200", "naam: getal"),
        ("persons:", "naam: getal"),
        ("persons: 1; persons: 2", "twee keer"),
        ("persons: bell low=1", "verdeling"),
        ("persons: uniform 1 2", "verdeling"),
    ],
)
def test_unreadable_quantities_are_refused(text: str, words: str) -> None:
    with pytest.raises(Explained) as caught:
        parse_quantities(text)
    assert words in caught.value.text.nl
