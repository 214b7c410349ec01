# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json

import numpy as np
import pytest
from scipy.stats import ks_2samp

from weerbaar.assessment.factors import values_at
from weerbaar.assessment.known_functions import Ishigami
from weerbaar.assessment.pawn import pawn, slice_labels


def test_output_equal_to_its_input() -> None:
    """The slice from s/10 to (s+1)/10 lies max(s, 9 - s)/10 from the whole: 0.9, 0.8, … 0.5, 0.5, … 0.9."""
    x = np.random.default_rng(1).permutation(1000)[:, None] / 1000
    found = pawn(x, x[:, 0])
    assert found.maximum == pytest.approx([0.9])
    assert found.median == pytest.approx([0.7])
    assert found.mean == pytest.approx([0.7])


def test_distances_equal_those_of_scipy() -> None:
    known = Ishigami()
    x = values_at(known.factors, np.random.default_rng(2).random((600, 3)))
    y = np.stack([known(x), np.round(known(x))], axis=1)
    found = pawn(x, y, slices=7)
    for d in range(3):
        labels = slice_labels(x[:, d], 7)
        for k in range(2):
            apart = [ks_2samp(y[labels == s, k], y[:, k]).statistic for s in range(7)]
            assert found.median[d, k] == pytest.approx(np.median(apart))
            assert found.maximum[d, k] == pytest.approx(max(apart))
            assert found.mean[d, k] == pytest.approx(np.mean(apart))


def test_ishigami_inputs_are_noticed_and_a_fourth_is_not() -> None:
    known = Ishigami()
    u = np.random.default_rng(3).random((4000, 4))
    found = pawn(u, known(values_at(known.factors, u[:, :3])))
    assert found.noticed.tolist() == [True, True, True, False]
    # x2 moves the whole distribution most, as in Pianosi and Wagener (2015), though x1 has the largest total index
    assert int(found.median.argmax()) == 1


def test_threshold_holds_as_often_as_it_says() -> None:
    rng = np.random.default_rng(4)
    found = pawn(rng.random((500, 200)), rng.random((500, 3)), level=0.9, dummies=2000)
    for index, threshold in (
        (found.median, found.threshold_median),
        (found.maximum, found.threshold_maximum),
    ):
        assert float(np.mean(index > threshold)) == pytest.approx(0.1, abs=0.04)


def test_threshold_of_an_output_with_ties_is_lower() -> None:
    """Two values leave one place where the distributions can differ."""
    rng = np.random.default_rng(5)
    found = pawn(rng.random((400, 1)), np.stack([rng.random(400), np.repeat([0.0, 1.0], 200)], axis=1))
    assert found.threshold_median[0, 1] < found.threshold_median[0, 0]


def test_only_the_order_of_inputs_and_outputs_matters() -> None:
    rng = np.random.default_rng(6)
    x, y = rng.random((300, 2)), rng.random((300, 3))
    one, two = pawn(x, y, seed=1), pawn(np.exp(x), y**3, seed=1)
    assert json.dumps(one.as_dict()) == json.dumps(two.as_dict())


def test_many_outputs_are_taken_in_blocks_and_keep_their_shape() -> None:
    rng = np.random.default_rng(7)
    x, y = rng.random((60, 2)), rng.random((60, 3, 100))
    found = pawn(x, y, slices=3, dummies=20)
    assert found.median.shape == found.threshold_maximum.shape == (2, 3, 100)
    alone = pawn(x, y[:, 2, 99], slices=3, dummies=20)
    assert found.median[:, 2, 99].tolist() == alone.median.tolist()
    assert found.threshold_median[:, 2, 99].tolist() == alone.threshold_median.tolist()


def test_few_values_make_a_slice_each_and_one_value_says_nothing() -> None:
    rng = np.random.default_rng(8)
    expert = rng.integers(0, 3, 600)
    found = pawn(np.stack([expert, np.ones(600), rng.random(600)], axis=1), expert + 0.1 * rng.random(600))
    assert found.slices == (3, 1, 10)
    assert found.maximum[0] == pytest.approx(1 - np.mean(expert == 0), abs=0.02)
    assert (found.maximum[1], found.threshold_maximum[1]) == (0.0, 0.0)
    assert found.noticed.tolist() == [True, False, False]


def test_slices_are_equal_parts_and_equal_values_stay_together() -> None:
    column = np.random.default_rng(9).random(105)
    assert np.bincount(slice_labels(column, 10)).tolist() == pytest.approx([10.5] * 10, abs=0.5)
    assert np.array_equal(np.sort(column), column[np.lexsort((column, slice_labels(column, 10)))])
    lumpy = np.concatenate([np.zeros(50), np.arange(1.0, 51.0)])
    labels = slice_labels(lumpy, 5)
    assert len(set(labels[:50])) == 1
    assert set(labels) == set(range(len(set(labels))))


@pytest.mark.parametrize(
    ("x", "y", "options", "said"),
    [
        (np.zeros((40, 2)), np.zeros(39), {}, "x must be"),
        (np.zeros((40, 2)), np.full(40, np.nan), {}, "finite"),
        (np.zeros((40, 2)), np.zeros(40), {"slices": 5}, "at least 10 rows each of 40"),
        (np.zeros((40, 2)), np.zeros(40), {"slices": 4, "dummies": 5}, "at least 20 dummies"),
        (np.zeros((40, 2)), np.zeros(40), {"slices": 4, "names": ["a"]}, "1 names for 2 factors"),
    ],
)
def test_what_cannot_be_used_is_refused(x: np.ndarray, y: np.ndarray, options: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        pawn(x, y, **options)  # type: ignore[arg-type]
