# SPDX-License-Identifier: EUPL-1.2
"""Numbers for messages: no two that a phone could take for one, and none that a channel cannot hold beside another.

A phone shows a message once per identifier and serial number, and remembers them for a day; a second message under the
same numbers would stay unseen. The pool has no memory of its own: what is in use follows from the register.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from weerbaar.alerting.broadcast import OverloadError, Scope, SerialNumber, SerialNumberError, check_room_2g, free_code
from weerbaar.alerting.delivery.cell_names import ALL, read_cell
from weerbaar.alerting.delivery.ledger import Delivery
from weerbaar.alerting.delivery.orders import AnyMessage
from weerbaar.base import Text, WeerbaarError

PHONES_REMEMBER = timedelta(hours=24)
"""How long phones drop a repeated message (Android drops it for 24 hours, as 3GPP TS 23.041 leaves to the phone)."""


class PoolError(WeerbaarError):
    """There is no number, or no room in a cell, for one more message."""


def allot(
    past: Iterable[Delivery],
    channel: str,
    message: AnyMessage,
    now: datetime,
    *,
    one_per_identifier: bool,
) -> tuple[int, int]:
    """Return the message identifier and the serial number for a new message.

    The same text of the same use keeps its numbers on another channel, so that a phone that passes from
    one to the other does not ring again.

    Args:
        past: every delivery in the register.
        channel: name of the channel.
        message: what is to be sent.
        now: moment, with its offset.
        one_per_identifier: the channel holds one message on each identifier, whatever its serial number.

    Raises:
        PoolError: every identifier of its level is in use.
    """
    deliveries = list(past)
    for identifier in message.identifiers:
        on_it = [d for d in deliveries if d.order.identifier == identifier]
        here = [d for d in on_it if d.channel == channel]
        if one_per_identifier and any(d.active(now) for d in here):
            continue
        used = {d.order.serial for d in here if _remembered(d, now)}
        for other in on_it:
            twin = other.order.message
            same = twin.use == message.use and (twin.dcs, twin.pages) == (message.dcs, message.pages)
            if same and other.channel != channel and other.active(now) and other.order.serial not in used:
                return identifier, other.order.serial
        try:
            return identifier, _fresh_alert(on_it, now)
        except SerialNumberError:
            continue
    numbers = ", ".join(map(str, message.identifiers))
    raise PoolError(
        Text(
            nl=f'Op kanaal "{channel}" is elk berichtnummer van dit niveau bezet ({numbers}). Trek eerst iets in.',
            en=f'On channel "{channel}" every identifier of this level is in use ({numbers}). Withdraw one first.',
        )
    )


def next_update(earlier: Iterable[Delivery], replaced: Delivery, now: datetime) -> int:
    """Return the serial number for an update: the same message code, the next update number.

    After fifteen updates the number begins anew; phones would know that one, so the update gets a new message code.

    Raises:
        SerialNumberError: every message code is in use.
    """
    on_it = [d for d in earlier if d.order.identifier == replaced.order.identifier]
    following = int(SerialNumber.from_int(replaced.order.serial).updated())
    if following in {d.order.serial for d in on_it if _remembered(d, now)}:
        return _fresh_alert(on_it, now)
    return following


def check_load(
    past: Iterable[Delivery],
    channel: str,
    message: AnyMessage,
    now: datetime,
    replaced: str | None = None,
) -> None:
    """Refuse what the broadcast channel of a 2G cell has no room for, before anything is sent.

    A cell broadcasts one page every 1.883 s; the sum of pages / period of its messages is at most 1 (osmo-bsc refuses
    more with cause 6).

    Args:
        past: every delivery in the register.
        channel: name of the channel.
        message: what is to be sent.
        now: moment, with its offset.
        replaced: id of the order that it takes the place of, and the room.

    Raises:
        PoolError: with this message a cell would be overloaded.
    """
    others = [
        (d.order.message, _places(d.standing))
        for d in past
        if d.channel == channel and d.order.id != replaced and d.active(now)
    ]
    # Cells by the thousand broadcast the same few messages: each of those few is looked at once.
    seen: set[tuple[int, ...]] = set()
    for name in message.cells or (ALL,):
        place = _place(name)
        there = tuple(i for i, (_, places) in enumerate(others) if None in (place, places) or place in (places or ()))
        if there in seen:
            continue
        seen.add(there)
        loads = [(len(m.pages), m.period) for m in (others[i][0] for i in there)]
        try:
            check_room_2g(loads, len(message.pages), message.period)
        except OverloadError as error:
            raise PoolError(
                Text(nl=f"Zendcel {name}: {error.render('nl')}", en=f"Cell {name}: {error.render('en')}")
            ) from error


def _fresh_alert(on_it: list[Delivery], now: datetime) -> int:
    """Return the serial number of a new alert: the first code after the last one that no phone remembers."""
    codes = {d.order.id: SerialNumber.from_int(d.order.serial).code for d in on_it}
    last = max(on_it, key=lambda d: d.started, default=None)
    taken = {codes[d.order.id] for d in on_it if _remembered(d, now)}
    code = free_code(codes[last.order.id] if last is not None else 0, taken)
    return int(SerialNumber(Scope.NETWORK, code))


def _remembered(delivery: Delivery, now: datetime) -> bool:
    return delivery.active(now) or now - delivery.started < PHONES_REMEMBER


def _places(standing: tuple[str, ...]) -> frozenset[tuple[int | None, int | None]] | None:
    """Return the cells by their numbers, with or without a network in front; None where it may be any cell."""
    found = {_place(name) for name in standing}
    return None if None in found else frozenset(place for place in found if place is not None)


def _place(name: str) -> tuple[int | None, int | None] | None:
    if name == ALL or name.endswith("*"):
        return None
    cell = read_cell(name)
    return cell.lac, cell.ci
