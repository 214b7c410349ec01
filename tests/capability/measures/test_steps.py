# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.capability.measures.proposals import rod
from weerbaar.capability.measures.steps import (
    NoStepError,
    impact_step,
    likelihood_step,
    share_of_likelihood_steps,
    share_of_steps,
)
from weerbaar.method import Method


def with_values(values: dict[str, float]) -> Method:
    method = rod()
    ranks = next(v for v in method.value_functions if v.id == "ranks").model_copy(
        update={"values": values, "use": "default"}
    )
    return method.model_copy(update={"value_functions": (ranks,)})


def test_steps_of_the_guide_of_2009() -> None:
    """nrb-method.md: base 3 for impact (2.1), bounds of likelihood a factor 10 apart (3.1)."""
    assert impact_step(rod()) == pytest.approx(3)
    assert likelihood_step(rod()) == pytest.approx(10)
    assert impact_step(rod("be-bnra")) == pytest.approx(10)


def test_one_step_down_is_a_third_whatever_the_label() -> None:
    share = share_of_steps(rod(), [1.0, 1 / 27, 0.04], 1.0)
    assert share == pytest.approx(np.full(3, 2 / 3))
    assert share_of_steps(rod(), [0.2], 0.5) == pytest.approx([1 - 3**-0.5])
    assert share_of_likelihood_steps(rod(), 0.5) == pytest.approx(1 - 10**-0.5)


def test_zero_has_nothing_to_lose() -> None:
    assert share_of_steps(rod(), [0.0, 0.5], 2.0) == pytest.approx([0.0, 8 / 9])


def test_other_values_are_interpolated_geometrically() -> None:
    """From D (4) two steps to B (2); from the middle of D and E half a step to D; below A the width of A to B."""
    method = with_values({"X": 0, "A": 1, "B": 2, "C": 3, "D": 4, "E": 5})
    assert impact_step(method) is None
    assert share_of_steps(method, [4.0], 2.0) == pytest.approx([0.5])
    assert share_of_steps(method, [math.sqrt(20)], 0.5) == pytest.approx([1 - 4 / math.sqrt(20)])
    assert share_of_steps(method, [1.0], 1.0) == pytest.approx([0.5])
    assert share_of_steps(method, [5.0], 0.0) == pytest.approx([0.0], abs=1e-12)


@given(
    st.lists(st.floats(0, 6), min_size=1, max_size=5),
    st.floats(0, 4),
    st.floats(0, 4),
)
def test_more_steps_take_more_and_steps_add_up(values: list[float], first: float, second: float) -> None:
    method = with_values({"X": 0, "A": 1, "B": 2, "C": 3, "D": 4, "E": 5})
    one = share_of_steps(method, values, first)
    both = share_of_steps(method, values, first + second)
    assert np.all((one >= 0) & (one <= both + 1e-12) & (both <= 1))
    left = np.asarray(values) * (1 - one)
    again = left * (1 - share_of_steps(method, left, second))
    assert again == pytest.approx(np.asarray(values) * (1 - both), rel=1e-6, abs=1e-300)


def test_too_few_classes_are_refused() -> None:
    method = rod()
    likelihood = method.likelihood.model_copy(update={"classes": method.likelihood.classes[:2]})
    with pytest.raises(NoStepError, match="too few classes of likelihood"):
        likelihood_step(method.model_copy(update={"likelihood": likelihood}))
