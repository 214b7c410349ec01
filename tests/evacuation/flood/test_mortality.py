# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import InputError
from weerbaar.evacuation.flood import MortalityError, mortality_method, read_mortality
from weerbaar.evacuation.flood.areas import folder
from weerbaar.evacuation.flood.mortality import MortalityParameters, lognormal_share, mortality

HOUR = 3600.0
UNKNOWN = math.nan


def obvious(depth: float, rise_m_h: float, velocity: float) -> float:
    """The three zones as they are told in words, one place at a time."""
    if depth <= 0:
        return 0.0
    normal = NormalDist()
    remaining = normal.cdf((math.log(depth) - 7.60) / 2.75)
    if velocity >= 2 and depth * velocity >= 7:
        return 1.0
    if rise_m_h >= 0.5 and depth >= 1.5:
        return max(normal.cdf((math.log(depth) - 1.46) / 0.28), remaining)
    return remaining


@pytest.mark.parametrize(
    ("depth", "rise_m_h", "velocity", "expected"),
    [
        (0.0, 5.0, 5.0, 0.0),
        (3.5, 0.0, 2.0, 1.0),
        (3.5, 0.0, 1.99, 0.0105),  # velocity below 2 m/s
        (1.0, 0.0, 6.9, 0.0029),  # depth × velocity below 7 m²/s
        (math.exp(1.46), 0.5, 0.0, 0.5),  # the median of the rapid zone: 4.31 m
        (3.0, 1.0, 0.0, 0.0984),
        (3.0, 0.49, 0.0, 0.0090),
        (1.0, 1.0, 0.0, 0.0029),
    ],
)
def test_jonkman_2007(depth: float, rise_m_h: float, velocity: float, expected: float) -> None:
    found = mortality(depth, rise_m_h / HOUR, velocity)
    assert found.low == pytest.approx(expected, abs=6e-5)
    assert found.high == found.low


def test_new_orleans_about_one_in_a_hundred() -> None:
    """Risk Analysis 29(5) 2009: about 0.01 of the exposed; depths of half a metre to four, no breach zone."""
    depths = np.linspace(0.5, 4.0, 36)
    assert 0.005 < float(mortality(depths, 0.0, 0.0).low.mean()) < 0.015


def test_the_curves_of_the_rapid_and_the_remaining_zone_cross_at_2_1_m() -> None:
    assert lognormal_share(2.05, 1.46, 0.28) < lognormal_share(2.05, 7.60, 2.75)
    assert lognormal_share(2.20, 1.46, 0.28) > lognormal_share(2.20, 7.60, 2.75)


# Whole tenths, so that no number lies within a rounding of a threshold.
def tenths(most: int) -> st.SearchStrategy[float]:
    return st.integers(0, 10 * most).map(lambda value: value / 10)


@given(tenths(12), tenths(6) | st.just(UNKNOWN), tenths(9) | st.just(UNKNOWN))
def test_the_range_holds_every_zone_that_can_be(depth: float, rise_m_h: float, velocity: float) -> None:
    rises = [0.0, 100.0] if math.isnan(rise_m_h) else [rise_m_h]
    velocities = [0.0, 1000.0] if math.isnan(velocity) else [velocity]
    can_be = [obvious(depth, rise, speed) for rise in rises for speed in velocities]
    found = mortality(depth, rise_m_h / HOUR, velocity)
    assert found.low == pytest.approx(min(can_be), abs=1e-12)
    assert found.high == pytest.approx(max(can_be), abs=1e-12)


@given(st.floats(0, 10), st.floats(0, 3), st.floats(0, 5))
def test_deeper_is_never_safer(depth: float, rise_m_h: float, velocity: float) -> None:
    found = mortality([depth, depth + 0.1], rise_m_h / HOUR, velocity)
    assert found.low[1] >= found.low[0]


def test_outside_the_reach_of_a_breach_velocity_need_not_be_known() -> None:
    found = mortality([2.0, 2.0], 0.0, UNKNOWN, breach_possible=[True, False])
    assert found.high.tolist() == [1.0, found.low[1]]


@pytest.mark.parametrize(("depth", "rise", "velocity"), [(-0.1, 0, 0), (UNKNOWN, 0, 0), (1, -1, 0), (1, 0, -1)])
def test_water_that_cannot_be(depth: float, rise: float, velocity: float) -> None:
    with pytest.raises(MortalityError):
        mortality(depth, rise, velocity)


def test_the_shipped_method_is_published_and_says_what_it_does_not_know() -> None:
    method = mortality_method()
    assert method.certain
    assert "niet gevonden" in method.unknown.nl
    assert method.parameters() == MortalityParameters(7, 2, 1, 0.5 / HOUR, 1.5, (1.46, 0.28), (7.6, 2.75))


def test_a_method_with_uncertain_parameters(tmp_path: Path) -> None:
    text = (folder() / "mortality.yaml").read_text(encoding="utf-8")
    path = tmp_path / "eigen.yaml"
    path.write_text(text.replace("mu: 7.6", "mu: {distribution: uniform, low: 7, high: 8}"), encoding="utf-8")
    method = read_mortality(path)
    assert not method.certain
    assert method.parameters((0.5, 0.5, 0.25, 0.5)).remaining == (7.25, 2.75)
    path.write_text(text.replace("sigma: 0.28", "sigma: {distribution: uniform, low: -1, high: 1}"), encoding="utf-8")
    with pytest.raises(MortalityError):
        read_mortality(path).parameters((0.5, 0.1, 0.5, 0.5))


def test_mistakes_in_a_method_come_together(tmp_path: Path) -> None:
    text = (folder() / "mortality.yaml").read_text(encoding="utf-8")
    path = tmp_path / "fout.yaml"
    path.write_text(text.replace("mu: 7.6", "mu: veel").replace("depth_m: 1.5", "depth_m: -1"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_mortality(path)
    assert len(caught.value.problems) == 2
