# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.capability.choice.twelve import CHOICE, every_set, twelve
from weerbaar.capability.choice.building import build
from weerbaar.capability.choice.levels import budget_frontier, levels_of, within_budget
from weerbaar.capability.measures import ChoiceFile
from weerbaar.capability.weighing import Ground

RULES = ChoiceFile.model_validate({"schema": 1, **CHOICE})


def test_a_total_is_shared_out_in_proportion() -> None:
    assert within_budget(RULES, None, (2014, 2015)) is RULES
    scaled = within_budget(RULES, 32e6, (2014, 2015))
    assert [b.amount_eur for b in scaled.budgets] == pytest.approx([22e6, 10e6])
    even = within_budget(ChoiceFile(schema=1), 10e6, (2014, 2015))
    assert [(b.year, b.amount_eur) for b in even.budgets] == [(2014, 5e6), (2015, 5e6)]
    empty = RULES.model_copy(update={"budgets": tuple(b.model_copy(update={"amount_eur": 0.0}) for b in RULES.budgets)})
    assert [b.amount_eur for b in within_budget(empty, 4e6, (2014, 2015)).budgets] == [2e6, 2e6]
    assert [b.amount_eur for b in within_budget(RULES, 0.0, (2014, 2015)).budgets] == [0, 0]


@pytest.mark.parametrize("count", [1, 7, 50])
def test_the_budgets_as_they_are_are_one_of_the_levels(tmp_path: Path, count: int) -> None:
    analysis = twelve(tmp_path)
    levels = levels_of(build(Ground.of(analysis, 10, 1, None), analysis.choice), count)
    assert len(levels) == count
    assert min(abs(level - 1) for level in levels) < 1e-12
    assert list(levels) == sorted(levels)


def test_every_level_is_the_best_within_it_and_more_never_brings_less(tmp_path: Path) -> None:
    analysis = twelve(tmp_path)
    built = build(Ground.of(analysis, 40, 2012, None), analysis.choice)
    points = budget_frontier(built, 6)
    assert [p.value for p in points] == sorted(p.value for p in points)
    for point in points:
        assert point.budget == pytest.approx(16e6 * point.level)
        assert point.cost <= point.budget * (1 + 1e-9)
        assert point.gap <= 1e-4
        rules = within_budget(RULES, point.budget, (2014, 2015))
        scaled = twelve(tmp_path, rules.model_dump(mode="json", exclude={"schema_version"}, exclude_none=True))
        best, taken = every_set(scaled, 40)[0]
        assert point.value == pytest.approx(best, rel=1e-4)
        if point.value == pytest.approx(best, rel=1e-12):
            assert {m.id: m.start for m in point.measures} == taken


def test_levels_that_cannot_meet_the_rules_are_left_out(tmp_path: Path) -> None:
    """Something for cyber and for Zeeland costs over 2 million in 2014."""
    analysis = twelve(tmp_path)
    built = build(Ground.of(analysis, 10, 1, None), analysis.choice)
    points = budget_frontier(built, 20)
    assert points[0].level > 0.1
    assert len(points) < 20
