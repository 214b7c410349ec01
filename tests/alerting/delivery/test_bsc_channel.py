# SPDX-License-Identifier: EUPL-1.2
"""The real osmo-bsc: receipts per cell, refusals with their cause, counts, withdrawal, restart; and what is heard."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from tests.alerting.delivery.fake_bsc import FakeBsc, running
from tests.alerting.delivery.messages import TEXT, THREE_CELLS, USE, desk, kinds, message, order
from tests.alerting.delivery.osmocom_programs import CBSP_PORT, Bsc, heard, osmo_bsc, osmo_bts
from weerbaar.alerting.broadcast import Cause, ErrorIndication, Reset, StatusQueryComplete, decode_pages, encode
from weerbaar.alerting.delivery import (
    BscChannel,
    ForExercise,
    ForReal,
    Receipt,
    Watched,
    WrongPurposeError,
    bsc_channel,
    send,
    status,
    update,
    watch,
    withdraw,
)
from weerbaar.alerting.delivery.bsc_channel import read_reply
from weerbaar.alerting.delivery.cbsp_link import CbspLink, Dial, Wait
from weerbaar.alerting.register import Kind


@pytest.fixture
def bsc(tmp_path: Path, osmocom: Path) -> Iterator[Bsc]:
    with osmo_bsc(tmp_path) as found:
        yield found


@pytest.fixture
def channel(bsc: Bsc) -> Iterator[BscChannel[ForReal]]:
    found = bsc_channel("noord", ForReal(), bsc.address, CBSP_PORT)
    yield found
    found.close()


def test_the_real_controller_takes_replaces_counts_and_stops(tmp_path: Path, channel: BscChannel[ForReal]) -> None:
    at = desk(tmp_path)
    first = send(at, channel, message(cells=(*THREE_CELLS, "101-9999")))
    assert {n: c.result for n, c in first.cells.items()} == {
        **dict.fromkeys(THREE_CELLS, "taken"),
        "101-9999": "refused",
    }
    assert first.cells["101-9999"].cause == "0: onbekende parameter"

    # The very same again is refused with cause 13, which means: it is there.
    again = channel.deliver(first.order.in_cells(THREE_CELLS))  # type: ignore[arg-type]
    assert again.receipts == tuple(Receipt(name, "taken") for name in THREE_CELLS)

    second = update(at, channel, message("NL-Alert: het vuur is uit."), first.order.id)
    assert {c.result for c in second.cells.values()} == {"taken"}
    # No base station is connected, so nothing was broadcast yet: a count of none is a count.
    assert at.of_use(USE)[first.order.id].counted == dict.fromkeys(THREE_CELLS, 0)
    assert channel.query(first.order).absent == THREE_CELLS  # type: ignore[arg-type]

    status(at, channel, USE)
    withdrawn = withdraw(at, channel, USE, "veilig")[-1]
    assert {n: (s.result, s.broadcasts) for n, s in withdrawn.stopped.items()} == dict.fromkeys(
        THREE_CELLS, ("stopped", 0)
    )
    assert at.store.events()[-1].kind is Kind.ENDED
    assert channel.query(second.order).absent == THREE_CELLS  # type: ignore[arg-type]


def test_the_real_controller_refuses_what_it_has_no_room_for(tmp_path: Path, channel: BscChannel[ForReal]) -> None:
    big = message("x" * 450, period=16, broadcasts=10)
    assert len(big.pages) == 5
    for code in range(3):
        outcome = channel.deliver(order(big, 0x4010 + 16 * code))
        assert set(outcome.receipts) == {Receipt(name, "taken") for name in THREE_CELLS}
    fourth = channel.deliver(order(big, 0x4010 + 16 * 3))
    assert set(fourth.receipts) == {Receipt(n, "refused", Cause.BSC_CAPACITY_EXCEEDED) for n in THREE_CELLS}


class Tapped(Dial):
    """A route that remembers its connections, to break them or to speak over them out of turn."""

    taps: ClassVar[list[socket.socket]] = []

    def open(self, until: float) -> socket.socket:
        self.taps.append(super().open(until))
        return self.taps[-1]


def test_a_lost_connection_loses_no_message_but_a_reset_does(bsc: Bsc) -> None:
    channel = BscChannel("noord", ForReal(), CbspLink("noord", Tapped(bsc.address, CBSP_PORT)))
    sent = order()
    channel.deliver(sent)
    Tapped.taps[-1].shutdown(socket.SHUT_RDWR)
    assert {r.result for r in channel.query(sent).receipts} == {"taken"}

    Tapped.taps[-1].sendall(encode(Reset()))
    assert channel.query(sent).absent == THREE_CELLS
    channel.close()


def test_a_controller_that_starts_anew_gets_the_message_again(
    tmp_path: Path, bsc: Bsc, channel: BscChannel[ForReal]
) -> None:
    at = desk(tmp_path)
    sent = send(at, channel, message())
    watched = [Watched(channel, frozenset({"noord"}))]
    assert watch(at, watched).resent == ()

    bsc.stop()
    assert watch(at, watched).missing == (("noord", "noord"),)
    bsc.start()
    back = watch(at, watched)
    assert back.missing == ()
    assert back.resent == ((USE, THREE_CELLS),)
    assert {r.result for r in channel.query(sent.order).receipts} == {"taken"}  # type: ignore[arg-type]
    assert kinds(at.store.events()).count(Kind.PEER) >= 3


def test_what_is_heard_on_the_radio_is_what_was_sent(tmp_path: Path, bsc: Bsc, channel: BscChannel[ForReal]) -> None:
    at = desk(tmp_path)
    with osmo_bts(tmp_path, bsc.address) as radio:
        sent = send(at, channel, message(cells=("101-1001",), period=3))
        pages: dict[int, bytes] = {}
        for page in heard(radio, 25):
            assert (page.serial, page.identifier, page.dcs) == (sent.order.serial, 4371, sent.order.message.dcs)
            pages[page.page] = page.octets
            if len(pages) == page.pages:
                break
    assert decode_pages(sent.order.message.dcs, [pages[n] for n in sorted(pages)]) == TEXT
    (counted,) = status(at, channel, USE)
    assert counted.counted["101-1001"] >= 1
    assert Kind.ON_AIR in kinds(at.store.events())


def test_an_exercise_channel_calls_nobody_outside_this_machine() -> None:
    with pytest.raises(WrongPurposeError, match=r"192\.0\.2\.7"):
        bsc_channel("oefen", ForExercise(), "192.0.2.7", 48049)
    with pytest.raises(WrongPurposeError, match=r"bsc\.example"):
        bsc_channel("oefen", ForExercise(), "bsc.example", 48049)
    bsc_channel("oefen", ForExercise(), "127.0.0.1", 48049)
    bsc_channel("oefen", ForExercise(), "::1", 48049)


def test_an_exercise_channel_waits_for_nobody_outside_this_machine() -> None:
    for callers, fine in (({"127.0.0.1"}, True), ({"127.0.0.1", "192.0.2.7"}, False)):
        route = Wait("127.0.0.1", 0, frozenset(callers))
        try:
            if fine:
                BscChannel("oefen", ForExercise(), CbspLink("oefen", route))
            else:
                with pytest.raises(WrongPurposeError):
                    BscChannel("oefen", ForExercise(), CbspLink("oefen", route))
        finally:
            route.close()


def test_an_error_indication_is_a_refusal_and_cells_are_silent() -> None:
    outcome = read_reply(ErrorIndication(4), THREE_CELLS)
    assert (outcome.ending, outcome.detail) == ("refused", "opdracht niet herkend")
    assert outcome.receipts == tuple(Receipt(name, "silent") for name in THREE_CELLS)


def test_cells_named_with_and_without_network_go_into_one_list() -> None:
    with running(FakeBsc()) as bsc:
        channel = bsc_channel("noord", ForReal(), "127.0.0.1", bsc.port)
        outcome = channel.deliver(order(message(cells=("101-1001", "204-08-202-2001"))))
        channel.close()
    assert outcome.receipts == (Receipt("101-1001", "taken"), Receipt("204-08-202-2001", "taken"))


def test_a_status_of_all_cells_without_names_is_no_silence() -> None:
    assert read_reply(StatusQueryComplete(4371, 0x4010, ()), ()).receipts == (Receipt("all", "taken"),)
