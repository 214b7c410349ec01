# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.elicitation.studies import SEED, given, make_study
from weerbaar.elicitation import PooledAnswer, evaluate


def test_labels_at_a_share() -> None:
    answer = PooledAnswer(masses=(("A", 0.04), ("B", 0.46), ("C", 0.3), ("D", 0.2)))
    assert [answer.label_at(share) for share in (0.04, 0.05, 0.5, 0.51, 0.95, 1.0)] == ["A", "B", "B", "C", "D", "D"]
    with pytest.raises(ValueError, match="without labels"):
        PooledAnswer(probability=0.2).label_at(0.5)


def test_looking_things_up() -> None:
    found = evaluate(make_study([SEED], {"a": [given("ijk", 10, 20, 30)]}), weighting="equal")
    assert found.expert("a").weight == 1
    assert found.question("ijk").realization == 20
    assert found.question("ijk").feeds is None
    with pytest.raises(KeyError):
        found.expert("b")
    with pytest.raises(KeyError):
        found.question("b")
