# SPDX-License-Identifier: EUPL-1.2
"""``python -m benchmarks [--smoke] [--only TEXT] [--json FILE]``."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.registry import Case, Facts, Job, Measurement, load, measure

_RESULT = "RESULT "


def main() -> int:
    """Run cases and print one table per job; 1 when a case fails or facts disagree."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="small sizes: does everything still run and agree")
    parser.add_argument("--only", metavar="TEXT", help="jobs and cases whose name contains TEXT")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the measurements to FILE")
    parser.add_argument("--timeout", type=float, default=900, metavar="S", help="seconds allowed per case")
    parser.add_argument("--case", help=argparse.SUPPRESS)
    options = parser.parse_args()
    cases = load()
    if options.case:
        print(_RESULT + json.dumps(measure(cases[options.case], smoke=options.smoke).as_dict()))
        return 0
    chosen = {key: case for key, case in cases.items() if not options.only or options.only in key}
    if not chosen:
        parser.error(f"no case contains {options.only!r}; there are: {'; '.join(cases)}")
    jobs: dict[str, list[tuple[str, Case]]] = {}
    for key, case in chosen.items():
        jobs.setdefault(case.job.name, []).append((key, case))
    measured: list[Measurement] = []
    faults: list[str] = []
    for members in jobs.values():
        done = _run_job(members, options.smoke, options.timeout, faults)
        measured += done
        faults += _disagreements(members[0][1].job, done, options.smoke)
    if options.json:
        options.json.write_text(json.dumps([m.as_dict() for m in measured], indent=1) + "\n", encoding="utf-8")
    for fault in faults:
        print(f"FAULT {fault}")
    return 1 if faults else 0


def _run_job(members: list[tuple[str, Case]], smoke: bool, timeout: float, faults: list[str]) -> list[Measurement]:
    job = members[0][1].job
    print(f"\n{job.name}: {job.title}{' (smoke: small size)' if smoke else ''}", flush=True)
    done: list[Measurement] = []
    for key, case in members:
        if case.missing:
            print(f"  {case.name:<48} left out: {', '.join(case.missing)} is not installed", flush=True)
            continue
        found = _in_fresh_process(key, smoke, timeout)
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


def _in_fresh_process(key: str, smoke: bool, timeout: float) -> Measurement | str:
    command = [sys.executable, "-m", "benchmarks", "--case", key, *(["--smoke"] if smoke else [])]
    # One thread for linear algebra, unless the caller says otherwise: processor time is what is compared.
    threads = {name: os.environ.get("BENCH_THREADS", "1") for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    try:
        ended = subprocess.run(
            command, env=os.environ | threads, capture_output=True, text=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        return f"took longer than {timeout:g} s"
    lines = [line for line in ended.stdout.splitlines() if line.startswith(_RESULT)]
    if not lines:
        return " ".join((ended.stderr or ended.stdout).strip().splitlines()[-1:]) or f"exit code {ended.returncode}"
    return Measurement(**json.loads(lines[-1].removeprefix(_RESULT)))


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
