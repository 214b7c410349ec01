# SPDX-License-Identifier: EUPL-1.2
"""Two rounds side by side, as far as somebody may see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory

from tests.workbench.rounds.made_round import BASIS, answer, small_round
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds.comparison import cause_of, compare_rounds, earlier_round, picker, state_counts
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.rounds.verbs import make_round, seat

pytestmark = pytest.mark.django_db
MakeUser = Callable[..., User]


def _request(user: User, round_: Round, query: str = "") -> Any:
    request = RequestFactory().get(f"/rondes/{round_.slug}/vergelijken{query}")
    request.user, request.round = user, round_
    return request


@pytest.fixture
def pair(make_user: MakeUser) -> tuple[Round, Round]:
    """An earlier round with answers, and one made from it."""
    old = small_round(title_nl="Oud", year=2025)
    experts = [make_user() for _ in range(3)]
    for expert, label in zip(experts, "BCC", strict=True):
        answer(seat(old, expert), label=label)
    new = make_round(None, **BASIS, copy_from=old)
    return old, new


def test_the_round_it_was_copied_from_is_the_first_choice(pair: tuple[Round, Round], make_user: MakeUser) -> None:
    old, new = pair
    user = make_user("reader")
    third = small_round(title_nl="Derde")
    assert earlier_round(_request(user, new)) == old
    assert earlier_round(_request(user, new, "?met=-")) is None
    assert earlier_round(_request(user, new, f"?met={third.slug}")) == third
    assert earlier_round(_request(user, new, "?met=bestaatniet")) is None
    assert earlier_round(_request(make_user("reader", new), new)) is None
    new.previous = None
    assert earlier_round(_request(user, new)) == old


def test_the_picker_keeps_the_rest_of_the_address(pair: tuple[Round, Round], make_user: MakeUser) -> None:
    found = picker(_request(make_user("reader"), pair[1], "?sorteer=naam&met=-"))
    assert found.kept == (("sorteer", "naam"),)
    assert pair[0] in found.choices
    assert pair[1] not in found.choices


def test_scores_are_compared_as_what_the_panel_said(pair: tuple[Round, Round], make_user: MakeUser) -> None:
    old, new = pair
    for panelist, label in zip(new.panel.all(), "CCD", strict=True):
        answer(panelist, label=label)
    for round_ in pair:
        round_.touch()
        round_.refresh_from_db()
        round_.change(round_.version, phase=Phase.CLOSED)
    new.scenarios.get(slug="dijkdoorbraak").change(1, title_nl="Dijk breekt")
    new.touch()
    new.refresh_from_db()
    found = compare_rounds(old, new, make_user("reader"))
    assert state_counts(found) == {"new": 0, "gone": 0, "changed": 2, "same": 0}
    changes = {s.id: s.changes for s in found.scenarios}
    (score,) = changes["pandemie"]
    assert score.render("nl") == "Criterium 1.1: B, C (2×) → C (2×), D"
    assert cause_of(score).nl == "score"
    (title,) = changes["dijkdoorbraak"]
    assert title.render("en") == "Title: Dijkdoorbraak → Dijk breekt"


def test_who_may_not_see_results_yet_sees_no_scores(pair: tuple[Round, Round], make_user: MakeUser) -> None:
    old, new = pair
    for panelist in new.panel.all():
        answer(panelist, label="E")
    for round_ in pair:
        round_.touch()
        round_.refresh_from_db()
    found = compare_rounds(old, new, make_user("reader"))
    assert state_counts(found)["same"] == 2


def test_a_round_without_answers_is_compared_by_its_texts(pair: tuple[Round, Round], make_user: MakeUser) -> None:
    assert state_counts(compare_rounds(*pair, make_user("analyst")))["changed"] == 0
