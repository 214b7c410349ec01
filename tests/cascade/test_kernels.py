# SPDX-License-Identifier: EUPL-1.2
"""The compiled loops against published random numbers, the literal twin and exact enumeration."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import chi2, chisquare

from tests.cascade.literal_engine import LiteralEngine
from tests.cascade.networks import chain, random_network, small_network, synthetic_network, tangle
from weerbaar.cascade import Network, kernels
from weerbaar.cascade.enumeration import enumerate_graphs
from weerbaar.cascade.rates import Balance, link_certainty

NO_KEEP = np.empty(0)


def grow_with_turns(
    network: Network, root: int, graphs: int, *, seed: int = 1, conditional: bool = False, keep: object = NO_KEEP
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Event graphs of a beginning: states in order of occurrence, and how many there were at the turn of each."""
    risks = len(network.ids)
    stamp = np.full(risks, -1, dtype=np.int64)
    states, links, parents, filled = (np.empty(risks, dtype=np.int64) for _ in range(4))
    buffers = states, links, parents, filled
    key = np.uint64(kernels.root_key(np.uint64(seed), root))
    found = []
    for graph in range(graphs):
        states[0] = root
        graph_key = np.uint64(kernels._graph_key(key, graph))
        size = kernels._grow(graph_key, conditional, network.kernel_arrays, keep, stamp, graph, *buffers)
        found.append((tuple(states[:size].tolist()), tuple(filled[:size].tolist())))
        assert all(network.link_cause[links[i]] == states[parents[i]] for i in range(1, size))
        assert all(filled[parents[i]] <= i for i in range(1, size))
    return found


def grow(
    network: Network, root: int, graphs: int, *, seed: int = 1, conditional: bool = False, keep: object = NO_KEEP
) -> list[tuple[int, ...]]:
    turns = grow_with_turns(network, root, graphs, seed=seed, conditional=conditional, keep=keep)
    return [states for states, _ in turns]


def assert_same_distribution(ours: Counter[tuple[int, ...]], twins: Counter[tuple[int, ...]]) -> None:
    """Two samples of the same size; rare kinds are taken together."""
    common = [kind for kind in ours | twins if ours[kind] + twins[kind] >= 20]
    a = [ours[kind] for kind in common] + [sum(ours.values()) - sum(ours[kind] for kind in common)]
    b = [twins[kind] for kind in common] + [sum(twins.values()) - sum(twins[kind] for kind in common)]
    statistic = sum((x - y) ** 2 / (x + y) for x, y in zip(a, b, strict=True) if x + y)
    assert chi2.sf(statistic, len(a) - 1) > 1e-3


def test_random_numbers_are_splitmix64_with_published_output() -> None:
    # Reference output for seed 1234567, as in the test of Rosetta Code's "Pseudo-random numbers/Splitmix64".
    published = [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    counters = [(1234567 + 0x9E3779B97F4A7C15 * i) % 2**64 for i in range(1, 6)]
    assert [int(kernels.mixed(np.uint64(c))) for c in counters] == published


def test_first_numbers_of_two_risks_are_uniform_and_independent() -> None:
    key = np.uint64(kernels.root_key(np.uint64(3), 5))
    step = int(kernels._RISK)
    graphs = [int(kernels._graph_key(key, graph)) for graph in range(20_000)]
    first = np.array([[int(kernels.mixed(np.uint64((g + r * step) % 2**64))) >> 61 for r in (1, 2)] for g in graphs])
    assert chisquare(np.bincount(first[:, 0] * 8 + first[:, 1], minlength=64)).pvalue > 1e-3


@pytest.mark.parametrize("root", range(8))
def test_event_graphs_of_the_tangle_are_those_of_the_literal_twin(root: int) -> None:
    twin, n = LiteralEngine(tangle(), seed=root), 4_000
    literal = Counter(tuple(state for state, _ in twin.graph(root)) for _ in range(n))
    assert_same_distribution(Counter(grow(tangle(), root, n)), literal)


@pytest.mark.parametrize("root", [8, 9])
def test_event_graphs_of_an_actor_are_those_in_which_something_follows(root: int) -> None:
    twin, n = LiteralEngine(tangle(), seed=root), 1_000
    literal = Counter(tuple(state for state, _ in twin.event_graph(root)) for _ in range(n))
    ours = grow(tangle(), root, n, conditional=True)
    assert min(len(graph) for graph in ours) >= 2
    assert_same_distribution(Counter(ours), literal)


def test_conditional_event_graphs_are_the_unconditional_ones_that_have_a_follow_up() -> None:
    plain = [graph for graph in grow(tangle(), 0, 20_000, seed=2) if len(graph) > 1]
    assert_same_distribution(Counter(plain), Counter(grow(tangle(), 0, len(plain), seed=3, conditional=True)))


def test_a_certain_link_always_works_and_the_next_one_as_often_as_it_should() -> None:
    network = small_network([[0.1], [0.0], [0.0], [0.0]], {(0, 0): {1: [0.3], 2: [1.0], 3: [0.2]}, (2, 0): {1: [1.0]}})
    graphs = grow(network, 0, 10_000)
    assert all({1, 2} <= set(graph) for graph in graphs)
    third = sum(3 in graph for graph in graphs)
    assert abs(third - 2_000) < 4 * np.sqrt(10_000 * 0.2 * 0.8)
    directly = sum(graph.index(1) < graph.index(2) for graph in graphs)
    assert abs(directly - 3_000) < 4 * np.sqrt(10_000 * 0.3 * 0.7)


def test_the_same_risk_meets_the_same_numbers_whatever_else_happens() -> None:
    network = tangle()
    keep = np.ones(len(network.effects))
    keep[network.link_cause == 2] = 0.0
    whole, cut = grow(network, 0, 3_000), grow(network, 0, 3_000, keep=keep)
    untouched = [graph for graph in whole if 2 not in graph]
    assert 500 < len(untouched) < 3_000
    assert all(a == b for a, b in zip(whole, cut, strict=True) if 2 not in a)
    assert grow(network, 0, 3_000, keep=np.ones(len(network.effects))) == whole


@pytest.mark.parametrize("chance", [0.0, 0.35])
def test_links_that_are_kept_at_times_are_links_with_a_smaller_probability(chance: float) -> None:
    network = tangle()
    keep = np.where(network.effects == 2, chance, 1.0)
    twin = LiteralEngine(network, seed=4)

    def graph(root: int) -> tuple[int, ...]:
        events, present = [root], {root // 2}
        for state in events:
            for effect, p in twin.rows[state]:
                kept = chance if effect == 2 else 1.0
                follows = (1.0 - (1.0 - p[0]) * (1.0 - p[1])) * kept
                if effect not in present and twin.rng.random() < follows:
                    present.add(effect)
                    events.append(effect * 2 + twin.intensity(p))
        return tuple(events)

    ours = Counter(grow(network, 1, 4_000, keep=keep))
    assert_same_distribution(ours, Counter(graph(1) for _ in range(4_000)))


def test_counts_of_collisions_are_those_of_the_event_graphs_one_by_one() -> None:
    network, batches, graphs = tangle(), 3, 200
    n, links = network.states, len(network.effects)
    out = (
        np.zeros((batches, n)),
        np.zeros((batches, links)),
        np.zeros(n),
        np.zeros((1, n), dtype=np.int32),
        np.zeros((1, links), dtype=np.int32),
    )
    roots, weight = np.array([1]), np.array([0.5])
    kernels.count_collisions(np.uint64(9), network.kernel_arrays, NO_KEEP, roots, weight, batches, graphs, out)
    occurs, present = np.zeros((batches, n)), np.zeros((batches, links))
    drawn = grow_with_turns(network, 1, batches * graphs, seed=9, conditional=True)
    for number, (states, filled) in enumerate(drawn):
        for state, size in list(zip(states, filled, strict=True))[1:]:
            there = {other // 2 for other in states[:size]}
            occurs[number // graphs, state] += 1
            for link in range(network.offsets[state], network.offsets[state + 1]):
                present[number // graphs, link] += network.effects[link] in there
    np.testing.assert_array_equal(out[0], 0.5 * occurs)
    np.testing.assert_array_equal(out[1], 0.5 * present)
    np.testing.assert_array_equal(out[2], 0.25 * occurs.sum(axis=0))
    np.testing.assert_array_equal(out[3][0], occurs.sum(axis=0))
    np.testing.assert_array_equal(out[4][0], present.sum(axis=0))


def test_counts_of_years_are_those_of_the_event_graphs_one_by_one() -> None:
    network = tangle()
    roots, first, last = np.array([0, 9, 0]), np.array([0, 10, 300]), np.array([200, 250, 400])
    root_counts = np.zeros((3, network.states), dtype=np.int64)
    link_counts = np.zeros(network.p.shape, dtype=np.int64)
    kernels.count_years(np.uint64(4), network.kernel_arrays, roots, first, last, root_counts, link_counts)
    for row in range(3):
        drawn = grow(network, int(roots[row]), int(last[row]), seed=4, conditional=True)[first[row] :]
        expected = np.bincount([state for graph in drawn for state in graph[1:]], minlength=network.states)
        np.testing.assert_array_equal(root_counts[row], expected)
    by_links = np.bincount(network.effect_states.ravel(), weights=link_counts.ravel(), minlength=network.states)
    np.testing.assert_array_equal(by_links, root_counts.sum(axis=0))


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_certainty_never_contradicts_exact_enumeration(seed: int) -> None:
    network = random_network(seed)
    exact = enumerate_graphs(network)
    followed = (exact.rate - network.starts_per_year)[network.link_cause]
    certainty = link_certainty(network, np.ones(len(network.effects)))
    assert np.all(exact.present[certainty == 0] == 0.0)
    np.testing.assert_allclose(exact.present[certainty == 2], followed[certainty == 2], rtol=1e-9)


def test_certainty_of_a_chain_a_diamond_and_a_way_back() -> None:
    def certainty(network: Network) -> NDArray[np.int8]:
        return link_certainty(network, np.ones(len(network.effects)))

    np.testing.assert_array_equal(certainty(chain()), 0)
    half = [0.5]
    diamond = small_network([[0.1], [0], [0], [0]], {(0, 0): {1: half, 2: half}, (1, 0): {3: half}, (2, 0): {3: half}})
    # Rows 0 → 1, 0 → 2, 1 → 3, 2 → 3: 1 has its turn before 2, but that is not told from what can be reached.
    np.testing.assert_array_equal(certainty(diamond), [0, 0, 1, 1])
    back = small_network([[0.1], [0], [0]], {(0, 0): {1: half}, (1, 0): {0: half, 2: half}, (2, 0): {0: half, 1: half}})
    # Beginnings are never preceded; all else that leads back to 0 or 1 finds them there.
    np.testing.assert_array_equal(certainty(back), [0, 2, 0, 2, 2])


def test_substitution_for_one_beginning_solves_its_balance() -> None:
    network = synthetic_network(40, actors=4, effects=6.0)
    blocked = np.random.default_rng(1).random(len(network.effects)) * 0.5
    days, flows = np.zeros(network.states), np.empty(network.states)
    days[7] = 3.0
    rounds = kernels.solve_per_root(days, network.offsets, network.effects, network.p_effect, blocked, flows)
    balance = Balance(network, 1.0 - blocked)
    np.testing.assert_allclose(flows, balance.rates(balance.arrivals(days[network.link_cause])), rtol=1e-10)
    assert 0 < rounds < 200
