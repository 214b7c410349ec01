# SPDX-License-Identifier: EUPL-1.2
"""Lines put into a YAML text: what was there stays as it was, and what is added reads back as it was meant."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import InputError, parse_yaml
from weerbaar.capability.register import with_field
from weerbaar.capability.register.yaml_lines import item_lines, mapping_lines, with_fields, with_items

FILE = """# Boven
schema: 1   # een getal
entries:
    - id: a
      text: >-
        Een tekst
        over twee regels.

    # Een opmerking tussendoor.
    - {id: b, tags: [x, "y, z"]}   # achteraan
    # Onder de lijst.

sources:
  brief:
    title: Een brief

# Aan het eind
"""


def test_an_item_comes_after_the_last_one_and_nothing_else_changes() -> None:
    after = with_items(FILE, "f", "entries", [{"id": "c", "n": 1}])
    old, new = FILE.splitlines(), after.splitlines()
    assert [line for line in new if line not in ("    - id: c", "      n: 1")] == old
    assert new.index("    - id: c") == old.index("    # Onder de lijst.")
    assert parse_yaml(after, "f").data["entries"][-1] == {"id": "c", "n": 1}


def test_windows_lines_stay_windows_lines() -> None:
    after = with_items(FILE.replace("\n", "\r\n"), "f", "entries", [{"id": "c"}])
    assert after.count("\n") == after.count("\r\n") == FILE.count("\n") + 1


def test_a_file_without_a_last_line_end_gets_one() -> None:
    assert with_items("a: 1\nentries:\n- id: a", "f", "entries", [{"id": "b"}]) == "a: 1\nentries:\n- id: a\n- id: b\n"


@pytest.mark.parametrize(
    "empty", ["entries: []  # leeg\nz: 1\n", "entries:  # leeg\nz: 1\n", "entries: ~  # leeg\nz: 1\n"]
)
def test_an_empty_list_becomes_a_list(empty: str) -> None:
    after = with_items(empty, "f", "entries", [{"id": "a"}])
    assert parse_yaml(after, "f").data == {"entries": [{"id": "a"}], "z": 1}
    assert "# leeg" in after


def test_a_missing_list_is_added_at_the_end() -> None:
    assert parse_yaml(with_items("a: 1", "f", "entries", [{"id": "a"}]), "f").data == {"a": 1, "entries": [{"id": "a"}]}


def test_a_list_in_brackets_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        with_items("entries: [{id: a}]\n", "f", "entries", [{"id": "b"}])
    assert caught.value.problems[0].field == "entries"


def test_fields_are_added_to_fields() -> None:
    after = with_fields(FILE, "f", "sources", {"wet": {"title": "Een wet", "year": 2010}})
    assert parse_yaml(after, "f").data["sources"] == {
        "brief": {"title": "Een brief"},
        "wet": {"title": "Een wet", "year": 2010},
    }
    assert after.endswith("# Aan het eind\n")


@pytest.mark.parametrize("key", ["id", "text", "new"])
def test_one_field_is_replaced_or_added_in_its_place(key: str) -> None:
    after = with_field(FILE, "f", ("entries", 0), key, {"nl": "Anders", "en": "Different"})
    before = parse_yaml(FILE, "f").data
    before["entries"][0][key] = {"nl": "Anders", "en": "Different"}
    assert parse_yaml(after, "f").data == before
    assert "# Een opmerking tussendoor." in after
    assert "# Aan het eind" in after


def test_a_field_between_braces_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        with_field(FILE, "f", ("entries", 1), "id", "c")
    assert caught.value.problems[0].field == "entries[1]"


@pytest.mark.parametrize(
    "text",
    [
        "ja", "no", "null", "~", "1", "1e6", "0x10", "2013-11", "2013", "-", "- a", "a: b", "a #b", "#a", "", " a",
        "a ", "'", '"', "[a]", "{a}", "&a", "*a", "!a", "|", ">", "%", "@", "`", "a\nb", "a\tb", "\\", "\u2028", "é’‘",
        "=1+1", "x" * 300, "een lang verhaal " * 20 + "slot", "twee  spaties " * 20 + "slot", "<<", "a, b",
        "\N{NO-BREAK SPACE}a", "\U0001f6a8", ".inf", ".nan", "true", "2013-11..2013-12", "..2013",
    ],
)  # fmt: skip
def test_every_text_reads_back_as_itself(text: str) -> None:
    data = {"key": text, "list": [text, text], "inner": {"nl": text}, "items": [{"a": text}]}
    assert parse_yaml("\n".join(mapping_lines(data, 0)) + "\n", "f").data == data
    assert parse_yaml("\n".join(item_lines(data, 0)) + "\n", "f").data == [data]


ALLOWED = st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co"))
SCALARS = st.text(ALLOWED, max_size=40) | st.integers(-(10**9), 10**9) | st.booleans() | st.floats(-1e6, 1e6)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), SCALARS, min_size=1, max_size=4))
def test_every_value_reads_back_as_itself(data: dict[str, Any]) -> None:
    assert parse_yaml("\n".join(item_lines(data, 2)) + "\n", "f").data == [data]


def test_lines_are_of_a_width_that_can_be_read() -> None:
    lines = mapping_lines({"text": {"nl": "woord " * 60 + "slot"}}, 4)
    assert max(map(len, lines)) <= 120
    assert len(lines) > 3
