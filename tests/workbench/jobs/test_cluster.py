# SPDX-License-Identifier: EUPL-1.2
"""A computation uses the Dask cluster of the settings, and this process where there is none."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from weerbaar.workbench.jobs import cluster, verbs
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.rounds.models import Round


@pytest.fixture(autouse=True)
def _no_cluster_afterwards() -> Iterator[None]:
    yield
    cluster.use_cluster("")


def test_without_a_cluster_the_work_is_done_here(round_: Round) -> None:
    assert verbs.result_bytes(run_now(verbs.ask(None, round_, "on_cluster", {"number": 4}, 0))) == b"here"


def test_on_more_cores_threads_of_this_process_do_it() -> None:
    with cluster.executor(1) as alone:
        assert alone is None
    with cluster.executor(2) as two:
        assert two is not None
        # Each waits for the other: done only where both are at work at once.
        both = threading.Barrier(2, timeout=60)
        assert sorted(two.map(lambda _: both.wait(), range(2))) == [0, 1]
        pids = set(two.map(lambda _: os.getpid(), range(8)))
    assert pids == {os.getpid()}


def test_with_a_cluster_its_workers_do_it(round_: Round, settings: Any) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, protocol="tcp://"
    ) as local:
        settings.DASK = local.scheduler_address
        job = run_now(verbs.ask(None, round_, "on_cluster", {"number": 4}, 0))
    assert verbs.result_bytes(job) == b"10"


def test_a_cluster_that_does_not_answer_is_told(round_: Round, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")

    def silent(*_: object, **__: object) -> None:
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", silent)
    settings.DASK = "tcp://127.0.0.1:9"
    assert "OSError" in run_now(verbs.ask(None, round_, "on_cluster", {"number": 4}, 0)).message_nl
