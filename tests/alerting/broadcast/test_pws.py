# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.alerting.broadcast.capture import read_capture, sctp_packets, write_capture
from weerbaar.alerting.area import Area, Circle
from weerbaar.alerting.broadcast import (
    CbspError,
    Interface,
    Places,
    PublicWarning,
    RadioCell,
    StopWarning,
    TrackingArea,
    WarningMessageError,
    encode_pages,
    encode_stop,
    encode_warning,
    encode_warning_area,
)
from weerbaar.base import Text

TEXT = "NL-Alert 23-11-2026 14:05: Grote brand in Moerdijk. Ga naar binnen, sluit ramen en deuren. € 5 {a}. " * 2
PAGES = encode_pages(TEXT, "nl")
CELLS = tuple(RadioCell("20404", 0x0ABCDE0 + n) for n in range(5))
AREAS = tuple(TrackingArea("204004", 10 + n) for n in range(3))
RING = ((51.7, 4.6), (51.71, 4.6), (51.71, 4.65), (51.7, 4.65), (51.7, 4.6))
OUTLINE = encode_warning_area(Area(Text(nl="Moerdijk"), (RING,), (Circle(51.7, 4.6, 1.5),)), 30)
WARNING = PublicWarning(4371, 0x4010, PAGES.dcs, PAGES.pages, 60, 62)
PLACES: tuple[Places, ...] = ((), CELLS, AREAS)
WARNINGS = [replace(WARNING, places=places, area=area) for places in PLACES for area in (b"", OUTLINE)]
STOPS = [StopWarning(4371, 0x4010, places) for places in PLACES]
CONTENT = bytes([len(PAGES.pages)]) + b"".join(page + bytes([82]) for page in PAGES.pages)

Value = tuple[str, Any]


def _places(cell_list: str, area_list: str, cell: str, bits: int, plmn: str) -> Callable[[Places], Value]:
    """Return what gives places as pycrate wants them."""

    def value(places: Places) -> Value:
        if isinstance(places[0], RadioCell):
            cells = [{plmn: b"\x02\xf4\x40", cell: (c.cell, bits)} for c in places if isinstance(c, RadioCell)]
            return "WarningAreaList", (cell_list, cells)
        size = {28: 2, 36: 3}[bits]
        areas = [
            {plmn: b"\x02\x44\x00", "tAC": a.code.to_bytes(size, "big")} for a in places if isinstance(a, TrackingArea)
        ]
        return "WarningAreaList", (area_list, areas)

    return value


_s1ap_places = _places("cellIDList", "trackingAreaListforWarning", "cell-ID", 28, "pLMNidentity")
_ngap_places = _places("nR-CGIListForWarning", "tAIListForWarning", "nRCellIdentity", 36, "pLMNIdentity")


def _elements(
    message: PublicWarning | StopWarning, ids: list[int], names: list[str], places: Callable[[Places], Value]
) -> list[dict[str, Any]]:
    """Return the elements as pycrate wants them; ``ids`` and ``names`` in the order of the message."""
    values: list[tuple[int, str, Value]] = [
        (ids[0], "reject", ("MessageIdentifier", (message.message_identifier, 16))),
        (ids[1], "reject", ("SerialNumber", (message.serial, 16))),
    ]
    if message.places:
        values.append((ids[2], "ignore", places(message.places)))
    if isinstance(message, PublicWarning):
        values += [
            (ids[3], "reject", ("RepetitionPeriod", message.period_s)),
            (ids[4], "reject", (names[0], message.broadcasts)),
            (ids[5], "ignore", ("DataCodingScheme", (message.dcs, 8))),
            (ids[6], "ignore", ("WarningMessageContents", CONTENT)),
            (ids[7], "reject", (names[1], "true")),
        ]
        if message.area:
            values.append((ids[8], "ignore", ("WarningAreaCoordinates", message.area)))
    return [{"id": number, "criticality": criticality, "value": value} for number, criticality, value in values]


def _s1ap(message: PublicWarning | StopWarning) -> Value:
    names = ["NumberofBroadcastRequest", "ConcurrentWarningMessageIndicator"]
    elements = _elements(message, [111, 112, 113, 114, 115, 118, 119, 142, 286], names, _s1ap_places)
    code, name = (36, "WriteReplaceWarningRequest") if isinstance(message, PublicWarning) else (43, "KillRequest")
    value = (name, {"protocolIEs": elements})
    return "initiatingMessage", {"procedureCode": code, "criticality": "reject", "value": value}


def _ngap(message: PublicWarning | StopWarning) -> Value:
    names = ["NumberOfBroadcastsRequested", "ConcurrentWarningMessageInd"]
    elements = _elements(message, [35, 95, 122, 87, 47, 20, 123, 17, 141], names, _ngap_places)
    code, name = (51, "WriteReplaceWarningRequest") if isinstance(message, PublicWarning) else (32, "PWSCancelRequest")
    value = (name, {"protocolIEs": elements})
    return "initiatingMessage", {"procedureCode": code, "criticality": "reject", "value": value}


def octets_of(interface: Interface, message: PublicWarning | StopWarning) -> bytes:
    return encode_warning(interface, message) if isinstance(message, PublicWarning) else encode_stop(interface, message)


def _agrees(pdu: Any, interface: Interface, value: Callable[[PublicWarning | StopWarning], Value]) -> None:
    for message in (*WARNINGS, *STOPS):
        octets = octets_of(interface, message)
        expected = value(message)
        pdu.set_val(expected)
        assert pdu.to_aper() == octets
        pdu.from_aper(octets)
        assert pdu.get_val() == expected
    # Over 16 kB a value goes in pieces; pycrate 0.8.1 writes those well and does not read what follows on them.
    many = StopWarning(4371, 0x4010, tuple(RadioCell("20404", n) for n in range(12_000)))
    pdu.set_val(value(many))
    assert pdu.to_aper() == octets_of(interface, many)


def test_s1ap_equals_pycrate_to_the_octet() -> None:
    from pycrate_asn1dir import S1AP

    _agrees(S1AP.S1AP_PDU_Descriptions.S1AP_PDU, Interface.S1AP, _s1ap)


def test_ngap_equals_pycrate_to_the_octet() -> None:
    from pycrate_asn1dir import NGAP

    pdu = NGAP.NGAP_PDU_Descriptions.NGAP_PDU
    _agrees(pdu, Interface.NGAP, _ngap)
    for period_s in (1, 255, 256, 4095):
        warning = replace(WARNING, period_s=period_s)
        pdu.set_val(_ngap(warning))
        assert pdu.to_aper() == encode_warning(Interface.NGAP, warning)


def _numbers(cells: list[str]) -> list[int]:
    """Return cell numbers, which tshark shows as numbers, or with the four bits behind them as octets."""
    return [int(cell, 0) if cell.startswith("0x") else int(cell.replace(":", ""), 16) >> 4 for cell in cells]


# Port, payload protocol identifier, and the names that tshark has for what they say.
READERS = {
    Interface.S1AP: (36412, 18, "s1ap", "MessageIdentifier NumberofBroadcastRequest RepetitionPeriod CellIdentity"),
    Interface.NGAP: (
        38412,
        60,
        "ngap",
        "MessageIdentifier NumberOfBroadcastsRequested RepetitionPeriod NRCellIdentity",
    ),
    Interface.SBC_AP: (
        *(29168, 24, "sbc-ap", "Message_Identifier Number_of_Broadcasts_Requested Repetition_Period cell_ID"),
    ),
}


@pytest.mark.parametrize("interface", Interface)
def test_tshark_reads_warnings_and_stops(interface: Interface, tshark: Path, tmp_path: Path) -> None:
    port, protocol, prefix, names = READERS[interface]
    identifier, broadcasts, period, cell = (f"{prefix}.{name}" for name in names.split())
    page = f"{prefix}.WarningMessageContents.decoded_page"
    area = f"{prefix}.{'Warning_Area_Coordinates' if interface is Interface.SBC_AP else 'WarningAreaCoordinates'}"
    procedure, tracking = f"{prefix}.procedureCode", f"{prefix}.tAC"
    capture = tmp_path / "warnings.pcap"
    messages = (*WARNINGS, *STOPS)
    write_capture(capture, sctp_packets([octets_of(interface, m) for m in messages], port, protocol))
    fields = [procedure, identifier, broadcasts, period, page, area, cell, tracking, "_ws.malformed"]
    seen = read_capture(tshark, capture, fields)
    assert len(seen) == len(messages)
    for message, packet in zip(messages, seen, strict=True):
        assert "_ws.malformed" not in packet
        assert packet[identifier] == ["4371"]
        assert packet[procedure] == [str(octets_of(interface, message)[1])]
        assert _numbers(packet.get(cell, [])) == [p.cell for p in message.places if isinstance(p, RadioCell)]
        codes = [p.code for p in message.places if isinstance(p, TrackingArea)]
        assert [int(code, 0) for code in packet.get(tracking, [])] == codes
        if isinstance(message, PublicWarning):
            assert packet[broadcasts] == ["62"]
            assert packet[period] == ["60"]
            assert "".join(text.rstrip("\r") for text in packet[page]) == TEXT
            assert packet.get(area, [""]) == [message.area.hex()]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"message_identifier": 65536}, "65536 is not between 0 and 65535"),
        ({"serial": -1}, "-1 is not between"),
        ({"dcs": 256}, "256"),
        ({"period_s": 0}, "0 is not between 1 and 4095"),
        ({"broadcasts": 0}, "0 is not between 1 and 65535"),
        ({"pages": ()}, "0 is not between 1 and 15"),
        ({"pages": (bytes(81),)}, "81 is not between 82 and 82"),
        ({"area": bytes(1025)}, "1025 is not between 0 and 1024"),
        ({"places": (RadioCell("20404", 1 << 28),)}, "268435456 is not between 0 and 268435455"),
        ({"places": (TrackingArea("20404", 1 << 16),)}, "65536 is not between 0 and 65535"),
        ({"places": (*CELLS, *AREAS)}, "not both"),
        ({"places": (*AREAS, *CELLS)}, "not both"),
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, Any], words: str) -> None:
    for interface in (Interface.S1AP, Interface.SBC_AP):
        with pytest.raises(WarningMessageError, match=words):
            encode_warning(interface, replace(WARNING, **change))


def test_5g_has_longer_numbers() -> None:
    for places in ((RadioCell("20404", (1 << 36) - 1),), (TrackingArea("20404", (1 << 24) - 1),)):
        assert encode_stop(Interface.NGAP, StopWarning(1, 1, places))
        with pytest.raises(WarningMessageError):
            encode_stop(Interface.S1AP, StopWarning(1, 1, places))


def test_a_network_that_is_none_is_refused() -> None:
    with pytest.raises(CbspError, match="five or six digits"):
        encode_stop(Interface.S1AP, StopWarning(1, 1, (TrackingArea("NL", 1),)))
