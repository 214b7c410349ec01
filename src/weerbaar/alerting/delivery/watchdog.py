# SPDX-License-Identifier: EUPL-1.2
"""Who watches the controllers: one that was away, came late or started anew gets what is still to be broadcast.

A Cell Broadcast Centre gives a late controller nothing, and calls a message active long after its last broadcast. So
the watch compares the controllers that should be there with those that are, and goes by its own clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from weerbaar.alerting.delivery.cbsp_link import CELLS_FAILED
from weerbaar.alerting.delivery.channel import PeerChange, fits
from weerbaar.alerting.delivery.ledger import Delivery
from weerbaar.alerting.delivery.sending import AnyChannel, make_good
from weerbaar.alerting.delivery.writing import Desk
from weerbaar.alerting.register import Ended, Event, Kind, Peer


@dataclass(frozen=True, slots=True)
class Watched:
    """A channel to watch.

    Attributes:
        channel: the channel.
        expected: names of the controllers that should be connected.
    """

    channel: AnyChannel
    expected: frozenset[str]


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of the watch found and did.

    Attributes:
        missing: channel and name of controllers that should be there and are not.
        changed: channel, controller and what became of it since the round before.
        resent: use and the cells that were sent to again.
        ended: uses that are over by the clock.
    """

    missing: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str, PeerChange], ...]
    resent: tuple[tuple[str, tuple[str, ...]], ...]
    ended: tuple[str, ...]


def watch(desk: Desk, watched: Iterable[Watched]) -> Round:
    """Go round once: note what became of every controller, make good what was lost, and end what is over.

    Raises:
        HeldError: somebody else is sending one of the uses; the next round picks it up.
        RegisterError: it cannot be written down.
    """
    missing: list[tuple[str, str]] = []
    changed: list[tuple[str, str, PeerChange]] = []
    resent: list[tuple[str, tuple[str, ...]]] = []
    for one in watched:
        changes, away, there, came_back = _controllers(desk, one)
        changed += changes
        missing += [(one.channel.name, name) for name in away]
        if not there:
            continue
        for use in _uses_on(desk.everything(), one.channel, desk.clock()):
            cells = make_good(desk, one.channel, use, distrust=came_back)
            if cells:
                resent.append((use, cells))
    return Round(tuple(missing), tuple(changed), tuple(resent), _end_what_is_over(desk))


def last_known(events: Iterable[Event]) -> Mapping[tuple[str, str], PeerChange]:
    """Return what the register last said of each controller, by channel and name."""
    known: dict[tuple[str, str], PeerChange] = {}
    for event in events:
        if isinstance(event.said, Peer):
            known[event.said.channel, event.said.peer] = event.said.state
    return known


def _controllers(desk: Desk, one: Watched) -> tuple[list[tuple[str, str, PeerChange]], list[str], bool, bool]:
    """Write down what became of the controllers of a channel.

    Return that, which of them should be there and are not, whether any is there, and whether any came back.
    """
    name = one.channel.name
    known = last_known(desk.store.events())
    there = {peer.name: peer for peer in one.channel.peers()}
    changes: list[tuple[str, str, PeerChange]] = []
    came_back = False
    for peer_name in sorted(there.keys() | one.expected):
        peer = there.get(peer_name)
        connected = peer is not None and peer.connected
        last = known.get((name, peer_name))
        if peer is not None:
            for change, detail in peer.changes:
                if change == "restarted" and last is not None:
                    _note(desk, changes, name, peer_name, change, detail)
                    last = "restarted"
                    came_back = True
                elif change == "lost" and connected and detail.startswith(CELLS_FAILED):
                    # It is there, but some of its cells cannot broadcast; the next round asks them again.
                    _note(desk, changes, name, peer_name, change, detail)
        if connected and last in (None, "lost"):
            _note(desk, changes, name, peer_name, "found", "")
            came_back = came_back or last == "lost"
        elif not connected and last != "lost":
            _note(desk, changes, name, peer_name, "lost", "")
    away = [expected for expected in sorted(one.expected) if expected not in there or not there[expected].connected]
    return changes, away, any(peer.connected for peer in there.values()), came_back


def _note(
    desk: Desk,
    changes: list[tuple[str, str, PeerChange]],
    channel: str,
    peer: str,
    change: PeerChange,
    detail: str,
) -> None:
    desk.write(Kind.PEER, None, Peer(channel=channel, peer=peer, state=change, detail=detail))
    changes.append((channel, peer, change))


def _uses_on(known: Mapping[str, Delivery], channel: AnyChannel, now: datetime) -> list[str]:
    """Return the uses that may be on the air; what was sent when the channel was for another purpose is left alone."""
    on_it = [d for d in known.values() if d.channel == channel.name and d.unfinished(now)]
    return sorted({d.order.message.use for d in on_it if fits(channel.purpose, d.order.message.purpose)})


def _end_what_is_over(desk: Desk) -> tuple[str, ...]:
    """End the uses whose last broadcast is over, whatever a centre says of them."""
    now = desk.clock()
    open_uses: dict[str, list[Delivery]] = {}
    for delivery in desk.everything().values():
        if not delivery.over:
            open_uses.setdefault(delivery.order.message.use, []).append(delivery)
    ended = []
    for use, parts in sorted(open_uses.items()):
        # What nobody took has not ended by the clock: somebody has to look at it.
        if all(part.expired(now) for part in parts) and any(part.standing for part in parts):
            with desk.holds(use):
                desk.write(Kind.ENDED, use, Ended(reason="expired"))
            ended.append(use)
    return tuple(ended)
