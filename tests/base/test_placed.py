# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.base import Placed, Text, parse_yaml


def test_a_problem_found_later_names_the_line_of_the_value() -> None:
    source = parse_yaml("schema: 1\nmeasures:\n  - id: a\n  - id: b\n    cost: -3\n", "measures.yaml")
    placed = Placed("b", source, ("measures", 1))
    problem = placed.problem(("cost",), "negatief.", "negative.", Text(nl="Geef 0 of meer."), value="-3")
    assert problem.render("nl") == 'measures.yaml:5: measures[1].cost: "-3" - negatief. Geef 0 of meer.'
    assert (problem.severity, placed.problem((), "x", "x", warning=True).severity) == ("error", "warning")
