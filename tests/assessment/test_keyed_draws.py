# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from weerbaar.assessment.keyed_draws import keyed_uniforms


def test_one_number_falls_in_every_slice() -> None:
    drawn = keyed_uniforms(1_000, 7, "likelihood", "eenling")
    assert np.array_equal(np.sort((drawn * 1_000).astype(int)), np.arange(1_000))


def test_numbers_belong_to_their_name_and_seed() -> None:
    first = keyed_uniforms(100, 7, "a", "b")
    assert np.array_equal(first, keyed_uniforms(100, 7, "a", "b"))
    for other in (keyed_uniforms(100, 8, "a", "b"), keyed_uniforms(100, 7, "ab"), keyed_uniforms(100, 7, "b", "a")):
        assert abs(np.corrcoef(first, other)[0, 1]) < 0.4
        assert not np.array_equal(first, other)


def test_the_mean_of_a_square_is_known_far_better_than_by_independent_draws() -> None:
    drawn = keyed_uniforms(10_000, 1, "x")
    assert np.mean(drawn**2) == pytest.approx(1 / 3, abs=1e-5)  # independent draws: 3e-3


def test_no_draws_are_refused() -> None:
    with pytest.raises(ValueError, match="one draw"):
        keyed_uniforms(0, 1, "x")
