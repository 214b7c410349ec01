# SPDX-License-Identifier: EUPL-1.2
"""A channel to osmo-cbc, a real Cell Broadcast Centre: asked over REST, believed only on its console.

It says 201 when a controller refuses, when one is silent, and sometimes nothing at all. It serves whole networks only,
keeps one message on each message identifier, cannot update, and gives nothing to a controller that comes later.
"""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Generic

from weerbaar.alerting.broadcast import Cause
from weerbaar.alerting.delivery import cbc_console
from weerbaar.alerting.delivery.cbc_console import ConsoleError, ShownMessage, read_message, read_peers
from weerbaar.alerting.delivery.cell_names import ALL, cell_name
from weerbaar.alerting.delivery.channel import Clock, Peer, check_order, check_recipient
from weerbaar.alerting.delivery.orders import Message, Order, P
from weerbaar.alerting.delivery.outcome import Ending, Outcome, Receipt

PORT = 12345

_PATH = "/api/ecbe/v1/message"
_GONE = frozenset({"DELETED"})
_PAUSE_S = 0.1
# An answer that takes longer comes from a timer of osmo-cbc, not from its controllers.
_SUSPICIOUS_S = 1.0
_SCOPES = ("cell_wide_immediate", "plmn_wide", "lac_sac_tac_wide", "cell_wide")


@dataclass(frozen=True, slots=True)
class CbcAddress:
    """Where an osmo-cbc is.

    Attributes:
        host: address; osmo-cbc asks for no password, so it is this machine or a proxy that does.
        port: of its REST interface. Its example says 12349, its default is 12345.
        console_port: of its console.
        timeout_s: how long a REST call may take, in seconds; osmo-cbc waits 10 s for its controllers.
    """

    host: str
    port: int = PORT
    console_port: int = cbc_console.PORT
    timeout_s: float = 13.0


class OsmoCbcChannel(Generic[P]):
    """One osmo-cbc with the controllers behind it.

    Args:
        name: of the channel.
        purpose: what it is for; with an exercise, the centre must be on this machine.
        address: where it is.
        clock: gives the moment of each step, for the register.

    Raises:
        WrongPurposeError: a channel for exercises to another machine.
    """

    one_per_identifier = True
    picks_cells = False

    def __init__(self, name: str, purpose: P, address: CbcAddress, clock: Clock) -> None:
        check_recipient(name, purpose, address.host)
        self.name = name
        self.purpose = purpose
        self._address = address
        self._clock = clock

    def deliver(self, order: Order[P]) -> Outcome:
        """Look, delete what is to be replaced, post, and look again; each step with its moment in the detail.

        Nothing is posted over a message that is there already, or over one that does not go away.
        """
        check_order(self, order)
        if order.message.cells:
            refused = tuple(Receipt(name, "refused") for name in order.message.cells)
            return Outcome("refused", refused, detail="osmo-cbc kan geen zendcellen kiezen, alleen het hele netwerk")
        steps: list[str] = []
        try:
            there = self._shown(order)
            if there is not None and order.replaces is not None and there.serial == order.replaces:
                steps.append(self._call("DELETE", order)[1])
                there = self._gone(order, there.serial)
            if there is not None and there.serial != order.serial:
                steps.append(f"berichtnummer bezet door {there.serial:#06x} ({there.state})")
                return Outcome("refused", (Receipt(ALL, "silent"),), detail="; ".join(steps))
            ending: Ending = "answered"
            if there is None:
                self._forget(order)
                ending, step = self._call("POST", order)
                steps.append(step)
            told = self._told(order, ending, steps)
            # Not there yet is not refused: whoever resumes asks again before posting again.
            receipts = tuple(Receipt(r.cell, "silent") if r.cell in told.absent else r for r in told.receipts)
            return replace(told, receipts=receipts)
        except ConsoleError as error:
            steps.append(error.render("nl"))
            return Outcome("unknown", (Receipt(ALL, "silent"),), detail="; ".join(steps))

    def query(self, order: Order[P]) -> Outcome:
        """Read on the console which cells have the message; connected controllers that never got it count as absent."""
        check_order(self, order)
        try:
            return self._told(order, "answered", [])
        except ConsoleError as error:
            return Outcome("disconnected", (Receipt(ALL, "silent"),), detail=error.render("nl"))

    def withdraw(self, order: Order[P]) -> Outcome:
        """Delete, and look whether it is gone. Only a cell that told how often it had broadcast has proven to stop."""
        check_order(self, order)
        if order.message.cells:
            refused = tuple(Receipt(name, "refused") for name in order.message.cells)
            return Outcome("refused", refused, detail="osmo-cbc kan niet in een deel van het netwerk stoppen")
        steps: list[str] = []
        try:
            there = self._shown(order)
            ending: Ending = "answered"
            if there is not None and there.serial == order.serial:
                ending, step = self._call("DELETE", order)
                steps.append(step)
                there = self._gone(order, order.serial)
                if there is not None and there.serial == order.serial:
                    steps.append(f"staat er nog: {there.state}")
                    ending = "unknown" if ending == "answered" else ending
            final = self._raw(order.identifier)
            if final is None or final.serial != order.serial:
                return Outcome(ending, (_absent(ALL),), detail="; ".join([*steps, "staat niet bij de CBC"]))
            return Outcome(ending, _stop_receipts(final), detail="; ".join(steps))
        except ConsoleError as error:
            steps.append(error.render("nl"))
            return Outcome("unknown", (Receipt(ALL, "silent"),), detail="; ".join(steps))

    def peers(self) -> tuple[Peer, ...]:
        """Return the controllers that osmo-cbc knows; none where its console does not answer."""
        try:
            known = self._peers()
        except ConsoleError:
            return ()
        return tuple(Peer(name, connected) for name, connected in known.items())

    def _call(self, method: str, order: Order[P]) -> tuple[Ending, str]:
        """Make one REST call and return what it is worth, with a line for the register."""
        body = json.dumps(post_body(order)) if method == "POST" else None
        path = _PATH if method == "POST" else f"{_PATH}/{order.identifier}"
        at = self._clock().isoformat(timespec="milliseconds")
        began = time.monotonic()
        connection = http.client.HTTPConnection(self._address.host, self._address.port, timeout=self._address.timeout_s)
        # The time limit of a socket starts anew with every octet; who sends them one by one must not hold us up.
        cut_off = threading.Timer(self._address.timeout_s, _cut, (connection,))
        cut_off.start()
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"})
            status = connection.getresponse().status
            said, ending = str(status), _worth(method, status, time.monotonic() - began)
        except TimeoutError:
            said, ending = "geen antwoord", "timeout"
        except ConnectionRefusedError:
            said, ending = "niet bereikbaar", "disconnected"
        except (OSError, http.client.HTTPException) as error:
            late = time.monotonic() - began >= self._address.timeout_s
            said, ending = ("geen antwoord", "timeout") if late else (type(error).__name__, "unknown")
        finally:
            cut_off.cancel()
            connection.close()
        return ending, f"{at} {method} {order.identifier}: {said} na {time.monotonic() - began:.1f} s"

    def _raw(self, identifier: int) -> ShownMessage | None:
        return read_message(self._typed(f"show message id {identifier}"))

    def _forget(self, order: Order[P]) -> None:
        """Have osmo-cbc forget the deleted messages on this identifier: it would show the oldest of them for ours."""
        self._typed(f"delete message expired id {order.identifier}")

    def _shown(self, order: Order[P]) -> ShownMessage | None:
        """Return the message on this identifier, unless it is deleted."""
        message = self._raw(order.identifier)
        return None if message is None or message.state in _GONE else message

    def _gone(self, order: Order[P], serial: int) -> ShownMessage | None:
        """Wait until a deleted message is gone; return what is there on its identifier when the wait is over."""
        until = time.monotonic() + self._address.timeout_s
        while True:
            there = self._shown(order)
            if there is None or there.serial != serial or time.monotonic() >= until:
                return there
            time.sleep(_PAUSE_S)

    def _peers(self) -> dict[str, bool]:
        return read_peers(self._typed("show peers"))

    def _typed(self, command: str) -> str:
        address = self._address
        return cbc_console.ask(address.host, address.console_port, command, address.timeout_s)

    def _told(self, order: Order[P], ending: Ending, steps: list[str]) -> Outcome:
        """Return the receipts on the console."""
        message = self._shown(order)
        if message is None or message.serial != order.serial:
            return Outcome(ending, (_absent(ALL),), detail="; ".join([*steps, "staat niet bij de CBC"]))
        found: dict[str, Receipt] = {}
        for peer in message.peers:
            said = _receipts(peer)
            if not said:
                steps.append(f"{peer.name}: geen zendcellen gemeld")
                found[ALL] = Receipt(ALL, "silent")
            found |= said
        told = {peer.name for peer in message.peers}
        for name, connected in self._peers().items():
            if connected and name not in told:
                steps.append(f"{name}: heeft het bericht nooit gekregen")
                found[ALL] = _absent(ALL)
        if not message.peers and not found:
            steps.append("geen regelaar verbonden")
            found[ALL] = Receipt(ALL, "silent")
        return Outcome(ending, tuple(found.values()), detail="; ".join(steps))


def post_body(order: Order[P]) -> dict[str, Any]:
    """Return what osmo-cbc wants to be posted. Pages are always ours: it cuts and packs texts wrongly."""
    message: Message[P] = order.message
    return {
        "cbe_name": "weerbaar",
        "category": "high_priority",
        "repetition_period": message.period,
        "num_of_bcast": message.broadcasts,
        "scope": {"scope_plmn": {}},
        "smscb_message": {
            "message_id": order.identifier,
            "serial_nr": {
                "serial_nr_decoded": {
                    "geo_scope": _SCOPES[order.serial >> 14],
                    "msg_code": order.serial >> 4 & 0x3FF,
                    "update_nr": order.serial & 0xF,
                }
            },
            "payload": {"payload_encoded": {"dcs": message.dcs, "pages": [page.hex() for page in message.pages]}},
        },
    }


def _cut(connection: http.client.HTTPConnection) -> None:
    # A connection that is not made yet has a time limit of its own.
    link: socket.socket | None = connection.sock
    if link is not None:
        with suppress(OSError):
            link.shutdown(socket.SHUT_RDWR)


def _worth(method: str, status: int, seconds: float) -> Ending:
    if method == "POST" and status == 201:
        return "unknown" if seconds > _SUSPICIOUS_S else "answered"
    if method == "DELETE" and status == 200:
        return "answered"
    # 200 with no text after a post: no controller was connected.
    return "unknown" if status < 400 or status == 404 else "refused"


def _receipts(peer: cbc_console.PeerCells) -> dict[str, Receipt]:
    found = {cell_name(c): Receipt(cell_name(c), "taken", None, peer.completed.get(c)) for c in peer.installed}
    return found | {cell_name(c): Receipt(cell_name(c), "refused", cause) for c, cause in peer.failed.items()}


def _stop_receipts(message: ShownMessage | None) -> tuple[Receipt, ...]:
    """Return a cell as stopped when its controller counted its broadcasts; a deletion alone proves nothing."""
    found: dict[str, Receipt] = {}
    for peer in message.peers if message is not None else ():
        counted = {cell_name(cell): count for cell, count in peer.completed.items()}
        for cell in (*peer.installed, *peer.completed):
            name = cell_name(cell)
            count = counted.get(name)
            found[name] = Receipt(name, "silent" if count is None else "taken", None, count)
    return tuple(found.values()) or (Receipt(ALL, "silent"),)


def _absent(cell: str) -> Receipt:
    return Receipt(cell, "refused", Cause.MESSAGE_NOT_IDENTIFIED)
