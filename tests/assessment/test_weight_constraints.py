# SPDX-License-Identifier: EUPL-1.2
"""Constraints as a user writes them, what they mean, and what is said of a mistake."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from weerbaar.assessment.polytope import WeightPolytope
from weerbaar.assessment.weight_constraints import (
    MOST_CONSTRAINTS,
    WeightConstraints,
    read_weight_constraints,
    weight_polytope,
)
from weerbaar.base import InputError

CRITERIA = ("1.1", "1.2", "2.1", "2.2")


def polytope(*constraints: dict[str, object]) -> WeightPolytope:
    return weight_polytope(WeightConstraints.model_validate({"constraints": constraints}), CRITERIA)


def drawn(*constraints: dict[str, object]) -> np.ndarray:
    return polytope(*constraints).draw(2000, 1).T


def test_no_constraints_leave_the_weights_free() -> None:
    assert weight_polytope(WeightConstraints(), CRITERIA).is_whole


def test_interval_and_exact_weight() -> None:
    a, b, *_ = drawn({"criterion": "1.1", "min": 0.1, "max": 0.3}, {"criterion": "1.2", "equals": 0.25})
    assert (a.min(), a.max()) == pytest.approx((0.1, 0.3), abs=0.01)
    assert a.min() >= 0.1 - 1e-9
    assert a.max() <= 0.3 + 1e-9
    assert b == pytest.approx(np.full(2000, 0.25))


def test_ranking_with_a_tie_and_without_some_criteria() -> None:
    a, b, c, d = drawn({"more_important": ["2.1", ["1.1", "1.2"]]})
    assert np.all(c >= a - 1e-9)
    assert a == pytest.approx(b)
    assert d.max() > 0.8


def test_two_rankings_make_a_partial_order() -> None:
    a, b, c, d = drawn({"more_important": ["1.1", "1.2"]}, {"more_important": ["2.1", "2.2"]})
    assert np.all(a >= b - 1e-9)
    assert np.all(c >= d - 1e-9)
    assert np.mean(a > c) == pytest.approx(0.5, abs=0.05)


def test_ratio_bounds_and_exact_ratio() -> None:
    a, b, c, d = drawn({"ratio": ["1.1", "1.2"], "min": 1, "max": 3}, {"ratio": [2.1, 2.2], "equals": 2})
    assert (a / b).min() >= 1 - 1e-6
    assert (a / b).max() <= 3 + 1e-6
    assert c == pytest.approx(2 * d, abs=1e-9)


def test_linear_condition_bounds_the_weight_of_an_interest() -> None:
    w = drawn({"linear": {"1.1": 1, "1.2": 1}, "min": 0.4, "max": 0.6})
    total = w[0] + w[1]
    assert (total.min(), total.max()) == pytest.approx((0.4, 0.6), abs=0.01)


def test_exact_profile_is_one_point() -> None:
    found = polytope(*({"criterion": c, "equals": 0.25} for c in CRITERIA))
    assert found.dimension == 0
    assert found.vertices == pytest.approx(np.full((1, 4), 0.25))


def polytope_of_file(path: Path) -> WeightPolytope:
    constraints, source = read_weight_constraints(path)
    return weight_polytope(constraints, CRITERIA, source=source)


def complaints(tmp_path: Path, text: str) -> list[tuple[int | None, str]]:
    path = tmp_path / "weights.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        polytope_of_file(path)
    return [(p.line, p.message.nl) for p in caught.value.problems]


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "weights.yaml"
    path.write_text("schema: 1\nconstraints:\n  - more_important: [2.1, [1.1, 1.2]]\n  - {criterion: 2.2, max: 0.1}\n")
    w = polytope_of_file(path).draw(500, 1).T
    assert w[3].max() <= 0.1 + 1e-9
    assert w[0] == pytest.approx(w[1])


def test_a_conflict_names_the_lines_of_a_smallest_set(tmp_path: Path) -> None:
    text = """constraints:
  - {criterion: 2.2, max: 0.9}
  - {criterion: 1.1, min: 0.6}
  - {ratio: [1.2, 1.1], min: 1}
"""
    found = complaints(tmp_path, text)
    assert [line for line, _ in found] == [3, 4]
    assert "1.1 ≥ 0.6" in found[0][1]
    assert "1.2 ≥ 1 × 1.1" in found[1][1]


def test_unknown_criteria_are_named_with_their_lines(tmp_path: Path) -> None:
    text = """constraints:
  - {criterion: 9.9, max: 0.9}
  - more_important: [1.1, [2.1, 8.8]]
"""
    found = complaints(tmp_path, text)
    assert [line for line, _ in found] == [2, 3]
    assert "1.1, 1.2, 2.1, 2.2" in found[0][1]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("{criterion: 1.1}", "geef min, max of equals"),
        ("{criterion: 1.1, min: 0.4, max: 0.2}", "min is hoger dan max"),
        ("{criterion: 1.1, equals: 0.4, max: 0.5}", "equals gaat niet samen"),
        ("{more_important: [1.1]}", "ten minste twee criteria"),
        ("{more_important: [1.1, 1.2, 1.1]}", "staat er twee keer"),
        ("{ratio: [1.1, 1.2], min: 0}", "groter zijn dan 0"),
        ("{criterion: 1.1, min: 2}", "1 of minder"),
        ("{ratio: [1.1], min: 1}", "te weinig"),
        ("{linear: {}, min: 1}", "te weinig"),
        ("{weight: 1.1, min: 0}", "ontbreekt"),
        ("12", "velden"),
        ("{ratio: [1.1, 1.1], min: 2}", "twee verschillende criteria"),
        ("{more_important: [1.1, [], 1.2]}", "te weinig"),
        ("{linear: {1.1: 0, 1.2: 0}, min: 0.3}", "niet 0"),
    ],
)
def test_a_mistake_is_told_in_words(tmp_path: Path, line: str, part: str) -> None:
    found = complaints(tmp_path, f"constraints:\n  - {line}\n")
    assert found[0][0] == 2
    assert len(found) <= 2
    assert any(part in message for _, message in found), found


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("{criterion: 1.1, minimum: 0.1}", "constraints[0].minimum"),
        ("{criterion: 1.1, ratio: [1.1, 1.2], min: 1}", "constraints[0].criterion"),
        ("{ratio: [1.1, 1.2], min: 0}", "constraints[0].min"),
        ("{linear: {1.1: 1}, max: .inf}", "constraints[0].max"),
        ("{more_important: [1.1, 1.2], min: 1}", "constraints[0].min"),
        ("{criterion: 1.1, min: 0.4, max: 0.2}", "constraints[0]"),
    ],
)
def test_a_mistake_is_told_of_the_field_where_it_is(tmp_path: Path, line: str, field: str) -> None:
    path = tmp_path / "weights.yaml"
    path.write_text(f"constraints:\n  - {line}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        polytope_of_file(path)
    assert [p.field for p in caught.value.problems] == [field]


def test_a_conflict_reminds_of_the_sum_of_all_weights(tmp_path: Path) -> None:
    path = tmp_path / "weights.yaml"
    equal = "".join(f"  - {{criterion: {c}, equals: 0.3}}\n" for c in CRITERIA)
    path.write_text(f"constraints:\n{equal}", encoding="utf-8")
    with pytest.raises(InputError, match="All weights together are 1") as caught:
        polytope_of_file(path)
    assert len(caught.value.problems) == 4


def test_more_constraints_than_anybody_agrees_on_are_refused(tmp_path: Path) -> None:
    most = "  - {criterion: 1.1, min: 0.1}\n" * MOST_CONSTRAINTS
    path = tmp_path / "weights.yaml"
    path.write_text(f"constraints:\n{most}", encoding="utf-8")
    assert polytope_of_file(path).draw(50, 1)[:, 0].min() >= 0.1 - 1e-9
    [(line, message)] = complaints(tmp_path, f"constraints:\n{most}  - {{criterion: 1.1, max: 0.9}}\n")
    assert line == 1
    assert "ten hoogste 200" in message
