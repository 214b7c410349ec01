# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.base import InputError, parse_yaml
from weerbaar.workbench.capabilities.yaml_items import (
    fingerprint,
    item_of,
    items_of,
    with_item,
    with_list,
    without_item,
)

TEXT = """# kop
schema: 1
measures:
  # bij de eerste
  - id: een
    title: {nl: Een}
  # bij de tweede
  - id: twee
    title: {nl: Twee}  # staart
exclusions: []
"""


def ids(text: str) -> list[str]:
    return [m["id"] for m in items_of(text, "t", "measures")]


def test_one_item_is_replaced_and_every_comment_elsewhere_stays() -> None:
    after = with_item(TEXT, "t", "measures", {"id": "een", "title": {"nl": "Anders"}}, "een")
    assert item_of(after, "t", "measures", "een") == {"id": "een", "title": {"nl": "Anders"}}
    assert item_of(after, "t", "measures", "twee") == {"id": "twee", "title": {"nl": "Twee"}}
    for comment in ("# kop", "# bij de eerste", "# bij de tweede", "# staart"):
        assert comment in after


def test_an_item_is_added_at_the_end_of_its_list() -> None:
    assert ids(with_item(TEXT, "t", "measures", {"id": "drie"})) == ["een", "twee", "drie"]
    assert ids(with_item("schema: 1\nmeasures: []\n", "t", "measures", {"id": "a"})) == ["a"]
    assert ids(with_item("schema: 1", "t", "measures", {"id": "a"})) == ["a"]


def test_an_item_is_taken_out_and_an_emptied_list_stays_a_list() -> None:
    after = without_item(TEXT, "t", "measures", "een")
    assert ids(after) == ["twee"]
    assert parse_yaml(without_item(after, "t", "measures", "twee"), "t").data["measures"] == []


def test_a_whole_list_is_replaced() -> None:
    after = with_list(TEXT, "t", "exclusions", [{"measures": ["een", "twee"]}])
    assert parse_yaml(after, "t").data["exclusions"] == [{"measures": ["een", "twee"]}]
    assert ids(after) == ["een", "twee"]


def test_a_list_between_brackets_is_refused_in_words() -> None:
    with pytest.raises(InputError) as caught:
        with_item("measures: [{id: a}]\n", "t", "measures", {"id": "b"})
    assert "haken" in caught.value.problems[0].message.nl


def test_a_hostile_file_is_refused_before_it_is_read_again() -> None:
    with pytest.raises(InputError):
        with_item("measures: &a [1]\nx: *a\n", "t", "measures", {"id": "b"})


def test_equal_content_has_one_fingerprint() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1}) != fingerprint({"a": 2, "b": 1})
