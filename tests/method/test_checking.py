# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from weerbaar.base import Problem
from weerbaar.method import check_method, method_ids

METHODS = Path(__file__).parents[2] / "src" / "weerbaar" / "data" / "methods"

Check = Callable[[str, str], list[Problem]]

BROKEN = {
    "none is also a label": ("none: X", "none: A", "scale.labels[0].code", ["'A'"]),
    "two labels with one code": ("code: B hoog, class: B,", "code: A, class: B,", "scale.labels[2].code", ["'A'"]),
    "half class of nothing": (
        "code: B hoog, class: B,",
        "code: B hoog, class: Z,",
        "scale.labels[2].class",
        ["B hoog", "'Z'"],
    ),
    "half class in the wrong place": (
        "code: B hoog, class: B,",
        "code: B hoog, class: A,",
        "scale.labels[2].class",
        ["B hoog", "A"],
    ),
    "two default value functions": (
        "use: default",
        "use: default, mark: assumed}\n  - {id: b, base: 2, half_class_factor: 1.2, use: default",
        "value_functions[1].use",
        [" b "],
    ),
    "base and values": ("id: table,", "id: table, base: 3, half_class_factor: 1.7,", "value_functions[1]", ["table"]),
    "value table that falls": (
        "B hoog: 2.5, C: 3",
        "B hoog: 2.5, C: 2.4",
        "value_functions[1].values.C",
        ["C (2.4)", "B hoog (2.5)"],
    ),
    "value table with a label too few": (", C: 3}", "}", "value_functions[1].values", ["C"]),
    "value table with a label too many": ("C: 3}", "C: 3, F: 4}", "value_functions[1].values.F", ["'F'"]),
    "half class factor missing": (" half_class_factor: 1.7,", "", "value_functions[0]", ["half_class_factor"]),
    "half class factor beyond the next class": (
        "half_class_factor: 1.7",
        "half_class_factor: 4",
        "value_functions[0].half_class_factor",
        ["1 and 3"],
    ),
    "combined criterion covers nothing known": (
        'covers: ["1.1", "1.2"]',
        'covers: ["1.1", "9.9"]',
        "combined[0].covers[1]",
        ["both", "'9.9'"],
    ),
    "combined criterion covers one twice": (
        'covers: ["1.1", "1.2"]',
        'covers: ["1.1", "1.1"]',
        "combined[0].covers",
        ["both", "1.1"],
    ),
    "combined criterion with the id of another": ("id: both", 'id: "1.3"', "combined[0].id", ["'1.3'"]),
    "weights that do not sum to one": ('"1.3": 0.2}', '"1.3": 0.3}', "weight_profiles[1].weights", ["own", "1.1"]),
    "weight of an unknown criterion": (
        '"1.3": 0.2}',
        '"1.4": 0.2}',
        "weight_profiles[1].weights.1.4",
        ["own", "'1.4'"],
    ),
    "weighted sum without value functions": (
        "rule: weighted_sum\n  mark: found\n  total_classes: {rule: lower_bound, mark: derived}",
        "rule: weighted_sum\n  mark: found",
        "aggregation",
        ["total_classes"],
    ),
    "bounds of the total forgotten": ("rule: lower_bound", "rule: bounds", "aggregation.total_classes", ["bounds"]),
    "bounds of the total one short": (
        "rule: lower_bound",
        "rule: bounds, bounds: [0.1]",
        "aggregation.total_classes.bounds",
        ["3", "2"],
    ),
    "bounds of the total that fall": (
        "rule: lower_bound",
        "rule: bounds, bounds: [0.2, 0.1]",
        "aggregation.total_classes.bounds[1]",
        ["class B", "class C"],
    ),
    "unknown formula": ("id: euro_from_d5", "id: euro_from_d6", "formulas[0].id", ["'euro_from_d6'", "euro_from_t5"]),
    "formula that gives another number": (
        "result: 1600000000",
        "result: 1700000000",
        "formulas[0].example",
        ["1,600,000,000", "1,700,000,000"],
    ),
    "formula with a wrong input": ("{D: 3,", "{Q: 3,", "formulas[0].example", ["euro_from_d5"]),
    "formula without an outcome": (", result: 1600000000}", "}", "formulas[0].example", ["result"]),
    "unknown source": ("source: [S1]", "source: [S2]", "interests[0].source[0]", ["'S2'"]),
    "derived from nothing known": (
        "derived_from: nl-nrb-2009",
        "derived_from: nl-nrb-1999",
        "derived_from",
        ["'nl-nrb-1999'"],
    ),
    "two interests with one id": (
        "interests:\n",
        'interests:\n  - {id: "1", name: {nl: Twee}, mark: found}\n',
        "interests[1].id",
        ["'1'"],
    ),
    "two weight profiles with one id": ("id: own,", "id: equal,", "weight_profiles[1].id", ["'equal'"]),
    "weighted sum without a value function": (
        "value_functions:\n"
        "  - {id: base3, base: 3, half_class_factor: 1.7, use: default, mark: assumed}\n"
        "  - {id: table, values: {X: 0, A: 1, B: 2, B hoog: 2.5, C: 3}, mark: assumed}\n",
        "",
        "aggregation",
        ["value function"],
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


def test_the_small_method_is_right(check_with: Check) -> None:
    assert check_with("een bron", "een bron") == []


@pytest.mark.parametrize("method_id", method_ids())
def test_shipped_methods_have_no_errors(method_id: str) -> None:
    problems = check_method(METHODS / f"{method_id}.yaml")
    assert [p.render() for p in problems if p.severity == "error"] == []


def test_a_sum_in_euro_needs_a_table_in_euro(tmp_path: Path) -> None:
    national = (METHODS / "nl-nrb-2009.yaml").read_text(encoding="utf-8")
    path = tmp_path / "euro.yaml"
    path.write_text(national.replace("rule: weighted_sum", "rule: euro_sum"), encoding="utf-8")
    assert [p.field for p in check_method(path)] == ["aggregation"]


def test_problems_of_form_and_content_come_together(check_with: Check) -> None:
    problems = check_with(
        "use: default, mark: assumed}",
        "use: defaulted, mark: assumed}\n  - {id: t, base: 1, values: {F: 1}, mark: found}",
    )
    fields = [p.field for p in problems]
    assert fields == ["value_functions[0].use", "value_functions[1].base"]


def test_several_mistakes_are_listed_in_order_of_line(check_with: Check) -> None:
    problems = check_with(
        "combined:\n",
        'combined:\n  - {id: odd, name: {nl: X}, covers: ["8", "9"], mark: found, source: [S9]}\n',
    )
    assert [p.field for p in problems] == ["combined[0].covers[0]", "combined[0].covers[1]", "combined[0].source[0]"]


# nrb-method.md 8.3: the misprints of the Belgian source, each refused with its two classes.


def test_belgian_class_printed_backwards_is_refused_with_both_classes() -> None:
    (problem,) = check_method(METHODS / "misprints" / "be-bnra-5-as-printed.yaml")
    assert problem.severity == "error"
    assert "class 3 (1,000,001 – 1,000,000)" in problem.message.in_("en")
    assert "class 4 (10,000,001 – 100,000,000)" in problem.message.in_("en")


def test_belgian_ea_and_sb_as_printed_are_refused_with_both_classes() -> None:
    problems = check_method(METHODS / "misprints" / "be-bnra-7-as-printed.yaml")
    assert {p.severity for p in problems} == {"error"}
    texts = [p.message.in_("en") for p in problems]
    assert any("class 1 (… – 500) overlaps with class 2 (51 – 500)" in t for t in texts)
    assert any("class 1 (… – 5,000) leaves a gap before class 2 (10,001 – 50,000)" in t for t in texts)
    assert len(texts) == 3


def test_misprints_kept_as_printed_are_warnings() -> None:
    problems = check_method(METHODS / "be-bnra.yaml")
    assert len(problems) == 4
    assert {p.severity for p in problems} == {"warning"}
