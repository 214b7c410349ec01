# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from weerbaar.base import Point, Text, Uniform
from weerbaar.dossier import Link, Scenario, check_dossier, load_dossier
from weerbaar.dossier.link_checks import link_problems
from weerbaar.dossier.places import Placed

Maker = Callable[..., Path]
Spoil = Callable[[str, str, str], str]
STORM = "scenarios/storm.md"
OLD = "  - scenario: sabotage\n"


def test_probability_with_source_and_mark_is_read(make_dossier: Maker, spoilt: Spoil) -> None:
    new = f"{OLD}    probability: {{distribution: uniform, low: 0, high: 1}}\n    source: [boek]\n    mark: assumed\n"
    (link,) = load_dossier(make_dossier({STORM: spoilt(STORM, OLD, new)})).scenario("storm").links
    assert link == Link(
        scenario="sabotage",
        probability=Uniform(distribution="uniform", low=0.0, high=1.0),
        source=("boek",),
        mark="assumed",
    )


def test_probability_may_be_a_number_or_absent() -> None:
    assert Link(scenario="a", probability=0).probability == Point(value=0.0)
    assert Link(scenario="a").probability is None


@pytest.mark.parametrize(
    ("added", "line", "words"),
    [
        ("    probability: 1.5\n", 9, ("1.5", "tussen 0 en 1", "5% als 0.05")),
        ("    probability: -0.1\n", 9, ("-0.1", "tussen 0 en 1")),
        ("    probability: {distribution: uniform, low: 0.5, high: 1.5}\n", 9, ("0.5 – 1.5", "tussen 0 en 1")),
        ("    probability: vaak\n", 9, ("vaak", "getal of een verdeling")),
        ("    source: [kranten]\n", 9, ("kranten", "bron")),
        ("  - scenario: sabotage\n", 9, ("sabotage", "twee keer", "scenarios/storm.md:8")),
        ("  - scenario: storm\n", 9, ("storm", "niet naar zichzelf")),
    ],
)
def test_wrong_link_is_named_at_its_line(
    added: str, line: int, words: tuple[str, ...], make_dossier: Maker, spoilt: Spoil
) -> None:
    root = make_dossier({STORM: spoilt(STORM, OLD, OLD + added)})
    (problem,) = [p for p in check_dossier(root) if p.severity == "error"]
    assert (problem.file, problem.line) == (STORM, line)
    for word in words:
        assert word in problem.render("nl")
    assert problem.message.en


def test_all_problems_of_a_scenario_are_told() -> None:
    links = tuple(Link(scenario=name, probability=p) for name, p in (("a", 2), ("b", 0.5), ("b", -1), ("c", 1)))
    scenario = Scenario(id="a", title=Text(nl="A"), kind="hazard", links=links)
    placed = Placed(scenario, "a.md", lambda at: (None, ".".join(str(part) for part in at)))
    assert [p.field for p in link_problems(placed)] == [
        "links.0.scenario",
        "links.0.probability",
        "links.2.scenario",
        "links.2.probability",
    ]
