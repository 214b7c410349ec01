# SPDX-License-Identifier: EUPL-1.2
"""While one file is read, the next is refused at once; after that it may come."""

from __future__ import annotations

import pytest

from weerbaar.base import InputError
from weerbaar.workbench.operations.reading import one_file_at_a_time


def test_the_second_file_is_refused_and_told_so() -> None:
    with one_file_at_a_time("eerste.zip"):
        with pytest.raises(InputError) as refused, one_file_at_a_time("tweede.zip"):
            pass
        (problem,) = refused.value.problems
    assert (problem.file, problem.message.en) == ("tweede.zip", "another file is being checked at the moment.")
    with one_file_at_a_time("tweede.zip"):
        pass


def test_a_file_that_fails_makes_room_for_the_next() -> None:
    with pytest.raises(ZeroDivisionError), one_file_at_a_time("eerste.zip"):
        raise ZeroDivisionError
    with one_file_at_a_time("tweede.zip"):
        pass
