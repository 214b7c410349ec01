# SPDX-License-Identifier: EUPL-1.2
"""``python -m benchmarks [--smoke] [--only TEXT] [--json FILE]``."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.registry import Case, Facts, Job, Measurement, load, measure

_RESULT = "RESULT "
_FAILED = "FAILED "
Outcome = Measurement | str


def main() -> int:
    """Run cases and print one table per job; 1 when a case fails or facts disagree."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="small sizes: does everything still run and agree")
    parser.add_argument("--only", metavar="TEXT", help="jobs and cases whose name contains TEXT")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the measurements to FILE")
    parser.add_argument("--timeout", type=float, default=900, metavar="S", help="seconds allowed per case")
    parser.add_argument("--case", action="append", help=argparse.SUPPRESS)
    options = parser.parse_args()
    cases = load()
    if options.case:
        _measure_here([cases[key] for key in options.case], options.smoke)
        return 0
    chosen = {key: case for key, case in cases.items() if not options.only or options.only in key}
    if not chosen:
        parser.error(f"no case contains {options.only!r}; there are: {'; '.join(cases)}")
    jobs: dict[str, list[tuple[str, Case]]] = {}
    for key, case in chosen.items():
        jobs.setdefault(case.job.name, []).append((key, case))
    measured: list[Measurement] = []
    faults: list[str] = []
    outcomes = _at_once(chosen, options.timeout) if options.smoke else _one_by_one(options.timeout)
    for members in jobs.values():
        done = _tell_job(members, outcomes, options.smoke, faults)
        measured += done
        faults += _disagreements(members[0][1].job, done, options.smoke)
    if options.json:
        options.json.write_text(json.dumps([m.as_dict() for m in measured], indent=1) + "\n", encoding="utf-8")
    for fault in faults:
        print(f"FAULT {fault}")
    return 1 if faults else 0


def _measure_here(cases: list[Case], smoke: bool) -> None:
    """Measure in this process, and print a line for each case. A case that fails leaves the others alone."""
    for case in cases:
        try:
            told = _RESULT + json.dumps(measure(case, smoke=smoke).as_dict())
        except Exception as error:
            traceback.print_exc()
            told = _FAILED + json.dumps(f"{type(error).__name__}: {error}")
        print(told, flush=True)


def _one_by_one(timeout: float) -> Callable[[str], Outcome]:
    """Return what measures a case in a process of its own, while nothing else runs."""
    return lambda key: _in_fresh_process([key], False, timeout)[key]


def _at_once(chosen: dict[str, Case], timeout: float) -> Callable[[str], Outcome]:
    """Start the cases of each module in one process, and the modules side by side, and return what waits for a case.

    Starting takes longer than the small work. Of such a run neither times nor memory say anything.
    """
    modules: dict[str, list[str]] = {}
    for key, case in chosen.items():
        if not case.missing:
            modules.setdefault(case.run.__module__, []).append(key)
    pool = ThreadPoolExecutor(os.cpu_count())
    started = {name: pool.submit(_in_fresh_process, keys, True, timeout) for name, keys in modules.items()}
    pool.shutdown(wait=False)
    return lambda key: started[chosen[key].run.__module__].result()[key]


def _tell_job(
    members: list[tuple[str, Case]], outcome_of: Callable[[str], Outcome], smoke: bool, faults: list[str]
) -> list[Measurement]:
    job = members[0][1].job
    print(f"\n{job.name}: {job.title}{' (smoke: small size)' if smoke else ''}", flush=True)
    done: list[Measurement] = []
    for key, case in members:
        if case.missing:
            print(f"  {case.name:<48} left out: {', '.join(case.missing)} is not installed", flush=True)
            continue
        found = outcome_of(key)
        if isinstance(found, str):
            faults.append(f"{key}: {found}")
            continue
        done.append(found)
        own = next((m for m in done if not m.peer), None)
        print(_line(found, None if smoke else own), flush=True)
    return done


def _line(m: Measurement, own: Measurement | None) -> str:
    """One row; the ratio to ``own`` is left out without it (small sizes measure overhead, not speed)."""
    part = "" if m.share == 1 else f"  from {m.share:.2%} of the job"
    ratio = m.cpu_s / max(own.cpu_s, 1e-9) if own is not None and m is not own else None
    against = "" if ratio is None else f"  {ratio:8.{0 if ratio >= 100 else 2}f} × ours"
    facts = "  ".join(f"{name} {value:.6g}" for name, value in m.facts.items())
    return (
        f"  {m.case:<48} cpu {m.cpu_s:9.4f} s  wall {m.wall_s:9.4f} s  "
        f"peak {m.peak_mb:5.0f} MB (start {m.base_mb:.0f}){against}{part}  {facts}"
    )


def _in_fresh_process(keys: list[str], smoke: bool, timeout: float) -> dict[str, Outcome]:
    """Return by case what was measured, or what went wrong."""
    chosen = [part for key in keys for part in ("--case", key)]
    command = [sys.executable, "-m", "benchmarks", *chosen, *(["--smoke"] if smoke else [])]
    # One thread for linear algebra, unless the caller says otherwise: processor time is what is compared.
    threads = {name: os.environ.get("BENCH_THREADS", "1") for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    try:
        ended = subprocess.run(
            command,
            env=os.environ | threads,
            capture_output=True,
            text=True,
            timeout=timeout * len(keys),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return dict.fromkeys(keys, f"took longer than {timeout * len(keys):g} s")
    found: list[Outcome] = []
    for line in ended.stdout.splitlines():
        if line.startswith(_RESULT):
            found.append(Measurement(**json.loads(line.removeprefix(_RESULT))))
        elif line.startswith(_FAILED):
            found.append(json.loads(line.removeprefix(_FAILED)))
    # Where the process died, the case that it was at, and those behind it, have no line.
    last = " ".join(ended.stderr.strip().splitlines()[-1:]) or f"exit code {ended.returncode}"
    return dict(zip(keys, [*found, *[last] * (len(keys) - len(found))], strict=True))


def _disagreements(job: Job, done: list[Measurement], smoke: bool) -> list[str]:
    allowed = job.facts | (job.smoke_facts if smoke else {})
    faults = []
    for name, tolerance in allowed.items():
        known: Facts = {m.case: m.facts[name] for m in done if name in m.facts}
        if known and max(known.values()) - min(known.values()) > tolerance:
            faults.append(f"{job.name}: contestants disagree on {name}: {known}")
    return faults


if __name__ == "__main__":
    sys.exit(main())
