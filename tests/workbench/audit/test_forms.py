# SPDX-License-Identifier: EUPL-1.2
"""Looking for a person, an action, an object, a round, days."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit import log
from weerbaar.workbench.audit.forms import Filter
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def numbers(**asked: str) -> list[int]:
    form = Filter(asked)
    assert form.is_valid(), form.errors
    return list(form.chosen(Entry.objects.all()).values_list("sequence", flat=True))


@pytest.fixture(autouse=True)
def _log(db: None) -> None:
    anna, bert = User.objects.create(username="anna"), User.objects.create(username="bert")
    rounds = [Round.objects.create(pk=pk, slug=f"ronde-{pk}", title_nl="R", label="R", year=2027) for pk in (1, 2)]

    def at(day: int, hour: int) -> datetime:
        return datetime(2027, 3, day, hour, tzinfo=UTC)

    log.record(None, "round.changed", rounds[0], actor=anna, at=at(1, 9))
    log.record(None, "round.closed", rounds[0], round_=rounds[0], actor=anna, at=at(2, 22))
    # In Amsterdam this is the third of March.
    log.record(None, "round.read", rounds[1], round_=rounds[1], actor=bert, at=at(2, 23))
    log.record(None, "rounds.exported", actor=bert, at=at(4, 9))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [1, 2, 3, 4]),
        ({"person": "anna"}, [1, 2]),
        ({"person": "ann"}, []),
        ({"action": "round"}, [1, 2, 3]),
        ({"action": "round.closed"}, [2]),
        ({"about": "round:2"}, [3]),
        ({"about": "round : 1"}, [1, 2]),
        ({"round": "ronde-1"}, [2]),
        ({"since": "2027-03-02"}, [2, 3, 4]),
        ({"until": "2027-03-02"}, [1, 2]),
        ({"since": "2027-03-03", "until": "2027-03-03"}, [3]),
        ({"person": "bert", "action": "round"}, [3]),
    ],
)
def test_what_fits_is_found(asked: dict[str, str], expected: list[int]) -> None:
    assert numbers(**asked) == expected


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"since": "2027-03-02", "until": "2027-03-01"}, "until"),
        ({"since": "gisteren"}, "since"),
        ({"about": "scenario"}, "about"),
        ({"person": "x" * 151}, "person"),
    ],
)
def test_what_cannot_be_looked_for_is_told_at_the_field(asked: dict[str, str], field: str) -> None:
    form = Filter(asked)
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_in_a_round_there_is_no_choice_of_rounds() -> None:
    form = Filter({"round": "ronde-1"}, in_round=True)
    assert form.is_valid()
    assert "round" not in form.fields
    assert form.chosen(Entry.objects.all()).count() == 4


def test_an_action_that_a_link_asks_for_stays_chosen() -> None:
    assert 'value="round.closed" selected' in str(Filter({"action": "round.closed"})["action"])
