# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.capability.cooperation.cycles import cycles


def test_circles_begin_at_the_first_name_and_are_the_shortest() -> None:
    edges = {"c": ["a"], "a": ["b", "c"], "b": ["c"], "x": ["x"], "y": ["a"]}
    assert cycles(edges) == [("a", "c"), ("x",)]


def test_a_chain_longer_than_the_stack_of_python_has_no_circle() -> None:
    chain = {f"{k:05}": [f"{k + 1:05}"] for k in range(3_000)}
    assert cycles(chain) == []
    assert cycles(chain | {"03000": ["00000"]})[0][:2] == ("00000", "00001")


def reachable(edges: dict[str, list[str]], start: str) -> set[str]:
    """Slow and obvious: everything that one or more steps lead to."""
    seen: set[str] = set()
    while True:
        more = {o for n in (seen | {start}) for o in edges.get(n, [])} - seen
        if not more:
            return seen
        seen |= more


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=4)))
def test_every_node_that_reaches_itself_is_in_the_group_of_exactly_one_circle(edges: dict[str, list[str]]) -> None:
    found = cycles(edges)
    on_circle = {n for n in edges if n in reachable(edges, n)}
    groups = {
        frozenset(m for m in on_circle if m in reachable(edges, n) and n in reachable(edges, m)) for n in on_circle
    }
    assert len(found) == len(groups)
    for circle in found:
        assert all(b in edges[a] for a, b in zip(circle, (*circle[1:], circle[0]), strict=True))
        assert any(set(circle) <= group for group in groups)
