# SPDX-License-Identifier: EUPL-1.2
"""Exact enumeration against closed forms and a twin that multiplies out every event graph by itself."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cascade.networks import chain, random_network, small_network, tangle
from weerbaar.cascade import EnumerationTooLargeError, Network, enumerate_graphs


def occurrence_graph_by_graph(network: Network, root: int) -> np.ndarray:
    """Probability that each state occurs in an event graph of ``root``, one event graph after the other."""
    intensities = len(network.intensities)
    found = np.zeros(network.states)

    def walk(events: list[int], turn: int, probability: float) -> None:
        if turn == len(events):
            found[events] += probability
            return
        state = events[turn]
        present = {event // intensities for event in events}
        rows = range(network.offsets[state], network.offsets[state + 1])
        links = [link for link in rows if network.effects[link] not in present]
        for outcome in product(range(intensities + 1), repeat=len(links)):
            weight, new = probability, []
            for link, intensity in zip(links, outcome, strict=True):
                p = network.p[link]
                p_any = 1.0 - np.prod(1.0 - p)
                if intensity == intensities:
                    weight *= 1.0 - p_any
                else:
                    weight *= p_any * p[intensity] / p.sum()
                    new.append(int(network.effects[link]) * intensities + intensity)
            if weight > 0.0:
                walk(events + new, turn + 1, weight)

    walk([root], 0, 1.0)
    return found


@pytest.mark.parametrize("root", range(10))
def test_tangle_agrees_with_multiplying_out_every_event_graph(root: int) -> None:
    expected = occurrence_graph_by_graph(tangle(), root)
    expected[:8] /= tangle().p_follow_up[root] if root >= 8 else 1.0
    np.testing.assert_allclose(enumerate_graphs(tangle()).occurrence[root], expected, rtol=1e-12, atol=1e-15)


@settings(max_examples=15)
@given(st.integers(0, 10_000))
def test_random_networks_agree_with_multiplying_out_every_event_graph(seed: int) -> None:
    network = random_network(seed)
    root = int(np.flatnonzero(~network.actor_state)[0])
    np.testing.assert_allclose(
        enumerate_graphs(network).occurrence[root], occurrence_graph_by_graph(network, root), rtol=1e-10, atol=1e-15
    )


def test_two_risks_that_lead_to_each_other_have_their_closed_form() -> None:
    a, b, p, q = 0.01, 0.003, 0.4, 0.7
    exact = enumerate_graphs(small_network([[a], [b]], {(0, 0): {1: [p]}, (1, 0): {0: [q]}}, impact=[[100.0], [7.0]]))
    np.testing.assert_allclose(exact.rate, 365 * np.array([a + b * q, b + a * p]), rtol=1e-14)
    np.testing.assert_allclose(exact.root_flow, 365 * np.array([[a, a * p], [b * q, b]]), rtol=1e-14)
    # Each time that one is a consequence, the other was its cause.
    np.testing.assert_allclose(exact.present, 365 * np.array([b * q, a * p]), rtol=1e-14)
    np.testing.assert_allclose(exact.mean_impact[:, -1], [100 + 7 * p, 7 + 100 * q], rtol=1e-14)


def test_an_actor_counts_on_days_with_an_attack() -> None:
    network = small_network([[1.0], [0.0], [0.0]], {(0, 0): {1: [0.01], 2: [0.02]}}, actors=[0])
    exact = enumerate_graphs(network)
    attack = 1 - 0.99 * 0.98
    np.testing.assert_allclose(exact.rate, 365 * np.array([attack, 0.01, 0.02]), rtol=1e-12)
    np.testing.assert_allclose(exact.occurrence[0], [1.0, 0.01 / attack, 0.02 / attack], rtol=1e-12)


def test_intensities_of_one_day_exclude_each_other() -> None:
    exact = enumerate_graphs(small_network([[0.2, 0.3]], {}))
    np.testing.assert_allclose(exact.rate, 365 * (1 - 0.8 * 0.7) * np.array([0.4, 0.6]), rtol=1e-14)


def test_expected_noise_is_in_the_mean_impact() -> None:
    plain, noisy = enumerate_graphs(chain()), enumerate_graphs(chain(), impact_noise="bnra")
    # Up to 8,000 euro: 0 or 0.0 on the scale, of which only the half above 0 is seen: 0.255 / sqrt(2 π) × 1e6 euro.
    assert plain.mean_impact[4, -1] == 5_000.0
    assert noisy.mean_impact[4, -1] == pytest.approx(0.255 / np.sqrt(2 * np.pi) * 1e6, rel=0.02)


def test_too_large_a_network_is_refused_with_its_size_and_what_to_do() -> None:
    with pytest.raises(EnumerationTooLargeError) as caught:
        enumerate_graphs(tangle(), limit=100)
    assert caught.value.render("nl") == (
        "een exacte berekening van dit netwerk (5 risico's, 22 verbanden) vergt meer dan 100 stappen; "
        "gebruik de simulatie."
    )
    assert "takes more than 100 steps" in caught.value.render("en")
