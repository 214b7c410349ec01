# SPDX-License-Identifier: EUPL-1.2
"""What a process that computes does with the queue: claim, give a sign of life, finish, and tidy up after others.

Several web processes use one queue. Every step changes a row only where it still is as the process believes, so that
no job is run twice at the same time and a late result of a lost process is dropped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.jobs import store
from weerbaar.workbench.jobs.models import ACTIVE, Job, State
from weerbaar.workbench.jobs.registry import NeedsError, kind_named, kinds

log = logging.getLogger(__name__)

LOST_AFTER = timedelta(seconds=60)
"""Without a sign of life for this long a process is taken to be gone."""
MOST_ATTEMPTS = 2
KEPT = 3
"""Results, and failures, that are kept of the same question."""
MOST_KEPT = 300
"""Results that are kept of one round."""


class WaitedInVainError(WeerbaarError):
    """The computation that a job waited for gave no result that can be used; says so in words for people."""


def claim(worker: str) -> Job | None:
    """Take the oldest waiting job; None where there is none.

    Args:
        worker: name of this process.
    """
    waiting = Job.objects.filter(state=State.QUEUED).exclude(after__state__in=ACTIVE).order_by("created", "pk")
    if not waiting.exists():
        return None
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True, of=("self",))
        job = waiting.first()
        if job is None:
            return None
        now = timezone.now()
        taken = Job.objects.filter(pk=job.pk, state=State.QUEUED).update(
            state=State.RUNNING,
            worker=worker,
            started=now,
            heartbeat=now,
            progress=0.0,
            attempts=F("attempts") + 1,
            cancel_asked=False,
        )
    if not taken:
        return None
    return Job.objects.select_related("round", "after").get(pk=job.pk)


def prepare(job: Job) -> Any:
    """Return what the computation needs, and note the state of the inputs that it saw.

    Raises:
        WaitedInVainError: the computation that this one waited for gave no result that can be used.
        NeedsError: another computation must be done first; hand it to :func:`wait`.
        Exception: whatever the kind of computation raises.
    """
    kind = kind_named(job.kind)
    first = job.after
    if first is not None and first.state in (State.FAILED, State.CANCELLED):
        raise WaitedInVainError(_without(first))
    for _ in range(3):
        job.round.refresh_from_db()
        seen, saw = job.round.result_inputs, kind.state(job.round, job.level, job.parameters)
        try:
            prepared = kind.prepare(job.round, job.level, job.parameters)
        except NeedsError:
            if first is not None and first.state == State.DONE:
                # Once more would be once more for ever, where people keep changing the round.
                raise WaitedInVainError(_changed(first)) from None
            raise
        job.round.refresh_from_db()
        if kind.state(job.round, job.level, job.parameters) == saw:
            break
    # Where people keep changing the round the result is stale at once, which its state says.
    job.inputs, job.saw = seen, saw
    _mine(job).update(inputs=seen, saw=saw)
    return prepared


def wait(job: Job, need: NeedsError) -> Job:
    """Put a job back in the queue until another one is done, which is asked for; return that one."""
    # Not above: asking wakes the runner, which imports this module.
    from weerbaar.workbench.jobs.verbs import ask

    first = ask(job.asked_by, job.round, need.kind, need.parameters, need.level, anew=need.anew, for_another=True)
    _mine(job).update(state=State.QUEUED, worker="", progress=0.0, attempts=F("attempts") - 1, after=first)
    return first


def alive(job: Job, progress: float) -> bool:
    """Tell how far a job is; return whether it is still wanted."""
    kept = _mine(job).filter(cancel_asked=False).update(progress=progress, heartbeat=timezone.now())
    return bool(kept)


def wanted(job: Job) -> bool:
    """Return whether nobody cancelled a job or took it over."""
    return _mine(job).filter(cancel_asked=False).exists()


def finish(job: Job, content: bytes) -> bool:
    """Keep the result of a job; return False where it is not wanted any more."""
    settle = kind_named(job.kind).settle
    if settle is None:
        done = _done(job, store.keep(content))
    else:
        try:
            done = _settled(job, settle, content)
        except WeerbaarError as error:
            fail(job, Text(nl=error.render("nl"), en=error.render("en")))
            return False
    prune(job)
    return done


@transaction.atomic
def _settled(job: Job, settle: Callable[[Job, bytes], bytes], content: bytes) -> bool:
    """Make the rows of what came of a job while it is ours and wanted: with its end, or not at all."""
    if not _mine(job).select_for_update().filter(cancel_asked=False).exists():
        cancelled(job)
        return False
    return _done(job, store.keep(settle(job, content)))


def _done(job: Job, name: str) -> bool:
    changed = _mine(job).update(
        state=State.DONE, result=name, progress=1.0, finished=timezone.now(), message_nl="", message_en=""
    )
    return bool(changed)


def fail(job: Job, why: Text) -> None:
    """Say why a job failed."""
    _mine(job).update(state=State.FAILED, message_nl=why.nl, message_en=why.en, finished=timezone.now())


def cancelled(job: Job) -> None:
    """Say that a job stopped because somebody asked for it."""
    _mine(job).filter(cancel_asked=True).update(state=State.CANCELLED, finished=timezone.now())


def give_back(job: Job) -> None:
    """Put a job back in the queue, because this process ends."""
    _mine(job).update(state=State.QUEUED, worker="", progress=0.0, attempts=F("attempts") - 1)


def recover_lost() -> int:
    """Queue the jobs of processes that are gone once more; say of those that were lost twice that they failed.

    Returns:
        How many jobs were lost.
    """
    lost = Job.objects.filter(state=State.RUNNING, heartbeat__lt=timezone.now() - LOST_AFTER)
    found = 0
    for job in list(lost):
        again = job.attempts < MOST_ATTEMPTS and not job.cancel_asked
        if again:
            found += lost.filter(pk=job.pk).update(state=State.QUEUED, worker="", progress=0.0)
        else:
            state = State.CANCELLED if job.cancel_asked else State.FAILED
            found += lost.filter(pk=job.pk).update(
                state=state,
                worker="",
                finished=timezone.now(),
                message_nl="Het rekenproces is tot twee keer toe weggevallen. Vraag de berekening opnieuw aan, "
                "of meld dit bij de beheerder.",
                message_en="The computing process was lost twice. Ask for the computation again, or tell the "
                "administrator.",
            )
    return found


def prune(job: Job) -> int:
    """Remove old results of the same question and, beyond a number, of the round.

    Returns:
        How many rows were removed.
    """
    same = Job.objects.filter(key=job.key)
    done = same.filter(state=State.DONE)
    ended = same.filter(state__in=[State.FAILED, State.CANCELLED])
    surplus = set(done.values_list("pk", flat=True)[KEPT:]) | set(ended.values_list("pk", flat=True)[KEPT:])
    surplus |= set(Job.objects.filter(round_id=job.round_id, state=State.DONE).values_list("pk", flat=True)[MOST_KEPT:])
    if not surplus:
        return 0
    Job.objects.filter(pk__in=surplus).delete()
    return len(surplus)


def sweep() -> int:
    """Remove the files of results that are in no row any more, and what kinds left behind; return how many results."""
    for kind in kinds():
        if kind.sweep is not None:
            kind.sweep()
    return store.sweep(lambda names: set(Job.objects.filter(result__in=names).values_list("result", flat=True)))


def _without(first: Job) -> Text:
    """Say why a job that waited for another one cannot be carried out."""
    name, ended = first.title, "was cancelled" if first.state == State.CANCELLED else "failed"
    nl = f"Hiervoor is eerst ‘{name.nl}’ nodig, en dat is {first.state_text.nl}"
    en = f"This needs ‘{name.in_('en')}’ first, and that {ended}"
    if not first.message_nl:
        return Text(nl=f"{nl}.", en=f"{en}.")
    return Text(nl=f"{nl}: {first.message_nl}", en=f"{en}: {first.message_en or first.message_nl}")


def _changed(first: Job) -> Text:
    name = first.title
    return Text(
        nl=f"De ronde is gewijzigd terwijl ‘{name.nl}’ werd uitgerekend, dat hiervoor nodig is. Vraag dit opnieuw aan.",
        en=f"The round was changed while ‘{name.in_('en')}’ was computed, which this needs. Ask for this again.",
    )


def _mine(job: Job) -> Any:
    """Return the row, as long as it is this process that runs it."""
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker, attempts=job.attempts)
