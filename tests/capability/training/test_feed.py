# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capability.training.trainings import activity, score, share
from weerbaar.base import Distribution, Quantiles
from weerbaar.capability.training import NoImprovementError, as_measure_effect, effect


def fed(before: tuple[int, int], after: tuple[int, int], depends: float = 1.0, **fields: object) -> Distribution:
    measurement = share(before, after, **fields)
    found = as_measure_effect(activity(measurement), "m", scenario="s", depends=depends)
    assert (found.evidence, found.on, found.scenario) == ("trial", "likelihood", "s")
    assert found.share is not None
    return found.share


def test_the_middle_is_dependence_times_reach_times_relative_improvement() -> None:
    """Half was reached; 60 % did it wrong before, 40 % after: one third less."""
    found = fed((40, 100), (60, 100), depends=0.3)
    assert float(found.ppf(0.5)) == pytest.approx(0.3 * 0.5 * 0.2 / 0.6)


def test_the_ends_of_the_95_percent_interval_are_its_quantiles() -> None:
    measurement = share((176, 800), (131, 820), better="lower")
    gain = effect(measurement).gain
    found = fed((176, 800), (131, 820), better="lower")
    factor = 0.5 / 0.22
    assert found.ppf([0.025, 0.975]).tolist() == pytest.approx([gain.low * factor, gain.high * factor])


def test_what_may_be_worse_counts_as_nothing() -> None:
    found = fed((40, 100), (45, 100))
    assert float(found.ppf(0.1)) == pytest.approx(0, abs=1e-6)
    assert float(found.ppf(0.9)) > 0.05


@pytest.mark.parametrize(
    ("activity_", "said"),
    [
        (activity(share((56, 70), (48, 80))), "no improvement"),
        (activity(share((80, 80), (80, 80))), "no improvement"),
        (activity(score((50, 8, 40), (56, 10, 30))), "A score does not say"),
        (activity(share((48, 80), (56, 70)), reached=None), "not known"),
        (activity(share((48, 80), (56, 70)), audience={"who": {"nl": "Allen"}}), "not known"),
    ],
)
def test_what_takes_nothing_away_is_refused(activity_: object, said: str) -> None:
    with pytest.raises(NoImprovementError, match=said):
        as_measure_effect(activity_, "m", scenario="s", depends=0.5)  # type: ignore[arg-type]


def test_dependence_is_a_part_of_one_and_the_measurement_exists() -> None:
    some = activity(share((48, 80), (56, 70)))
    with pytest.raises(ValueError, match="between 0 and 1"):
        as_measure_effect(some, "m", scenario="s", depends=1.2)
    with pytest.raises(KeyError):
        as_measure_effect(some, "x", scenario="s", depends=1)


@settings(max_examples=40)
@given(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.floats(0, 1),
)
def test_a_share_stays_between_0_and_1(before: tuple[int, int], after: tuple[int, int], depends: float) -> None:
    try:
        found = fed(before, after, depends)
    except NoImprovementError:
        return
    values = found.ppf(np.linspace(0, 1, 101))
    assert values.min() >= 0
    assert values.max() <= 1 + 1e-12
    assert (np.diff(values) >= 0).all()
    if isinstance(found, Quantiles):
        assert len(found.values) == 11
