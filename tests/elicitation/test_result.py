# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.elicitation.studies import SEED, TARGET, given, make_study
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


def test_the_median_of_an_answer_of_which_only_the_ends_were_asked() -> None:
    study = make_study(
        [TARGET], {"a": [given("doel", 1, 100)], "b": [given("doel", 4, 400)]}, probabilities=[0.05, 0.95]
    )
    found = evaluate(study, weighting="equal")
    [result] = found.questions
    assert found.three(result.question, result.answers[0]) == pytest.approx((1, 10, 100))
    assert result.pooled is not None
    low, middle, high = found.three(result.question, result.pooled)
    assert (low, high) == (result.pooled.quantiles[0], result.pooled.quantiles[1])
    assert middle == pytest.approx(20, rel=0.01)  # by symmetry the geometric mean of the two medians
