# SPDX-License-Identifier: EUPL-1.2
"""A request that is too large is cut off before Django stores it."""

from __future__ import annotations

import asyncio
from typing import Any

from weerbaar.workbench.accounts.body import LargestBody


class Echo:
    """An application that answers with the size of what it read, and remembers whether the browser went away."""

    def __init__(self) -> None:
        self.read = 0
        self.gone = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                self.gone = True
                break
            self.read += len(message["body"])
            if not message.get("more_body"):
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})


def _ask(inner: Echo, chunks: list[int], length: bytes | None = None) -> list[int]:
    sent = [{"type": "http.request", "body": b"x" * n, "more_body": i < len(chunks) - 1} for i, n in enumerate(chunks)]
    answers: list[Any] = []

    async def receive() -> Any:
        return sent.pop(0)

    async def send(message: Any) -> None:
        answers.append(message)

    headers = [] if length is None else [(b"content-length", length)]
    asyncio.run(LargestBody(inner, 1000)({"type": "http", "headers": headers}, receive, send))
    return [answer["status"] for answer in answers if answer["type"] == "http.response.start"]


def test_up_to_the_limit_it_passes() -> None:
    inner = Echo()
    assert _ask(inner, [400, 600], b"1000") == [200]
    assert inner.read == 1000


def test_what_says_it_is_too_large_is_not_read() -> None:
    inner = Echo()
    assert _ask(inner, [1001], b"1001") == [413]
    assert inner.read == 0


def test_what_says_nothing_or_lies_is_cut_off_while_it_comes_in() -> None:
    for length in (None, b"10"):
        inner = Echo()
        assert _ask(inner, [600, 300, 200, 500], length) == [413]
        assert (inner.read, inner.gone) == (900, True)


def test_a_length_that_is_no_number_is_refused() -> None:
    assert _ask(Echo(), [1], b"-1") == [413]


def test_other_traffic_is_left_alone() -> None:
    seen = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    asyncio.run(LargestBody(inner, 1)({"type": "lifespan"}, None, None))  # type: ignore[arg-type]
    assert seen == ["lifespan"]
