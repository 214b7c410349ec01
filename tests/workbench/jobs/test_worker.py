# SPDX-License-Identifier: EUPL-1.2
"""What the computing process says of a computation."""

from __future__ import annotations

from tests.workbench.jobs import computations
from weerbaar.base import Text
from weerbaar.workbench.jobs.worker import carry_out


def test_a_computation_tells_how_far_it_is_and_gives_its_result() -> None:
    told: list[float] = []
    assert carry_out(computations.double, 21, told.append) == ("done", b"42", "")
    assert told == [0.5]


def test_an_error_of_the_library_is_told_in_both_languages() -> None:
    outcome, words, trace = carry_out(computations.refuse, 0, lambda _: None)
    assert (outcome, words, trace) == ("failed", Text(nl="dit getal kan niet", en="this number is impossible"), "")


def test_an_unexpected_error_leaves_its_details_for_the_log() -> None:
    outcome, words, trace = carry_out(computations.stumble, 0, lambda _: None)
    assert outcome == "failed"
    assert "ZeroDivisionError" in words.nl
    assert "1 / prepared" in trace
    assert "prepared" not in words.nl
