# SPDX-License-Identifier: EUPL-1.2
"""What Prometheus asks: requests and their duration per view, open streams, and what other apps count.

``PROMETHEUS_MULTIPROC_DIR`` is set where several web processes run; each then writes its numbers there, and whichever
process is asked adds them up.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "weerbaar_requests", "Answered requests, by view and status", ["view", "method", "status"], registry=REGISTRY
)
SECONDS = Histogram(
    "weerbaar_request_seconds",
    "Seconds from request to answer, by view",
    ["view"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    registry=REGISTRY,
)
STREAMS = Gauge(
    "weerbaar_event_streams", "Open streams of live updates", registry=REGISTRY, multiprocess_mode="livesum"
)


@dataclass(frozen=True)
class Count:
    """A number that is looked up when somebody asks: name, explanation, label, and label to number."""

    name: str
    help: str
    label: str
    read: Callable[[], Mapping[str, float]]


_COUNTS: dict[str, Count] = {}


def count_through(count: Count) -> None:
    """Register a count; for numbers that stand in the database, so that every process gives the same."""
    _COUNTS[count.name] = count


class _Counts(Collector):
    def collect(self) -> Iterator[GaugeMetricFamily]:
        for count in _COUNTS.values():
            family = GaugeMetricFamily(count.name, count.help, labels=[count.label])
            for label, value in count.read().items():
                family.add_metric([label], value)
            yield family


def page() -> bytes:
    """Return the measurements in the text format of Prometheus."""
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    looked_up = CollectorRegistry()
    looked_up.register(_Counts())
    return generate_latest(registry) + generate_latest(looked_up)


def counted(stream: Iterable[bytes]) -> Iterator[bytes]:
    """Pass a stream on, and count it as open meanwhile."""
    with STREAMS.track_inprogress():
        yield from stream
