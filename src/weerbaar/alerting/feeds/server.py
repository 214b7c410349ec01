# SPDX-License-Identifier: EUPL-1.2
"""A small server for a site: everything in memory, read again when its index is another."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from weerbaar.alerting.feeds.index import INDEX
from weerbaar.alerting.feeds.loading import Site, load_site
from weerbaar.alerting.feeds.serving import answer
from weerbaar.alerting.feeds.writing import FeedError

Message = MutableMapping[str, Any]
_KEEP_ALIVE_S = 30
_MOST_WAITING = 2_048


class FeedApp:
    """An ASGI application that serves the site in a folder.

    Raises:
        FeedError: there is no site in the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = str(folder / INDEX)
        self._stamp = self._stamp_now()
        self._site = load_site(folder)
        self._reading: asyncio.Task[None] | None = None

    @property
    def site(self) -> Site:
        """What is served now."""
        return self._site

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """Answer one request; anything but HTTP is left to the server."""
        if scope["type"] != "http":
            return
        self._look()
        query: bytes = scope["query_string"]
        raw: bytes = scope.get("raw_path") or scope["path"].encode()
        target = raw.decode("latin-1") + (f"?{query.decode('latin-1')}" if query else "")
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        reply = answer(self._site, scope["method"], target, headers)
        await send(
            {
                "type": "http.response.start",
                "status": reply.status,
                "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers],
            }
        )
        await send({"type": "http.response.body", "body": reply.body})

    async def settled(self) -> None:
        """Wait until what changed on the disk before this call is what is served."""
        self._look()
        if self._reading is not None:
            await self._reading

    def _look(self) -> None:
        """Begin to read the site again where its index is another; until that is done the old one is served."""
        if self._reading is None and self._stamp_now() != self._stamp:
            self._reading = asyncio.get_running_loop().create_task(self._read())

    async def _read(self) -> None:
        stamp = self._stamp_now()
        try:
            self._site = await asyncio.to_thread(load_site, self._folder, self._site)
            self._stamp = stamp
        except FeedError:
            # The folder is being restored or moved: what was loaded is served until there is something new.
            self._stamp = stamp
        finally:
            self._reading = None

    def _stamp_now(self) -> tuple[int, int, int] | None:
        try:
            found = os.stat(self._index)
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size


def serve(folder: Path, listening: socket.socket) -> None:
    """Serve the site in ``folder`` until the process is told to stop.

    Args:
        folder: as :func:`weerbaar.alerting.feeds.site.publish` made it.
        listening: bound socket.

    Raises:
        FeedError: there is no site in the folder.
    """
    import uvicorn

    config = uvicorn.Config(
        FeedApp(folder),
        lifespan="off",
        http="httptools",
        ws="none",
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        backlog=_MOST_WAITING,
    )
    uvicorn.Server(config).run(sockets=[listening])
