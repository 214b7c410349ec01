# SPDX-License-Identifier: EUPL-1.2
"""A link that loses requests and answers as it is told, and a register in memory, for many short runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from tests.alerting.delivery.fake_bsc import FakeBsc
from weerbaar.alerting.delivery.cbsp_link import CbspLink, Dial, LinkError, Reply, Request
from weerbaar.alerting.register import Content, Event, Kind, event_after
from weerbaar.alerting.register.chain import head
from weerbaar.base import Text


class MemoryStore:
    """A register that is not kept, for many short runs."""

    def __init__(self) -> None:
        self._events: list[Event] = []

    def append(self, kind: Kind, use: str | None, by: str, content: Content, at: datetime) -> Event:
        self._events.append(event_after(head(self._events), kind, use, by, content, at))
        return self._events[-1]

    def events(self, use: str | None = None) -> Sequence[Event]:
        return [event for event in self._events if use is None or event.use == use]


class LossyLink(CbspLink):
    """A link without a network, that loses requests and answers as it is told."""

    def __init__(self, bsc: FakeBsc, luck: Iterator[str]) -> None:
        super().__init__("noord", Dial("127.0.0.1", 1))
        self._bsc = bsc
        self._luck = luck

    def exchange(self, request: Request) -> Reply:
        luck = next(self._luck, "fine")
        if luck == "request lost":
            raise LinkError("timeout", Text(nl="stil"))
        reply = self._bsc.answer(request)
        if luck == "answer lost":
            raise LinkError("disconnected", Text(nl="weg"))
        assert isinstance(reply, Reply)
        return reply
