# SPDX-License-Identifier: EUPL-1.2
"""A catalogue as arrays: what is derived from probabilities, and what is no network."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.cascade.networks import chain, small_network, tangle
from weerbaar.base import Text
from weerbaar.cascade import network_of
from weerbaar.cascade.catalogue import Catalogue, Link, Risk


def test_probabilities_of_links_follow_the_model() -> None:
    network = tangle()
    np.testing.assert_allclose(network.p_any, 1.0 - (1.0 - network.p[:, 0]) * (1.0 - network.p[:, 1]), rtol=1e-13)
    shares = network.p / network.p.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(network.p_effect, network.p_any[:, None] * shares, rtol=1e-13)
    # State 1 leads to three risks, each at any intensity.
    miss = 0.5 * 0.6 * 0.8 * 0.4 * 0.9 * 0.9
    assert network.p_follow_up[1] == pytest.approx(1 - miss, rel=1e-14)
    assert network.kernel_arrays[3][network.offsets[1]] == pytest.approx(1 - 0.8 * 0.4 * 0.9 * 0.9, rel=1e-13)
    assert network.kernel_arrays[3][network.offsets[2] - 1] == 0.0


def test_small_probabilities_keep_their_digits() -> None:
    network = small_network([[1e-13, 2e-13]], {})
    np.testing.assert_allclose(network.p_start, [1e-13, 2e-13], rtol=1e-12)
    network = small_network([[0.1], [0.0]], {(0, 0): {1: [1e-18]}})
    np.testing.assert_allclose(network.p_any, 1e-18, rtol=1e-14)


def test_starts_are_days_with_one_intensity_and_attacks_for_an_actor() -> None:
    network = tangle()
    p_any = 1 - 0.99 * 0.998
    np.testing.assert_allclose(network.starts_per_year[:2], 365 * p_any * np.array([10, 2]) / 12, rtol=1e-12)
    attack = 1 - (1 - 0.002) * (1 - 0.001) ** 2
    assert network.starts_per_year[8] == pytest.approx(365 * 0.5 * attack, rel=1e-12)
    assert network.p_start[8:].tolist() == [0.5, 0.5]


def test_what_can_be_reached_goes_over_links_that_work() -> None:
    network = chain()
    first = np.arange(8) == 0
    assert np.flatnonzero(network.reached(first)).tolist() == [0, 2, 3, 4, 5, 6]
    assert np.flatnonzero(network.reached(first, network.effects != 1)).tolist() == [0, 6]


def catalogue() -> Catalogue:
    def risk(name: str, euro: float, *, actor: bool = False) -> Risk:
        impact = {"light": {"people": euro, "money": 0.0}, "heavy": {"people": 0.0, "money": 2 * euro}}
        return Risk(name, Text(nl=name), actor, Text(nl=""), impact)

    return Catalogue(
        id="three",
        title=Text(nl="drie"),
        statement=Text(nl="verzonnen"),
        intensities=("light", "heavy"),
        indicators=("people", "money"),
        risks=(risk("flood", 5.0), risk("outage", 7.0), risk("gang", 0.0, actor=True)),
        root={
            "gang": {"heavy": 1.0, "light": 1.0},
            "flood": {"light": 0.01, "heavy": 0.002},
            "outage": {"light": 0.0, "heavy": 0.0},
        },
        links=(
            Link("gang", "heavy", "outage", {"light": 0.1, "heavy": 0.2}),
            Link("gang", "heavy", "flood", {"light": 0.3, "heavy": 0.4}),
            Link("flood", "light", "outage", {"light": 0.0, "heavy": 0.0}),
            Link("flood", "heavy", "outage", {"heavy": 0.6, "light": 0.5}),
        ),
    )


def test_a_catalogue_becomes_rows_in_its_own_order_without_links_that_do_nothing() -> None:
    network = network_of(catalogue())
    assert network.ids == ("flood", "outage", "gang")
    assert network.offsets.tolist() == [0, 0, 1, 1, 1, 1, 3]
    assert network.effects.tolist() == [1, 0, 1]
    assert network.p.tolist() == [[0.5, 0.6], [0.3, 0.4], [0.1, 0.2]]
    assert network.root.tolist() == [[0.01, 0.002], [0.0, 0.0], [1.0, 1.0]]
    assert network.impact[:2].tolist() == [[[5.0, 0.0], [0.0, 10.0]], [[7.0, 0.0], [0.0, 14.0]]]
    assert network.actor.tolist() == [False, False, True]
    assert network.content_hash == catalogue().content_hash
    alone = network_of(replace(catalogue(), links=()))
    assert alone.p.shape == (0, 2)
    assert alone.p_follow_up.tolist() == [0.0] * 6


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"root": np.zeros((3, 2))}, "shapes"),
        ({"offsets": np.array([0, 5, 3, 4, 5, 5, 5, 5, 5])}, "offsets do not ascend"),
        ({"offsets": np.array([0, 2, 3, 4, 4, 4, 4, 4, 4])}, "offsets do not ascend"),
        ({"effects": np.array([1, 9, 1, 2, 2], dtype=np.int32)}, "not a risk"),
        ({"effects": np.array([3, 1, 1, 2, 2], dtype=np.int32)}, "ascend within a state"),
        ({"effects": np.array([0, 3, 1, 2, 2], dtype=np.int32)}, "follows from itself"),
        ({"actor": np.array([False, True, False, False])}, "an actor is an effect"),
        ({"p": np.full((5, 2), 1.5)}, "between 0 and 1"),
        ({"p": np.zeros((5, 2))}, "no probability above 0"),
        ({"impact": np.full((4, 2, 1), -1.0)}, "negative or not finite"),
        ({"actor": np.array([True, False, False, False])}, "an actor has a direct impact"),
    ],
)
def test_what_contradicts_itself_is_no_network(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(chain(), **changes)
