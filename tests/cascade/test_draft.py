# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.base import Text
from weerbaar.cascade.draft import Place, Spot, size_problem


@pytest.mark.parametrize(
    ("value", "shown"),
    [("gas", "gas"), (True, "true"), (2.0, "2"), (0.25, "0.25"), (7, "7"), (1e300, "1e+300"), ([1], ""), (None, "")],
)
def test_value_is_shown_as_people_wrote_it(value: object, shown: str) -> None:
    place = Place(lambda at: Spot("a.csv", 3, str(at[0])))
    problem = place.problem(("p",), Text(nl="fout", en="wrong"), value=value)
    assert (problem.file, problem.line, problem.field, problem.value) == ("a.csv", 3, "p", shown)


@pytest.mark.parametrize(
    ("risks", "links", "words"),
    [
        (2_000, 1_000_000, None),
        (2_001, 0, "2.001 risico's; toegestaan is 2.000."),
        (2, 1_000_001, "1.000.001 verbanden; toegestaan is 1.000.000."),
    ],
)
def test_sizes_that_an_engine_is_built_for(risks: int, links: int, words: str | None) -> None:
    problem = size_problem("a.json", risks, links)
    assert (None if problem is None else problem.message.nl.removeprefix("de catalogus heeft ")) == words
