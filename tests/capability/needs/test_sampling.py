# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from weerbaar.capability.needs.sampling import REPLICATES, replicate_error, stratified, whole_replicates


def test_every_replicate_has_one_number_in_every_stratum() -> None:
    numbers = stratified("need", 2012, 1600).reshape(REPLICATES, 100)
    for replicate in numbers:
        assert sorted(np.floor(replicate * 100).astype(int)) == list(range(100))
    assert numbers.min() > 0
    assert numbers.max() < 1


def test_numbers_belong_to_their_key_and_seed() -> None:
    one = stratified("need a", 1, 160)
    assert np.array_equal(one, stratified("need a", 1, 160))
    assert not np.array_equal(one, stratified("need b", 1, 160))
    assert not np.array_equal(one, stratified("need a", 2, 160))
    pairs = [np.corrcoef(one, stratified(f"need {k}", 1, 160))[0, 1] for k in range(40)]
    assert abs(np.mean(pairs)) < 0.05


def test_the_error_is_that_of_the_mean_of_many_runs() -> None:
    """The spread of a mean over 200 seeds is what one run says of itself, on average."""

    def run(seed: int) -> np.ndarray:
        a, b = (stratified(key, seed, 320) for key in "ab")
        return (a + b > 1.3).astype(float)

    values = [run(seed) for seed in range(200)]
    spread = np.std([v.mean() for v in values])
    said = np.mean([replicate_error(v) for v in values])
    assert said == pytest.approx(spread, rel=0.15)
    # Stratification pays: independent draws have this error.
    assert spread < 0.75 * np.sqrt(0.245 * 0.755 / 320)


def test_draws_are_rounded_up_to_whole_replicates() -> None:
    assert [whole_replicates(n) for n in (1, 16, 17, 10_000)] == [16, 16, 32, 10_000]
    for wrong in (0, 8, 17):
        with pytest.raises(ValueError, match="multiple of 16"):
            stratified("need", 1, wrong)
