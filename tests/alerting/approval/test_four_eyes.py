# SPDX-License-Identifier: EUPL-1.2
"""Four eyes that must act on each check of one draft."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.approval.drafts import MATTER, NOW, right_answer
from weerbaar.alerting.approval import (
    ApprovalError,
    NotShownError,
    Review,
    approve,
    begin,
    confirm,
    give_back,
    release_in_emergency,
    shipped_checks,
)
from weerbaar.alerting.approval.four_eyes import MOST_TRIES

CHECKS = shipped_checks()
OTHER = "B. de Vries"


def _done(by: str = OTHER, upto: int = len(CHECKS)) -> Review:
    review = begin(MATTER, CHECKS)
    for check in CHECKS[:upto]:
        review = confirm(review, check.id, by, right_answer(check, MATTER), NOW)
    return review


def test_who_did_every_check_may_approve_this_draft_and_no_other() -> None:
    approval = approve(_done(), OTHER, NOW)
    assert approval.covers(MATTER.draft)
    assert not approval.covers("b" * 64)
    assert (approval.by, approval.emergency) == ((OTHER,), False)
    assert approval.checks == tuple(check.id for check in CHECKS)


@given(st.integers(0, len(CHECKS) - 1))
def test_without_every_check_there_is_no_approval(upto: int) -> None:
    with pytest.raises(ApprovalError, match="Not yet done by you") as refused:
        approve(_done(upto=upto), OTHER, NOW)
    assert CHECKS[upto].title.nl in refused.value.message.nl


def test_the_checks_of_another_are_not_those_of_who_approves() -> None:
    with pytest.raises(ApprovalError, match="Not yet done by you"):
        approve(_done(), "C. Bakker", NOW)


@pytest.mark.parametrize("name", ["A. Jansen", "a. jansen", "  A.   Jansen "])
def test_the_author_may_do_nothing(name: str) -> None:
    review = begin(MATTER, CHECKS)
    for act in (
        lambda: confirm(review, CHECKS[0].id, name, right_answer(CHECKS[0], MATTER), NOW),
        lambda: give_back(review, name, "de plaats klopt niet", NOW),
        lambda: approve(_done(), name, NOW),
    ):
        with pytest.raises(ApprovalError, match="Who made the draft"):
            act()


def test_a_wrong_answer_counts_and_after_three_only_returning_is_left() -> None:
    review = begin(MATTER, CHECKS)
    for i in range(MOST_TRIES):
        with pytest.raises(NotShownError) as missed:
            confirm(review, CHECKS[0].id, OTHER, "gezien", NOW)
        review = missed.value.review
        assert review.tries_left(CHECKS[0].id, OTHER) == MOST_TRIES - 1 - i
        assert not review.acts
    with pytest.raises(ApprovalError, match="can only return"):
        confirm(review, CHECKS[0].id, OTHER, right_answer(CHECKS[0], MATTER), NOW)
    assert confirm(review, CHECKS[0].id, "C. Bakker", right_answer(CHECKS[0], MATTER), NOW).acts
    assert give_back(review, OTHER, "de plaats klopt niet", NOW).returned is not None


def test_a_draft_that_was_given_back_goes_no_further_until_it_is_offered_again() -> None:
    review = give_back(_done(), OTHER, "het nummer is niet van ons", NOW, check="nummers")
    assert review.returned is not None
    assert (review.returned.check, review.returned.draft) == ("nummers", MATTER.draft)
    for act in (
        lambda: approve(review, OTHER, NOW),
        lambda: confirm(review, CHECKS[0].id, OTHER, right_answer(CHECKS[0], MATTER), NOW),
        lambda: give_back(review, OTHER, "nog een keer terug", NOW),
    ):
        with pytest.raises(ApprovalError, match="was returned"):
            act()


def test_the_same_check_twice_stands_once() -> None:
    review = _done(upto=1)
    again = confirm(review, CHECKS[0].id, OTHER.upper(), right_answer(CHECKS[0], MATTER), NOW)
    assert len(again.acts) == 1


def test_two_persons_with_a_reason_release_in_an_emergency() -> None:
    approval = release_in_emergency(MATTER, (OTHER, "A. Jansen"), "meldkamer zonder verbinding", NOW)
    assert approval.emergency
    assert approval.by == (OTHER, "A. Jansen")
    assert approval.checks == ()
    assert approval.covers(MATTER.draft)


@pytest.mark.parametrize(
    ("by", "reason"),
    [
        ((OTHER,), "meldkamer zonder verbinding"),
        ((OTHER, "b. DE vries"), "meldkamer zonder verbinding"),
        ((OTHER, " "), "meldkamer zonder verbinding"),
        ((OTHER, "C. Bakker", "D. Smit"), "meldkamer zonder verbinding"),
        ((OTHER, "C. Bakker"), "spoed"),
    ],
)
def test_anything_less_is_no_release(by: tuple[str, ...], reason: str) -> None:
    with pytest.raises(ApprovalError):
        release_in_emergency(MATTER, by, reason, NOW)


def test_what_is_missing_is_refused() -> None:
    with pytest.raises(ApprovalError):
        begin(MATTER, ())
    with pytest.raises(ApprovalError):
        begin(replace(MATTER, author=" "), CHECKS)
    for act in (
        lambda: confirm(begin(MATTER, CHECKS), "weer", OTHER, "x", NOW),
        lambda: give_back(begin(MATTER, CHECKS), OTHER, "de plaats klopt niet", NOW, check="weer"),
        lambda: give_back(begin(MATTER, CHECKS), OTHER, "nee", NOW),
        lambda: confirm(begin(MATTER, CHECKS), CHECKS[0].id, " ", "x", NOW),
    ):
        with pytest.raises(ApprovalError):
            act()
