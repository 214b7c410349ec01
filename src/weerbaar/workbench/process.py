# SPDX-License-Identifier: EUPL-1.2
"""What runs in every web process beside the pages: the queue of computations and the deliveries of webhooks.

Health and measurements of these are tied together here, where every app may be known.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.db.models import Count

from weerbaar.workbench.exchange.delivering import start_deliveries
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.runner import Runner, start_runner
from weerbaar.workbench.operations import health, metrics

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def measure() -> None:
    """Let the measurements count the computations by state."""
    metrics.count_through(
        metrics.Count("weerbaar_jobs", "Computations in the database, by state", "state", _jobs_by_state)
    )


def _jobs_by_state() -> dict[str, int]:
    found = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state.value: found.get(state.value, 0) for state in State}


def start() -> Runner:
    """Start what runs beside the pages; health says from now on whether it is alive."""
    measure()
    runner, deliveries = start_runner(), start_deliveries()
    health.check_through("jobs", runner.is_alive)
    health.check_through("webhooks", deliveries.is_alive)
    return runner


def stop(runner: Runner) -> None:
    """Stop: a computation that runs goes back into the queue. Deliveries are kept in the database and need nothing."""
    for name in ("jobs", "webhooks"):
        health.forget(name)
    runner.stop()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(os.getpid())  # type: ignore[no-untyped-call]


async def lifespan(receive: Receive, send: Send) -> None:
    """Start when the web server starts, and stop when it stops."""
    await receive()
    try:
        runner = await asyncio.to_thread(start)
    except Exception as error:
        await send({"type": "lifespan.startup.failed", "message": str(error)})
        raise
    await send({"type": "lifespan.startup.complete"})
    await receive()
    with contextlib.suppress(Exception):
        await asyncio.to_thread(stop, runner)
    await send({"type": "lifespan.shutdown.complete"})
