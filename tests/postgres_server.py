# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL server of the tests' own: made in an empty folder, reachable on the loopback only, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

_PLACES = "usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin"


def programs() -> Path | None:
    """Return the folder of ``initdb`` and ``pg_ctl``, of the newest version; None where there is none."""
    found = [folder for place in _PLACES for folder in Path("/").glob(place) if (folder / "initdb").exists()]
    if found:
        return max(
            found, key=lambda folder: [int(n) for n in "".join(c if c.isdigit() else " " for c in str(folder)).split()]
        )
    return Path(initdb).parent if (initdb := shutil.which("initdb")) else None


class PostgresServer:
    """A server that runs; every call of :meth:`database` makes an empty database in it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._made = 0

    def url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def database(self, like: str = "") -> str:
        """Return the address of a new database: an empty one, or a copy of the one at the address ``like``."""
        self._made += 1
        name, model = f"weerbaar_{self._made}", like.rpartition("/")[2] or "template0"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {model} ENCODING 'UTF8'")  # type: ignore[call-overload]
        return self.url(name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _as_server(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as the user that the package made."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@contextlib.contextmanager
def running(bin_folder: Path) -> Iterator[PostgresServer]:
    """Start a server and stop it at the end.

    Args:
        bin_folder: where ``initdb`` and ``pg_ctl`` are.
    """
    # Its own folder in the top of the temporary one: that of pytest may not be entered by another user.
    with tempfile.TemporaryDirectory(prefix="weerbaar-postgres-") as top:
        folder = Path(top)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data, port = folder / "data", _free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=60"

        def call(*command: str) -> None:
            log = folder / "commands.log"
            # Not through a pipe: the server keeps it open, and the call would never end.
            with log.open("ab") as output:
                done = subprocess.run(
                    _as_server([str(bin_folder / command[0]), *command[1:]]),
                    cwd=folder,
                    env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    check=False,
                    timeout=120,
                )
            assert done.returncode == 0, log.read_text(encoding="utf-8", errors="replace")[-2000:]

        call("initdb", "--pgdata", str(data), "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync")
        call("pg_ctl", "start", "-w", "-D", str(data), "-o", options, "-l", str(folder / "server.log"))
        try:
            yield PostgresServer(port)
        finally:
            call("pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(data))
