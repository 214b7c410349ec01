# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.base import InputError
from weerbaar.capability.portfolio import InfeasibleError
from weerbaar.workbench.capabilities.computing import chooser_of, gaps_of, weighing_of
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_the_best_choice_at_the_budgets_of_the_documents_is_proven(filled: Round) -> None:
    chooser = chooser_of(desk_of(filled, 1))
    assert chooser.total == 84e6
    assert chooser.bounded
    found = chooser.at_total(84e6)
    assert found.proven
    assert found.value <= found.bound * (1 + 1e-6)
    assert found.total == pytest.approx(84e6)
    assert found.spent <= 84e6
    assert "alert-online" in {one.id for one in found.taken}
    assert len(found.taken) + len(found.left) == 26
    assert chooser.at_total(84e6) is found


def test_more_budget_takes_away_no_less(filled: Round) -> None:
    chooser = chooser_of(desk_of(filled, 1))
    values = [chooser.at_total(euro).value for euro in (20e6, 40e6, 84e6)]
    assert values == sorted(values)


def test_below_the_lowest_level_the_rules_cannot_be_met_and_at_it_they_can(filled: Round) -> None:
    chooser = chooser_of(desk_of(filled, 1))
    lowest = chooser.lowest * chooser.total
    assert chooser.at_total(lowest).taken
    with pytest.raises(InfeasibleError):
        chooser.at_total(lowest * 0.97)


def test_every_year_can_have_a_budget_of_its_own(filled: Round) -> None:
    chooser = chooser_of(desk_of(filled, 1))
    budgets = dict(chooser.given) | {2014: 4e6}
    found = chooser.at(budgets)
    assert dict(found.budgets)[2014] == 4e6
    assert found.value < chooser.at_total(chooser.total).value


def test_without_budgets_in_the_documents_every_year_gets_an_equal_part(filled: Round) -> None:
    row = filled.documents.get(kind="choice")
    row.change(row.version, content="schema: 1\n")
    chooser = chooser_of(desk_of(filled, 1))
    assert not chooser.bounded
    assert len({amount for _, amount in chooser.given}) == 1


def test_gaps_and_weighing_come_from_the_same_documents(filled: Round) -> None:
    desk = desk_of(filled, 1)
    assert len(gaps_of(desk).capabilities) == 18
    assert len(weighing_of(desk).measures) == 26
    row = filled.documents.get(kind="measures")
    row.delete()
    with pytest.raises(InputError):
        weighing_of(desk_of(filled, 1))


def test_confidential_numbers_are_for_who_is_cleared(filled: Round) -> None:
    assert gaps_of(desk_of(filled, 2)).with_confidential
    other = gaps_of(desk_of(filled, 1))
    assert not other.with_confidential
    assert other.withheld
