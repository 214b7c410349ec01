# SPDX-License-Identifier: EUPL-1.2
"""The real osmo-bsc, osmo-bts-virtual and osmo-cbc for tests, each test on loopback addresses of its own.

Most ports of Osmocom programs are fixed, so every test process takes other addresses in 127.0.0.0/8.
"""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

CELLS = ((101, 1001), (101, 1002), (202, 2001))
CBSP_PORT = 48150

_LOG = "log stderr\n logging filter all 1\n logging color 0\n logging level cbs info\n"
_GSMTAP_GROUP = "239.193.23.1"
_GSMTAP_PORT = 4729
_GSMTAP_CBCH = 15


def own_address(part: int) -> str:
    """Return a loopback address that no other test process uses; ``part`` tells the programs of a test apart."""
    number = os.getpid() % 0xFFFF
    return f"127.{20 + part}.{number >> 8}.{1 + (number & 0xFF) % 254}"


@dataclass
class Bsc:
    """A running osmo-bsc."""

    address: str
    start: Callable[[], None]
    stop: Callable[[], None]


@contextmanager
def osmo_bsc(folder: Path, centre: str | None = None) -> Iterator[Bsc]:
    """Run osmo-bsc with three cells; it waits for its centre, or calls the one at address ``centre``."""
    address = own_address(0)
    if centre is None:
        link = f" mode server\n server\n  local-ip {address}\n  local-port {CBSP_PORT}\n"
    else:
        link = (
            f" mode client\n client\n  remote-ip {centre}\n  remote-port 48049\n"
            f"  local-ip {address}\n  local-port 48051\n"
        )
    cells = "".join(_bts(number, lac, ci) for number, (lac, ci) in enumerate(CELLS))
    config = folder / "bsc.cfg"
    config.write_text(
        f"{_LOG}line vty\n no login\n bind {address}\nctrl\n bind {address}\n"
        f"e1_input\n e1_line 0 driver ipa\n ipa bind {address}\n"
        f"network\n network country code 204\n mobile network code 08\n{cells}"
        f"msc 0\n mgw remote-ip {address}\nbsc\n mid-call-timeout 0\ncbc\n{link}"
    )
    running: list[tuple[ExitStack, subprocess.Popen[bytes]]] = []

    def start() -> None:
        stack = ExitStack()
        process = stack.enter_context(_running(["osmo-bsc", "-c", str(config)], folder / "bsc.log"))
        running.append((stack, process))
        _until_open(address, 4242, process)
        if centre is None:
            _until_open(address, CBSP_PORT, process, connect=False)

    def stop() -> None:
        while running:
            running.pop()[0].close()

    try:
        start()
        yield Bsc(address, start, stop)
    finally:
        stop()


@contextmanager
def running_cbc(folder: Path, executable: Path) -> Iterator[str]:
    """Run osmo-cbc, which expects the controller at the address of :func:`osmo_bsc`; give its address."""
    address = own_address(1)
    config = folder / "cbc.cfg"
    config.write_text(
        f"{_LOG.replace('cbs', 'cbsp')}line vty\n no login\n bind {address}\n"
        f"cbc\n unknown-peers accept\n ecbe\n  local-ip {address}\n  local-port 12345\n"
        f" cbsp\n  local-ip {address}\n  local-port 48049\n sbcap\n  local-ip {address}\n  local-port 29168\n"
        f" peer cbsp noord\n  mode server\n  remote-port 48051\n  remote-ip {own_address(0)}\n"
    )
    with _running([str(executable), "-c", str(config)], folder / "cbc.log") as process:
        _until_open(address, 4264, process)
        yield address


@contextmanager
def osmo_bts(folder: Path, bsc: str) -> Iterator[socket.socket]:
    """Run osmo-bts-virtual for the first cell; give a socket with what its radio sends."""
    config = folder / "bts.cfg"
    config.write_text(
        f"{_LOG.replace('cbs', 'oml')}line vty\n no login\n bind {own_address(2)}\n"
        "e1_input\n e1_line 0 driver ipa\n e1_line 0 port 0\n no e1_line 0 keepalive\n"
        "phy 0\n virtual-um net-device lo\n virtual-um ttl 0\n instance 0\n"
        f"bts 0\n band DCS1800\n ipa unit-id 6969 0\n oml remote-ip {bsc}\n rtp jitter-buffer 100\n"
        " trx 0\n  phy 0 instance 0\n"
    )
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as radio:
        radio.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        radio.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        radio.bind((_GSMTAP_GROUP, _GSMTAP_PORT))
        group = socket.inet_aton(_GSMTAP_GROUP) + socket.inet_aton("127.0.0.1")
        radio.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
        with _running(["osmo-bts-virtual", "-c", str(config)], folder / "bts.log"):
            yield radio


@dataclass(frozen=True)
class HeardPage:
    """One page as a phone hears it."""

    serial: int
    identifier: int
    dcs: int
    page: int
    pages: int
    octets: bytes


def heard(radio: socket.socket, seconds: float) -> Iterator[HeardPage]:
    """Give the pages on the broadcast channel of the cell (3GPP TS 44.012: blocks of 22 octets)."""
    until = time.monotonic() + seconds
    page: bytearray | None = None
    while (left := until - time.monotonic()) > 0:
        radio.settimeout(left)
        try:
            packet = radio.recv(2000)
        except TimeoutError:
            return
        if packet[12] != _GSMTAP_CBCH:
            continue
        block = packet[packet[1] * 4 :]
        sequence, last = block[0] & 15, block[0] >> 4 & 1
        if block[0] >> 5 & 3 != 1 or sequence == 15:
            continue
        if sequence in (0, 8):
            page = bytearray(block[1:])
        elif page is not None:
            page += block[1:]
        if last and page is not None:
            serial, identifier, dcs, place = struct.unpack(">HHBB", page[:6])
            yield HeardPage(serial, identifier, dcs, place >> 4, place & 15, bytes(page[6:88]))
            page = None


@contextmanager
def _running(command: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


def _until_open(host: str, port: int, process: subprocess.Popen[bytes], *, connect: bool = True) -> None:
    until = time.monotonic() + 10
    while process.poll() is None and time.monotonic() < until:
        if connect:
            with socket.socket() as probe:
                if probe.connect_ex((host, port)) == 0:
                    return
        elif f"{socket.inet_aton(host)[::-1].hex().upper()}:{port:04X}" in Path("/proc/net/tcp").read_text():
            return
        time.sleep(0.02)
    pytest.fail(f"{process.args!r} does not listen on {host}:{port}")


def _bts(number: int, lac: int, ci: int) -> str:
    slots = "".join(f"   timeslot {slot}\n    phys_chan_config TCH/F\n" for slot in range(1, 8))
    return (
        f" bts {number}\n  type osmo-bts\n  band DCS1800\n  cell_identity {ci}\n  location_area_code {lac}\n"
        f"  base_station_id_code {number}\n  ipa unit-id {6969 + number} 0\n  oml ipa stream-id 255 line 0\n"
        f"  gprs mode none\n  trx 0\n   arfcn {871 + 2 * number}\n   nominal power 23\n   max_power_red 20\n"
        f"   rsl e1 tei 0\n   timeslot 0\n    phys_chan_config CCCH+SDCCH4+CBCH\n{slots}"
    )
