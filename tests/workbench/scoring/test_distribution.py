# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from weerbaar.workbench.scoring.distribution import Distribution

CODES = ("X", "A", "B", "C", "D", "E")


@pytest.mark.parametrize("labels", ["A", "AB", "ABBE", "XXCDE", "BBBB", "ABCDEABCDEAAX"])
def test_agrees_with_numpy_and_with_all_pairs(labels: str) -> None:
    lies = Distribution.of(CODES, Counter(labels))
    places = [CODES.index(label) for label in labels]
    lower, upper = np.quantile(places, [0.25, 0.75])
    assert lies.interquartile == pytest.approx(upper - lower)
    pairs = [abs(a - b) for a, b in combinations(places, 2)]
    assert lies.distance == pytest.approx(np.mean(pairs) if pairs else 0)
    assert lies.spread == max(places) - min(places)
    assert CODES.index(lies.median or "") == sorted(places)[(len(places) - 1) // 2]


def test_of_two_middle_labels_the_lower_counts_and_agreement_is_a_share() -> None:
    lies = Distribution.of(CODES, Counter("AACE"))
    assert (lies.median, lies.low, lies.high, lies.agreement) == ("A", "A", "E", 0.5)
    assert lies.share("A") == 0.5


def test_nobody_answered() -> None:
    lies = Distribution.of(CODES, {"": 3, "Q": 1})
    assert (lies.total, lies.median, lies.distance, lies.share("A")) == (0, None, 0.0, 0.0)
    assert math.isnan(lies.agreement)
