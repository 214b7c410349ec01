# SPDX-License-Identifier: EUPL-1.2
"""The thread of a web process that works through the queue, with one child process that computes.

The thread reads what a computation needs from the database and writes how far it is; the child has no database. To
cancel is to end the child; the next job gets a new one.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import multiprocessing
import os
import secrets
import socket
import threading
import time
from multiprocessing.connection import Connection
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from weerbaar.base import Text
from weerbaar.workbench.jobs import cluster, queue, worker
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.registry import NeedsError, kind_named

log = logging.getLogger(__name__)

_IDLE_SECONDS = 1.0
_LOOK_SECONDS = 0.5
"""Between two looks at the row of the running job: progress out, cancellation in."""
_SIGN_SECONDS = 10.0
"""Between two signs of life when there is no progress to tell."""
_TIDY_SECONDS = 15.0
_SWEEP_SECONDS = 3600.0
_AFTER_ERROR_SECONDS = 5.0

_runner: Runner | None = None
_starting = threading.Lock()


def start_runner() -> Runner:
    """Start working through the queue in this process; once, however often it is called.

    To be called by what serves the pages, not by what only imports the models.
    """
    global _runner
    with _starting:
        if _runner is None or not _runner.is_alive():
            _runner = Runner()
            _runner.start()
            atexit.register(_runner.stop)
        return _runner


def wake() -> None:
    """Tell the runner of this process, if there is one, that a job was added."""
    if _runner is not None:
        _runner.wake()


class _Child:
    """The process that computes, and the line to it."""

    def __init__(self) -> None:
        # A fork of a process with threads can hang; a fresh one cannot.
        context = multiprocessing.get_context("spawn")
        self.line: Connection
        self.line, other = context.Pipe()
        address = str(getattr(settings, "DASK", ""))
        self.process = context.Process(target=worker.main, args=(other, address), daemon=True, name="weerbaar-compute")
        self.process.start()
        other.close()

    @property
    def alive(self) -> bool:
        return self.process.is_alive()

    def end(self) -> None:
        self.process.kill()
        self.process.join(10)
        self.line.close()


class Runner(threading.Thread):
    """Claims jobs one by one and carries them out. Use :func:`start_runner`."""

    def __init__(self) -> None:
        super().__init__(name="weerbaar-jobs", daemon=True)
        self.worker = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._woken = threading.Event()
        self._stopping = False
        self._child: _Child | None = None
        self._tidied = self._swept = float("-inf")

    def wake(self) -> None:
        """Look at the queue now."""
        self._woken.set()

    def stop(self) -> None:
        """Stop; a running job goes back into the queue."""
        self._stopping = True
        self._woken.set()
        if self.is_alive():
            self.join(10)
        self.end_child()

    def run(self) -> None:
        """Work through the queue until :meth:`stop`."""
        while not self._stopping:
            pause = _IDLE_SECONDS
            try:
                close_old_connections()
                self._tidy()
                if self.step():
                    continue
            except DatabaseError:
                # Not migrated yet, or the database is away for a moment: the pages tell of that.
                log.warning("the queue of computations cannot be read", exc_info=True)
                pause = _AFTER_ERROR_SECONDS
            except Exception:
                log.exception("carrying out a computation failed")
                pause = _AFTER_ERROR_SECONDS
            self._woken.wait(pause)
            self._woken.clear()
        connection.close()

    def step(self) -> bool:
        """Carry out the oldest waiting job; return whether there was one."""
        job = queue.claim(self.worker)
        if job is None:
            return False
        self.carry_out(job)
        return True

    def carry_out(self, job: Job) -> None:
        """Carry out a claimed job to its end: done, failed, cancelled, or back in the queue when this process stops."""
        try:
            prepared = queue.prepare(job)
        except NeedsError as need:
            queue.wait(job, need)
            return
        except Exception as error:
            _fail(job, *worker.carry_out(_raising, error, _silent)[1:])
            return
        try:
            child = self._send((kind_named(job.kind).run, prepared))
            self._follow(job, child)
        except Exception:
            self.end_child()
            # Where the database is away the row stays as it is, and is found later as a lost one.
            with contextlib.suppress(DatabaseError):
                queue.fail(job, _STOPPED)
            raise

    def end_child(self) -> None:
        """End the process that computes, whatever it does."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _send(self, message: tuple[Any, Any]) -> _Child:
        for attempt in range(2):
            if self._child is None or not self._child.alive:
                self.end_child()
                self._child = _Child()
            try:
                self._child.line.send(message)
            except OSError:
                if attempt:
                    raise
                continue
            break
        return self._child  # type: ignore[return-value]

    def _follow(self, job: Job, child: _Child) -> None:
        progress, told = 0.0, -1.0
        looked = signed = time.monotonic()
        if not queue.wanted(job):
            self._give_up(job)
            return
        while True:
            if self._stopping:
                self.end_child()
                queue.give_back(job)
                return
            try:
                message = child.line.recv() if child.line.poll(_LOOK_SECONDS / 2) else None
            except (EOFError, OSError):
                self._lost(job, child)
                return
            if message is None:
                pass
            elif message[0] == "progress":
                progress = message[1]
            elif message[0] == "done":
                queue.finish(job, message[1])
                return
            else:
                _fail(job, message[1], message[2])
                return
            now = time.monotonic()
            if now - looked < _LOOK_SECONDS:
                continue
            looked = now
            if progress != told or now - signed > _SIGN_SECONDS:
                wanted, told, signed = queue.alive(job, progress), progress, now
            else:
                wanted = queue.wanted(job)
            if not wanted:
                self._give_up(job)
                return

    def _give_up(self, job: Job) -> None:
        self.end_child()
        queue.cancelled(job)

    def _lost(self, job: Job, child: _Child) -> None:
        child.process.join(5)
        code = child.process.exitcode
        self.end_child()
        log.error("the computing process ended with %s during job %s (%s)", code, job.pk, job.kind)
        queue.fail(job, _stopped_with(code))

    def _tidy(self) -> None:
        now = time.monotonic()
        if now - self._tidied >= _TIDY_SECONDS:
            self._tidied = now
            queue.recover_lost()
        if now - self._swept >= _SWEEP_SECONDS:
            self._swept = now
            with contextlib.suppress(OSError):
                queue.sweep()


def run_now(job: Job) -> Job:
    """Carry out a waiting job in this process, after the one that it needs, and return the row as it is then.

    For tests and commands.

    Raises:
        ValueError: the job does not wait.
    """
    taken = Job.objects.filter(pk=job.pk, state=State.QUEUED).update(
        state=State.RUNNING, worker="here", attempts=job.attempts + 1
    )
    if not taken:
        raise ValueError(f"job {job.pk} does not wait")
    job.refresh_from_db()
    cluster.use_cluster(str(getattr(settings, "DASK", "")))
    try:
        prepared = queue.prepare(job)
    except NeedsError as need:
        first = queue.wait(job, need)
        if first.state == State.QUEUED:
            run_now(first)
            return run_now(Job.objects.get(pk=job.pk))
    except Exception as error:
        _fail(job, *worker.carry_out(_raising, error, _silent)[1:])
    else:
        outcome, content, trace = worker.carry_out(kind_named(job.kind).run, prepared, _silent)
        if outcome == "done":
            queue.finish(job, content)
        else:
            _fail(job, content, trace)
    job.refresh_from_db()
    return job


_STOPPED = Text(
    nl="Het rekenproces is onverwacht gestopt. Vraag de berekening opnieuw aan.",
    en="The computing process stopped unexpectedly. Ask for the computation again.",
)


def _stopped_with(code: int | None) -> Text:
    if code == -9:
        return Text(
            nl="Het rekenproces is van buitenaf gestopt, mogelijk omdat het geheugen vol was. "
            "Vraag de berekening opnieuw aan.",
            en="The computing process was stopped from outside, perhaps because memory ran out. "
            "Ask for the computation again.",
        )
    return _STOPPED


def _fail(job: Job, why: Text, trace: str) -> None:
    if trace:
        log.error("job %s (%s) failed\n%s", job.pk, job.kind, trace)
    queue.fail(job, why)


def _raising(error: Exception, _progress: Any) -> bytes:
    raise error


def _silent(_share: float) -> None:
    return
