# SPDX-License-Identifier: EUPL-1.2
"""Several processes on one queue: one job each, lost ones once more, old results away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.workbench.jobs.computations import KINDS
from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.jobs import queue, registry, verbs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.registry import NeedsError
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.rounds.models import Round


def _silent_for(job: Job, seconds: float) -> None:
    Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - timedelta(seconds=seconds))


def test_two_processes_never_take_the_same_job(round_: Round) -> None:
    first, second = (verbs.ask(None, round_, "double", {"number": n}, 0) for n in (1, 2))
    assert queue.claim("a") == first
    assert queue.claim("b") == second
    assert queue.claim("c") is None


def test_a_lost_job_is_run_once_more_and_its_late_result_is_dropped(round_: Round) -> None:
    verbs.ask(None, round_, "double", {"number": 1}, 0)
    lost = queue.claim("a")
    assert lost is not None
    _silent_for(lost, 10)
    assert queue.recover_lost() == 0
    _silent_for(lost, 100)
    assert queue.recover_lost() == 1
    again = queue.claim("b")
    assert again is not None
    assert again.attempts == 2
    assert not queue.wanted(lost)
    assert not queue.alive(lost, 0.5)
    assert not queue.finish(lost, b"te laat")
    assert queue.finish(again, b"op tijd")
    assert verbs.result_bytes(Job.objects.get()) == b"op tijd"


def test_what_a_result_makes_comes_with_it_or_not_at_all(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    def settle(job: Job, content: bytes) -> bytes:
        Round.objects.filter(pk=job.round_id).update(label=content.decode())
        if content == b"4":
            raise WeerbaarError(Text(nl="de schijf is vol", en="the disk is full"))
        return b"gezet: " + content

    monkeypatch.setitem(registry._KINDS, "double", replace(KINDS["double"], settle=settle))
    done = run_now(verbs.ask(None, round_, "double", {"number": 1}, 0))
    assert verbs.result_bytes(done) == b"gezet: 2"
    failed = run_now(verbs.ask(None, round_, "double", {"number": 2}, 0))
    assert (failed.state, failed.message_nl) == (State.FAILED, "de schijf is vol")
    verbs.ask(None, round_, "double", {"number": 3}, 0)
    claimed = queue.claim("a")
    assert claimed is not None
    Job.objects.filter(pk=claimed.pk).update(cancel_asked=True)
    assert not queue.finish(claimed, b"6")
    claimed.refresh_from_db()
    assert claimed.state == State.CANCELLED
    round_.refresh_from_db()
    assert round_.label == "2"


def test_kinds_clean_up_when_the_folder_of_results_is_swept(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[str] = []
    monkeypatch.setitem(registry._KINDS, "double", replace(KINDS["double"], sweep=lambda: swept.append("double")))
    queue.sweep()
    assert swept == ["double"]


def test_a_job_lost_twice_has_failed(round_: Round) -> None:
    verbs.ask(None, round_, "double", {}, 0)
    for worker in "ab":
        lost = queue.claim(worker)
        assert lost is not None
        _silent_for(lost, 100)
        queue.recover_lost()
    job = Job.objects.get()
    assert job.state == State.FAILED
    assert job.message_nl.startswith("Het rekenproces is tot twee keer toe weggevallen.")


def test_a_process_that_ends_gives_its_job_back(round_: Round) -> None:
    verbs.ask(None, round_, "double", {}, 0)
    job = queue.claim("a")
    assert job is not None
    queue.give_back(job)
    again = queue.claim("b")
    assert again is not None
    assert again.attempts == 1


def test_a_job_notes_the_inputs_that_it_saw(round_: Round) -> None:
    verbs.ask(None, round_, "double", {}, 0)
    round_.touch()
    job = queue.claim("a")
    assert job is not None
    queue.prepare(job)
    round_.refresh_from_db()
    assert Job.objects.get().inputs == round_.result_inputs == 2
    assert Job.objects.get().saw == "2"


def test_cancelled_and_failed_jobs_say_so(round_: Round) -> None:
    for number in (1, 2):
        verbs.ask(None, round_, "double", {"number": number}, 0)
    one, two = queue.claim("a"), queue.claim("a")
    assert one is not None
    assert two is not None
    queue.fail(one, Text(nl="kan niet", en="cannot"))
    Job.objects.filter(pk=two.pk).update(cancel_asked=True)
    assert not queue.alive(two, 0.5)
    queue.cancelled(two)
    found = {job.pk: (job.state, job.message_en) for job in Job.objects.all()}
    assert found == {one.pk: (State.FAILED, "cannot"), two.pk: (State.CANCELLED, "")}


def test_only_the_newest_results_of_a_question_are_kept(round_: Round) -> None:
    made = []
    for _ in range(queue.KEPT + 2):
        made.append(run_now(verbs.ask(None, round_, "double", {"number": 1}, 0)))
        round_.touch()
        round_.refresh_from_db()
    assert list(Job.objects.all()) == made[: -queue.KEPT - 1 : -1]
    other = verbs.ask(None, round_, "double", {"number": 2}, 0)
    run_now(other)
    assert Job.objects.count() == queue.KEPT + 1


def test_files_of_removed_rows_are_swept(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    job = run_now(verbs.ask(None, round_, "double", {}, 0))
    monkeypatch.setattr(queue.store, "_GRACE_SECONDS", -1.0)
    assert queue.sweep() == 0
    job.delete()
    assert queue.sweep() == 1


def test_a_job_that_needs_another_waits_until_that_is_done(round_: Round, make_user: Callable[..., User]) -> None:
    user = make_user("analyst")
    asked = verbs.ask(user, round_, "after_double", {"number": 4}, 0)
    job = queue.claim("a")
    assert job is not None
    with pytest.raises(NeedsError) as need:
        queue.prepare(job)
    first = queue.wait(job, need.value)
    asked.refresh_from_db()
    assert (asked.state, asked.attempts, asked.waits_for, first.asked_by) == (State.QUEUED, 0, first, user)
    assert queue.claim("a") == first
    assert queue.claim("b") is None
    Job.objects.filter(pk=first.pk).update(state=State.QUEUED)
    run_now(first)
    asked.refresh_from_db()
    assert asked.waits_for is None
    assert run_now(asked).state == State.DONE
    assert verbs.result_bytes(Job.objects.get(pk=asked.pk)) == b"16"


def test_what_it_needs_is_there_already(round_: Round) -> None:
    first = run_now(verbs.ask(None, round_, "double", {"number": 4}, 0))
    job = run_now(verbs.ask(None, round_, "after_double", {"number": 4}, 0))
    assert (job.state, job.after) == (State.DONE, None)
    assert Job.objects.filter(kind="double").get() == first


@pytest.mark.parametrize("how", ["failed", "cancelled", "changed"])
def test_a_job_that_waited_in_vain_says_why(round_: Round, how: str) -> None:
    first = "refuse" if how == "failed" else "double"
    job = verbs.ask(None, round_, "after_double", {"number": 4, "first": first}, 0)
    claimed = queue.claim("a")
    assert claimed is not None
    with pytest.raises(NeedsError) as need:
        queue.prepare(claimed)
    waited = queue.wait(claimed, need.value)
    if how == "cancelled":
        verbs.cancel(User(), waited)
    else:
        run_now(waited)
    if how == "changed":
        round_.touch()
    again = run_now(Job.objects.get(pk=job.pk))
    assert again.state == State.FAILED
    said = {
        "failed": "Hiervoor is eerst ‘toets refuse’ nodig, en dat is mislukt: dit getal kan niet",
        "cancelled": "Hiervoor is eerst ‘toets double’ nodig, en dat is afgebroken.",
        "changed": "De ronde is gewijzigd terwijl ‘toets double’ werd uitgerekend, dat hiervoor nodig is. "
        "Vraag dit opnieuw aan.",
    }
    assert again.message_nl == said[how]
