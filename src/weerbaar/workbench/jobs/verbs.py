# SPDX-License-Identifier: EUPL-1.2
"""Ask for a computation, cancel it, and find what came of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit import log
from weerbaar.workbench.jobs import runner, store
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.registry import kind_named
from weerbaar.workbench.rounds.models import Round


@dataclass(frozen=True)
class Standing:
    """What there is of one question.

    Attributes:
        done: the newest result, perhaps stale.
        active: the computation that waits or runs, if any.
        ended: the newest computation, where it failed or was cancelled and nothing newer is there.
    """

    done: Job | None
    active: Job | None
    ended: Job | None


def key_of(round_: Round, kind: str, parameters: Mapping[str, Any], level: int) -> str:
    """Return the name of a question: the same for the same kind, round, level and parameters."""
    question = json.dumps([kind, round_.pk, int(level), parameters], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(question.encode()).hexdigest()


@transaction.atomic
def ask(
    by: HttpRequest | User | None,
    round_: Round,
    kind: str,
    parameters: Mapping[str, Any] | None,
    level: int,
    *,
    anew: bool = False,
    for_another: bool = False,
) -> Job:
    """Ask for a computation; the same question with the same inputs gives the job that there is, waiting or done.

    Args:
        by: the request, or the person; None for a program of the workbench itself.
        round_: the round.
        kind: name under which the kind was registered.
        parameters: what is asked; what JSON can hold.
        level: what is more confidential than this is left out.
        anew: a result that there is does not do.
        for_another: only because another computation needs it.

    Raises:
        KeyError: there is no such kind.
    """
    asked = dict(parameters or {})
    state_of = kind_named(kind).state
    # Two people who ask at once get one job: on PostgreSQL through this lock, on SQLite through IMMEDIATE.
    now = Round.objects.select_for_update(no_key=True).defer("annexes").get(pk=round_.pk)
    saw = state_of(now, level, asked)
    key = key_of(round_, kind, asked, level)
    for job in Job.objects.filter(key=key, state__in=[State.QUEUED, State.RUNNING, State.DONE]):
        usable = job.saw == saw and not job.cancel_asked
        if job.state == State.QUEUED or (
            usable and (job.state == State.RUNNING or (not anew and store.there(job.result)))
        ):
            if job.for_another and not for_another:
                Job.objects.filter(pk=job.pk).update(for_another=False)
            return job
    user = by.user if isinstance(by, HttpRequest) else by
    job = Job.objects.create(
        round=round_,
        kind=kind,
        parameters=asked,
        inputs=now.result_inputs,
        saw=saw,
        level=level,
        key=key,
        asked_by=user if isinstance(user, User) else None,
        for_another=for_another,
    )
    request = by if isinstance(by, HttpRequest) else None
    log.record(request, "job.asked", job, actor=job.asked_by, level=level, kind=kind)
    transaction.on_commit(runner.wake)
    return job


@transaction.atomic
def cancel(by: HttpRequest | User, job: Job) -> Job:
    """Cancel a job that waits or runs; one that has ended stays as it is.

    What it waits for is cancelled too, where nobody asked for that by itself and nothing else waits for it.
    """
    now = timezone.now()
    waiting = Job.objects.filter(pk=job.pk, state=State.QUEUED)
    running = Job.objects.filter(pk=job.pk, state=State.RUNNING, cancel_asked=False)
    changed = waiting.update(state=State.CANCELLED, cancel_asked=True, finished=now)
    changed += running.update(cancel_asked=True)
    if changed:
        request = by if isinstance(by, HttpRequest) else None
        actor = by if isinstance(by, User) else None
        log.record(request, "job.cancelled", job, actor=actor, level=job.level, kind=job.kind)
        transaction.on_commit(runner.wake)
    job.refresh_from_db()
    first = job.after
    if changed and first is not None and first.is_active and first.for_another and first.asked_by_id == job.asked_by_id:
        others = Job.objects.filter(after=first, state__in=[State.QUEUED, State.RUNNING]).exclude(pk=job.pk)
        if not others.exists():
            cancel(by, first)
    return job


def standing(round_: Round, kind: str, parameters: Mapping[str, Any] | None, level: int) -> Standing:
    """Return what there is of a question, in one query."""
    done = active = ended = None
    found = Job.objects.filter(key=key_of(round_, kind, dict(parameters or {}), level))
    for job in found.select_related("after"):
        if job.is_active:
            active = active or job
        elif job.state == State.DONE:
            done = done or job
        elif done is None and active is None:
            ended = ended or job
    return Standing(done, active, ended)


def latest(round_: Round, kind: str, parameters: Mapping[str, Any] | None, level: int) -> Job | None:
    """Return the newest job of a question that is done, perhaps with stale inputs."""
    return standing(round_, kind, parameters, level).done


def is_stale(job: Job, round_: Round, known: dict[str, str] | None = None) -> bool:
    """Return whether what goes into a job changed after the job saw it.

    Args:
        job: of this round.
        round_: the round as it is now.
        known: filled with the states of the questions that were looked up; for a list, where each is looked up once.
    """
    states = {} if known is None else known
    if job.key not in states:
        states[job.key] = _state(job, round_)
    return job.saw != states[job.key]


def changes_since(job: Job, round_: Round) -> int:
    """Return how many changes made a result stale: 0 where it is not, at least 1 where it is."""
    return max(1, round_.result_inputs - job.inputs) if is_stale(job, round_) else 0


def _state(job: Job, round_: Round) -> str:
    try:
        return kind_named(job.kind).state(round_, job.level, job.parameters)
    except KeyError:
        # Of a kind that this version of the software does not have.
        return ""


def result_bytes(job: Job) -> bytes:
    """Return the result of a job.

    Raises:
        ResultGoneError: the job is not done, or its file is gone: ask again.
    """
    return store.read(job.result)
