# SPDX-License-Identifier: EUPL-1.2
"""What the tests need from the machine: run what it has the means for, say what was left out and why.

A test asks for a means by naming its fixture (``browser``, ``poppler``, ``postgres``, ``openssl``, ``tshark``,
``osmocom``, ``osmo_cbc``, ``shared``). Where the machine lacks it the test is skipped and the summary says so.
``WEERBAAR_REQUIRE=browser,poppler`` turns a missing means into a failed run; continuous integration asks for all of
them. What is marked ``thorough`` repeats a check on more of the same, and is run with ``WEERBAAR_THOROUGH=1`` only.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests import postgres_server

ROOT = Path(__file__).resolve().parents[1]

THOROUGH = os.environ.get("WEERBAAR_THOROUGH") == "1"
LEFT_FOR_THOROUGH = pytest.StashKey[int]()
"""How many tests the run leaves out; every process collects the same ones."""

# No deadlines: a shared or slow machine must not make a test fail. Fixed examples on CI, new ones elsewhere. A property
# that names no number of its own gets this many; ask for more with WEERBAAR_EXAMPLES.
settings.register_profile(
    "weerbaar",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    max_examples=int(os.environ.get("WEERBAAR_EXAMPLES", "50" if THOROUGH else "25")),
)
settings.load_profile("weerbaar")


def _first_program(*names: str) -> Path | None:
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


def _shared_folder() -> Path | None:
    folder = ROOT.parent / "shared"
    return folder if folder.is_dir() else None


def _base_station() -> Path | None:
    """The base station controller, where a base station is beside it."""
    return _first_program("osmo-bsc") if _first_program("osmo-bts-virtual") else None


def _broadcast_centre() -> Path | None:
    named = os.environ.get("WEERBAAR_OSMO_CBC")
    return Path(named) if named and Path(named).is_file() else _first_program("osmo-cbc")


@dataclass(frozen=True)
class Means:
    """Something a test may need that pip cannot install: how to find it and how to get it."""

    find: Callable[[], Path | None]
    advice: str


MEANS = {
    "browser": Means(
        lambda: _first_program(
            "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"
        ),
        "no Chromium found; on Debian: apt-get install chromium-headless-shell (or chromium)",
    ),
    "poppler": Means(
        lambda: _first_program("pdftoppm"),
        "no pdftoppm found; on Debian: apt-get install poppler-utils",
    ),
    "postgres": Means(
        postgres_server.programs,
        "no PostgreSQL server found; on Debian: apt-get install postgresql",
    ),
    "openssl": Means(
        lambda: _first_program("openssl"),
        "no openssl found; on Debian: apt-get install openssl",
    ),
    "tshark": Means(
        lambda: _first_program("tshark"),
        "no tshark found; on Debian: apt-get install tshark",
    ),
    "osmocom": Means(
        _base_station,
        "no osmo-bsc and osmo-bts-virtual found; on Debian: apt-get install osmo-bsc osmo-bts",
    ),
    "osmo-cbc": Means(
        _broadcast_centre,
        "no osmo-cbc found; Debian has it in testing only: unpack it there and let WEERBAAR_OSMO_CBC name the program",
    ),
    "shared": Means(
        _shared_folder,
        "no folder 'shared' with reference material beside the repository",
    ),
}


def pytest_configure(config: pytest.Config) -> None:
    required = {name.strip() for name in os.environ.get("WEERBAAR_REQUIRE", "").split(",")} - {""}
    unknown = sorted(required - MEANS.keys())
    if unknown:
        raise pytest.UsageError(f"WEERBAAR_REQUIRE names {', '.join(unknown)}; known are {', '.join(sorted(MEANS))}")
    missing = [f"{name}: {MEANS[name].advice}" for name in sorted(required) if MEANS[name].find() is None]
    if missing:
        raise pytest.UsageError("WEERBAAR_REQUIRE asks for what this machine lacks. " + "; ".join(missing))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if THOROUGH:
        return
    left = [item for item in items if item.get_closest_marker("thorough")]
    config.stash[LEFT_FOR_THOROUGH] = len(left)
    if left:
        items[:] = [item for item in items if not item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=left)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let the process that writes the summary know what this one, of several, left out."""
    output: dict[str, int] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left_for_thorough"] = session.config.stash.get(LEFT_FOR_THOROUGH, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    output: dict[str, int] = getattr(node, "workeroutput", {})
    if "left_for_thorough" in output:
        node.config.stash[LEFT_FOR_THOROUGH] = output["left_for_thorough"]


def pytest_collection_finish() -> None:
    """Keep what ten thousand tests consist of out of the search for garbage, which takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _need(name: str) -> Path:
    found = MEANS[name].find()
    if found is None:
        pytest.skip(f"needs {name}: {MEANS[name].advice}")
    return found


@pytest.fixture(scope="session")
def browser() -> Path:
    """Chromium's executable. As root it only starts with ``--no-sandbox``."""
    return _need("browser")


@pytest.fixture(scope="session")
def poppler() -> Path:
    """``pdftoppm``; ``pdftotext`` and ``pdfinfo`` stand beside it."""
    return _need("poppler")


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgres_server.PostgresServer]:
    """A PostgreSQL server that the tests of one process share; each asks it for databases of its own."""
    with postgres_server.running(_need("postgres")) as server:
        yield server


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Take the guards off what may only grow: a test that commits empties its tables. They have tests of their own."""
    from django.db import connection

    from weerbaar.workbench.audit import guard

    with django_db_blocker.unblock():
        guard.lift(connection)
        guard.lift(connection, guard.ALERTS)


@pytest.fixture(scope="session")
def openssl() -> Path:
    """A second opinion on signatures."""
    return _need("openssl")


@pytest.fixture(scope="session")
def tshark() -> Path:
    """The network analyser: a second opinion on every message that is put on a wire."""
    return _need("tshark")


@pytest.fixture(scope="session")
def osmocom() -> Path:
    """``osmo-bsc``, a real base station controller; ``osmo-bts-virtual`` is on the path too."""
    return _need("osmocom")


@pytest.fixture(scope="session")
def osmo_cbc() -> Path:
    """A real Cell Broadcast Centre."""
    return _need("osmo-cbc")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with reference material beside the repository."""
    return _need("shared")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        name = reason.removeprefix("Skipped: ").removeprefix("needs ").split(":", 1)[0]
        skipped[name if name in MEANS else "other reasons"] += 1
    left = terminalreporter.config.stash.get(LEFT_FOR_THOROUGH, 0)
    if left:
        terminalreporter.write_line(
            f"Marked thorough (more of the same) and left out: {left}. "
            "With them: make test-thorough, or WEERBAAR_THOROUGH=1."
        )
    if not skipped:
        terminalreporter.write_line("This machine has the means for every test.")
        return
    terminalreporter.section("left out on this machine")
    for name, count in sorted(skipped.items()):
        advice = MEANS[name].advice if name in MEANS else "see the skip messages above"
        terminalreporter.write_line(f"{name}: {count} skipped ({advice})")
