# SPDX-License-Identifier: EUPL-1.2
"""Results are found as objects; stale, gone and never computed are told apart."""

from __future__ import annotations

from collections.abc import Callable

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.jobs import store
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.results import verbs
from weerbaar.workbench.rounds.models import Reach, Round


def test_a_result_is_found_and_gets_stale(round_: Round, computed: Callable[..., Job]) -> None:
    assert verbs.assessment(round_, 1).value is None
    job = computed(round_, "assessment")
    found = verbs.assessment(round_, 1)
    assert found.value.assessment.round_id == "voorbeeld-2012"
    assert (found.job, found.is_stale, found.name) == (job, False, job.result)
    assert verbs.assessment(round_, 1).value is found.value
    round_.touch()
    round_.touch()
    round_.refresh_from_db()
    assert verbs.assessment(round_, 1).changes == 2
    assert verbs.assessment(round_, 2).value is None


def test_a_result_that_cannot_be_read_counts_as_never_computed(round_: Round, computed: Callable[..., Job]) -> None:
    job = computed(round_, "assessment")
    Job.objects.filter(pk=job.pk).update(result=store.keep(b"{}"))
    found = verbs.assessment(round_, 1)
    assert (found.value, found.job, found.name) == (None, None, "")


def test_every_question_is_asked_and_found_under_the_same_name(
    round_: Round, earlier: Round, make_user: Callable[..., User]
) -> None:
    user = make_user("analyst")
    pairs = [("stroomuitval", "telecomuitval")]
    asked = [
        (verbs.ask_assessment(user, round_, 1, "profiles"), verbs.assessment(round_, 1, "profiles")),
        (verbs.ask_sensitivity(user, round_, 1), verbs.sensitivity(round_, 1)),
        (verbs.ask_cascade(user, round_, 1), verbs.cascade(round_, 1)),
        (
            verbs.ask_cuts(user, round_, 1, pairs, "voorbeeld-cascade"),
            verbs.cuts(round_, 1, pairs, "voorbeeld-cascade"),
        ),
        (verbs.ask_comparison(user, round_, 1, earlier), verbs.comparison(round_, 1, earlier, user)),
    ]
    assert all(found.active == job for job, found in asked)
    assert len({job.key for job, _ in asked}) == 5


def test_a_comparison_is_stale_once_the_earlier_round_changed(
    round_: Round, earlier: Round, make_user: Callable[..., User], computed: Callable[..., Job]
) -> None:
    user = make_user("analyst")
    computed(round_, "comparison", verbs.comparison_parameters(earlier, user))
    assert not verbs.comparison(round_, 1, earlier, user).is_stale
    earlier.touch(Reach.REPORTS)
    assert not verbs.comparison(round_, 1, earlier, user).is_stale
    earlier.touch()
    found = verbs.comparison(round_, 1, earlier, user)
    assert found.value is not None
    assert (found.is_stale, found.changes) == (True, 1)


def test_words_make_no_result_stale_and_a_shipped_catalogue_never_is(
    round_: Round, computed: Callable[..., Job]
) -> None:
    computed(round_, "assessment")
    computed(round_, "cuts", {"catalogue": "voorbeeld-cascade", "cuts": [["stroomuitval", "telecomuitval"]]})
    round_.touch(Reach.REPORTS)
    round_.refresh_from_db()
    assert not verbs.assessment(round_, 1).is_stale
    round_.touch()
    round_.refresh_from_db()
    assert verbs.assessment(round_, 1).is_stale
    assert not verbs.cuts(round_, 1, [("stroomuitval", "telecomuitval")], "voorbeeld-cascade").is_stale
