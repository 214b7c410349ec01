# SPDX-License-Identifier: EUPL-1.2
"""Two chances per moment make the one chain of two states in which they hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import InputError
from weerbaar.evacuation.decision import Forecast, forecast_of_chances

STATES = 2
low, high = st.floats(0.02, 0.4), st.floats(0.6, 0.98)


def test_the_chances_come_back_and_the_flood_is_as_likely_from_every_moment() -> None:
    threatens, flood = [0.2, 0.15, 0.12, 0.1], [0.35, 0.5, 0.65, 0.8]
    found = forecast_of_chances([72, 48, 24, 12], threatens, flood, 0)
    reached, floods = found.state_probability(), found.flood_probability()
    assert reached[:, 1] == pytest.approx(threatens)
    assert floods[:, 1] == pytest.approx(flood)
    assert (reached * floods).sum(1) == pytest.approx([0.08] * 4)
    assert floods[-1, 0] == 0


@given(st.lists(st.tuples(low, high), min_size=1, max_size=5), st.floats(0.02, 0.98), high, low)
def test_the_chances_of_a_chain_that_tells_something_give_that_chain(
    steps: list[tuple[float, float]], first: float, foreseen: float, missed: float
) -> None:
    matrices = np.array([[[1 - begins, begins], [1 - stays, stays]] for begins, stays in steps])
    hours = np.arange(len(steps), -1, -1, dtype=float)
    initial, flood = np.array([1 - first, first]), np.array([missed, foreseen])
    chain = Forecast(hours, forecast_of_chances([0], [1], [1]).states, initial, matrices, flood)
    threatens, floods = chain.state_probability()[:, 1], chain.flood_probability()[:, 1]
    found = forecast_of_chances(hours.tolist(), threatens.tolist(), floods.tolist(), missed)
    assert found.state_probability()[:, 1] == pytest.approx(threatens, abs=1e-6)
    assert found.flood_probability()[:, 1] == pytest.approx(floods, abs=1e-6)


@pytest.mark.parametrize(
    ("threatens", "flood", "said"),
    [
        ([0.2, 0.1], [0.9, 0.5], "24 hours before, does not fit the others: 0% to 50.0%"),
        ([0.9, 0.1], [0.5, 0.5], "12 hours before, does not fit the others: 90.0% to"),
        ([1.2, 0.1], [0.5, -0.5], "between 0 and 1"),
        ([0.2, 0.3, 0.4], [0.5, 0.6], "both chances"),
    ],
)
def test_chances_that_cannot_hold_together_are_refused_with_what_can(
    threatens: list[float], flood: list[float], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        forecast_of_chances([24, 12], threatens, flood)


def test_what_is_sure_has_no_steps_to_find() -> None:
    found = forecast_of_chances([24, 12], [1, 1], [0.3, 0.3], 0.3)
    assert found.flood_probability() == pytest.approx(np.full((2, STATES), 0.3))


def test_with_the_first_chance_of_a_threat_only_a_threat_stays_or_is_lifted() -> None:
    found = forecast_of_chances([48, 24, 12], [0.2], [0.4, 0.5, 0.8])
    reached = found.state_probability()[:, 1]
    assert reached == pytest.approx([0.2, 0.16, 0.1])
    assert found.transitions[:, 0, 1] == pytest.approx([0, 0])
    assert reached[-1] * 0.8 == pytest.approx(0.2 * 0.4)
