# SPDX-License-Identifier: EUPL-1.2
"""Cuts against exact enumeration of the network without the link, and the ranking of all links."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from tests.cascade.networks import chain, random_network, small_network, synthetic_network, tangle
from weerbaar.cascade import Network, UnknownLinkError, cut_links, cut_of, enumerate_graphs, rank_links
from weerbaar.cascade.collisions import simulate_collisions
from weerbaar.cascade.rates import solve_rates
from weerbaar.cascade.what_if import Cut

CUTS = [("r1", "r2"), ("r0", None), (None, "r3"), ("r4", "r1")]


def without(network: Network, links: np.ndarray) -> Network:
    stays = np.ones(len(network.effects), dtype=bool)
    stays[links] = False
    counts = np.bincount(network.link_cause[stays], minlength=network.states)
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return replace(network, offsets=offsets, effects=network.effects[stays], p=network.p[stays])


def test_changes_are_within_four_standard_errors_of_enumeration_with_and_without() -> None:
    network = tangle()
    cuts = [cut_of(network, cause=cause, effect=effect) for cause, effect in CUTS]
    found = cut_links(network, cuts, events=10_000, seed=3, impact_noise="none")
    exact, euros = enumerate_graphs(network), network.impact.reshape(10, 1)
    assert abs(found.base_impact[-1] - (exact.rate @ euros)[0]) < 4 * found.base_impact_se[-1]
    for row, cut in enumerate(cuts):
        change = enumerate_graphs(without(network, cut.links)).rate - exact.rate
        assert np.all(np.abs(found.rate_change[row] - change) <= 4 * found.rate_change_se[row] + 1e-9)
        assert abs(found.impact_change[row, -1] - (change @ euros)[0]) < 4 * found.impact_change_se[row, -1]
    # An actor with fewer ways to attack attacks on fewer days; which is exact.
    np.testing.assert_array_equal(found.rate_change_se[:, 8:], 0.0)
    assert found.rate_change[3, 9] < -5.0


def test_common_random_numbers_make_the_difference_more_certain_than_its_parts() -> None:
    network = synthetic_network(60, actors=6, effects=8.0)
    rates = solve_rates(network, simulate_collisions(network, graphs=640, seed=1))
    # The best links alone carry all; one in the middle says more about small differences.
    middle = rank_links(network, rates)[60]
    cut = cut_of(network, cause=middle.cause, effect=middle.effect)
    found = cut_links(network, [cut], events=12_800, seed=1)
    assert found.impact_change[0, -1] < 0.0
    assert found.impact_change_se[0, -1] < 0.05 * abs(found.impact_change[0, -1])
    assert found.impact_change_se[0, -1] < 0.2 * found.base_impact_se[-1]


def test_a_cut_lets_its_effect_follow_from_elsewhere_at_another_intensity() -> None:
    """0 leads to 1 lightly and to 2, and 2 to 1 heavily: without 0 → 1 there is more of the heavy kind."""
    network = small_network(
        [[0.01, 0.0], [0.0, 0.0], [0.0, 0.0]], {(0, 0): {1: [0.5, 0.0], 2: [0.4, 0.0]}, (2, 0): {1: [0.0, 0.3]}}
    )
    cut = cut_of(network, cause="r0", effect="r1")
    found = cut_links(network, [cut], events=3_200, seed=1)
    heavy = 3  # risk 1 at intensity 1
    exact = 3.65 * 0.4 * 0.3 * np.array([0.5, 1.0])
    assert found.base.rate[heavy] == pytest.approx(exact[0], abs=5 * found.base.rate_se[heavy])
    assert found.rate_change_se[0, heavy] > 0.0
    assert found.rate_change[0, heavy] == pytest.approx(exact[1] - exact[0], abs=5 * found.rate_change_se[0, heavy])


@pytest.mark.parametrize("seed", range(24))
def test_with_few_event_graphs_the_standard_error_still_covers_the_change(seed: int) -> None:
    network = random_network(seed)
    if not len(network.effects):
        pytest.fail("a network without links says nothing here; choose other seeds")
    link = int(np.random.default_rng(seed).integers(len(network.effects)))
    cause, effect = network.ids[network.link_cause[link] // 2], network.ids[network.effects[link]]
    cut = cut_of(network, cause=cause, effect=effect)
    found = cut_links(network, [cut], events=128, seed=seed, impact_noise="none")
    change = enumerate_graphs(without(network, cut.links)).rate - enumerate_graphs(network).rate
    away = np.abs(found.rate_change[0] - change)
    assert np.all(away <= 5 * found.rate_change_se[0] + 1e-9 * np.abs(change) + 1e-12)


def test_what_a_cut_cannot_reach_does_not_change() -> None:
    network = chain()
    found = cut_links(network, [cut_of(network, cause="r1")], events=32, seed=1)
    np.testing.assert_array_equal(found.rate_change[0, [0, 1, 2, 3, 6, 7]], 0.0)
    np.testing.assert_allclose(found.rate_change[0, 4:6], -enumerate_graphs(network).rate[4:6], rtol=1e-12)
    np.testing.assert_array_equal(found.rate_change_se, 0.0)


def test_keeping_a_link_at_times_lies_between_cutting_it_and_not() -> None:
    network = tangle()
    cuts = [cut_of(network, cause="r0", effect="r2", keep=keep) for keep in (0.0, 0.5, 1.0)]
    found = cut_links(network, cuts, events=2_000, seed=1)
    whole, half, none = found.impact_change[:, -1]
    assert whole < half < none == 0.0
    assert half == pytest.approx(0.5 * whole, rel=0.15)


def test_links_of_a_chain_are_ranked_by_what_they_bring_about() -> None:
    network = chain()
    rates = solve_rates(network, simulate_collisions(network, graphs=32, seed=1))
    ranked = rank_links(network, rates, impact_noise="none")
    found = cut_links(
        network,
        [cut_of(network, cause=link.cause, effect=link.effect) for link in ranked],
        events=32,
        seed=1,
        impact_noise="none",
    )
    # Without collisions the derivative is the difference.
    np.testing.assert_allclose([-link.reduction for link in ranked], found.impact_change[:, -1], rtol=1e-12)
    np.testing.assert_allclose(
        [link.share for link in ranked], -found.impact_change[:, -1] / found.base_impact[-1], rtol=1e-12
    )
    assert [(link.cause, link.effect) for link in ranked] == [("r0", "r1"), ("r1", "r2"), ("r0", "r3")]


def test_the_quick_ranking_of_a_national_catalogue_is_near_the_simulated_cuts() -> None:
    network = synthetic_network(60, actors=6, effects=8.0)
    rates = solve_rates(network, simulate_collisions(network, graphs=320, seed=2))
    ranked = rank_links(network, rates)
    assert len(ranked) == len({(link.cause, link.effect) for link in ranked}) > 400
    assert all(a.reduction >= b.reduction for a, b in pairwise(ranked))
    best = [cut_of(network, cause=link.cause, effect=link.effect) for link in ranked[:4]]
    found = cut_links(network, best, events=320, seed=1)
    np.testing.assert_allclose(-found.impact_change[:, -1], [link.reduction for link in ranked[:4]], rtol=0.02)


def test_workers_do_not_matter_and_progress_is_heard() -> None:
    network = tangle()
    cuts = [cut_of(network, cause="r1"), Cut("by hand", np.array([0, 3]), 0.3)]
    heard: list[float] = []
    alone = cut_links(network, cuts, events=64, seed=1, progress=heard.append)
    with ThreadPoolExecutor(2) as pool:
        together = cut_links(network, cuts, events=64, seed=1, executor=pool)
    for name in ("rate_change", "rate_change_se", "impact_change", "impact_change_se"):
        assert getattr(alone, name).tobytes() == getattr(together, name).tobytes()
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_cuts_of_what_is_not_there_are_refused() -> None:
    with pytest.raises(UnknownLinkError) as caught:
        cut_of(chain(), cause="r9", effect="r1")
    assert caught.value.render("nl") == "onbekend risico: r9; bekend zijn: r0, r1, r2, r3."
    with pytest.raises(UnknownLinkError, match="no link r3 → r0"):
        cut_of(chain(), cause="r3", effect="r0")
    with pytest.raises(ValueError, match="a cause, an effect or both"):
        cut_of(chain())
    with pytest.raises(ValueError, match="from 0 to 1"):
        cut_of(chain(), cause="r0", keep=1.5)
