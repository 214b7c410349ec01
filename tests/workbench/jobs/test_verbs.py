# SPDX-License-Identifier: EUPL-1.2
"""Asking, cancelling and finding results."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.jobs import queue, store, verbs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.registry import NeedsError
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.rounds.models import Round


def test_the_same_question_is_asked_once(round_: Round, make_user: Callable[..., User]) -> None:
    user = make_user("analyst")
    first = verbs.ask(user, round_, "double", {"number": 2}, 0)
    assert verbs.ask(user, round_, "double", {"number": 2}, 0) == first
    assert run_now(first).state == State.DONE
    assert verbs.ask(user, round_, "double", {"number": 2}, 0) == first
    assert verbs.result_bytes(first) == b"4"
    assert verbs.ask(user, round_, "double", {"number": 3}, 0) != first
    assert verbs.ask(user, round_, "double", {"number": 2}, 1) != first
    logged = Entry.objects.filter(action="job.asked").values_list("actor", "details__kind")
    assert list(logged) == [(user.username, "double")] * 3


def test_a_result_gets_stale_and_is_then_computed_again(round_: Round) -> None:
    job = run_now(verbs.ask(None, round_, "double", {"number": 2}, 0))
    assert not verbs.is_stale(job, round_)
    round_.touch()
    round_.refresh_from_db()
    assert verbs.is_stale(job, round_)
    assert verbs.latest(round_, "double", {"number": 2}, 0) == job
    again = verbs.ask(None, round_, "double", {"number": 2}, 0)
    assert again != job
    found = verbs.standing(round_, "double", {"number": 2}, 0)
    assert (found.done, found.active, found.ended) == (job, again, None)


def test_what_failed_is_told_until_something_newer_is_there(round_: Round) -> None:
    failed = run_now(verbs.ask(None, round_, "refuse", {}, 0))
    assert verbs.standing(round_, "refuse", {}, 0).ended == failed
    again = verbs.ask(None, round_, "refuse", {}, 0)
    assert again != failed
    assert verbs.standing(round_, "refuse", {}, 0).ended is None


def test_a_result_whose_file_is_gone_is_computed_again(round_: Round) -> None:
    job = run_now(verbs.ask(None, round_, "double", {"number": 2}, 0))
    (store.folder() / job.result).unlink()
    with pytest.raises(store.ResultGoneError):
        verbs.result_bytes(job)
    assert verbs.ask(None, round_, "double", {"number": 2}, 0).state == State.QUEUED


def test_cancelling(round_: Round, make_user: Callable[..., User]) -> None:
    user = make_user("analyst")
    waiting = verbs.cancel(user, verbs.ask(user, round_, "double", {}, 0))
    assert waiting.state == State.CANCELLED
    running = verbs.ask(user, round_, "double", {"number": 7}, 0)
    Job.objects.filter(pk=running.pk).update(state=State.RUNNING)
    assert verbs.cancel(user, running).cancel_asked
    done = run_now(verbs.ask(user, round_, "double", {"number": 9}, 0))
    assert verbs.cancel(user, done).state == State.DONE
    assert Entry.objects.filter(action="job.cancelled").count() == 2


def _waiting(user: User, round_: Round, number: int = 4, **more: Any) -> tuple[Job, Job]:
    """Return a job that waits, and the one that it waits for."""
    asked = verbs.ask(user, round_, "after_double", {"number": number, **more}, 0)
    claimed = queue.claim("a")
    assert claimed is not None
    with pytest.raises(NeedsError) as need:
        queue.prepare(claimed)
    first = queue.wait(claimed, need.value)
    return Job.objects.get(pk=asked.pk), first


def _states(*jobs: Job) -> list[str]:
    return [Job.objects.get(pk=job.pk).state for job in jobs]


def test_what_a_cancelled_job_waited_for_ends_too(round_: Round, make_user: Callable[..., User]) -> None:
    user = make_user("analyst")
    asked, first = _waiting(user, round_)
    assert (first.for_another, asked.for_another, asked.after) == (True, False, first)
    verbs.cancel(make_user("analyst"), asked)
    assert _states(asked, first) == ["cancelled", "cancelled"]
    asked, first = _waiting(user, round_)
    Job.objects.filter(pk=first.pk).update(state=State.RUNNING)
    verbs.cancel(user, asked)
    assert _states(asked, first) == ["cancelled", "running"]
    assert Job.objects.get(pk=first.pk).cancel_asked


@pytest.mark.parametrize("why", ["asked before", "asked since", "asked by somebody else", "somebody waits"])
def test_what_somebody_else_wants_goes_on(round_: Round, make_user: Callable[..., User], why: str) -> None:
    user, other = make_user("analyst"), make_user("analyst")
    if why == "asked before":
        early = verbs.ask(user, round_, "double", {"number": 4}, 0)
        Job.objects.filter(pk=early.pk).update(created=timezone.now() + timedelta(hours=1))
    asked, first = _waiting(user, round_)
    if why.startswith("asked"):
        same = verbs.ask(other if why.endswith("else") else user, round_, "double", {"number": 4}, 0)
        assert same.pk == first.pk
    else:
        second = verbs.ask(other, round_, "after_double", {"number": 4, "more": 1}, 0)
        Job.objects.filter(pk=second.pk).update(after=first)
    verbs.cancel(user, asked)
    assert _states(asked, first) == ["cancelled", "queued"]


def test_an_unknown_kind_is_refused(round_: Round) -> None:
    with pytest.raises(KeyError):
        verbs.ask(None, round_, "onbekend", {}, 0)
