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
) -> Job:
    """Ask for a computation; the same question with the same inputs gives the job that there is, waiting or done.

    Args:
        by: the request, or the person; None for a program of the workbench itself.
        round_: the round.
        kind: name under which the kind was registered.
        parameters: what is asked; what JSON can hold.
        level: what is more confidential than this is left out.

    Raises:
        KeyError: there is no such kind.
    """
    asked = dict(parameters or {})
    kind_named(kind)
    # Two people who ask at once get one job: on PostgreSQL through this lock, on SQLite through IMMEDIATE.
    now = Round.objects.select_for_update(no_key=True).only("pk", "inputs").get(pk=round_.pk)
    key = key_of(round_, kind, asked, level)
    for job in Job.objects.filter(key=key, state__in=[State.QUEUED, State.RUNNING, State.DONE]):
        if job.state == State.QUEUED:
            return job
        usable = job.inputs == now.inputs and not job.cancel_asked
        if usable and (job.state == State.RUNNING or store.there(job.result)):
            return job
    user = by.user if isinstance(by, HttpRequest) else by
    job = Job.objects.create(
        round=round_,
        kind=kind,
        parameters=asked,
        inputs=now.inputs,
        level=level,
        key=key,
        asked_by=user if isinstance(user, User) else None,
    )
    request = by if isinstance(by, HttpRequest) else None
    log.record(request, "job.asked", job, actor=job.asked_by, level=level, kind=kind)
    transaction.on_commit(runner.wake)
    return job


@transaction.atomic
def cancel(by: HttpRequest | User, job: Job) -> Job:
    """Cancel a job that waits or runs; one that has ended stays as it is."""
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
    return job


def standing(round_: Round, kind: str, parameters: Mapping[str, Any] | None, level: int) -> Standing:
    """Return what there is of a question, in one query."""
    done = active = ended = None
    for job in Job.objects.filter(key=key_of(round_, kind, dict(parameters or {}), level)):
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


def is_stale(job: Job, round_: Round) -> bool:
    """Return whether inputs changed after the job saw them."""
    return job.inputs != round_.inputs


def result_bytes(job: Job) -> bytes:
    """Return the result of a job.

    Raises:
        ResultGoneError: the job is not done, or its file is gone: ask again.
    """
    return store.read(job.result)
