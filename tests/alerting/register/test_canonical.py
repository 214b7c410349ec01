# SPDX-License-Identifier: EUPL-1.2
"""One form for the same JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.register.canonical import canonical

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text("ab€é{"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=3),
    max_leaves=8,
)


@given(_JSON)
def test_it_reads_back_and_is_written_the_same_again(data: object) -> None:
    once = canonical(data)
    assert json.loads(once) == data
    assert canonical(json.loads(once)) == once
    assert b"\n" not in once


def test_the_order_of_keys_and_the_spaces_do_not_count() -> None:
    assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()


@pytest.mark.parametrize(
    ("data", "why"), [(float("nan"), "not JSON"), (float("inf"), "not JSON"), ({"a": "\ud800"}, "surrogates")]
)
def test_what_json_cannot_hold_is_refused(data: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        canonical(data)
