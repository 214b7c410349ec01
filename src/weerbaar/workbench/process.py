# SPDX-License-Identifier: EUPL-1.2
"""What runs in every web process beside the pages: the queue of computations, webhooks, and the desk of NL-Alert.

Health and measurements of these are tied together here, where every app may be known.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
import time
from importlib import import_module

from django.conf import settings
from django.db.models import Count

from weerbaar.workbench.accounts.body import Receive, Send
from weerbaar.workbench.alerts.desk import start_desk, stop_desk
from weerbaar.workbench.exchange.delivering import start_deliveries
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.runner import Runner, start_runner
from weerbaar.workbench.operations import health, metrics

_ROOMS = (
    "figures",
    "alerting.cells",
    "alerting.compose",
    "assessment",
    "elicitation",
    "cascade",
    "capability",
    "evacuation.advice",
    "report",
)
_FIRST_PAGES_FIRST = 1.0
"""Seconds after the start in which nothing is loaded in advance."""


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
    runner, deliveries, desk = start_runner(), start_deliveries(), start_desk()
    health.check_through("jobs", runner.is_alive)
    health.check_through("webhooks", deliveries.is_alive)
    health.check_through("nl-alert", desk.is_alive)
    return runner


def warm_up() -> None:
    """Load beside the first pages what later ones would otherwise wait for: importing it takes seconds.

    Room by room, and after each as long at rest as it took: people who work already get half of the processor.
    """
    time.sleep(_FIRST_PAGES_FIRST)
    for room in _ROOMS:
        begun = time.monotonic()
        import_module(f"weerbaar.{room}")
        time.sleep(time.monotonic() - begun)


def stop(runner: Runner) -> None:
    """Stop: a computation that runs goes back into the queue. What is to be sent is kept in the database."""
    for name in ("jobs", "webhooks", "nl-alert"):
        health.forget(name)
    stop_desk()
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
    if settings.WARM_UP:
        threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    await receive()
    with contextlib.suppress(Exception):
        await asyncio.to_thread(stop, runner)
    await send({"type": "lifespan.shutdown.complete"})
