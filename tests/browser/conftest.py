# SPDX-License-Identifier: EUPL-1.2
"""A running workbench, a real browser, and the checks that every page must stand."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src"
DATABASE = "weerbaar.sqlite3"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = ("color-contrast", "target-size")
"""Rules that measure what is drawn: half the work of axe-core, and the same in every language."""
PATIENCE_S = 60
A_DAY_S = 86_400
TOKEN = "t" * 32
"""A token against forged requests, as cookie and in the form."""


@dataclass(frozen=True)
class Login:
    """Who can log in; ``session`` is the cookie of a session that is open already."""

    username: str
    password: str
    session: str


@dataclass(frozen=True)
class Site:
    """A running workbench with the examples, and people (see ``made_site.py``).

    Attributes:
        environment: of a program that works on the same data.
        languages: what people who log in have chosen.
    """

    url: str
    data: Path
    logins: dict[str, Login]
    environment: dict[str, str]
    languages: dict[str, str] = field(default_factory=dict)


OpenPage = Callable[..., Page]


def _environment(data: Path) -> dict[str, str]:
    """Return the environment of a workbench of its own; nothing of the settings of this machine reaches it."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("WEERBAAR_", "DJANGO_", "DATABASE_"))}
    return {**kept, "WEERBAAR_DATA": str(data), "WEERBAAR_WARM_UP": "0", "PYTHONPATH": str(SOURCE)}


def _fingerprint() -> str:
    """Return what the content of the template depends on: the workbench, the examples, and how it is made."""
    digest = hashlib.sha256((HERE / "made_site.py").read_bytes())
    workbench, examples = SOURCE / "weerbaar" / "workbench", SOURCE / "weerbaar" / "data" / "dossiers"
    for path in sorted([*workbench.rglob("*.py"), *(p for p in examples.rglob("*") if p.is_file())]):
        digest.update(str(path.relative_to(SOURCE)).encode() + path.read_bytes())
    return digest.hexdigest()[:24]


def _template() -> Path:
    """Return a filled data folder; made once for each state of the code, and copied by every session."""
    mine = f"weerbaar-site-{os.getuid()}-"
    there = Path(tempfile.gettempdir()) / f"{mine}{_fingerprint()}"
    for old in there.parent.glob(f"{mine}*"):
        if old != there and old.stat().st_mtime < time.time() - A_DAY_S:
            if old.is_file():
                old.unlink(missing_ok=True)
            else:
                shutil.rmtree(old, ignore_errors=True)
    # Who comes second waits for what the first one makes, rather than making it again on the same processors.
    with there.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not there.is_dir():
            with tempfile.TemporaryDirectory(prefix=mine) as top:
                made = Path(top) / "made"
                made.mkdir(mode=0o700)
                program = [sys.executable, str(HERE / "made_site.py")]
                # What is made there is made by the same hands as in the tests of the apps.
                path = {"PYTHONPATH": os.pathsep.join([str(SOURCE), str(HERE.parents[1])])}
                given = _environment(made) | path
                done = subprocess.run(program, env=given, capture_output=True, text=True, timeout=300)
                assert done.returncode == 0, done.stderr
                # Whole or not at all: it is there under this name once everything is in it.
                made.rename(there)
    return there


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{url}/account/login/", timeout=PATIENCE_S):
                return
        except urllib.error.HTTPError as error:
            pytest.fail(f"the login page answers {error.code}:\n{log.read_text()[-2_000:]}")
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.05)
    pytest.fail(f"the server did not start:\n{log.read_text()[-2_000:]}")


@pytest.fixture(scope="session")
def site(browser: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A workbench on a free port of the loopback, with a data folder of its own."""
    data = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(_template(), data)
    people = json.loads((data / "people.json").read_text(encoding="utf-8"))
    port = _free_port()
    log = data.parent / "server.log"
    program = [sys.executable, "-m", "uvicorn", "weerbaar.workbench.asgi:application"]
    with log.open("wb") as out:
        server = subprocess.Popen(
            [
                *program,
                "--host",
                "127.0.0.1",
                "--port",
                str(port),
                "--log-level",
                "warning",
                "--timeout-graceful-shutdown",
                "1",
            ],
            env=_environment(data),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, server, log)
        yield Site(url, data, {role: Login(**login) for role, login in people.items()}, _environment(data))
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(10)


@pytest.fixture(scope="module")
def chromium(browser: Path) -> Iterator[Browser]:
    """The browser, for one module: its event loop may not stay around tests that use the database."""
    with sync_playwright() as playwright:
        # A busy machine is slow; only what never comes is a fault.
        expect.set_options(timeout=1_000 * PATIENCE_S / 2)
        started = playwright.chromium.launch(executable_path=str(browser), args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def open_page(site: Site, chromium: Browser) -> Iterator[OpenPage]:
    """Open a tab as somebody with a role (nobody where none is given); at the end every tab must be clean.

    A tab is not clean where the console shows an error, a script fails, or another host is asked for something.
    ``tolerate`` names a part of console messages that a test provokes itself (``"status of 409"``).
    """
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def speak(context: BrowserContext, role: str, lang: str) -> None:
        """Let somebody read this language: what a person chose goes before what the browser asks for."""
        if site.languages.get(role, "nl") == lang:
            return
        context.add_cookies([{"name": "weerbaar_csrf", "value": TOKEN, "url": site.url}])
        form = {"language": lang, "csrfmiddlewaretoken": TOKEN}
        assert context.request.post(f"{site.url}/taal", form=form, max_redirects=0).status == 302
        site.languages[role] = lang

    def open_(role: str | None = None, lang: str = "nl", width: int = 1280, tolerate: str = "", **options: Any) -> Page:
        context = chromium.new_context(
            base_url=site.url,
            locale={"nl": "nl-NL", "en": "en-GB"}[lang],
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        # A page that is the first to need a compiled kernel waits for it.
        context.set_default_navigation_timeout(1_000 * PATIENCE_S)
        cookies = {"django_language": lang} | ({"weerbaar_session": site.logins[role].session} if role else {})
        context.add_cookies([{"name": name, "value": value, "url": site.url} for name, value in cookies.items()])
        if role:
            speak(context, role, lang)
        page = context.new_page()

        def heard(message: Any) -> None:
            if message.type == "error" and not (tolerate and tolerate in message.text):
                faults.append(f"console of {page.url}: {message.text}")

        def asked(request: Any) -> None:
            if not request.url.startswith((site.url, "data:", "blob:", "about:")):
                faults.append(f"{page.url} asks for {request.url}")

        page.on("console", heard)
        page.on("pageerror", lambda error: faults.append(f"script of {page.url}: {error}"))
        page.on("request", asked)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A tab in which nobody has logged in."""
    return open_page()


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """Assert that axe-core finds nothing wrong with a page; ``looks=False`` where another language was looked at."""
    checker = Axe()

    def check(page: Page, *, looks: bool = True) -> None:
        # Of what is in order, axe would otherwise describe every element.
        asked: dict[str, Any] = {"runOnly": RULES, "resultTypes": ["violations"]}
        if not looks:
            asked["rules"] = {rule: {"enabled": False} for rule in LOOKS}
        found = checker.run(page, options=asked).response["violations"]
        told = [f"{v['id']} ({v['help']}): {'; '.join(n['html'][:160] for n in v['nodes'][:4])}" for v in found]
        assert told == [], f"{page.url}\n" + "\n".join(told)

    return check
