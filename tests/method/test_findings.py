# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.base import parse_yaml
from weerbaar.method.findings import Findings
from weerbaar.method.model import Interest

SOURCE = parse_yaml("interests:\n  - {id: a, name: {nl: Een}, mark: found}\n  - {id: b}\n  - twee\n", "x.yaml")


def test_well_formed_parts_are_found_and_others_left_out() -> None:
    found = [(at, interest.id) for at, interest in Findings(SOURCE).parts(Interest, ("interests",))]
    assert found == [(("interests", 0), "a")]


def test_absent_parts() -> None:
    findings = Findings(SOURCE)
    assert findings.part(Interest, ("nothing", "here")) is None
    assert findings.part(Interest, ("interests", 9)) is None
    assert list(findings.parts(Interest, ("interests", "deeper"))) == []


def test_ids_are_read_from_items_that_are_wrong_in_another_way() -> None:
    assert Findings(SOURCE).ids("interests") == ["a", "b"]
    assert Findings(SOURCE).ids("criteria") == []


def test_a_problem_carries_line_and_field() -> None:
    findings = Findings(SOURCE)
    findings.add(("interests", 1, "id"), "fout.", "wrong.")
    assert findings.problems[0].render("en") == "x.yaml:3: interests[1].id: wrong."
