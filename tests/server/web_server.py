# SPDX-License-Identifier: EUPL-1.2
"""The real server as a process of its own, and browsers that have logged in, over HTTP."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

CSRF = "a" * 32
_READY = re.compile(r"http://localhost:(\d+)/")


class WebServer:
    """``weerbaar serve`` on a free port of the loopback."""

    def __init__(self, data: Path, database_url: str | None, *options: str) -> None:
        environment = {**os.environ, "WEERBAAR_DATA": str(data), "PYTHONUNBUFFERED": "1", "WEERBAAR_WARM_UP": "0"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment.pop("DATABASE_URL", None)
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        if database_url is not None:
            environment["DATABASE_URL"] = database_url
        self.log = data / "server.log"
        self._errors = self.log.open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "weerbaar", "serve", "--port", "0", "--no-browser", "--lang", "nl", *options],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        self.said: list[str] = []
        self.port = self._wait()

    def _wait(self) -> int:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip("\n"))
            if found := _READY.search(line):
                return int(found[1])
        log = self.log.read_text(encoding="utf-8", errors="replace")
        raise AssertionError("\n".join(["the server did not start", *self.said, log[-4000:]]))

    def kill(self) -> None:
        """End it without giving it a chance to do anything."""
        self.process.kill()
        self._wait_for_the_end()

    def stop(self) -> int:
        """Ask it to stop, and return its exit code."""
        self.process.terminate()
        return self._wait_for_the_end()

    def _wait_for_the_end(self) -> int:
        self.process.communicate(timeout=60)
        self._errors.close()
        return self.process.returncode

    def browser(self, session: str) -> Browser:
        """Return a browser with a session cookie."""
        return Browser(self.port, session)


class Browser:
    """A connection that stays open, and the cookies of somebody who has logged in."""

    def __init__(self, port: int, session: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {
            "Host": "localhost",
            "Cookie": f"weerbaar_session={session}; weerbaar_csrf={CSRF}",
            "X-CSRFToken": CSRF,
        }

    def get(self, address: str) -> tuple[int, str]:
        """Return status and page."""
        return self._ask("GET", address, None)

    def post(self, address: str, **values: str) -> tuple[int, str]:
        """Send a form, and return status and page."""
        return self._ask("POST", address, urlencode({k.replace("__", ":"): v for k, v in values.items()}))

    def _ask(self, method: str, address: str, body: str | None) -> tuple[int, str]:
        headers = dict(self._headers)
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, address, body, headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")

    def close(self) -> None:
        """Hang up."""
        self._connection.close()
