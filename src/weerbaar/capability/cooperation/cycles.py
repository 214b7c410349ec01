# SPDX-License-Identifier: EUPL-1.2
"""Circles in a graph: groups of nodes that all wait for each other (Tarjan's strongly connected components)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def cycles(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return one circle per group of nodes that can reach each other, each a shortest one from its first node.

    Args:
        edges: node to the nodes it waits for; nodes that are no key wait for nothing.

    Returns:
        Circles beginning with the alphabetically first node of their group, in alphabetical order.
    """
    found = []
    for group in _components({a: sorted(set(b)) for a, b in edges.items()}):
        start = min(group)
        if len(group) > 1 or start in edges.get(start, ()):
            found.append(_shortest_circle(start, group, edges))
    return sorted(found)


def _shortest_circle(start: str, group: set[str], edges: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    before: dict[str, str] = {}
    queue = [start]
    for node in queue:
        for other in sorted(set(edges.get(node, ()))):
            if other == start:
                circle = [node]
                while circle[-1] != start:
                    circle.append(before[circle[-1]])
                return tuple(reversed(circle))
            if other in group and other not in before:
                before[other] = node
                queue.append(other)
    raise ValueError("a group without a circle")


def _components(edges: Mapping[str, list[str]]) -> list[set[str]]:
    """Without recursion, because a chain of agreements can be longer than Python's stack."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[set[str]] = []

    def enter(node: str) -> tuple[str, Iterator[str]]:
        index[node] = low[node] = len(index)
        stack.append(node)
        on_stack.add(node)
        return node, iter(edges.get(node, ()))

    for root in sorted(edges):
        if root in index:
            continue
        work = [enter(root)]
        while work:
            node, rest = work[-1]
            other = next(rest, None)
            if other is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    group = set()
                    while node not in group:
                        group.add(stack.pop())
                    on_stack -= group
                    found.append(group)
            elif other not in index:
                work.append(enter(other))
            elif other in on_stack:
                low[node] = min(low[node], index[other])
    return found
