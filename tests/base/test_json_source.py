# SPDX-License-Identifier: EUPL-1.2
import math

import pytest

from weerbaar.base import InputError, parse_json


def test_numbers_that_cannot_be_are_left_to_the_checks() -> None:
    found = parse_json("[NaN, Infinity, -Infinity, 1e999, " + "9" * 10_000 + ", 0.1]", "a.json", 100)
    assert math.isnan(found[0])
    assert found[1:] == [math.inf, -math.inf, math.inf, math.inf, 0.1]


def test_too_many_values_are_refused_before_they_are_read() -> None:
    assert parse_json("[1, 2, 3]", "a.json", 3) == [1, 2, 3]
    with pytest.raises(InputError, match="more than 3 values"):
        parse_json("[1, 2, 3, {}]", "a.json", 3)


def test_repeated_key_is_named_with_its_place() -> None:
    with pytest.raises(InputError) as caught:
        parse_json('{"a": [{"b": 1, "b": 2}]}', "a.json", 100)
    (problem,) = caught.value.problems
    assert problem.field == "a[0].b"
