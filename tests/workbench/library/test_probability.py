# SPDX-License-Identifier: EUPL-1.2
"""Probabilities of links: filled in, stored, and in words."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.base import Explained
from weerbaar.workbench.library.probability import filled, in_words, shape_choices, stored

ROUND_TRIPS: list[dict[str, Any]] = [
    {"distribution": "point", "value": 0.05},
    {"distribution": "triangular", "low": 0.01, "mode": 0.05, "high": 0.1},
    {"distribution": "pert", "low": 0.01, "mode": 0.05, "high": 0.1},
    {"distribution": "uniform", "low": 0.25, "high": 0.5},
    {"distribution": "loguniform", "low": 0.001, "high": 0.1},
    {"distribution": "lognormal", "p5": 0.01, "p95": 0.4},
]


@pytest.mark.parametrize("probability", [None, *ROUND_TRIPS])
def test_what_is_filled_in_is_what_was_stored(probability: Any) -> None:
    form = {"low": "", "mid": "", "high": "", **filled(probability)}
    assert stored(**form) == probability


def test_percentages_and_commas_are_read() -> None:
    assert stored("point", "", "5%", "") == {"distribution": "point", "value": 0.05}
    assert stored("uniform", "0,25", "", "0.5") == {"distribution": "uniform", "low": 0.25, "high": 0.5}


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (("triangular", "0,1", "", "0,2"), "fill in middle"),
        (("point", "0,1", "0,2", ""), "low does not go with"),
        (("", "", "0,2", ""), "middle does not go with"),
        (("point", "", "veel", ""), "must be a number"),
    ],
)
def test_what_does_not_go_together_is_said(given: tuple[str, str, str, str], complaint: str) -> None:
    with pytest.raises(Explained, match=complaint):
        stored(*given)


def test_quantiles_are_kept_where_they_are() -> None:
    found = {"distribution": "quantiles", "probabilities": [0, 1], "values": [0.1, 0.2]}
    assert filled(found) == {"shape": "quantiles"}
    assert "quantiles" in dict(shape_choices(True))
    assert "quantiles" not in dict(shape_choices(False))
    assert in_words(found) == "10% – 20%"


def test_words_for_a_reader() -> None:
    assert [in_words(p) for p in (None, 0.25, *ROUND_TRIPS[:2])] == ["", "25%", "5,0%", "5,0% (1,0% – 10%)"]
