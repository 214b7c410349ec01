# SPDX-License-Identifier: EUPL-1.2
"""Requests share a few threads: each has one to itself while its page is made, and keeps nobody waiting after that."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from asgiref.sync import sync_to_async

from weerbaar.workbench.operations.threads import ARRIVED, FewThreads

Message = dict[str, Any]


class Inner:
    """An application of which the pages say in which thread they were made, and how many were made at once."""

    def __init__(self) -> None:
        self.threads: list[str] = []
        self.most = self._now = 0
        self._lock = threading.Lock()
        self.gate = threading.Event()

    def page(self) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            self.threads.append(threading.current_thread().name)
        self.gate.wait(10)
        with self._lock:
            self._now -= 1

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        await sync_to_async(self.page, thread_sensitive=True)()
        await send({"type": "http.response.start", "status": 200})
        if scope.get("stream"):
            await scope["stream"].wait()
        await send({"type": "http.response.body"})


async def _asked(application: FewThreads, body: list[Message], **scope: Any) -> tuple[list[Message], Message]:
    sent: list[Message] = []
    coming = iter(body)
    whole: Message = {"type": "http", **scope}

    async def receive() -> Message:
        found = next(coming)
        if "wait" in found:
            await found["wait"].wait()
        return found

    async def send(message: Message) -> None:
        sent.append(message)

    await application(whole, receive, send)
    return sent, whole


WHOLE: Message = {"type": "http.request", "body": b""}


def test_no_more_pages_at_once_than_threads_and_the_threads_stay() -> None:
    inner = Inner()

    async def scene() -> None:
        application = FewThreads(inner, 3)
        asked = [asyncio.create_task(_asked(application, [WHOLE])) for _ in range(12)]
        for _ in range(1000):
            await asyncio.sleep(0)
        inner.gate.set()
        answers = await asyncio.gather(*asked)
        assert [[m["type"] for m in sent] for sent, _ in answers] == [
            ["http.response.start", "http.response.body"]
        ] * 12

    asyncio.run(scene())
    assert inner.most == 3
    assert len(inner.threads) == 12
    assert len(set(inner.threads)) == 3


def test_a_slow_sender_and_a_long_stream_hold_no_thread() -> None:
    inner = Inner()
    inner.gate.set()

    async def scene() -> None:
        application = FewThreads(inner, 1)
        rest, end = asyncio.Event(), asyncio.Event()
        slow = asyncio.create_task(
            _asked(application, [{"type": "http.request", "body": b"a", "more_body": True}, {**WHOLE, "wait": rest}])
        )
        stream = asyncio.create_task(_asked(application, [WHOLE], stream=end))
        _, scope = await asyncio.wait_for(_asked(application, [WHOLE]), 10)
        assert scope[ARRIVED] > 0
        assert not slow.done()
        assert not stream.done()
        rest.set()
        end.set()
        await asyncio.wait_for(asyncio.gather(slow, stream), 10)

    asyncio.run(scene())
    assert len(inner.threads) == 3


def test_a_page_that_fails_gives_its_thread_back() -> None:
    async def broken(_scope: Any, receive: Any, _send: Any) -> None:
        await receive()
        raise ValueError("broken")

    async def scene() -> int:
        application = FewThreads(broken, 1)
        failed = await asyncio.wait_for(
            asyncio.gather(*(_asked(application, [WHOLE]) for _ in range(3)), return_exceptions=True), 10
        )
        return sum(isinstance(outcome, ValueError) for outcome in failed)

    assert asyncio.run(scene()) == 3


def test_a_page_that_nobody_waits_for_any_more_keeps_its_thread_until_it_is_made() -> None:
    inner = Inner()

    async def scene() -> None:
        application = FewThreads(inner, 2)
        left = asyncio.create_task(_asked(application, [WHOLE]))
        while not inner.threads:
            await asyncio.sleep(0)
        left.cancel()
        await asyncio.gather(left, return_exceptions=True)
        busy = inner.threads[0]
        # One thread is still at work for nobody: the next page is made by the other one.
        other = asyncio.create_task(_asked(application, [WHOLE]))
        while len(inner.threads) < 2:
            await asyncio.sleep(0)
        assert inner.threads[1] != busy
        inner.gate.set()
        await asyncio.wait_for(other, 10)
        # And afterwards both are there again.
        await asyncio.wait_for(asyncio.gather(*(_asked(application, [WHOLE]) for _ in range(6))), 10)

    asyncio.run(asyncio.wait_for(scene(), 30))
