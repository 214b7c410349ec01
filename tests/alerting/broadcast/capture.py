# SPDX-License-Identifier: EUPL-1.2
"""Packets for tshark: octets of a protocol in a capture file, and what tshark reads in them."""

from __future__ import annotations

import json
import struct
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

_RAW_IPV4 = 228
_TCP, _SCTP = 6, 132
_LOOPBACK = bytes([127, 0, 0, 1])


def _ipv4(protocol: int, payload: bytes) -> bytes:
    head = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(payload), 0, 0, 64, protocol, 0) + _LOOPBACK * 2
    return head + payload


def tcp_packets(messages: Iterable[bytes], port: int) -> list[bytes]:
    """Return IP packets that carry the messages over one TCP connection."""
    packets, sequence = [], 1
    for message in messages:
        head = struct.pack(">HHIIBBHHH", port, port, sequence, 1, 5 << 4, 0x18, 65535, 0, 0)
        packets.append(_ipv4(_TCP, head + message))
        sequence += len(message)
    return packets


def sctp_packets(messages: Iterable[bytes], port: int, protocol: int) -> list[bytes]:
    """Return IP packets that carry each message as one DATA chunk of SCTP."""
    packets = []
    for number, message in enumerate(messages):
        chunk = struct.pack(">BBHIHHI", 0, 3, 16 + len(message), number, 0, number, protocol) + message
        packets.append(_ipv4(_SCTP, struct.pack(">HHII", port, port, 0, 0) + chunk + bytes(-len(chunk) % 4)))
    return packets


def write_capture(path: Path, packets: Sequence[bytes]) -> None:
    """Write a pcap file of raw IPv4 packets."""
    head = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 1 << 18, _RAW_IPV4)
    path.write_bytes(head + b"".join(struct.pack("<IIII", 0, n, len(p), len(p)) + p for n, p in enumerate(packets)))


def read_capture(tshark: Path, path: Path, fields: Sequence[str]) -> list[dict[str, list[str]]]:
    """Return for each packet the values of the fields, in the order in which tshark met them."""
    asked = [part for field in fields for part in ("-e", field)]
    done = subprocess.run([tshark, "-r", path, "-T", "json", *asked], capture_output=True, timeout=60, check=True)
    packets: list[dict[str, Any]] = json.loads(done.stdout)
    return [packet["_source"]["layers"] for packet in packets]
