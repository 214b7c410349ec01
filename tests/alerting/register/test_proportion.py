# SPDX-License-Identifier: EUPL-1.2
"""Parts of small and large numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.register.proportion import proportion


def test_wilson_1927_as_newcombe_1998_prints_it() -> None:
    """Newcombe (1998), Statistics in Medicine 17, 857-872, table I: 81 of 263, and 1 of 29."""
    found = proportion(81, 263)
    assert (round(found.low or 0, 4), round(found.high or 0, 4)) == (0.2553, 0.3662)
    found = proportion(1, 29)
    assert (round(found.low or 0, 4), round(found.high or 0, 4)) == (0.0061, 0.1718)


@given(st.integers(0, 400), st.integers(1, 400))
def test_the_interval_holds_the_share_and_solves_the_score_equation(count: int, of: int) -> None:
    count = min(count, of)
    found = proportion(count, of)
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= count / of <= found.high <= 1
    for end in {found.low, found.high} - {0.0, 1.0}:
        assert abs(count / of - end) == pytest.approx(1.959964 * (end * (1 - end) / of) ** 0.5, rel=1e-5)


def test_of_none_there_is_no_share() -> None:
    assert proportion(0, 0).share is None
    assert proportion(0, 0).render("nl") == "0 van 0"
    assert proportion(0, 0).against(0.44).nl == "geen berichten"


def test_few_are_shown_as_counts_and_many_as_percentages() -> None:
    assert proportion(3, 7).render("nl") == "3 van 7"
    assert proportion(149, 338).render("nl") == "44% (39%–49%; 149 van 338)"
    assert proportion(149, 338).render("en") == "44% (39%–49%; 149 of 338)"


@pytest.mark.parametrize(
    ("count", "of", "said"),
    [(3, 7, "niet te onderscheiden"), (0, 20, "lager"), (19, 20, "hoger"), (149, 338, "niet te onderscheiden")],
)
def test_a_published_share_is_told_apart_only_where_the_interval_does(count: int, of: int, said: str) -> None:
    assert proportion(count, of).against(0.44).nl == said
