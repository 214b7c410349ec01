# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerting.broadcast.capture import read_capture, tcp_packets, write_capture
from tests.alerting.broadcast.messages import EXAMPLES, TWO_CELLS, messages
from weerbaar.alerting.broadcast import (
    PORT,
    Cause,
    CbspError,
    CbspMessage,
    CbspStreamError,
    CellId,
    CellKind,
    CellList,
    Decoder,
    ErrorIndication,
    KeepAlive,
    KeepAliveComplete,
    Kill,
    Reset,
    WriteReplace,
    encode,
)

PAGE = bytes(range(82))


def message(number: int, body: str) -> bytes:
    octets = bytes.fromhex(body)
    return bytes([number]) + len(octets).to_bytes(3, "big") + octets


def drained(decoder: Decoder, data: bytes) -> tuple[list[CbspMessage], list[CbspError]]:
    """Return all messages and errors in the octets."""
    found: list[CbspMessage] = []
    errors: list[CbspError] = []
    while True:
        try:
            return found + decoder.feed(data), errors
        except CbspError as error:
            errors.append(error)
            if isinstance(error, CbspStreamError):
                return found, errors
        data = b""


@settings(max_examples=40)
@given(st.lists(messages, max_size=6), st.lists(st.integers(1, 400), min_size=1, max_size=8))
def test_messages_come_back_from_pieces_of_any_size(sent: list[CbspMessage], sizes: list[int]) -> None:
    stream = b"".join(map(encode, sent))
    decoder, found, at = Decoder(), [], 0
    while at < len(stream):
        for size in sizes:
            found += decoder.feed(stream[at : at + size])
            at += size
    assert found == sent


def test_octet_by_octet_a_message_comes_with_its_last_octet() -> None:
    decoder = Decoder()
    octets = encode(EXAMPLES[0])
    assert [decoder.feed(octets[n : n + 1]) for n in range(len(octets))] == [[]] * (len(octets) - 1) + [[EXAMPLES[0]]]


def test_what_osmo_bsc_says_is_read() -> None:
    """RESTART as ``osmo-bsc`` 1.9.0 greets with, and a RESET COMPLETE."""
    found, errors = drained(Decoder(), message(0x13, "04000106 1600 0d01") + message(0x11, "04000106"))
    assert [type(m).__name__ for m in found] == ["Restart", "ResetComplete"]
    assert not errors


@given(st.binary(max_size=300))
def test_noise_gives_errors_of_cbsp_and_no_others(noise: bytes) -> None:
    drained(Decoder(), noise)


@given(messages, st.data())
def test_a_damaged_message_gives_errors_of_cbsp_and_no_others(sent: CbspMessage, data: st.DataObject) -> None:
    octets = bytearray(encode(sent))
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    found, _ = drained(Decoder(), bytes(octets))
    for got in found:
        assert type(got) in {type(example) for example in EXAMPLES}


@settings(max_examples=40)
@given(messages, st.binary(max_size=40), messages)
def test_messages_around_one_that_is_not_understood_are_kept(
    first: CbspMessage, body: bytes, last: CbspMessage
) -> None:
    unknown = message(0x0D, body.hex())
    found, errors = drained(Decoder(), encode(first) + unknown + encode(last))
    assert found == [first, last]
    assert [error.cause for error in errors] == [Cause.UNRECOGNISED_MESSAGE]


def test_a_length_that_no_message_has_ends_the_connection() -> None:
    decoder = Decoder()
    assert decoder.feed(encode(Reset()) + b"\x01\xff\xff\xff") == [Reset()]
    for _ in range(2):
        with pytest.raises(CbspStreamError, match="16777215"):
            decoder.feed(b"")


def test_an_element_of_an_unknown_number_is_left_aside_with_what_follows() -> None:
    assert Decoder().feed(message(0x10, "04000106 99ffff")) == [Reset()]
    with pytest.raises(CbspError, match="0x04 is missing"):
        Decoder().feed(message(0x10, "99 04000106"))


def test_elements_may_come_in_any_order_and_the_first_of_two_counts() -> None:
    assert Decoder().feed(message(0x04, "1200 04000106 024010 0e1113 0e0001")) == [Kill(4371, 0x4010)]


@pytest.mark.parametrize(
    ("number", "body", "cause", "words"),
    [
        (0x10, "", Cause.MISSING_MANDATORY_ELEMENT, "0x04 is missing"),
        (0x0F, "", Cause.UNRECOGNISED_MESSAGE, "0x0f is unknown"),
        (0x10, "040002 06", Cause.PARAMETER_VALUE_INVALID, "runs past the end"),
        (0x10, "0400", Cause.PARAMETER_VALUE_INVALID, "runs past the end"),
        (0x10, "040000", Cause.PARAMETER_VALUE_INVALID, "breaks off"),
        (0x10, "04000103", Cause.PARAMETER_VALUE_INVALID, "unknown kind 3"),
        (0x13, "04000106 1607 0d01", Cause.PARAMETER_VALUE_INVALID, "no BroadcastKind; known are 0, 1"),
        (0x16, "1827", Cause.PARAMETER_VALUE_INVALID, "Period 39 does not exist"),
        (0x16, "1800", Cause.PARAMETER_VALUE_INVALID, "Period 0 does not exist"),
        (0x01, "0e1113 034010 04000106 1200 0500 060001 070001 1301 0c0f", Cause.PARAMETER_VALUE_INVALID, "this has 0"),
        (0x01, "0e1113 034010 04000106", Cause.MISSING_MANDATORY_ELEMENT, "0x12 is missing"),
    ],
)
def test_why_a_message_is_not_understood(number: int, body: str, cause: Cause, words: str) -> None:
    with pytest.raises(CbspError, match=words) as caught:
        Decoder().feed(message(number, body))
    assert caught.value.cause is cause
    assert caught.value.render("nl") != caught.value.render("en")


def test_a_page_shorter_than_82_octets_is_read_and_not_sent() -> None:
    octets = bytearray(encode(WriteReplace(4371, 1, pages=(PAGE,))))
    octets[-83] = 7
    got = Decoder().feed(bytes(octets))[0]
    assert isinstance(got, WriteReplace)
    assert got.pages == (PAGE[:7],)
    with pytest.raises(CbspError, match="82 octets, not 7"):
        encode(got)
    octets[-83] = 83
    with pytest.raises(CbspError, match="says it has 83 octets"):
        Decoder().feed(bytes(octets))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"message_identifier": 65536}, "65536 is not between 0 and 65535"),
        ({"new_serial": -1}, "-1 is not between"),
        ({"repetition_period": 4096}, "4096 is not between 1 and 4095"),
        ({"repetition_period": 0}, "0 is not between 1 and 4095"),
        ({"broadcasts": 65536}, "65536"),
        ({"dcs": 256}, "256"),
        ({"pages": ()}, "this has 0"),
        ({"pages": (PAGE,) * 16}, "this has 16"),
        ({"cells": CellList(tuple(CellId(ci=n) for n in range(32768)), CellKind.CI)}, "65537 octets long"),
    ],
)
def test_what_does_not_fit_is_not_sent(change: dict[str, object], words: str) -> None:
    sent = WriteReplace(4371, 0x4010, TWO_CELLS, (PAGE,))
    with pytest.raises(CbspError, match=words):
        encode(replace(sent, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seconds", "code", "back"),
    [(1, 1, 1), (10, 10, 10), (11, 11, 12), (30, 20, 30), (31, 21, 35), (119, 38, 120), (120, 38, 120)],
)
def test_keep_alive_periods_are_rounded_up(seconds: int, code: int, back: int) -> None:
    """TS 48.049, 8.2.26: steps of 1, 2 and 5 s."""
    octets = encode(KeepAlive(seconds))
    assert octets[-1] == code
    assert Decoder().feed(octets) == [KeepAlive(back)]


@pytest.mark.parametrize("seconds", [0, 121])
def test_a_keep_alive_period_that_does_not_exist_is_refused(seconds: int) -> None:
    with pytest.raises(CbspError, match=f"{seconds} s is not between 1 and 120 s"):
        encode(KeepAlive(seconds))


def test_elements_that_are_not_used_are_passed_over() -> None:
    """A schedule period and a load list before the cells."""
    assert Decoder().feed(message(0x10, "1405 0a0003 06283c 04000106")) == [Reset()]


FIELDS = [
    "cbsp.msg_type",
    "cbsp.msg_len",
    "cbsp.message_id",
    "cbsp.new_serial_nr",
    "cbsp.old_serial_nr",
    "cbsp.category",
    "cbsp.rep_period",
    "cbsp.num_bcast_req",
    "cbsp.num_of_pages",
    "cbsp.dcs",
    "cbsp.channel_ind",
    "cbsp.cause",
    "cbsp.keepalive_rep_period",
    "cbsp.recovery_ind",
    "cbsp.bcast_msg_type",
    "cbsp.num_bcast_compl",
    "cbsp.lac",
    "cbsp.ci",
    "_ws.malformed",
]


def test_tshark_reads_every_kind_of_message(tshark: Path, tmp_path: Path) -> None:
    capture = tmp_path / "cbsp.pcap"
    octets = [encode(example) for example in EXAMPLES]
    write_capture(capture, tcp_packets(octets, PORT))
    packets = read_capture(tshark, capture, FIELDS)
    assert len(packets) == len(EXAMPLES)
    for sent, example, seen in zip(octets, EXAMPLES, packets, strict=True):
        values = {name.removeprefix("cbsp."): [int(v, 0) for v in found] for name, found in seen.items()}
        assert "_ws.malformed" not in values
        assert values["msg_type"] == [sent[0]]
        assert values["msg_len"] == [len(sent) - 4]
        for ours, theirs in (
            ("message_identifier", "message_id"),
            ("new_serial", "new_serial_nr"),
            ("old_serial", "old_serial_nr"),
            ("channel", "channel_ind"),
            ("recovery", "recovery_ind"),
            ("keep_alive_period_s", "keepalive_rep_period"),
        ):
            value = getattr(example, ours, None)
            if value is not None and theirs in values:
                assert values[theirs] == [value], (example, ours)
        if isinstance(example, ErrorIndication):
            assert values["cause"] == [example.cause]
        failed = getattr(example, "failures", ())
        if failed:
            # tshark 4.0 ends such a list at all cells of the controller, our last entry.
            failed = failed[:-1]
            assert values["cause"] == [f.cause for f in failed]
        counted = getattr(example, "completed", ())
        if counted:
            assert values["num_bcast_compl"] == [c.broadcasts for c in counted]
        listed = getattr(example, "cells", None)
        cells = [*(c.cell for c in (*failed, *counted)), *(listed.cells if listed else ())]
        assert sorted(values.get("lac", [])) == sorted(c.lac for c in cells if c.lac is not None)
        assert sorted(values.get("ci", [])) == sorted(c.ci for c in cells if c.ci is not None)


def test_tshark_reads_the_values_of_a_broadcast(tshark: Path, tmp_path: Path) -> None:
    capture = tmp_path / "write.pcap"
    write_capture(capture, tcp_packets([encode(EXAMPLES[0])], PORT))
    (text,) = read_capture(tshark, capture, FIELDS)
    expected = {"category": 2, "num_bcast_req": 10, "num_of_pages": 2, "dcs": 5, "channel_ind": 1}
    assert {name: int(text[f"cbsp.{name}"][0], 0) for name in expected} == expected
    # Of a period tshark 4.0 shows the first octet and the last four bits; osmo-bsc and osmo-cbc take two whole octets.
    assert int(text["cbsp.rep_period"][0], 0) == 30 & 0x0F
    assert [int(v, 0) for v in text["cbsp.lac"] + text["cbsp.ci"]] == [101, 101, 1001, 1002]


def test_a_message_without_elements() -> None:
    assert encode(KeepAliveComplete()).hex() == "17000000"
    assert Decoder().feed(b"\x17\x00\x00\x00") == [KeepAliveComplete()]
