# SPDX-License-Identifier: EUPL-1.2
"""Fifty people at once in the workbench: ``python -m benchmarks.load_workbench [--smoke] [--users N] [--seconds S]``.

Makes a round of 70 scenarios and 30 experts with 21,000 answers on impact and 2,100 on likelihood, starts the real
server with one process on SQLite, and lets people work in it with pauses to think: experts save answers, others open
pages. Prints the server time of every page (the header Server-Timing: from the moment that a request has come in whole,
waiting for a thread included), errors, writes that were lost, the size of the first page and what the start cost. Ends
with 1 where anything failed, was lost, or was slower than the limits below. The people share this machine with the
server, and slow it down.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import http.client
import json
import os
import random
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.load_round import LABELS, Person, prepared

LIMIT_P95_MS = 250
LIMIT_FIRST_PAGE = 100_000
"""Octets over the line of the first page with everything that it loads."""
LIMIT_START_S = 3.0
COME_IN_S = 10.0
"""Within so many seconds after the start everybody has come in."""
STRETCH_S = 10
"""The 95th percentile is also told per stretch of so many seconds: the first shows what a fresh start costs."""
CSRF = "a" * 32


@dataclass
class Seen:
    """What all people together have met."""

    ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    conflicts: int = 0
    began: float = field(default_factory=time.monotonic)
    by_stretch: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    lock: threading.Lock = field(default_factory=threading.Lock)


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load_workbench", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="small and short: does everything still work")
    parser.add_argument("--users", type=int, help="people at once (50; 5 in a smoke run)")
    parser.add_argument("--seconds", type=float, help="how long (60; 5 in a smoke run)")
    parser.add_argument("--think", type=float, default=3.0, help="seconds between two actions of a person, on average")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the outcome to FILE")
    options = parser.parse_args()
    users = options.users or (5 if options.smoke else 50)
    seconds = options.seconds or (5.0 if options.smoke else 60.0)
    think = min(options.think, 0.5) if options.smoke else options.think
    with tempfile.TemporaryDirectory(prefix="weerbaar-load-") as folder:
        data = Path(folder) / "data"
        people = prepared(data, users, scenarios=8 if options.smoke else 70, experts=5 if options.smoke else 30)
        with _server(data) as (process, port, start_s):
            first = _first_page(port, people[0].session)
            before = _cpu_s(process)
            seen = _worked(port, people, seconds, think)
            cpu_s = _cpu_s(process) - before
        lost = _lost(people)
    outcome = _outcome(seen, people, first, start_s, lost, seconds, cpu_s)
    _tell(outcome)
    if options.json:
        options.json.write_text(json.dumps(outcome, indent=1) + "\n", encoding="utf-8")
    faults = _faults(outcome, timed=not options.smoke)
    for fault in faults:
        print(f"FAULT {fault}")
    return 1 if faults else 0


@contextlib.contextmanager
def _server(data: Path) -> Iterator[tuple[int, int, float]]:
    """Start the server; give its process, its port, and the processor seconds until it was ready."""
    log = (data / "server.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "weerbaar", "serve", "--port", "0", "--no-browser", "--lang", "en"],
        env=_environment(data),
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r"http://localhost:(\d+)/", line):
                yield process.pid, int(found[1]), _cpu_s(process.pid)
                return
        raise RuntimeError(f"the server did not start:\n{(data / 'server.log').read_text()[-3000:]}")
    finally:
        process.terminate()
        process.communicate(timeout=60)
        log.close()


def _environment(data: Path) -> dict[str, str]:
    """Return what the server gets: as installed, with the bytecode that an installation has."""
    found = {**os.environ, "WEERBAAR_DATA": str(data), "PYTHONUNBUFFERED": "1"}
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def _cpu_s(pid: int) -> float:
    """Return the processor seconds of a process so far; NaN where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Browser:
    """A connection that stays open, with the cookies of one person."""

    def __init__(self, port: int, session: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {
            "Host": "localhost",
            "Cookie": f"weerbaar_session={session}; weerbaar_csrf={CSRF}",
            "X-CSRFToken": CSRF,
            "Accept-Encoding": "gzip",
        }

    def ask(self, address: str, form: dict[str, str] | None = None) -> tuple[int, float, bytes]:
        """Return status, milliseconds of the server, and the octets that came over the line."""
        headers, body = dict(self._headers), None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(form)
        self._connection.request("POST" if form is not None else "GET", address, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        self.encoding = answer.headers.get("Content-Encoding", "")
        timing = re.search(r"app;dur=([\d.]+)", answer.headers.get("Server-Timing", ""))
        return answer.status, float(timing[1]) if timing else float("nan"), content


def _first_page(port: int, session: str) -> int:
    """Return the octets over the line of the first page, with the files that it loads at once."""
    browser = Browser(port, session)
    _, _, content = browser.ask("/mijn-werk")
    page = (gzip.decompress(content) if browser.encoding == "gzip" else content).decode()
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    return len(content) + sum(len(browser.ask(file)[2]) for file in files)


def _worked(port: int, people: list[Person], seconds: float, think: float) -> Seen:
    """Let everybody work until the time is up."""
    seen = Seen()
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=_work, args=(port, person, until, think, seen)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _work(port: int, person: Person, until: float, think: float, seen: Seen) -> None:
    chance = random.Random(person.name)
    browser = Browser(port, person.session)
    answers = _answers_of(person)
    time.sleep(chance.uniform(0, min(COME_IN_S, 3 * think)))
    while time.monotonic() < until:
        try:
            if answers and chance.random() < 0.6:
                _save(browser, person, chance.choice(answers), chance, seen)
            else:
                name = chance.choice(sorted(person.pages))
                status, ms, _ = browser.ask(chance.choice(person.pages[name]))
                _note(seen, name, status, ms)
        except (OSError, http.client.HTTPException) as error:
            with seen.lock:
                seen.faults[f"{person.role}: {type(error).__name__}"] += 1
            browser = Browser(port, person.session)
        time.sleep(min(chance.expovariate(1 / think), 4 * think))


@dataclass
class Own:
    """One answer of a person, and the version that the page showed."""

    scenario: str
    criterion: str
    version: int


def _answers_of(person: Person) -> list[Own]:
    if not person.panelist:
        return []
    from django.db import connection

    from weerbaar.workbench.scoring.models import Answer

    rows = Answer.objects.filter(panelist=person.panelist).values_list("scenario__slug", "criterion", "version")
    found = [Own(*row) for row in rows]
    connection.close()
    return found


def _save(browser: Browser, person: Person, own: Own, chance: random.Random, seen: Seen) -> None:
    label, at = chance.choice(LABELS), own.criterion
    form = {
        f"{at}:way": "label",
        f"{at}:label": label,
        f"{at}:reason": f"Reden {secrets.token_hex(4)}",
        f"{at}:level": "0",
        f"{at}:version": str(own.version),
    }
    status, ms, _ = browser.ask(f"/rondes/belasting/beoordelen/{own.scenario}/{at}/", form)
    if status == 409:
        with seen.lock:
            seen.conflicts += 1
    _note(seen, "save an answer", status, ms)
    if status < 400:
        own.version += 1
        person.saved[own.scenario, at] = form[f"{at}:reason"]


def _note(seen: Seen, name: str, status: int, ms: float) -> None:
    with seen.lock:
        seen.ms[name].append(ms)
        seen.by_stretch[int((time.monotonic() - seen.began) // STRETCH_S)].append(ms)
        if status >= 400:
            seen.faults[f"{name}: {status}"] += 1


def _lost(people: list[Person]) -> int:
    """Return how many accepted answers are not in the database as they were sent last."""
    from django.db import connection

    from weerbaar.workbench.audit import log
    from weerbaar.workbench.scoring.models import Answer

    stored = {
        (panelist, scenario, criterion): judgement
        for panelist, scenario, criterion, judgement in Answer.objects.values_list(
            "panelist", "scenario__slug", "criterion", "judgement"
        )
    }
    lost = sum(
        stored[person.panelist, scenario, criterion].get("reason") != reason
        for person in people
        for (scenario, criterion), reason in person.saved.items()
    )
    faults = log.faults()
    connection.close()
    return lost + len(faults)


def _outcome(
    seen: Seen, people: list[Person], first: int, start_s: float, lost: int, seconds: float, cpu_s: float
) -> dict[str, Any]:
    pages = {
        name: {"requests": len(ms), **{f"p{p}_ms": round(_quantile(ms, p), 1) for p in (50, 95, 99)}}
        for name, ms in sorted(seen.ms.items())
    }
    every = [ms for found in seen.ms.values() for ms in found]
    return {
        "people": len(people),
        "seconds": seconds,
        "requests": len(every),
        "p95_ms": round(_quantile(every, 95), 1),
        "p95_ms_by_stretch": [round(_quantile(ms, 95), 1) for _, ms in sorted(seen.by_stretch.items())],
        "cpu_ms_per_request": round(cpu_s * 1000 / max(len(every), 1), 1),
        "busy": round(cpu_s / seconds, 2),
        "pages": pages,
        "faults": dict(seen.faults),
        "saved": len(seen.ms.get("save an answer", [])),
        "lost": lost,
        "first_page_octets": first,
        "start_cpu_s": round(start_s, 2),
    }


def _quantile(values: list[float], percent: int) -> float:
    found = sorted(values)
    return found[min(len(found) - 1, len(found) * percent // 100)] if found else float("nan")


def _tell(outcome: dict[str, Any]) -> None:
    print(f"{outcome['people']} people, {outcome['seconds']:g} s, {outcome['requests']} requests, one process, SQLite")
    print(f"{'page':<22} requests   p50 ms   p95 ms   p99 ms")
    for name, page in outcome["pages"].items():
        numbers = "".join(f"{page[f'p{p}_ms']:9.1f}" for p in (50, 95, 99))
        print(f"{name:<22}{page['requests']:9d}{numbers}")
    print(f"all pages: p95 {outcome['p95_ms']} ms; answers saved {outcome['saved']}, lost {outcome['lost']}")
    print(f"p95 per {STRETCH_S} s: {', '.join(f'{ms:.0f}' for ms in outcome['p95_ms_by_stretch'])} ms")
    print(f"the server was busy {outcome['busy']:.0%} of the time: {outcome['cpu_ms_per_request']} CPU ms a request")
    print(f"first page {outcome['first_page_octets']} octets; start {outcome['start_cpu_s']} CPU s")
    for fault, count in outcome["faults"].items():
        print(f"  {fault}: {count} times")


def _faults(outcome: dict[str, Any], *, timed: bool) -> list[str]:
    """Return what is not as it should be. A smoke run is too short to say anything of speed."""
    faults = [f"{fault}: {count} times" for fault, count in outcome["faults"].items()]
    if outcome["lost"]:
        faults.append(f"{outcome['lost']} writes were lost or entries of the log are wrong")
    if not outcome["saved"]:
        faults.append("nobody could save an answer")
    if outcome["first_page_octets"] > LIMIT_FIRST_PAGE:
        faults.append(f"the first page takes {outcome['first_page_octets']} octets")
    if timed:
        slow = [name for name, page in outcome["pages"].items() if page["p95_ms"] > LIMIT_P95_MS]
        faults += [f"{name}: p95 above {LIMIT_P95_MS} ms" for name in slow]
        if outcome["start_cpu_s"] > LIMIT_START_S:
            faults.append(f"the start takes {outcome['start_cpu_s']} CPU s")
    return faults


if __name__ == "__main__":
    sys.exit(main())
