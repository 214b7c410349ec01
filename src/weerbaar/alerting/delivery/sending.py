# SPDX-License-Identifier: EUPL-1.2
"""Send, update, withdraw, and pick up after a crash, so that no message is lost and none is broadcast twice.

Each step is in the register before it is taken (write-ahead) and what came of it after. Whoever finds an order of which
the end is not written down asks the other side what it has, and only sends what is missing, under the same serial
number: phones drop what they have shown, controllers refuse what they have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from weerbaar.alerting.delivery.cell_names import ALL
from weerbaar.alerting.delivery.channel import Channel, WrongPurposeError, check_purpose
from weerbaar.alerting.delivery.holding import POOL, HeldError
from weerbaar.alerting.delivery.ledger import Delivery
from weerbaar.alerting.delivery.orders import Message, Order, P, broadcasts_left
from weerbaar.alerting.delivery.outcome import Outcome
from weerbaar.alerting.delivery.pool import allot, check_load, next_update
from weerbaar.alerting.delivery.writing import Desk
from weerbaar.alerting.register import Ended, Kind
from weerbaar.base import Text, WeerbaarError

AnyChannel = Channel[Any]


class SendingError(WeerbaarError):
    """What cannot be sent or withdrawn as things stand."""


def send(desk: Desk, channel: Channel[P], message: Message[P]) -> Delivery:
    """Put a message on the air and return what came of it.

    The same text of the same use in the same cells of a channel is sent once: who asks again gets the delivery that
    there is, after asking the other side about cells of which nothing is known. Other times are an update.

    Raises:
        WrongPurposeError: an exercise on a real channel, or something real on a channel for exercises.
        PoolError: no number, or no room in a cell.
        HeldError: somebody else is sending this use.
        RegisterError: it cannot be written down; then nothing was sent.
    """
    check_purpose(channel.name, channel.purpose, message.purpose)
    with desk.holds(message.use):
        twin = _same(desk.of_use(message.use), channel.name, message, desk.clock())
        if twin is not None:
            _settle(desk, channel, twin)
            return desk.of_use(message.use)[twin.order.id]
        with desk.holds(POOL):
            now = desk.clock()
            past = desk.everything()
            check_load(past.values(), channel.name, message, now)
            identifier, serial = allot(
                past.values(), channel.name, message, now, one_per_identifier=channel.one_per_identifier
            )
            order = Order(_next_id(past, message.use), message, identifier, serial)
            desk.ordered(order, channel.name, 1)
        return _hand_over(desk, channel, order)


def update(desk: Desk, channel: Channel[P], message: Message[P], replaced: str) -> Delivery:
    """Put a message in the place of one that is on the air, and return what came of it.

    Another text gets the next update number and phones show it. The same text keeps its serial number: it starts in
    the cells that are new and stops in those that are left out, and phones that have shown it do not ring again.

    Args:
        desk: where it is written down.
        channel: the channel of the order that is replaced.
        message: the new text, cells and times, for the same use.
        replaced: id of the order that is replaced.

    Raises:
        SendingError: that order is not on the air here.
        WrongPurposeError, PoolError, HeldError, RegisterError: as with :func:`send`.
    """
    check_purpose(channel.name, channel.purpose, message.purpose)
    with desk.holds(message.use):
        _settle_before_update(desk, channel, message.use, replaced)
        with desk.holds(POOL):
            now = desk.clock()
            past = desk.everything()
            old = past[replaced]
            check_load(past.values(), channel.name, message, now, replaced)
            order_id = _next_id(past, message.use)
        was = old.order.message
        if (was.dcs, was.pages) != (message.dcs, message.pages):
            with desk.holds(POOL):
                serial = next_update(past.values(), old, now)
                order = Order(order_id, message, old.order.identifier, serial, old.order.serial)
                desk.ordered(order, channel.name, 1)
            delivery = _hand_over(desk, channel, order)
            for earlier in desk.of_use(message.use).values():
                if earlier.channel == channel.name and earlier.replaced_by and not earlier.expired(now):
                    # Of the message before, what the new one leaves out; of those before that, all that still stands.
                    rest = _left_out(earlier, message) if earlier.order.id == replaced else earlier.standing
                    if rest and earlier.order.identifier == old.order.identifier:
                        _stop(desk, channel, earlier, rest, "vervangen")
            return desk.of_use(message.use)[delivery.order.id]
        same_times = (was.period, was.broadcasts) == (message.period, message.broadcasts)
        left_out = _left_out(old, message) if same_times else old.standing
        if left_out:
            _stop(desk, channel, old, left_out, "gebied of tijden gewijzigd")
        there_already = frozenset(old.standing if same_times else ())
        missing = tuple(name for name in message.cells or (ALL,) if name not in there_already)
        if not missing:
            return desk.of_use(message.use)[replaced]
        left = broadcasts_left(was, old.started, now) if same_times else message.broadcasts
        there = replace(message, cells=() if missing == (ALL,) else missing, broadcasts=left)
        order = Order(order_id, there, old.order.identifier, old.order.serial)
        desk.ordered(order, channel.name, 1)
        return _hand_over(desk, channel, order)


def withdraw(
    desk: Desk, channel: AnyChannel, use: str, reason: str, cells: tuple[str, ...] = ()
) -> tuple[Delivery, ...]:
    """Take all messages of a use off the air on a channel, with proof per cell, and return what came of it.

    Args:
        desk: where it is written down.
        channel: the channel.
        use: the use.
        reason: why, for the register.
        cells: only in these; empty for everywhere.

    Raises:
        WrongPurposeError: the use is an exercise and the channel is real, or the other way round.
        HeldError: somebody else is sending or withdrawing this use.
        RegisterError: it cannot be written down; then nothing was withdrawn.
    """
    with desk.holds(use):
        for delivery in desk.of_use(use).values():
            check_purpose(channel.name, channel.purpose, delivery.order.message.purpose)
            if delivery.channel != channel.name or not delivery.active(desk.clock()):
                continue
            standing = dict.fromkeys(delivery.standing)
            chosen = tuple(name for name in cells if name in standing or standing.keys() == {ALL})
            if chosen or not cells:
                _stop(desk, channel, delivery, chosen or tuple(standing), reason, for_good=not cells)
        _end_when_over(desk, use, reason)
        return tuple(d for d in desk.of_use(use).values() if d.channel == channel.name)


def status(desk: Desk, channel: AnyChannel, use: str) -> tuple[Delivery, ...]:
    """Ask which cells have the messages of a use and how often they have broadcast them, and write down what is news.

    Raises:
        WrongPurposeError, HeldError, RegisterError: as with :func:`withdraw`.
    """
    with desk.holds(use):
        for delivery in desk.of_use(use).values():
            check_purpose(channel.name, channel.purpose, delivery.order.message.purpose)
            if delivery.channel == channel.name and delivery.active(desk.clock()) and not delivery.replaced_by:
                _ask(desk, channel, delivery)
        return tuple(d for d in desk.of_use(use).values() if d.channel == channel.name)


def resume(desk: Desk, channels: Mapping[str, AnyChannel]) -> tuple[str, ...]:
    """Pick up every order and withdrawal whose end is not written down; return the ids of those orders.

    Args:
        desk: where it is written down.
        channels: by name; orders on other channels are left alone.

    Raises:
        WrongPurposeError: an order of an exercise whose channel is real now, or the other way round; all others were
            picked up.
        HeldError: somebody else is sending one of these uses; all others were picked up.
        RegisterError: it cannot be written down.
    """
    picked: list[str] = []
    passed_over: WrongPurposeError | HeldError | None = None
    for found in list(desk.everything().values()):
        channel = channels.get(found.channel)
        if channel is None or not _unfinished(found):
            continue
        try:
            check_purpose(channel.name, channel.purpose, found.order.message.purpose)
            if _resume_one(desk, channel, found):
                picked.append(found.order.id)
        except (WrongPurposeError, HeldError) as error:
            passed_over = error
    if passed_over is not None:
        raise passed_over
    return tuple(picked)


def _resume_one(desk: Desk, channel: AnyChannel, found: Delivery) -> bool:
    use = found.order.message.use
    with desk.holds(use):
        delivery = desk.of_use(use)[found.order.id]
        if not _unfinished(delivery):
            return False
        if delivery.stopping:
            _stop_again(desk, channel, delivery)
            _end_when_over(desk, use, "hervat")
        else:
            _settle(desk, channel, delivery)
    return True


def make_good(desk: Desk, channel: AnyChannel, use: str, *, distrust: bool = False) -> tuple[str, ...]:
    """Send again, under the same serial number, what cells of a use have lost; return the cells.

    For a controller that started anew or came late: it is asked first, and gets what is left of the broadcasts.

    Args:
        desk: where it is written down.
        channel: the channel.
        use: the use.
        distrust: a controller came or came back: cells that refused for a reason that may have passed are asked too,
            and as a centre does not know what its controllers lost, all is put anew there.

    Raises:
        WrongPurposeError, HeldError, RegisterError: as with :func:`withdraw`.
    """
    sent: list[str] = []
    with desk.holds(use):
        for delivery in desk.of_use(use).values():
            check_purpose(channel.name, channel.purpose, delivery.order.message.purpose)
            if delivery.channel == channel.name and delivery.unfinished(desk.clock()):
                sent += _settle(desk, channel, delivery, lost=True, distrust=distrust)
    return tuple(sent)


def _settle(
    desk: Desk, channel: AnyChannel, delivery: Delivery, *, lost: bool = False, distrust: bool = False
) -> tuple[str, ...]:
    """Ask the other side what it has, write it down, and send what is missing; return the cells that were sent to.

    Args:
        lost: ask all cells that may have the message; else only those of which nothing is known.
        distrust: ask cells that refused as well; where the channel cannot tell which cells lost it, take all of them.
    """
    wanted = delivery.standing if lost or delivery.under_way else delivery.open_cells
    if distrust:
        wanted = delivery.hopeful
    if not wanted:
        return ()
    outcome = _query(channel, delivery, wanted)
    if outcome.ending != "answered":
        if delivery.under_way:
            # What was sent before the crash is not known, and neither is what came of it.
            desk.sent(delivery, replace(outcome, ending="unknown"))
        return ()
    if delivery.under_way:
        desk.sent(delivery, Outcome("unknown", detail="teruggevraagd na onderbreking"))
    desk.receipts(delivery, [r for r in outcome.receipts if not r.absent and r.result != "silent"])
    if not (lost and delivery.heard):
        # A watch that wrote down every count would fill the register.
        desk.counts(delivery, outcome.receipts)
    left = broadcasts_left(delivery.order.message, delivery.started, desk.clock())
    absent = outcome.absent
    if distrust and not channel.picks_cells:
        absent = absent or (ALL,)
    missing = tuple(name for name in absent if name not in delivery.lasting_refusals)
    # What is being withdrawn is missing on purpose.
    if not missing or not left or delivery.over or delivery.replaced_by or delivery.stopping:
        return ()
    again = delivery.order.in_cells(() if ALL in missing else missing).with_broadcasts(left)
    if not channel.picks_cells:
        # Put anew as a whole; phones know the serial number and stay quiet.
        again = replace(again.in_cells(()), replaces=again.serial)
    desk.ordered(again, delivery.channel, delivery.attempts + 1)
    current = desk.of_use(delivery.order.message.use)[delivery.order.id]
    desk.sent(current, channel.deliver(again))
    return missing


def _settle_before_update(desk: Desk, channel: AnyChannel, use: str, replaced: str) -> None:
    """Find out what became of a message before another takes its place: what is not there cannot be replaced.

    Raises:
        SendingError: it is not on the air here, is being withdrawn, or nobody answers for it.
    """
    old = desk.of_use(use).get(replaced)
    if old is None or old.channel != channel.name or old.replaced_by is not None or not old.active(desk.clock()):
        raise _not_there(replaced, channel.name)
    _settle(desk, channel, old)
    old = desk.of_use(use)[replaced]
    if old.stopping or not old.active(desk.clock()):
        raise _not_there(replaced, channel.name)
    if set(old.open_cells) >= set(old.asked):
        raise SendingError(
            Text(
                nl=f'Van opdracht {replaced} is op kanaal "{channel.name}" niets bekend en niemand antwoordt; '
                "werk bij zodra het kanaal er weer is.",
                en=f'Nothing is known of order {replaced} on channel "{channel.name}" and nobody answers; '
                "update as soon as the channel is back.",
            )
        )


def _hand_over(desk: Desk, channel: Channel[P], order: Order[P]) -> Delivery:
    """Send an order that is in the register."""
    outcome = channel.deliver(order)
    use = order.message.use
    desk.sent(desk.of_use(use)[order.id], outcome)
    after = desk.of_use(use)
    if outcome.replaced:
        old = next((d for d in after.values() if d.replaced_by == order.id), None)
        if old is not None:
            desk.counts(old, outcome.replaced)
    return desk.of_use(use)[order.id]


def _ask(desk: Desk, channel: AnyChannel, delivery: Delivery) -> None:
    outcome = _query(channel, delivery, delivery.standing)
    desk.receipts(delivery, [r for r in outcome.receipts if not r.absent and r.result != "silent"])
    desk.counts(delivery, outcome.receipts)


def _stop(
    desk: Desk,
    channel: AnyChannel,
    delivery: Delivery,
    cells: tuple[str, ...],
    reason: str,
    *,
    for_good: bool = False,
) -> None:
    everywhere = not delivery.order.message.cells and set(cells) >= set(delivery.standing)
    whole = () if everywhere or ALL in cells else cells
    # A use that is withdrawn is so in every cell; the cells are named to the other side only.
    desk.stop_ordered(delivery, () if for_good else whole, reason)
    outcome = channel.withdraw(delivery.order.in_cells(whole))
    desk.stop_sent(desk.of_use(delivery.order.message.use)[delivery.order.id], outcome)


def _stop_again(desk: Desk, channel: AnyChannel, delivery: Delivery) -> None:
    """Find out what became of a withdrawal, and withdraw once more where the message still stands."""
    outcome = _query(channel, delivery, delivery.stopping)
    if outcome.ending != "answered":
        return
    gone = tuple(receipt for receipt in outcome.receipts if receipt.absent)
    left = delivery.stopping
    if channel.picks_cells:
        if gone:
            desk.stop_sent(delivery, Outcome("answered", gone, detail="teruggevraagd"))
        left = outcome.cells("taken")
    elif gone and delivery.stopped:
        # A centre that deleted it cannot prove more than it has.
        left = ()
    if left:
        _stop(desk, channel, delivery, left, "hervat")


def _query(channel: AnyChannel, delivery: Delivery, cells: tuple[str, ...]) -> Outcome:
    return channel.query(delivery.order.in_cells(() if ALL in cells else cells))


def _unfinished(delivery: Delivery) -> bool:
    unknown = bool(delivery.open_cells) and not delivery.replaced_by
    return not delivery.over and (delivery.under_way or bool(delivery.stopping) or unknown)


def _left_out(old: Delivery, message: Message[P]) -> tuple[str, ...]:
    there = frozenset(message.cells)
    return tuple(name for name in old.standing if name not in there) if there else ()


def _end_when_over(desk: Desk, use: str, reason: str) -> None:
    """Write that a use has ended when nothing of it can be on the air any more, on whatever channel."""
    every = desk.of_use(use)
    now = desk.clock()
    if every and not any(d.over or d.active(now) for d in every.values()):
        desk.write(Kind.ENDED, use, Ended(reason="cancelled", detail=reason))


def _same(known: Mapping[str, Delivery], channel: str, message: Message[P], now: datetime) -> Delivery | None:
    """Return the delivery of this very message that may be on the air."""
    for delivery in known.values():
        was = delivery.order.message
        if (
            delivery.channel == channel
            and delivery.order.identifier in message.identifiers
            and (was.dcs, was.pages, was.cells) == (message.dcs, message.pages, message.cells)
            and delivery.active(now)
        ):
            return delivery
    return None


def _next_id(past: Mapping[str, Delivery], use: str) -> str:
    return f"{use}.{sum(d.order.message.use == use for d in past.values()) + 1}"


def _not_there(order: str, channel: str) -> SendingError:
    return SendingError(
        Text(
            nl=f'Opdracht {order} wordt niet (meer) uitgezonden op kanaal "{channel}"; zend een nieuw bericht.',
            en=f'Order {order} is not (any more) on the air on channel "{channel}"; send a new message.',
        )
    )
