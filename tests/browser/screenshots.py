# SPDX-License-Identifier: EUPL-1.2
"""Take the pictures of the workbench that the documentation shows: ``python tests/browser/screenshots.py``.

Not a test. Makes a workbench with the examples in a temporary folder, and writes ``docs/pictures/workbench-*.png``.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

HERE = Path(__file__).resolve().parent
PICTURES = HERE.parents[1] / "docs" / "pictures"
LARGEST = 150_000
"""Octets of one picture."""
PATIENCE_S = 120
DEMO, FULL = "/rondes/demonstratie", "/rondes/voorbeeld-2012"
SHOWN = {
    "overview": ("analyst", f"{DEMO}/"),
    "scenario": ("auditor", f"{FULL}/scenarios/gewelddadige-eenling/"),
    "scoring": ("expert", f"{DEMO}/beoordelen/gewelddadige-eenling/"),
    "facilitating": ("everyone", f"{FULL}/begeleiden/"),
    "diagram": ("auditor", f"{FULL}/resultaten/"),
    "sensitivity": ("auditor", f"{FULL}/resultaten/gevoeligheid/"),
    "portfolio": ("auditor", f"{FULL}/capaciteiten/keuze/?lijn=1"),
    "register": ("auditor", f"{FULL}/capaciteiten/register/"),
    "alert-compose": ("everyone", "/nl-alert/VR20-wacht/opstellen/"),
    "alert-delivery": ("everyone", "/nl-alert/VR20-verzonden/"),
    "evacuation": ("everyone", f"{FULL}/evacuatie/plannen/1/water/?water=river"),
}
"""Name of a picture, to who opens which page."""
SCROLLED = {
    "diagram": ".zoom",
    "portfolio": "#budget-keuze",
    "sensitivity": "h2",
    "scoring": "h1",
    "facilitating": "h1",
    "evacuation": "h2",
}
"""Pages of which the picture begins at some part, not at the top."""


@contextmanager
def running() -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """Give the address of a workbench of its own and who can log in."""
    with tempfile.TemporaryDirectory(prefix="weerbaar-pictures-") as folder:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("WEERBAAR_", "DJANGO_", "DATABASE_"))}
        path = os.pathsep.join([str(HERE.parents[1] / "src"), str(HERE.parents[1])])
        environment = {**kept, "WEERBAAR_DATA": folder, "PYTHONPATH": path}
        subprocess.run([sys.executable, str(HERE / "made_site.py")], env=environment, check=True)
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        program = [sys.executable, "-m", "uvicorn", "weerbaar.workbench.asgi:application", "--log-level", "warning"]
        server = subprocess.Popen([*program, "--port", str(port)], env=environment, stderr=subprocess.DEVNULL)
        url = f"http://127.0.0.1:{port}"
        try:
            _wait_for(url)
            yield url, json.loads(Path(folder, "people.json").read_text(encoding="utf-8"))
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(url: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            urllib.request.urlopen(f"{url}/gezond", timeout=PATIENCE_S).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _open_scoring(page: Page) -> None:
    page.goto(f"{DEMO}/fase")
    step = page.get_by_role("region", name="Beoordelen openen")
    step.get_by_label("Reden").fill("Voor de afbeelding.")
    step.get_by_role("button", name="Beoordelen openen").click()


def main() -> None:
    """Write all pictures, and stop where one is too large."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    browser_path = os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")
    with running() as (url, people), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])

        def tab(role: str) -> Page:
            context = browser.new_context(
                base_url=url, locale="nl-NL", viewport={"width": 1200, "height": 800}, reduced_motion="reduce"
            )
            context.add_cookies([{"name": "weerbaar_session", "value": people[role]["session"], "url": url}])
            return context.new_page()

        _open_scoring(tab("facilitator"))
        for name, (role, address) in SHOWN.items():
            page = tab(role)
            page.goto(address)
            expect(page.locator(".htmx-request")).to_have_count(0)
            page.wait_for_load_state("networkidle")
            if name in SCROLLED:
                page.locator(SCROLLED[name]).first.evaluate("e => e.scrollIntoView()")
            picture = page.screenshot(path=PICTURES / f"workbench-{name}.png")
            if len(picture) > LARGEST:
                raise SystemExit(f"workbench-{name}.png takes {len(picture)} octets; at most {LARGEST}")
            print(f"workbench-{name}.png: {len(picture)} octets")
        browser.close()


if __name__ == "__main__":
    main()
