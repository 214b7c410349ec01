# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.base import Text, parse_yaml
from weerbaar.dossier.places import placed


def test_problem_names_the_line_and_field_of_the_value() -> None:
    source = parse_yaml("a:\n  - b: 1\n    c: 2\n", "x.yaml")
    place = placed({"b": 1}, source, ("a", 0))
    problem = place.problem(("c",), "mag niet", "is not allowed", Text(nl="Doe iets."), value="2")
    assert problem.render("nl") == 'x.yaml:3: a[0].c: "2" - mag niet Doe iets.'
    assert place.problem((), "nl", "en", warning=True).severity == "warning"


def test_field_that_is_not_there_gets_the_line_of_its_parent() -> None:
    place = placed(0, parse_yaml("a:\n  - b: 1\n", "x.yaml"), ("a", 0))
    assert place.locate(("z",)) == (2, "a[0].z")
