# SPDX-License-Identifier: EUPL-1.2
"""The values that come with the product, and what a file may not say."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from weerbaar.base import InputError, Uniform
from weerbaar.evacuation.study import read_uncertainty
from weerbaar.evacuation.study.uncertainty import pick, pick_at, shipped_uncertainty

TEXT = (files("weerbaar") / "data" / "evacuation" / "study" / "uncertainty.yaml").read_text(encoding="utf-8")


def test_every_shipped_value_has_a_source_in_two_languages() -> None:
    sources = shipped_uncertainty().sources()
    assert len(sources) == 7
    for value in sources.values():
        assert value.source
        assert value.text.nl
        assert value.text.en


def test_more_lanes_leave_more_capacity_and_more_blocked_lanes_less() -> None:
    remaining = shipped_uncertainty().remaining
    assert list(remaining.one_lane) == sorted(remaining.one_lane)
    assert all(two < one for one, two in zip(remaining.one_lane, remaining.two_lanes, strict=True))
    assert sum(shipped_uncertainty().lanes_blocked.chances) == pytest.approx(1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("low: 0.8, mode: 0.95, high: 1.0", "low: 0.8, mode: 0.95, high: 1.5", "0.1"),
        ("[0.8, 0.2]", "[0.8, 1.2]", "lanes_blocked"),
        ("low: 10, mode: 30, high: 75", "low: 10, mode: 30, high: 7500", "1440"),
        ("certainty: assumption", "certainty: sure", "certainty"),
    ],
)
def test_refuses_what_cannot_be(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "own.yaml"
    assert old in TEXT
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_uncertainty(path)


def test_draws_lie_within_the_distribution_and_have_its_middle() -> None:
    quantity = Uniform(distribution="uniform", low=2.0, high=4.0)
    rng = np.random.default_rng(0)
    drawn = [pick(quantity, rng) for _ in range(2000)]
    assert min(drawn) >= 2
    assert max(drawn) <= 4
    assert np.mean(drawn) == pytest.approx(3.0, abs=0.05)
    assert pick_at(quantity, 0.0) == pytest.approx(2.002)
