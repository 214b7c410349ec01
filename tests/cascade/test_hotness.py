# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from weerbaar.base import Text
from weerbaar.cascade import hotness
from weerbaar.cascade.catalogue import Catalogue, Catalyst, Factor, Link, Risk, Trend
from weerbaar.cascade.hotness import (
    check_cooling,
    hot_loop,
    irreducible_radius,
    strongest_cycle,
    transmission_matrix,
)


def network(risks: int, *links: tuple[int, int, int, list[float]]) -> tuple[int, *tuple[np.ndarray, ...]]:
    """Arguments of ``hot_loop``: per link cause, intensity, effect and probabilities."""
    whole = [np.array([link[k] for link in links], dtype=np.int64) for k in range(3)]
    return risks, *whole, np.array([link[3] for link in links], dtype=np.float64)


def small(*links: Link, actors: frozenset[str] = frozenset()) -> Catalogue:
    """A catalogue of risks a, b and c with one intensity."""
    risks = tuple(Risk(name, Text(nl=name), name in actors, Text(nl=""), {"i": {}}) for name in "abc")
    root = {name: {"i": 1.0 if name in actors else 0.001} for name in "abc"}
    return Catalogue("proef", Text(nl="P"), Text(nl=""), ("i",), (), risks, root, links)


def link(cause: str, effect: str, p: float) -> Link:
    return Link(cause, "i", effect, {"i": p})


def test_matrix_is_the_expected_number_of_direct_effects() -> None:
    rng = np.random.default_rng(5)
    risks, degrees = 4, 3
    chosen = [
        (r, i, s) for r in range(risks) for i in range(degrees) for s in range(risks) if r != s and rng.random() < 0.5
    ]
    links = [(*key, list(rng.random(degrees) * rng.integers(0, 2, degrees))) for key in chosen]
    slow = np.zeros((risks * degrees, risks * degrees))
    for r, i, s, p in links:
        follows = 1 - math.prod(1 - q for q in p)
        for j, q in enumerate(p):
            if q:
                slow[r * degrees + i, s * degrees + j] = follows * q / sum(p)
    assert transmission_matrix(*network(risks, *links)).toarray() == pytest.approx(slow, rel=1e-12, abs=0)


def test_certain_effect_takes_an_intensity_in_proportion() -> None:
    matrix = transmission_matrix(*network(2, (0, 1, 1, [1.0, 1.0, 0.5])))
    assert matrix.toarray()[1, 3:] == pytest.approx([0.4, 0.4, 0.2], rel=1e-15)


def test_loop_of_two_has_the_geometric_mean_as_its_radius() -> None:
    # One intensity: radius sqrt(pq), at most 1; with two, the one that certainly follows is what counts.
    assert hot_loop(*network(2, (0, 0, 1, [0.9]), (1, 0, 0, [0.8]))) is None
    hot = hot_loop(*network(2, (0, 0, 1, [1.0]), (1, 0, 0, [1.0])))
    assert hot is not None
    assert (hot.loop, hot.radius, hot.transmission) == ((0, 1), pytest.approx(1.0), pytest.approx(1.0))
    matrix = transmission_matrix(*network(2, (0, 0, 1, [0.9]), (1, 0, 0, [0.4])))
    assert irreducible_radius(matrix) == pytest.approx(0.6, rel=1e-14)


def test_everybody_sets_off_everybody() -> None:
    # All links p between n risks: radius (n - 1) p.
    pairs = [(r, 0, s, [0.3]) for r in range(5) for s in range(5) if r != s]
    hot = hot_loop(*network(5, *pairs))
    assert hot is not None
    assert hot.radius == pytest.approx(1.2, rel=1e-12)
    assert hot.transmission == pytest.approx(0.3, rel=1e-12)
    assert hot_loop(*network(4, *(pair for pair in pairs if max(pair[0], pair[2]) < 4))) is None


def test_chain_without_return_always_dies_out() -> None:
    assert hot_loop(*network(4, *((r, 0, s, [1.0]) for r in range(4) for s in range(r + 1, 4)))) is None


def test_strongest_of_two_parts_is_the_one_that_is_named() -> None:
    weak = [(r, 0, s, [0.6]) for r in range(3) for s in range(3) if r != s]
    strong = [(r, 0, s, [0.5]) for r in range(3, 7) for s in range(3, 7) if r != s and (r, s) != (4, 6)]
    bridge = [(0, 0, 3, [1.0])]
    best = [
        (4, 0, 6, [0.9]),
    ]
    hot = hot_loop(*network(7, *weak, *strong, *bridge, *best))
    assert hot is not None
    assert hot.loop == (4, 6)
    assert hot.transmission == pytest.approx(math.sqrt(0.9 * 0.5), rel=1e-12)


def irreducible(rng: np.random.Generator, size: int, density: float) -> csr_array:
    dense = rng.random((size, size)) * (rng.random((size, size)) < density)
    dense[np.arange(size), (np.arange(size) + 1) % size] += 0.05
    return csr_array(dense)


@settings(max_examples=25)
@given(st.integers(2, 30), st.floats(0, 1), st.integers(0, 10**6))
def test_iterations_agree_with_all_eigenvalues(size: int, density: float, seed: int) -> None:
    matrix = irreducible(np.random.default_rng(seed), size, density)
    exact = np.abs(np.linalg.eigvals(matrix.toarray())).max()
    assert irreducible_radius(matrix) == pytest.approx(exact, rel=1e-10)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hotness, "_DENSE", 0)
        assert irreducible_radius(matrix) == pytest.approx(exact, rel=1e-10)
        patch.setattr(hotness, "_POWER_STEPS", 2)
        assert irreducible_radius(matrix) == pytest.approx(exact, rel=1e-10)


@pytest.mark.parametrize("size", [501, 1500])
def test_long_ring_has_the_geometric_mean_of_its_links(size: int) -> None:
    # The power method would need some size**2 steps here.
    weights = np.random.default_rng(size).uniform(0.2, 1.0, size)
    ring = csr_array((weights, (np.arange(size), (np.arange(size) + 1) % size)), shape=(size, size))
    assert irreducible_radius(ring) == pytest.approx(np.exp(np.log(weights).mean()), rel=1e-10)


def every_cycle(weight: np.ndarray) -> float:
    """The largest geometric mean, by trying every cycle."""
    size, best = weight.shape[0], 0.0
    for length in range(1, size + 1):
        for cycle in itertools.permutations(range(size), length):
            if cycle[0] == min(cycle):
                product = math.prod(weight[a, b] for a, b in itertools.pairwise([*cycle, cycle[0]]))
                best = max(best, product ** (1 / length))
    return best


@settings(max_examples=60)
@given(st.integers(2, 5), st.integers(0, 10**6))
def test_strongest_cycle_is_the_best_of_all(size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    weight = rng.random((size, size)) * (rng.random((size, size)) < 0.6)
    np.fill_diagonal(weight, 0.0)
    weight[np.arange(size), (np.arange(size) + 1) % size] += 1e-3
    cycle, mean = strongest_cycle(weight)
    assert mean == pytest.approx(every_cycle(weight), rel=1e-12)
    steps = [weight[a, b] for a, b in itertools.pairwise([*cycle, cycle[0]])]
    assert math.prod(steps) ** (1 / len(steps)) == pytest.approx(mean, rel=1e-12)
    assert len(set(cycle)) == len(cycle)


def test_no_cycle_at_all_is_an_error() -> None:
    with pytest.raises(ValueError, match="no cycle"):
        strongest_cycle(np.array([[0.0, 1.0], [0.0, 0.0]]))


def test_message_names_radius_and_loop_in_catalogue_order() -> None:
    catalogue = small(link("c", "b", 1.0), link("b", "a", 1.0), link("a", "c", 1.0), link("b", "c", 0.25))
    (problem,) = check_cooling(catalogue)
    assert problem.file == "proef"
    assert "a → c → b → a" in problem.message.nl
    assert "a → c → b → a" in problem.message.en
    # x**3 = 1 + x / 4
    radius = max(np.roots([1, 0, -0.25, -1]).real)
    assert f"each sets off {radius:.3f} others on average" in problem.message.en
    assert check_cooling(catalogue, "a.json")[0].file == "a.json"


def test_network_is_asked_again_after_a_catalyst() -> None:
    catalogue = small(link("a", "b", 0.9), link("b", "a", 0.9), link("a", "c", 0.9), link("c", "a", 0.05))
    heat = Catalyst("hitte", Text(nl="Hitte"), (Factor(30.0, cause="c"),))
    later = Trend("2050", Text(nl="2050"), {"a": {"i": 0.5}})
    catalogue = replace(catalogue, catalysts=(heat,), trends=(later,))
    assert check_cooling(catalogue) == check_cooling(catalogue.with_trend("2050")) == []
    # 0.81 + 0.9 * (1 - 0.95**30) is above 1, 0.81 + 0.9 * 0.05 below.
    (problem,) = check_cooling(catalogue.with_catalysts(["hitte"]))
    assert f"{math.sqrt(0.81 + 0.9 * (1 - 0.95**30)):.3f}" in problem.message.en


def test_actor_is_no_part_of_any_loop() -> None:
    assert check_cooling(small(link("a", "b", 1.0), link("a", "c", 1.0), actors=frozenset("a"))) == []
    assert check_cooling(small()) == []
