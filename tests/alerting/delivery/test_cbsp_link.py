# SPDX-License-Identifier: EUPL-1.2
"""A link that never waits for ever, never takes the answer to another question, and survives a hostile other side."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerting.delivery.fake_bsc import FakeBsc, running
from weerbaar.alerting.broadcast import (
    BroadcastKind,
    Cause,
    CellFailure,
    CellId,
    CellList,
    ErrorIndication,
    Failure,
    KeepAlive,
    KeepAliveComplete,
    KillComplete,
    Recovery,
    Restart,
    StatusQuery,
    StatusQueryComplete,
    WriteReplace,
    WriteReplaceComplete,
    encode,
)
from weerbaar.alerting.delivery.cbsp_link import CbspLink, Dial, LinkError, Reply, Wait

CELL = CellId("20408", 101, 1001)
CELLS = CellList.of([CELL])
WRITE = WriteReplace(4371, 0x4010, CELLS, (bytes(82),), broadcasts=5)
TAKEN = WriteReplaceComplete(4371, 0x4010, CELLS)


@pytest.fixture
def bsc() -> Iterator[FakeBsc]:
    with running(FakeBsc()) as found:
        yield found


@pytest.fixture
def link(bsc: FakeBsc) -> Iterator[CbspLink]:
    found = CbspLink("noord", Dial("127.0.0.1", bsc.port), answer_s=0.2, connect_s=0.5)
    yield found
    found.close()


def scripted(octets: bytes) -> tuple[CbspLink, threading.Thread]:
    """Return a link to somebody who says these octets, whatever is asked, and hangs up."""
    server = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        with server, suppress(OSError):
            connection, _ = server.accept()
            with connection:
                connection.sendall(encode(Restart()))
                connection.recv(65536)
                connection.sendall(octets)

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    return CbspLink("noord", Dial("127.0.0.1", server.getsockname()[1]), answer_s=0.5, connect_s=0.3), thread


def answer(*said: Reply | Restart | Failure, request: WriteReplace | StatusQuery | KeepAlive = WRITE) -> Reply:
    link, thread = scripted(b"".join(map(encode, said)))
    try:
        return link.exchange(request)
    finally:
        link.close()
        thread.join(5)


def test_an_answer(link: CbspLink) -> None:
    assert link.exchange(WRITE) == TAKEN


def test_the_greeting_is_no_answer_and_is_told_as_a_restart(link: CbspLink) -> None:
    link.exchange(WRITE)
    assert link.changes() == (("restarted", "CBS, messages lost"),)
    assert link.changes() == ()


def test_answers_to_other_questions_are_passed_over() -> None:
    others = (
        WriteReplaceComplete(4371, 0x4020, CELLS),
        WriteReplaceComplete(4372, 0x4010, CELLS),
        KillComplete(4371, 0x4010, CELLS),
        KeepAliveComplete(),
        ErrorIndication(4, message_identifier=4372),
        Restart(kind=BroadcastKind.EMERGENCY, recovery=Recovery.AVAILABLE),
    )
    assert answer(*others, TAKEN) == TAKEN


def test_a_status_is_not_taken_for_another_message() -> None:
    wanted = StatusQueryComplete(4371, 0x4010, ())
    query = StatusQuery(4371, 0x4010)
    assert answer(TAKEN, StatusQueryComplete(4371, 0x4020, ()), wanted, request=query) == wanted


def test_an_error_indication_without_a_number_is_about_what_was_asked() -> None:
    assert answer(ErrorIndication(4)) == ErrorIndication(4)


def test_silence_ends(bsc: FakeBsc, link: CbspLink) -> None:
    bsc.mute = True
    with pytest.raises(LinkError, match=r"within 0.2 s") as caught:
        link.exchange(WRITE)
    assert caught.value.ending == "timeout"


def test_a_late_answer_is_not_taken_for_the_next_one(bsc: FakeBsc, link: CbspLink) -> None:
    bsc.late_s = 0.3
    with pytest.raises(LinkError):
        link.exchange(WRITE)
    bsc.late_s = 0
    reply = link.exchange(StatusQuery(4371, 0x4010, CELLS))
    assert isinstance(reply, StatusQueryComplete)


def test_a_lost_connection_is_made_anew(bsc: FakeBsc, link: CbspLink) -> None:
    link.exchange(WRITE)
    bsc.hang_up()
    assert link.alive()
    assert [change for change, _ in link.changes()] == ["restarted", "lost", "restarted"]


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    link = CbspLink("noord", Dial("127.0.0.1", port), connect_s=0.1)
    with pytest.raises(LinkError) as caught:
        link.exchange(WRITE)
    assert caught.value.ending == "disconnected"
    assert not link.alive()


def test_who_comes_late_is_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        late = FakeBsc(port=server.getsockname()[1])
    link = CbspLink("noord", Dial("127.0.0.1", late.port), connect_s=5)
    answers: list[bool] = []
    asking = threading.Thread(target=lambda: answers.append(link.alive()))
    asking.start()
    with running(late):
        asking.join(5)
        link.close()
    assert answers == [True]


def test_a_failure_of_cells_is_told() -> None:
    link, thread = scripted(encode(Failure((CellFailure(CELL, Cause.NOT_OPERATIONAL),))) + encode(TAKEN))
    link.exchange(WRITE)
    link.close()
    thread.join(5)
    assert link.changes()[-1] == (
        "lost",
        "cells cannot broadcast: 204-08-101-1001 (cell broadcast is not operational)",
    )


@pytest.mark.parametrize(
    ("octets", "ending"),
    [
        (b"\xff" * 100, "disconnected"),
        (b"\x02\xff\xff\xff" + b"x" * 10, "disconnected"),
        (b"GET / HTTP/1.1\r\n\r\n", "disconnected"),
        (b"", "disconnected"),
        (encode(TAKEN)[:-1], "disconnected"),
    ],
)
def test_a_hostile_other_side_is_an_outcome_and_not_a_crash(octets: bytes, ending: str) -> None:
    link, thread = scripted(octets)
    with pytest.raises(LinkError) as caught:
        link.exchange(WRITE)
    assert caught.value.ending == ending
    link.close()
    thread.join(5)


@settings(max_examples=25)
@given(st.binary(max_size=60))
def test_random_octets_give_an_answer_or_a_link_error(octets: bytes) -> None:
    link, thread = scripted(octets)
    with suppress(LinkError):
        link.exchange(WRITE)
    link.close()
    thread.join(5)


def test_a_message_that_is_not_understood_does_not_hide_the_next() -> None:
    link, thread = scripted(b"\x02\x00\x00\x02\x0e\x11" + encode(TAKEN))
    assert link.exchange(WRITE) == TAKEN
    assert link.not_understood
    link.close()
    thread.join(5)


def test_a_controller_may_call_and_strangers_may_not() -> None:
    route = Wait("127.0.0.1", 0, frozenset({"127.0.0.1"}))
    link = CbspLink("noord", route, answer_s=1, connect_s=2)
    bsc = FakeBsc()

    def call() -> None:
        with socket.create_connection(("127.0.0.1", route.port), source_address=("127.7.7.7", 0)) as stranger:
            assert stranger.recv(1) == b""
        bsc.serve(socket.create_connection(("127.0.0.1", route.port)))

    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    assert link.exchange(WRITE) == TAKEN
    link.close()
    thread.join(5)


def test_nobody_calls() -> None:
    link = CbspLink("noord", Wait("127.0.0.1", 0, frozenset()), connect_s=0.05)
    with pytest.raises(LinkError):
        link.exchange(WRITE)
    link.close()
