# SPDX-License-Identifier: EUPL-1.2
"""Cases, jobs, and how one case is measured."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import pkgutil
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

import benchmarks

Facts = dict[str, float]


@dataclass(frozen=True)
class Job:
    """What all contestants of a table do.

    Attributes:
        name: short name, for ``--only``.
        title: the job in words.
        facts: name of a result to the absolute difference allowed between contestants.
        smoke_facts: the same for the small sizes of a smoke run, where sampling error is larger.
    """

    name: str
    title: str
    facts: dict[str, float] = field(default_factory=dict)
    smoke_facts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """One contestant.

    Attributes:
        run: does the work; gets true in a smoke run (then small), returns facts.
        peer: somebody else's way, or the plain one, to compare with.
        share: part of the full job that is measured; the time is divided by it. 1 in a smoke run.
        needs: packages without which the case is left out.
    """

    name: str
    job: Job
    run: Callable[[bool], Facts]
    peer: bool = False
    share: float = 1.0
    repeats: int = 3
    needs: tuple[str, ...] = ()

    @property
    def missing(self) -> list[str]:
        """Packages that this machine lacks."""
        return [package for package in self.needs if importlib.util.find_spec(package) is None]


@dataclass(frozen=True)
class Measurement:
    """What one case cost. Times are for the full job, in seconds; memory in MB (2**20 bytes)."""

    case: str
    job: str
    peer: bool
    cpu_s: float
    wall_s: float
    base_mb: float
    peak_mb: float
    repeats: int
    share: float
    facts: Facts

    def as_dict(self) -> dict[str, object]:
        """Return the fields for JSON."""
        return asdict(self)


CASES: dict[str, Case] = {}


def benchmark(
    name: str,
    job: Job,
    *,
    peer: bool = False,
    share: float = 1.0,
    repeats: int = 3,
    needs: tuple[str, ...] = (),
) -> Callable[[Callable[[bool], Facts]], Callable[[bool], Facts]]:
    """Register a function as a case; see :class:`Case`."""

    def register(run: Callable[[bool], Facts]) -> Callable[[bool], Facts]:
        key = f"{job.name}: {name}"
        if key in CASES:
            raise ValueError(f"two benchmark cases are called {key!r}")
        CASES[key] = Case(name, job, run, peer, share, repeats, needs)
        return run

    return register


def load() -> dict[str, Case]:
    """Import every ``bench_*`` module and return the cases in order of registration."""
    for module in sorted(m.name for m in pkgutil.iter_modules(benchmarks.__path__)):
        if module.startswith("bench_"):
            importlib.import_module(f"benchmarks.{module}")
    return CASES


def measure(case: Case, *, smoke: bool) -> Measurement:
    """Run a case in this process: once to warm up, then ``repeats`` times."""
    share = 1.0 if smoke else case.share
    base = _resident_mb()
    if not smoke:
        case.run(smoke)
    cpu: list[float] = []
    wall: list[float] = []
    facts: Facts = {}
    for _ in range(1 if smoke else case.repeats):
        gc.collect()
        started, cpu_started = time.perf_counter(), _cpu_seconds()
        facts = case.run(smoke)
        cpu.append(_cpu_seconds() - cpu_started)
        wall.append(time.perf_counter() - started)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    # Linux counts in kilobytes, macOS in bytes.
    peak_mb = peak / (2**20 if sys.platform == "darwin" else 2**10)
    return Measurement(
        case=case.name,
        job=case.job.name,
        peer=case.peer,
        cpu_s=statistics.median(cpu) / share,
        wall_s=min(wall) / share,
        base_mb=base,
        peak_mb=peak_mb,
        repeats=len(cpu),
        share=share,
        facts=facts,
    )


def _cpu_seconds() -> float:
    """Processor seconds of this process, all threads, and of the children it has waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _resident_mb() -> float:
    try:
        with open("/proc/self/statm", encoding="ascii") as handle:
            return int(handle.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except OSError:
        return float("nan")
