# SPDX-License-Identifier: EUPL-1.2
"""Drawn probabilities get no more digits than they deserve."""

from __future__ import annotations

import pytest

from weerbaar.workbench.results.wording import place_words, share_words


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0%"), (0.001, "< 1%"), (0.006, "1%"), (0.5, "50%"), (0.994, "99%"), (0.999, "> 99%"), (1.0, "100%")],
)
def test_shares_are_whole_percents(share: float, words: str) -> None:
    assert share_words(share) == words


def test_a_shared_rank_has_a_half() -> None:
    assert [place_words(3.0), place_words(2.5)] == ["3", "2,5"]
