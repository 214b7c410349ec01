# SPDX-License-Identifier: EUPL-1.2
"""The runner with a real child process: results, failures, crashes, cancellation, and stopping."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.jobs import queue, verbs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.runner import Runner, run_now
from weerbaar.workbench.rounds.models import Round


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> Iterator[Runner]:
    monkeypatch.setattr("weerbaar.workbench.jobs.runner._LOOK_SECONDS", 0.05)
    found = Runner()
    yield found
    found.end_child()


def test_jobs_of_every_outcome_go_through_one_queue(round_: Round, runner: Runner) -> None:
    kinds = ("double", "refuse", "stumble", "crash", "unprepared")
    for kind in kinds:
        verbs.ask(None, round_, kind, {"number": 4 if kind == "double" else 0}, 0)
    for _ in kinds:
        assert runner.step()
    assert not runner.step()
    jobs = {job.kind: job for job in Job.objects.all()}
    assert verbs.result_bytes(jobs["double"]) == b"8"
    assert {jobs[kind].state for kind in kinds[1:]} == {State.FAILED}
    assert jobs["refuse"].message_nl == "dit getal kan niet"
    assert "ZeroDivisionError" in jobs["stumble"].message_en
    assert jobs["crash"].message_en.startswith("The computing process stopped unexpectedly.")
    assert jobs["unprepared"].message_nl == "er zijn geen oordelen"


def test_a_running_job_is_cancelled_and_the_next_gets_a_new_process(
    round_: Round, runner: Runner, monkeypatch: pytest.MonkeyPatch, make_user: Callable[..., User]
) -> None:
    user = make_user("analyst")
    endless = verbs.ask(None, round_, "endless", {}, 0)
    verbs.ask(None, round_, "double", {"number": 5}, 0)
    alive = queue.alive
    told: list[float] = []

    def cancelled_after_progress(job: Job, progress: float) -> bool:
        told.append(progress)
        if progress > 0 and job.kind == "endless":
            verbs.cancel(user, job)
        return alive(job, progress)

    monkeypatch.setattr(queue, "alive", cancelled_after_progress)
    assert runner.step()
    endless.refresh_from_db()
    assert (endless.state, told[-1]) == (State.CANCELLED, 0.25)
    assert runner.step()
    assert verbs.result_bytes(Job.objects.get(kind="double")) == b"10"


def test_a_runner_that_stops_gives_its_job_back(round_: Round, runner: Runner) -> None:
    job = verbs.ask(None, round_, "endless", {}, 0)
    runner._stopping = True
    assert runner.step()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.QUEUED, 0)


def test_run_now_wants_a_job_that_waits(round_: Round) -> None:
    job = run_now(verbs.ask(None, round_, "double", {"number": 1}, 0))
    assert (job.state, job.progress) == (State.DONE, 1.0)
    with pytest.raises(ValueError, match="does not wait"):
        run_now(job)
