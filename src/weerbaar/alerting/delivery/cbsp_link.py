# SPDX-License-Identifier: EUPL-1.2
"""One connection with one base station controller over CBSP (3GPP TS 48.049): ask, wait for the answer, never for ever.

No RESET is sent. It takes every message off the air, also those of other uses, and a controller that comes back after a
short loss of the connection still broadcasts them. What a controller has is asked with a status query.
"""

from __future__ import annotations

import select
import socket
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from dataclasses import dataclass, field
from typing import Literal

from weerbaar.alerting.broadcast import (
    CbspError,
    CbspMessage,
    CbspStreamError,
    Decoder,
    ErrorIndication,
    Failure,
    KeepAlive,
    KeepAliveComplete,
    Kill,
    KillComplete,
    KillFailure,
    Recovery,
    Restart,
    StatusQuery,
    StatusQueryComplete,
    StatusQueryFailure,
    WriteReplace,
    WriteReplaceComplete,
    WriteReplaceFailure,
    cause_text,
    encode,
)
from weerbaar.alerting.delivery.cell_names import cell_name
from weerbaar.alerting.delivery.channel import PeerChange
from weerbaar.base import Text, WeerbaarError

CELLS_FAILED = "cells cannot broadcast"
"""How the detail of a change begins that is about cells and not about the connection."""

_READ_OCTETS = 65536
_KEEP_ALIVE_S = 30
# A controller greets with a RESTART; one that still holds a connection that is gone closes instead.
_GREETING_S = 0.5
_FIRST_PAUSE_S = 0.05
_LONGEST_PAUSE_S = 1.0
# A controller that talks without end must not fill the memory.
_MOST_EVENTS = 1000

Request = WriteReplace | Kill | StatusQuery | KeepAlive
Reply = (
    WriteReplaceComplete
    | WriteReplaceFailure
    | KillComplete
    | KillFailure
    | StatusQueryComplete
    | StatusQueryFailure
    | KeepAliveComplete
    | ErrorIndication
)


class LinkError(WeerbaarError):
    """No answer came.

    Attributes:
        ending: ``timeout``: it was asked and stayed silent; ``disconnected``: it is not there, or left.
    """

    def __init__(self, ending: Literal["timeout", "disconnected"], message: Text) -> None:
        super().__init__(message)
        self.ending = ending


class Route(ABC):
    """How a connection comes about: by calling the controller, or by waiting until it calls."""

    @abstractmethod
    def open(self, until: float) -> socket.socket:
        """Return a connection, before the moment ``until`` of the monotonic clock.

        Raises:
            OSError: there is none in time.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of what :meth:`open` needs."""


@dataclass(frozen=True)
class Dial(Route):
    """Call a controller that waits for its centre (``mode server`` in osmo-bsc)."""

    host: str
    port: int

    def close(self) -> None:
        """Nothing is kept between calls."""

    def open(self, until: float) -> socket.socket:
        """Call, and again after a longer and longer pause, until it is too late."""
        pause = _FIRST_PAUSE_S
        while True:
            try:
                return socket.create_connection((self.host, self.port), timeout=max(0.01, until - time.monotonic()))
            except OSError:
                if time.monotonic() + pause >= until:
                    raise
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_S)


class Wait(Route):
    """Wait for a controller that calls its centre (``mode client`` in osmo-bsc).

    Args:
        host: address to wait on.
        port: port to wait on; 0 takes a free one.
        callers: addresses that may call; others are hung up on.
    """

    def __init__(self, host: str, port: int, callers: frozenset[str]) -> None:
        self.callers = callers
        self._server = socket.create_server((host, port))
        self.port: int = self._server.getsockname()[1]

    def open(self, until: float) -> socket.socket:
        """Wait for a caller that may call."""
        while True:
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError("nobody called")
            self._server.settimeout(left)
            connection, (caller, *_) = self._server.accept()
            if caller in self.callers:
                return connection
            connection.close()

    def close(self) -> None:
        """Wait no longer."""
        self._server.close()


@dataclass
class CbspLink:
    """The connection with one controller; it is made when it is needed, and again when it was lost.

    Attributes:
        name: of the controller, for messages.
        route: how a connection comes about.
        answer_s: how long an answer may take, in seconds.
        connect_s: how long making a connection may take, in seconds.
        not_understood: what was wrong with the last message that was not understood; empty when there was none.
    """

    name: str
    route: Route
    answer_s: float = 2.0
    connect_s: float = 2.0
    not_understood: str = field(default="", init=False)
    _socket: socket.socket | None = field(default=None, init=False)
    _decoder: Decoder = field(default_factory=Decoder, init=False)
    _inbox: deque[CbspMessage] = field(default_factory=deque, init=False)
    _events: deque[tuple[PeerChange, str]] = field(default_factory=lambda: deque(maxlen=_MOST_EVENTS), init=False)
    _one_at_a_time: threading.RLock = field(default_factory=threading.RLock, init=False)

    def exchange(self, request: Request) -> Reply:
        """Send a request and return the answer to it.

        Answers to what was asked earlier, and what the controller says of itself, are kept apart.

        Raises:
            LinkError: no answer in time, no connection, or one that was of no use.
            CbspError: the request cannot be written down.
        """
        octets = encode(request)
        with self._one_at_a_time:
            self.not_understood = ""
            self._freshen()
            link = self._connected()
            until = time.monotonic() + self.answer_s
            try:
                link.settimeout(self.answer_s)
                link.sendall(octets)
            except OSError as error:
                raise self._lost(f"{error}") from error
            while True:
                while self._inbox:
                    message = self._inbox.popleft()
                    if isinstance(message, Reply) and _answers(request, message):
                        return message
                    self._note(message)
                if not self._receive(until):
                    raise LinkError(
                        "timeout",
                        Text(
                            nl=f"{self.name} antwoordt niet binnen {self.answer_s:g} s. {self.not_understood}".strip(),
                            en=f"{self.name} does not answer within {self.answer_s:g} s. {self.not_understood}".strip(),
                        ),
                    )

    def alive(self) -> bool:
        """Return whether the controller is there and answers a keep-alive; connect where there is no connection."""
        try:
            self.exchange(KeepAlive(_KEEP_ALIVE_S))
        except LinkError:
            return False
        return True

    def changes(self) -> tuple[tuple[PeerChange, str], ...]:
        """Return what became of the controller since the last call, the oldest first."""
        with self._one_at_a_time:
            said = tuple(self._events)
            self._events.clear()
        return said

    def close(self) -> None:
        """Hang up."""
        with self._one_at_a_time:
            self._hang_up()
            self.route.close()

    def _connected(self) -> socket.socket:
        until = time.monotonic() + self.connect_s
        pause = _FIRST_PAUSE_S
        while self._socket is None:
            try:
                self._socket = self.route.open(until)
            except OSError as error:
                raise LinkError(
                    "disconnected",
                    Text(
                        nl=f"Geen verbinding met {self.name}: {error}.", en=f"No connection with {self.name}: {error}."
                    ),
                ) from error
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._decoder = Decoder()
            try:
                self._receive(min(until, time.monotonic() + _GREETING_S))
            except LinkError:
                if time.monotonic() + pause >= until:
                    raise
                time.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE_S)
        return self._socket

    def _freshen(self) -> None:
        """Read what came in since the last time, so that a connection that is gone shows before it is used."""
        try:
            while self._socket is not None and self._receive(time.monotonic()):
                pass
        except LinkError:
            pass
        while self._inbox:
            self._note(self._inbox.popleft())

    def _receive(self, until: float) -> bool:
        """Read once; return whether anything came before ``until``."""
        link = self._socket
        if link is None:
            raise self._lost("hung up")
        try:
            ready, _, _ = select.select([link], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                return False
            data = link.recv(_READ_OCTETS)
        except OSError as error:
            raise self._lost(f"{error}") from error
        if not data:
            raise self._lost("closed by the other side")
        while True:
            try:
                self._inbox.extend(self._decoder.feed(data))
            except CbspStreamError as error:
                raise self._lost(f"{error}") from error
            except CbspError as error:
                # One message was not understood; those around it come with the next call.
                self.not_understood = error.render("nl")
                data = b""
                continue
            return True

    def _lost(self, why: str) -> LinkError:
        self._hang_up()
        self._events.append(("lost", why))
        return LinkError(
            "disconnected",
            Text(nl=f"Verbinding met {self.name} weg: {why}.", en=f"Connection with {self.name} lost: {why}."),
        )

    def _hang_up(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket = None
        self._inbox.clear()

    def _note(self, message: CbspMessage) -> None:
        """Keep what the controller says of itself; late answers are asked for again, as a status."""
        if isinstance(message, Restart):
            lost = "messages lost" if message.recovery is Recovery.LOST else "messages kept"
            self._events.append(("restarted", f"{message.kind.name}, {lost}"))
        elif isinstance(message, Failure):
            cells = ", ".join(f"{cell_name(f.cell)} ({cause_text(f.cause).en})" for f in message.failures)
            self._events.append(("lost", f"{CELLS_FAILED}: {cells}"))


def _answers(request: Request, message: Reply) -> bool:
    """Return whether ``message`` answers ``request``, and not one that was given up on."""
    if isinstance(message, ErrorIndication):
        number = getattr(request, "message_identifier", None)
        return message.message_identifier is None or message.message_identifier == number
    if isinstance(request, KeepAlive):
        return isinstance(message, KeepAliveComplete)
    if isinstance(request, WriteReplace):
        return (
            isinstance(message, WriteReplaceComplete | WriteReplaceFailure)
            and message.message_identifier == request.message_identifier
            and message.new_serial == request.new_serial
        )
    kinds = (KillComplete, KillFailure) if isinstance(request, Kill) else (StatusQueryComplete, StatusQueryFailure)
    return (
        isinstance(message, kinds)
        and message.message_identifier == request.message_identifier
        and message.old_serial == request.old_serial
    )
