# SPDX-License-Identifier: EUPL-1.2
"""The quick way through YAML gives what the careful way gives, or leaves the text to it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from weerbaar.base import InputError, yaml_events, yaml_source
from weerbaar.base.yaml_events import NotSureError, quick_node
from weerbaar.base.yaml_source import MAX_DEPTH, MAX_NODES, parse_yaml

DATA = Path(str(files("weerbaar"))) / "data"
RESOLVERS = yaml_source._Loader.yaml_implicit_resolvers
PIECES = [*":-?[]{}#&*!|>'\"%@`, \n", "a", "1", "1.5", "no", "null", "true", "\n- ", "\n  ", ": ", "- ", "é"]
PIECES += ["---\n", "...\n", "? ", "!!str ", "<<: ", "|\n  x\n", ">-\n  y\n\n  z\n", "\r\n", "\t", "\u2028", '"\\u12"']
ODD = ["[a?b]", "{a: b:c}", "a\tb", "- >#x\n  y", "\ufeffa", "a: &b c", "a: *b", "!!str a", "a: b\n---\nc", "[", "\x07"]

pytestmark = pytest.mark.skipif(yaml_events._CParser is None, reason="this PyYAML was built without libyaml")


def quick(text: str) -> yaml.Node | None:
    return quick_node(text, RESOLVERS, max_depth=MAX_DEPTH, max_nodes=MAX_NODES)


def outcome(text: str) -> Any:
    try:
        found = parse_yaml(text, "x.yaml")
    except InputError as error:
        return error.problems
    # In words, because not a number differs from itself.
    return repr(found.data), found.lines


def carefully(text: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    with monkeypatch.context() as only:
        only.setattr(yaml_events, "_CParser", None)
        return outcome(text)


@pytest.mark.parametrize(
    "path", [p for p in sorted(DATA.rglob("*.yaml")) if p.stat().st_size < 30_000], ids=lambda p: p.stem
)
def test_files_of_ours_go_the_quick_way_and_say_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text(encoding="utf-8")
    assert quick(text) is not None
    assert outcome(text) == carefully(text, monkeypatch)


@settings(max_examples=400, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
@example(text="a: 1\nb: [x, 'y', {c: ~}]\nd: |\n  e\n\n  f\n")
@example(text="")
def test_whatever_the_text_both_ways_agree(text: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert outcome(text) == carefully(text, monkeypatch)


@pytest.mark.parametrize("text", ODD)
def test_what_is_odd_or_wrong_is_left_to_the_careful_way(text: str) -> None:
    with pytest.raises(NotSureError):
        quick(text)


def test_limits_are_kept() -> None:
    assert quick("[" * 3 + "]" * 3) is not None
    with pytest.raises(NotSureError):
        quick_node("[[[]]]", RESOLVERS, max_depth=2, max_nodes=9)
    with pytest.raises(NotSureError):
        quick_node("[1, 2, 3]", RESOLVERS, max_depth=9, max_nodes=3)
    with pytest.raises(NotSureError):
        quick("[" * 100_000)


def test_values_have_the_types_of_the_careful_way() -> None:
    text = 'a: 010\nb: 1e6\nc: "1"\nd: no\ne: ~\nf: .inf\ng: 2012-11-01\nh:\n'
    assert parse_yaml(text, "x").data == {
        "a": 10,
        "b": 1e6,
        "c": "1",
        "d": "no",
        "e": None,
        "f": float("inf"),
        "g": "2012-11-01",
        "h": None,
    }
    assert quick(text) is not None
