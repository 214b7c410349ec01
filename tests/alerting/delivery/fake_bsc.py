# SPDX-License-Identifier: EUPL-1.2
"""A base station controller for tests, in a thread: it answers as osmo-bsc does, or badly in one of many ways."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from weerbaar.alerting.broadcast import (
    Cause,
    CbspMessage,
    CellFailure,
    CellId,
    CellList,
    Completed,
    Decoder,
    ErrorIndication,
    KeepAlive,
    KeepAliveComplete,
    Kill,
    KillComplete,
    KillFailure,
    Reset,
    ResetComplete,
    Restart,
    StatusQuery,
    StatusQueryComplete,
    StatusQueryFailure,
    WriteReplace,
    WriteReplaceComplete,
    WriteReplaceFailure,
    encode,
)

PLMN = "20408"
CELLS = ((101, 1001), (101, 1002), (202, 2001))

Place = tuple[int, int]
Number = tuple[int, int]


@dataclass
class FakeBsc:
    """What it has, what it was asked, and how it misbehaves.

    Attributes:
        cells: the cells that it has.
        full: cells that refuse for lack of room.
        unheard: cells that it leaves out of its answers.
        mute: takes what it is asked and never answers.
        deaf: neither takes nor answers.
        hang_up_after: takes what it is asked and closes instead of answering.
        twice: says everything twice.
        late_s: answers so much later.
        raw: octets that it sends in place of an answer.
        error: cause of an error indication that it sends in place of an answer.
    """

    cells: tuple[Place, ...] = CELLS
    full: set[Place] = field(default_factory=set)
    unheard: set[Place] = field(default_factory=set)
    mute: bool = False
    deaf: bool = False
    hang_up_after: bool = False
    twice: bool = False
    late_s: float = 0.0
    raw: bytes = b""
    error: int | None = None
    port: int = 0
    on_air: dict[Place, set[Number]] = field(default_factory=dict)
    starts: Counter[tuple[Place, Number]] = field(default_factory=Counter)
    counts: Counter[tuple[Place, Number]] = field(default_factory=Counter)
    asked: list[CbspMessage] = field(default_factory=list)
    _connection: socket.socket | None = None

    def restart(self) -> None:
        """Lose everything, as after a power failure, and say so."""
        self.on_air.clear()
        self.say(Restart())

    def say(self, message: CbspMessage) -> None:
        """Say something without being asked."""
        if self._connection is not None:
            self._connection.sendall(encode(message))

    def hang_up(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            with suppress(OSError):
                self._connection.shutdown(socket.SHUT_RDWR)

    def air(self, identifier: int, serial: int) -> set[Place]:
        """The cells that broadcast a message now."""
        return {place for place, numbers in self.on_air.items() if (identifier, serial) in numbers}

    def writes(self) -> list[WriteReplace]:
        """Every write that it was asked."""
        return [message for message in self.asked if isinstance(message, WriteReplace)]

    def serve(self, connection: socket.socket) -> None:
        self._connection = connection
        decoder = Decoder()
        with suppress(OSError), connection:
            connection.sendall(encode(Restart()))
            while data := connection.recv(65536):
                for message in decoder.feed(data):
                    self.asked.append(message)
                    if self.deaf:
                        continue
                    reply = self.answer(message)
                    if self.hang_up_after:
                        return
                    if self.mute:
                        continue
                    if self.late_s:
                        time.sleep(self.late_s)
                    if self.error is not None:
                        reply = ErrorIndication(self.error)
                    octets = self.raw or encode(reply)
                    connection.sendall(octets * (2 if self.twice else 1))

    def answer(self, message: CbspMessage) -> CbspMessage:
        if isinstance(message, KeepAlive):
            return KeepAliveComplete()
        if isinstance(message, Reset):
            self.on_air.clear()
            return ResetComplete(message.cells)
        if isinstance(message, WriteReplace):
            return self._write(message)
        if isinstance(message, Kill):
            return self._kill(message)
        if isinstance(message, StatusQuery):
            return self._status(message)
        raise AssertionError(message)

    def _places(self, cells: CellList) -> list[Place]:
        places = [(cell.lac or 0, cell.ci or 0) for cell in cells.cells] or list(self.cells)
        return [place for place in places if place not in self.unheard]

    def _write(self, message: WriteReplace) -> WriteReplaceComplete | WriteReplaceFailure:
        number = (message.message_identifier, message.new_serial)
        taken, failed, replaced = [], [], []
        for place in self._places(message.cells):
            here = self.on_air.setdefault(place, set())
            old = (message.message_identifier, message.old_serial or 0)
            if place not in self.cells:
                failed.append(CellFailure(CellId("", *place), Cause.CELL_NOT_VALID))
            elif place in self.full:
                failed.append(CellFailure(_cgi(place), Cause.BSC_CAPACITY_EXCEEDED))
            elif message.old_serial is not None and old not in here:
                failed.append(CellFailure(_cgi(place), Cause.MESSAGE_NOT_IDENTIFIED))
            elif number in here:
                failed.append(CellFailure(_cgi(place), Cause.MESSAGE_ALREADY_USED))
            else:
                if message.old_serial is not None:
                    here.discard(old)
                    replaced.append(Completed(_cgi(place), self.counts[place, old]))
                here.add(number)
                self.starts[place, number] += 1
                taken.append(_cgi(place))
        cells = CellList.of(taken) if taken else None
        if failed:
            return WriteReplaceFailure(*number, tuple(failed), cells, message.old_serial, tuple(replaced))
        return WriteReplaceComplete(*number, cells, message.old_serial, tuple(replaced))

    def _kill(self, message: Kill) -> KillComplete | KillFailure:
        number = (message.message_identifier, message.old_serial)
        done, failed = self._counted(message.cells, number)
        for completed in done:
            self.on_air[completed.cell.lac or 0, completed.cell.ci or 0].discard(number)
        if failed:
            return KillFailure(*number, failed, None, done)
        return KillComplete(*number, None, done)

    def _status(self, message: StatusQuery) -> StatusQueryComplete | StatusQueryFailure:
        number = (message.message_identifier, message.old_serial)
        done, failed = self._counted(message.cells, number)
        if failed:
            return StatusQueryFailure(*number, failed, completed=done)
        return StatusQueryComplete(*number, done)

    def _counted(self, cells: CellList, number: Number) -> tuple[tuple[Completed, ...], tuple[CellFailure, ...]]:
        done, failed = [], []
        for place in self._places(cells):
            if number in self.on_air.get(place, ()):
                done.append(Completed(_cgi(place), self.counts[place, number]))
            else:
                cause = Cause.MESSAGE_NOT_IDENTIFIED if place in self.cells else Cause.CELL_NOT_VALID
                failed.append(CellFailure(_cgi(place) if place in self.cells else CellId("", *place), cause))
        return tuple(done), tuple(failed)


def _cgi(place: Place) -> CellId:
    return CellId(PLMN, *place)


@contextmanager
def running(bsc: FakeBsc) -> Iterator[FakeBsc]:
    """Let it wait for a centre on a free port of this machine, for the duration of the block."""
    with socket.create_server(("127.0.0.1", bsc.port)) as server:
        bsc.port = server.getsockname()[1]

        def serve() -> None:
            with suppress(OSError):
                while True:
                    bsc.serve(server.accept()[0])

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield bsc
        finally:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            bsc.hang_up()
            thread.join(5)
