# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable

import pytest

from weerbaar.base import Problem

Check = Callable[[str, str], list[Problem]]

STEPS = "criteria[0].tables[0]"
MATRIX = "criteria[1].tables[0]"
EURO = "criteria[2].tables[0]"

BROKEN = {
    "two criteria with one id": (
        "combined:\n",
        '  - {id: "1.3", interest: "1", name: {nl: Nog een}, short: {nl: nog een}, mark: found}\ncombined:\n',
        "criteria[3].id",
        ["'1.3'", "line 58"],
    ),
    "unknown interest": (
        '- id: "1.3"\n    interest: "1"',
        '- id: "1.3"\n    interest: "7"',
        "criteria[2].interest",
        ["1.3", "'7'"],
    ),
    "two tables with one id": ('type: euro, id: "1.3"', 'type: euro, id: "1.1"', f"{EURO}.id", ["'1.1'"]),
    "bounds that do not ascend": (
        "bounds: [10, 100], bands",
        "bounds: [10, 10], bands",
        f"{STEPS}.axis.bounds[1]",
        ["'meer'", "'veel'"],
    ),
    "first bound not above the lowest": (
        "lowest: 1,",
        "lowest: 10,",
        f"{STEPS}.axis.bounds[0]",
        ["'weinig'", "'meer'"],
    ),
    "a band too few": (", {nl: veel}]", "]", f"{STEPS}.axis.bands", ["2 bounds", "3 bands"]),
    "below_lowest without lowest": ("lowest: 1,", "below_lowest: none,", f"{STEPS}.axis.below_lowest", ["lowest"]),
    "a label too few": ("labels: [A, B, C]", "labels: [A, B]", f"{STEPS}.labels", ["3 bands", "2 labels"]),
    "an unknown label": ("labels: [A, B, C]", "labels: [A, B, F]", f"{STEPS}.labels[2]", ["'F'", "X, A, B, B hoog, C"]),
    "a label that falls": (
        "labels: [A, B, C]",
        "labels: [A, C, B]",
        f"{STEPS}.labels[2]",
        ["C at 'meer'", "B at 'veel'"],
    ),
    "a label that falls over an unknown cell": (
        "labels: [A, B, C]",
        "labels: [B, null, A]",
        f"{STEPS}.labels[2]",
        ["B at 'weinig'", "A at 'veel'"],
    ),
    "one quantity on both sides of a matrix": (
        "rows: {variable: duration_d,",
        "rows: {variable: persons,",
        f"{MATRIX}.rows.variable",
        ["'persons'", "table 1.2", "independent"],
    ),
    "one quantity in two tables of a criterion": (
        "      - {type: euro,",
        "      - {type: euro, id: other, name: {nl: ander}, axis_variable: units, unit: {nl: stuks}, euro_per_unit: 1, "
        "bounds: [20, 200], mark: found}\n      - {type: euro,",
        "criteria[2].tables[1].axis_variable",
        ["'units'", "table other", "independent"],
    ),
    "a row too few": ("          - [A, B hoog]\n", "", f"{MATRIX}.cells", ["3 rows", "2"]),
    "a cell too many": ("- [A, B hoog]", "- [A, B hoog, C]", f"{MATRIX}.cells[1]", ["'weken'", "2 cells", "3"]),
    "a row that falls": ("- [B, C]", "- [C, B hoog]", f"{MATRIX}.cells[2][1]", ["C at 'klein'", "B hoog at 'groot'"]),
    "a column that falls": ("- [B, C]", "- [B, B]", f"{MATRIX}.cells[2][1]", ["B hoog at 'weken'", "B at 'maanden'"]),
    "a half class below its class is a fall": ("- [A, B]\n", "- [A, C]\n", f"{MATRIX}.cells[1][1]", ["C at 'dagen'"]),
    "a modifier without a condition": (" at_least: 3,", "", f"{MATRIX}.modifiers[0]", ["condition"]),
    "a modifier that never applies": ("at_least: 3,", "at_least: 3, below: 2,", f"{MATRIX}.modifiers[0]", ["3", "2"]),
    "euro bounds one short": (
        "euro_per_unit: 5, bounds: [10, 100]",
        "euro_per_unit: 5, bounds: [10]",
        f"{EURO}.bounds",
        ["3 labels", "2 bounds"],
    ),
    "euro bounds that fall": (
        "euro_per_unit: 5, bounds: [10, 100]",
        "euro_per_unit: 5, bounds: [100, 10]",
        f"{EURO}.bounds[1]",
        ["class B", "class C"],
    ),
    "euro table with nothing": ("euro_per_unit: 5, bounds: [10, 100]", "euro_per_unit: 5", EURO, ["bounds or classes"]),
    "euro classes with a gap": (
        "euro_per_unit: 5, bounds: [10, 100]",
        "euro_per_unit: 5, classes: {A: [0, 9], B: [20, 99], C: [100, null]}",
        f"{EURO}.classes.A",
        ["class A (0 – 9)", "class B (20 – 99)", "gap"],
    ),
    "euro classes that overlap": (
        "euro_per_unit: 5, bounds: [10, 100]",
        "euro_per_unit: 5, classes: {A: [0, 9], B: [5, 99], C: [100, null]}",
        f"{EURO}.classes.A",
        ["class A (0 – 9)", "class B (5 – 99)", "overlaps"],
    ),
    "euro classes of another scale": (
        "euro_per_unit: 5, bounds: [10, 100]",
        "euro_per_unit: 5, classes: {A: [0, 9], D: [10, null]}",
        f"{EURO}.classes",
        ["A, D", "A, B, C"],
    ),
}


@pytest.mark.parametrize(("old", "new", "field", "named"), BROKEN.values(), ids=BROKEN)
def test_one_mistake_gives_its_one_message(check_with: Check, old: str, new: str, field: str, named: list[str]) -> None:
    problems = check_with(old, new)
    assert [p.field for p in problems] == [field]
    (problem,) = problems
    assert problem.severity == "error"
    assert problem.line is not None
    assert problem.message.nl != problem.message.en
    for part in named:
        assert part in problem.message.in_("en") + problem.hint.in_("en")


def test_a_printed_table_with_an_overlap_is_a_warning(check_with: Check) -> None:
    (problem,) = check_with("B: [9, 40]", "B: [8, 40]")
    assert problem.severity == "warning"
    assert "class A (1 – 8) overlaps with class B (8 – 40)" in problem.message.in_("en")


def test_the_last_class_printed_backwards_is_named_with_the_one_before(check_with: Check) -> None:
    (problem,) = check_with("C: [41, null]", "C: [41, 40]")
    assert "class C (41 – 40)" in problem.message.in_("en")
    assert "class B (9 – 40)" in problem.message.in_("en")
