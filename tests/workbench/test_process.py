# SPDX-License-Identifier: EUPL-1.2
"""What runs beside the pages starts and stops with the web server, and health knows of it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from weerbaar.workbench import process
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.operations import health, metrics
from weerbaar.workbench.rounds.models import Round

BESIDE = ("jobs", "webhooks", "nl-alert")


class Beside:
    """Stands for the threads of the queue, of the deliveries and of the desk."""

    def __init__(self) -> None:
        self.alive = True

    def is_alive(self) -> bool:
        return self.alive

    def stop(self) -> None:
        self.alive = False


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Beside]:
    found = Beside()
    monkeypatch.setattr(process, "start_runner", lambda: found)
    monkeypatch.setattr(process, "start_deliveries", lambda: found)
    monkeypatch.setattr(process, "start_desk", lambda: found)
    monkeypatch.setattr(process, "stop_desk", found.stop)
    counts = dict(metrics._COUNTS)
    yield found
    for name in BESIDE:
        health.forget(name)
    metrics._COUNTS.clear()
    metrics._COUNTS.update(counts)


@pytest.mark.django_db
def test_the_web_server_starts_and_stops_it(beside: Beside, tmp_path: Path, settings: Any) -> None:
    settings.DATA, settings.WARM_UP = tmp_path, False
    said: list[str] = []
    states: list[dict[str, bool]] = []

    async def receive() -> dict[str, Any]:
        states.append({name: check() for name, check in health._CHECKS.items() if name in BESIDE})
        return {"type": "lifespan"}

    async def send(message: Any) -> None:
        said.append(message["type"])

    asyncio.run(process.lifespan(receive, send))
    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert states == [{}, dict.fromkeys(BESIDE, True)]
    assert not beside.alive
    assert set(health.state()) == {"database", "disk"}


def test_health_says_so_when_it_dies(beside: Beside) -> None:
    process.start()
    beside.alive = False
    assert health._CHECKS["jobs"]() is False


def test_a_start_that_fails_is_told_to_the_web_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("no database")

    monkeypatch.setattr(process, "start", fail)
    said: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {}

    async def send(message: Any) -> None:
        said.append(message)

    with pytest.raises(RuntimeError, match="no database"):
        asyncio.run(process.lifespan(receive, send))
    assert said == [{"type": "lifespan.startup.failed", "message": "no database"}]


@pytest.mark.django_db
def test_computations_are_counted_by_state(beside: Beside) -> None:
    round_ = Round.objects.create(slug="r", title_nl="R", label="R", year=2027)
    for state in (State.QUEUED, State.QUEUED, State.FAILED):
        Job.objects.create(round=round_, kind="k", inputs=1, key="k", state=state)
    process.measure()
    page = metrics.page().decode()
    assert 'weerbaar_jobs{state="queued"} 2.0' in page
    assert 'weerbaar_jobs{state="failed"} 1.0' in page
    assert 'weerbaar_jobs{state="running"} 0.0' in page


def test_it_loads_in_advance_room_by_room_and_rests_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str | float] = []
    clock = iter(range(0, 1000, 7))
    monkeypatch.setattr(process, "import_module", done.append)
    monkeypatch.setattr(process.time, "sleep", done.append)
    monkeypatch.setattr(process.time, "monotonic", lambda: float(next(clock)))
    process.warm_up()
    assert done[0] == process._FIRST_PAGES_FIRST
    assert done[1::2] == [f"weerbaar.{room}" for room in process._ROOMS]
    assert done[2::2] == [7.0] * len(process._ROOMS)


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", [True, False])
def test_loading_in_advance_can_be_left_out(
    beside: Beside, wanted: bool, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.DATA, settings.WARM_UP = tmp_path, wanted
    loaded = threading.Event()
    monkeypatch.setattr(process, "warm_up", loaded.set)
    said: list[str] = []

    async def receive() -> dict[str, Any]:
        return {"type": "lifespan"}

    async def send(message: Any) -> None:
        said.append(message["type"])

    asyncio.run(process.lifespan(receive, send))
    assert loaded.wait(5 if wanted else 0) is wanted
    assert said[-1] == "lifespan.shutdown.complete"
