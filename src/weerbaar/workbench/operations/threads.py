# SPDX-License-Identifier: EUPL-1.2
"""Pages are made in a few threads that stay, each with its own connection to the database.

By itself Django gives every request a new thread and a new connection, however many there are at once. Fifty requests
then hinder each other more than they gain: Python runs one of them at a time.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress
from typing import Any

from asgiref.sync import ThreadSensitiveContext

from weerbaar.workbench.accounts.body import Application, Message, Receive, Send

ARRIVED = "weerbaar.arrived"
"""Where the scope of a request says when it had come in whole, by :func:`time.perf_counter`."""


class FewThreads:
    """An ASGI application around another one; the others wait their turn in the order in which they came.

    A request has a thread of its own from the moment it has come in whole until its answer begins: who sends or reads
    slowly keeps nobody waiting, nor does a stream of live updates.

    Args:
        inner: the application.
        count: how many threads.
    """

    def __init__(self, inner: Application, count: int) -> None:
        self._inner = inner
        # The one that was used last comes first: its connection and its memory are the warmest.
        self._free: asyncio.LifoQueue[ThreadPoolExecutor] = asyncio.LifoQueue()
        for number in range(count):
            self._free.put_nowait(ThreadPoolExecutor(1, thread_name_prefix=f"pages-{number + 1}"))

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        taken: list[ThreadPoolExecutor] = []

        async def received() -> Message:
            message = await receive()
            if message["type"] == "http.request" and not message.get("more_body") and ARRIVED not in scope:
                scope[ARRIVED] = time.perf_counter()
                thread = await self._free.get()
                taken.append(thread)
                await stack.enter_async_context(ThreadSensitiveContext(executor=thread))
            return message

        def give_back() -> None:
            if taken:
                self._free.put_nowait(taken.pop())

        def give_back_unfinished() -> None:
            # The browser went away while its page was being made. Nobody waits for that page any more, but the thread
            # is busy with it, and whoever got that thread now would wait for it.
            if taken:
                thread, loop = taken.pop(), asyncio.get_running_loop()
                thread.submit(int).add_done_callback(lambda _: _soon(loop, self._free, thread))

        async def sent(message: Any) -> None:
            if message["type"] == "http.response.start":
                give_back()
            await send(message)

        async with AsyncExitStack() as stack:
            stack.callback(give_back_unfinished)
            # Django's own context lies inside this one and then does nothing.
            await stack.enter_async_context(ThreadSensitiveContext())
            await self._inner(scope, received, sent)


def _soon(
    loop: asyncio.AbstractEventLoop, free: asyncio.LifoQueue[ThreadPoolExecutor], thread: ThreadPoolExecutor
) -> None:
    # The server may have stopped meanwhile.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(free.put_nowait, thread)
