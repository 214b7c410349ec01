# SPDX-License-Identifier: EUPL-1.2
"""What osmo-cbc says and what is true: each of its habits, against one of our own making and against the real one."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.alerting.delivery.fake_cbc import CGIS, FakeCbc, running
from tests.alerting.delivery.messages import TEXT, USE, Clock, desk, kinds, message, order
from tests.alerting.delivery.osmocom_programs import heard, osmo_bsc, osmo_bts, running_cbc
from weerbaar.alerting.broadcast import Cause, decode_pages
from weerbaar.alerting.delivery import (
    CbcAddress,
    Desk,
    ForExercise,
    ForReal,
    OrderError,
    OsmoCbcChannel,
    Receipt,
    Watched,
    WrongPurposeError,
    resume,
    send,
    status,
    update,
    watch,
    withdraw,
)
from weerbaar.alerting.delivery.osmo_cbc import PORT, post_body
from weerbaar.alerting.register import Kind

TAKEN = tuple(Receipt(cgi, "taken") for cgi in CGIS)
SILENT = (Receipt("all", "silent"),)


@pytest.fixture
def cbc() -> Iterator[FakeCbc]:
    with running(FakeCbc()) as found:
        yield found


@pytest.fixture
def channel(cbc: FakeCbc) -> OsmoCbcChannel[ForReal]:
    return OsmoCbcChannel("kpn", ForReal(), cbc.address, Clock())


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    return desk(tmp_path)


def test_quirks_1_to_3_pages_are_ours_and_full() -> None:
    body = post_body(order(message(cells=())))
    payload = body["smscb_message"]["payload"]
    assert list(payload) == ["payload_encoded"]
    assert {len(page) for page in payload["payload_encoded"]["pages"]} == {2 * 82}
    assert payload["payload_encoded"]["dcs"] == 0x0F
    assert body["smscb_message"]["serial_nr"] == {
        "serial_nr_decoded": {"geo_scope": "plmn_wide", "msg_code": 1, "update_nr": 0}
    }


def test_a_201_with_receipts_is_an_answer(channel: OsmoCbcChannel[ForReal]) -> None:
    outcome = channel.deliver(order(message(cells=())))
    assert (outcome.ending, outcome.receipts) == ("answered", TAKEN)
    assert "POST 4371: 201" in outcome.detail


def test_quirk_4_a_200_without_a_controller_proves_nothing(cbc: FakeCbc, channel: OsmoCbcChannel[ForReal]) -> None:
    cbc.peers, cbc.status = {"noord": False}, 200
    outcome = channel.deliver(order(message(cells=())))
    assert outcome.ending == "unknown"
    assert outcome.receipts == SILENT
    assert "geen regelaar verbonden" in outcome.detail


def test_quirk_5_a_201_over_a_refusal_is_a_refusal(cbc: FakeCbc, channel: OsmoCbcChannel[ForReal]) -> None:
    cbc.installs = (f"Installed CGI {CGIS[0]}", f"Failed CGI {CGIS[1]} (cause=6)", "Failed LAC 202 CI 2001 (cause=3)")
    assert channel.deliver(order(message(cells=()))).receipts == (
        Receipt(CGIS[0], "taken"),
        Receipt(CGIS[1], "refused", Cause.BSC_CAPACITY_EXCEEDED),
        Receipt("202-2001", "refused", Cause.CELL_NOT_VALID),
    )


def test_quirk_5_a_201_over_a_silent_controller_is_silence(cbc: FakeCbc, channel: OsmoCbcChannel[ForReal]) -> None:
    cbc.installs = ()
    outcome = channel.deliver(order(message(cells=())))
    assert outcome.receipts == SILENT
    assert "noord: geen zendcellen gemeld" in outcome.detail


def test_quirk_6_no_answer_is_read_back_and_never_posted_again(
    cbc: FakeCbc, channel: OsmoCbcChannel[ForReal], at: Desk
) -> None:
    cbc.lost_answer = True
    delivery = send(at, channel, message(cells=()))
    assert delivery.ended == "timeout"
    assert {cell.result for cell in delivery.cells.values()} == {"taken"}
    cbc.lost_answer = False
    resume(at, {"kpn": channel})
    send(at, channel, message(cells=()))
    assert [method for method, _ in cbc.calls] == ["POST"]


def test_quirk_6_what_never_arrived_is_posted_again_under_the_same_serial(
    cbc: FakeCbc, channel: OsmoCbcChannel[ForReal], at: Desk
) -> None:
    cbc.lost_call = True
    delivery = send(at, channel, message(cells=()))
    assert delivery.cells["all"].result == "silent"
    cbc.lost_call = False
    resume(at, {"kpn": channel})
    assert cbc.calls == [("POST", delivery.order.serial)] * 2
    assert set(at.of_use(USE)[delivery.order.id].cells) == set(CGIS)


def test_quirk_7_a_second_alert_takes_the_next_identifier_and_a_third_is_refused(
    cbc: FakeCbc, channel: OsmoCbcChannel[ForReal], at: Desk
) -> None:
    first = send(at, channel, message(cells=()))
    second = send(at, channel, message("NL-Alert: wateroverlast.", cells=(), use="vr20-2026-0002"))
    assert (first.order.identifier, second.order.identifier) == (4371, 4372)
    with pytest.raises(Exception, match="every identifier of this level is in use"):
        send(at, channel, message("NL-Alert: rellen.", cells=(), use="vr20-2026-0003"))
    assert len(cbc.posts) == 2


def test_quirk_7_a_message_of_somebody_else_is_not_written_over(cbc: FakeCbc, channel: OsmoCbcChannel[ForReal]) -> None:
    channel.deliver(order(message(cells=()), 0x4050))
    outcome = channel.deliver(order(message(cells=()), 0x4010))
    assert (outcome.ending, outcome.receipts) == ("refused", SILENT)
    assert "bezet door 0x4050" in outcome.detail
    assert len(cbc.calls) == 1


def test_quirk_8_an_update_deletes_and_posts_in_order_with_both_moments(
    cbc: FakeCbc, channel: OsmoCbcChannel[ForReal], at: Desk
) -> None:
    first = send(at, channel, message(cells=()))
    second = update(at, channel, message("NL-Alert: het vuur is uit.", cells=()), first.order.id)
    assert cbc.calls == [("POST", 0x4010), ("DELETE", 0x4010), ("POST", 0x4011)]
    assert second.order.serial == first.order.serial + 1
    detail = [event.said.detail for event in at.store.events() if event.kind is Kind.SENT][-1]  # type: ignore[attr-defined]
    delete, post = detail.split("; ")
    assert delete.startswith("2026-11-23T13:05:00.000+00:00 DELETE 4371: 200")
    assert post.startswith("2026-11-23T13:05:00.000+00:00 POST 4371: 201")


def test_quirk_8_nothing_is_posted_over_a_message_that_does_not_go(
    cbc: FakeCbc, channel: OsmoCbcChannel[ForReal], at: Desk
) -> None:
    first = send(at, channel, message(cells=()))
    cbc.stuck = True
    second = update(at, channel, message("NL-Alert: het vuur is uit.", cells=()), first.order.id)
    assert second.ended == "refused"
    assert [method for method, _ in cbc.calls] == ["POST", "DELETE"]


def test_quirk_9_a_late_controller_gets_the_message_with_the_serial_it_has(
    cbc: FakeCbc, channel: OsmoCbcChannel[ForReal], at: Desk
) -> None:
    clock = at.clock
    assert isinstance(clock, Clock)
    cbc.peers["zuid"] = False
    watched = [Watched(channel, frozenset({"noord", "zuid"}))]
    sent = send(at, channel, message(cells=()))
    assert watch(at, watched).missing == (("kpn", "zuid"),)
    cbc.calls.clear()
    clock.pass_by(10 * 16 * 1.883)
    cbc.peers["zuid"] = True

    assert watch(at, watched).resent != ()
    assert cbc.calls == [("DELETE", sent.order.serial), ("POST", sent.order.serial)]
    assert cbc.posts[-1]["num_of_bcast"] == 90
    assert watch(at, watched).resent == ()


def test_quirk_9_a_controller_that_was_away_is_not_trusted_to_have_it_still(
    cbc: FakeCbc, channel: OsmoCbcChannel[ForReal], at: Desk
) -> None:
    watched = [Watched(channel, frozenset({"noord"}))]
    watch(at, watched)
    send(at, channel, message(cells=()))
    cbc.peers["noord"] = False
    watch(at, watched)
    cbc.peers["noord"] = True
    cbc.calls.clear()
    watch(at, watched)
    assert [method for method, _ in cbc.calls] == ["DELETE", "POST"]


def test_quirk_10_no_message_without_a_number_of_broadcasts() -> None:
    with pytest.raises(OrderError, match="1 to 65535, not 0"):
        message(cells=(), broadcasts=0)


def test_quirk_11_active_for_ever_is_ended_by_our_own_clock(
    cbc: FakeCbc, channel: OsmoCbcChannel[ForReal], at: Desk
) -> None:
    clock = at.clock
    assert isinstance(clock, Clock)
    send(at, channel, message(cells=(), broadcasts=10))
    clock.pass_by(10 * 16 * 1.883 + 1)
    assert watch(at, [Watched(channel, frozenset({"noord"}))]).ended == (USE,)
    assert cbc.messages[0].state == "ACTIVE"
    assert at.store.events()[-1].kind is Kind.ENDED


def test_quirk_12_the_console_is_silent_so_nothing_is_known(cbc: FakeCbc, channel: OsmoCbcChannel[ForReal]) -> None:
    cbc.console_silent = True
    assert channel.deliver(order(message(cells=()))).ending == "unknown"
    assert channel.query(order(message(cells=()))).ending == "disconnected"
    assert channel.withdraw(order(message(cells=()))).ending == "unknown"
    assert channel.peers() == ()
    assert cbc.calls == []


def test_quirk_13_the_period_is_in_the_unit_of_2g() -> None:
    assert post_body(order(message(cells=(), period=16)))["repetition_period"] == 16


def test_quirk_14_the_port_is_that_of_the_program_and_not_of_its_example() -> None:
    assert PORT == CbcAddress("127.0.0.1").port == 12345


def test_a_part_of_the_network_cannot_be_served_and_is_not_served_whole(
    cbc: FakeCbc, channel: OsmoCbcChannel[ForReal]
) -> None:
    assert channel.deliver(order(message(cells=(CGIS[0],)))).ending == "refused"
    assert channel.withdraw(order(message(cells=(CGIS[0],)))).ending == "refused"
    assert cbc.calls == []


def test_a_deletion_is_proven_by_counts_only(cbc: FakeCbc, channel: OsmoCbcChannel[ForReal], at: Desk) -> None:
    cbc.counts = 5
    send(at, channel, message(cells=()))
    (delivery,) = withdraw(at, channel, USE, "veilig")
    assert {n: (s.result, s.broadcasts) for n, s in delivery.stopped.items()} == dict.fromkeys(CGIS, ("stopped", 5))
    assert at.store.events()[-1].kind is Kind.ENDED


def test_a_deletion_that_no_controller_confirms_stays_unproven(
    cbc: FakeCbc, channel: OsmoCbcChannel[ForReal], at: Desk
) -> None:
    send(at, channel, message(cells=()))
    (delivery,) = withdraw(at, channel, USE, "veilig")
    assert {stop.result for stop in delivery.stopped.values()} == {"silent"}
    before = len(at.store.events())
    resume(at, {"kpn": channel})
    assert len(at.store.events()) == before
    assert Kind.ENDED not in kinds(at.store.events())


def test_a_lost_deletion_is_repeated(cbc: FakeCbc, channel: OsmoCbcChannel[ForReal], at: Desk) -> None:
    send(at, channel, message(cells=()))
    cbc.counts, cbc.lost_call = 5, True
    (delivery,) = withdraw(at, channel, USE, "veilig")
    assert {stop.result for stop in delivery.stopped.values()} == {"silent"}
    cbc.lost_call = False
    resume(at, {"kpn": channel})
    assert at.store.events()[-1].kind is Kind.ENDED
    assert [method for method, _ in cbc.calls] == ["POST", "DELETE", "DELETE"]


def test_a_centre_that_is_not_there_takes_nothing(at: Desk) -> None:
    nobody = OsmoCbcChannel("kpn", ForReal(), CbcAddress("127.0.0.1", 1, 1, 0.2), Clock())
    assert send(at, nobody, message(cells=())).ended == "unknown"


def test_a_centre_that_answers_octet_by_octet_does_not_hold_us_up(cbc: FakeCbc) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                for octet in b"HTTP/1.1 201 Created\r\nX: " + b"x" * 1000:
                    connection.sendall(bytes([octet]))
                    time.sleep(0.05)

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        address = CbcAddress("127.0.0.1", server.getsockname()[1], cbc.address.console_port, 0.3)
        outcome = OsmoCbcChannel("kpn", ForReal(), address, Clock()).deliver(order(message(cells=())))
        thread.join(5)
    assert (outcome.ending, outcome.receipts) == ("timeout", SILENT)


def test_a_controller_seen_for_the_first_time_is_no_reason_to_put_anything_anew(
    cbc: FakeCbc, channel: OsmoCbcChannel[ForReal], at: Desk
) -> None:
    send(at, channel, message(cells=()))
    found = watch(at, [Watched(channel, frozenset({"noord"}))])
    assert (found.changed, found.resent) == ((("kpn", "noord", "found"),), ())
    assert [method for method, _ in cbc.calls] == ["POST"]


def test_an_exercise_centre_is_on_this_machine() -> None:
    with pytest.raises(WrongPurposeError):
        OsmoCbcChannel("oefen", ForExercise(), CbcAddress("192.0.2.7"), Clock())


@pytest.fixture
def real(tmp_path: Path, osmocom: Path, osmo_cbc: Path) -> Iterator[OsmoCbcChannel[ForReal]]:
    with running_cbc(tmp_path, osmo_cbc) as address:
        yield OsmoCbcChannel("kpn", ForReal(), CbcAddress(address), Clock())


def wait_for_peer(channel: OsmoCbcChannel[ForReal]) -> None:
    for _ in range(200):
        if any(peer.connected for peer in channel.peers()):
            return
        time.sleep(0.05)
    pytest.fail("the controller does not call its centre")


def test_the_real_centre_is_believed_on_its_console_only(
    real: OsmoCbcChannel[ForReal], tmp_path: Path, at: Desk
) -> None:
    with osmo_bsc(tmp_path, real._address.host) as bsc:
        wait_for_peer(real)
        sent = send(at, real, message(cells=()))
        assert {n: c.result for n, c in sent.cells.items()} == dict.fromkeys(CGIS, "taken")
        assert [peer.name for peer in real.peers()] == ["noord"]
        with osmo_bts(tmp_path, bsc.address) as radio:
            pages = {}
            for page in heard(radio, 25):
                pages[page.page] = page.octets
                if len(pages) == page.pages:
                    break
        assert decode_pages(sent.order.message.dcs, [pages[n] for n in sorted(pages)]) == TEXT
        # 201, although every cell refuses: 14 pages in 15 periods leave no room beside the three in 16 above.
        refused = real.deliver(order(message("x" * 1300, cells=(), identifiers=(4372,), period=15)))
        assert {r.cause for r in refused.receipts} == {Cause.BSC_CAPACITY_EXCEEDED}
        # Now and then its answer never comes; the console is believed in either case.
        assert "POST 4372: 201" in refused.detail or refused.ending == "timeout"
        assert status(at, real, USE)[0].cells == sent.cells


def test_the_real_centre_without_a_controller(real: OsmoCbcChannel[ForReal]) -> None:
    assert real.peers() == () or not any(peer.connected for peer in real.peers())
    assert real.query(order(message(cells=()))).absent == ("all",)
