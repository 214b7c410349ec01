# SPDX-License-Identifier: EUPL-1.2
"""What Prometheus reads."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from weerbaar.workbench.operations import metrics


def value(name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (.+)$", metrics.page().decode(), re.MULTILINE)
    assert found is not None, metrics.page().decode()
    return float(found[1])


def test_requests_are_counted_by_view_method_and_status() -> None:
    metrics.REQUESTS.labels("round", "GET", "299").inc(3)
    assert value('weerbaar_requests_total{method="GET",status="299",view="round"}') == 3


def test_durations_fall_into_classes() -> None:
    for seconds in (0.02, 0.3, 40):
        metrics.SECONDS.labels("of-the-test").observe(seconds)
    assert value('weerbaar_request_seconds_bucket{le="0.025",view="of-the-test"}') == 1
    assert value('weerbaar_request_seconds_bucket{le="0.5",view="of-the-test"}') == 2
    assert value('weerbaar_request_seconds_count{view="of-the-test"}') == 3


@pytest.fixture
def counts() -> Iterator[None]:
    before = dict(metrics._COUNTS)
    yield
    metrics._COUNTS.clear()
    metrics._COUNTS.update(before)


@pytest.mark.usefixtures("counts")
def test_a_count_is_looked_up_when_it_is_asked_for() -> None:
    found = {"queued": 2.0}
    metrics.count_through(metrics.Count("weerbaar_of_the_test", "Things", "state", lambda: found))
    assert value('weerbaar_of_the_test{state="queued"}') == 2
    found["queued"] = 5
    assert value('weerbaar_of_the_test{state="queued"}') == 5


def test_a_stream_counts_while_it_is_open() -> None:
    before = value("weerbaar_event_streams")
    stream = metrics.counted([b"a", b"b"])
    assert next(stream) == b"a"
    assert value("weerbaar_event_streams") == before + 1
    assert list(stream) == [b"b"]
    assert value("weerbaar_event_streams") == before


def test_several_processes_are_added_up(tmp_path: Path) -> None:
    code = (
        "from weerbaar.workbench.operations import metrics\n"
        "metrics.REQUESTS.labels('round', 'GET', '200').inc()\n"
        "print(metrics.page().decode())"
    )
    for expected in ("1.0", "2.0"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert f'weerbaar_requests_total{{method="GET",status="200",view="round"}} {expected}' in done.stdout
