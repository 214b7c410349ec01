# SPDX-License-Identifier: EUPL-1.2
"""The console of osmo-cbc (its VTY), where the truth is: which cells have a message, which refused it, and which
controllers are connected. What is read here is text for people, of osmo-cbc 0.5.
"""

from __future__ import annotations

import re
import socket
import time
from dataclasses import dataclass, field

from weerbaar.alerting.broadcast import CellId
from weerbaar.base import Text, WeerbaarError

PORT = 4264

_MOST_OCTETS = 8_000_000
_LONGEST_PROMPT = 200
_PROMPT = re.compile(rb"(?:^|\n)[\w.-]+(?:\([\w-]+\))?[>#] $")
_TELNET = re.compile(rb"\xff[\xfb-\xfe].|\xff[^\xfb-\xfe]", re.DOTALL)
_MESSAGE = re.compile(r"Message ID ([0-9A-Fa-f]{4}), Serial Number ([0-9A-Fa-f]{4}), State: (\w+)")
_PEER = re.compile(r"\s*Peer: '(.*)', State: (\w+)")
_CELL = re.compile(
    r"\s*(?:CGI (\d{3})-(\d{2,3})-(\d+)-(\d+)|LAC (\d+) CI (\d+)|LAI (\d{3})-(\d{2,3})-(\d+)|LAC (\d+)|CI (\d+)|(BSS))"
    r"(?: \(cause=(\d+)\))?(?: \((\d+)/(\d+)\))?\s*"
)
_HEADINGS = {
    "Cells Installed:": "installed",
    "Cells Failed:": "failed",
    "Number of Broadcasts Completed:": "completed",
}


class ConsoleError(WeerbaarError):
    """The console is not there, or does not answer as osmo-cbc does."""


@dataclass
class PeerCells:
    """What one controller told osmo-cbc about a message.

    Attributes:
        name: of the controller, as osmo-cbc is configured.
        state: of the message there.
        installed: cells that have it; one without numbers stands for all cells of the controller.
        failed: cells that refused it, with their causes.
        completed: how often cells had broadcast it.
    """

    name: str
    state: str
    installed: list[CellId] = field(default_factory=list)
    failed: dict[CellId, int] = field(default_factory=dict)
    completed: dict[CellId, int] = field(default_factory=dict)


@dataclass
class ShownMessage:
    """A message as osmo-cbc shows it.

    Attributes:
        identifier: message identifier.
        serial: serial number.
        state: ``ACTIVE`` (also when every cell has long finished), ``DELETED``, or on the way to one of them.
        peers: the controllers that it was sent to.
    """

    identifier: int
    serial: int
    state: str
    peers: list[PeerCells] = field(default_factory=list)


def ask(host: str, port: int, command: str, timeout_s: float) -> str:
    """Type a command at the console and return what it says.

    Args:
        host: address.
        port: of the console, :data:`PORT` by default.
        command: what to type.
        timeout_s: for all of it, in seconds.

    Raises:
        ConsoleError: it is not there, stays silent, or talks without end.
    """
    until = time.monotonic() + timeout_s
    try:
        with socket.create_connection((host, port), timeout=timeout_s) as console:
            _until_prompt(console, until)
            console.sendall(command.encode("ascii") + b"\r\n")
            return _until_prompt(console, until).removeprefix(command).strip()
    except OSError as error:
        raise ConsoleError(
            Text(
                nl=f"De console van de CBC op {host}:{port} antwoordt niet: {error}.",
                en=f"The console of the CBC at {host}:{port} does not answer: {error}.",
            )
        ) from error


def read_message(shown: str) -> ShownMessage | None:
    """Return the message in an answer to ``show message id``; None where there is none.

    Raises:
        ConsoleError: the answer is not one of osmo-cbc.
    """
    if "unknown mess" in shown.lower():
        return None
    head = _MESSAGE.search(shown)
    if head is None:
        raise _not_understood(shown)
    message = ShownMessage(int(head[1], 16), int(head[2], 16), head[3])
    heading = ""
    for line in shown[head.end() :].splitlines():
        peer = _PEER.fullmatch(line)
        if peer is not None:
            message.peers.append(PeerCells(peer[1], peer[2]))
            heading = ""
        elif line.strip() in _HEADINGS:
            heading = _HEADINGS[line.strip()]
        elif heading and message.peers and (cell := _CELL.fullmatch(line)) is not None:
            _add(message.peers[-1], heading, cell)
    return message


def read_peers(shown: str) -> dict[str, bool]:
    """Return the controllers in an answer to ``show peers``, and whether each is connected.

    Controllers without a name go by their address.
    """
    peers: dict[str, bool] = {}
    for line in shown.splitlines():
        columns = [column.strip() for column in line.strip().strip("|").split("|")]
        if len(columns) != 5 or columns[0] == "Name" or set(columns[0]) == {"-"}:
            continue
        name = columns[1] if columns[0] == "<unnamed>" else columns[0]
        peers[name] = peers.get(name, False) or columns[4] != "<disconnected>"
    return peers


def _until_prompt(console: socket.socket, until: float) -> str:
    said = b""
    while True:
        # Only the end is looked at each time: what comes may be long.
        if _PROMPT.search(_TELNET.sub(b"", said[-_LONGEST_PROMPT:])):
            return _PROMPT.sub(b"", _TELNET.sub(b"", said)).decode("latin-1").replace("\r", "")
        left = until - time.monotonic()
        if left <= 0 or len(said) > _MOST_OCTETS:
            raise TimeoutError("no prompt" if left <= 0 else "no end")
        console.settimeout(left)
        data = console.recv(65536)
        if not data:
            raise ConnectionError("closed by the other side")
        said += data


def _add(peer: PeerCells, heading: str, found: re.Match[str]) -> None:
    mcc, mnc, lac, ci, lac2, ci2, mcc3, mnc3, lac3, lac4, ci5, _, cause, count, _ = found.groups()
    plmn = (mcc or mcc3 or "") + (mnc or mnc3 or "")
    area, number = lac or lac2 or lac3 or lac4, ci or ci2 or ci5
    cell = CellId(plmn, None if area is None else int(area), None if number is None else int(number))
    if heading == "installed":
        peer.installed.append(cell)
    elif heading == "failed" and cause is not None:
        peer.failed[cell] = int(cause)
    elif heading == "completed" and count is not None:
        peer.completed[cell] = int(count)


def _not_understood(shown: str) -> ConsoleError:
    return ConsoleError(
        Text(
            nl=f"De console van de CBC zegt iets onbekends: {shown[:80]!r}.",
            en=f"The console of the CBC says something unknown: {shown[:80]!r}.",
        )
    )
