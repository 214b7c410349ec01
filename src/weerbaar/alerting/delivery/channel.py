# SPDX-License-Identifier: EUPL-1.2
"""A way to the cells. For what purpose it may be used is fixed when it is made, in its type and in itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Literal, Protocol, TypeVar

from weerbaar.alerting.delivery.orders import ForExercise, ForReal, Order
from weerbaar.alerting.delivery.outcome import Outcome
from weerbaar.base import Text, WeerbaarError

PeerChange = Literal["lost", "found", "restarted"]
Clock = Callable[[], datetime]

P_contra = TypeVar("P_contra", bound=ForReal | ForExercise, contravariant=True)


class WrongPurposeError(WeerbaarError):
    """An order or a recipient that this channel is not for."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A controller at the other end of a channel, and whether it is there now.

    Attributes:
        name: as the configuration calls it.
        connected: it is connected and answers.
        changes: what it said or did since it was last asked for: ``(change, detail)``, the oldest first.
    """

    name: str
    connected: bool
    changes: tuple[tuple[PeerChange, str], ...] = ()


class Channel(Protocol[P_contra]):
    """What every way to the cells can do. None of it raises for what the other side does: that is in the outcome."""

    @property
    def name(self) -> str:
        """Name of the channel in the configuration and the register."""

    @property
    def purpose(self) -> ForReal | ForExercise:
        """What it is for."""

    @property
    def one_per_identifier(self) -> bool:
        """Whether it can hold only one message on each message identifier."""

    @property
    def picks_cells(self) -> bool:
        """Whether it can serve a part of its network, and knows of a cell that lost a message."""

    def deliver(self, order: Order[P_contra]) -> Outcome:
        """Put the message on the air in the cells of the order."""

    def query(self, order: Order[P_contra]) -> Outcome:
        """Ask which cells have the message; a cell that has not is refused with cause 2."""

    def withdraw(self, order: Order[P_contra]) -> Outcome:
        """Take the message off the air in the cells of the order; a cell that has done so is ``taken``."""

    def peers(self) -> tuple[Peer, ...]:
        """Return the controllers at the other end, and what happened to them since this was last asked."""


LiveChannel = Channel[ForReal]
ExerciseChannel = Channel[ForExercise]


def check_order(channel: Channel[P_contra], order: Order[P_contra]) -> None:
    """Refuse an order that is not for this channel; the type checker refuses it before, where it is used.

    Raises:
        WrongPurposeError: an exercise on a real channel, or something real on a channel for exercises.
    """
    check_purpose(channel.name, channel.purpose, order.message.purpose)


def fits(of_channel: ForReal | ForExercise, of_order: ForReal | ForExercise) -> bool:
    """Return whether a channel for the one may carry the other: exercises and what is real never meet."""
    return isinstance(of_channel, ForExercise) is isinstance(of_order, ForExercise)


def check_purpose(name: str, of_channel: ForReal | ForExercise, of_order: ForReal | ForExercise) -> None:
    """Refuse a purpose that a channel is not for.

    Raises:
        WrongPurposeError: an exercise on a real channel, or something real on a channel for exercises.
    """
    if fits(of_channel, of_order):
        return
    if isinstance(of_order, ForExercise):
        raise WrongPurposeError(
            Text(
                nl=f'Kanaal "{name}" is echt: een oefening wordt daar niet uitgezonden. Kies een oefenkanaal.',
                en=f'Channel "{name}" is real: no exercise is broadcast there. Choose a channel for exercises.',
            )
        )
    raise WrongPurposeError(
        Text(
            nl=f'Kanaal "{name}" is voor oefeningen en bereikt niemand. Kies een echt kanaal.',
            en=f'Channel "{name}" is for exercises and reaches nobody. Choose a real channel.',
        )
    )


def check_recipient(name: str, purpose: ForReal | ForExercise, host: str) -> None:
    """Refuse a channel for exercises whose recipient is not on this machine.

    Only an address counts: a name may mean another machine tomorrow.

    Raises:
        WrongPurposeError: the address of a channel for exercises is not a loopback address.
    """
    if not isinstance(purpose, ForExercise):
        return
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise WrongPurposeError(
            Text(
                nl=f'Oefenkanaal "{name}" wijst naar {host}; een oefening blijft op deze machine (127.0.0.1 of ::1).',
                en=f'Channel "{name}" for exercises points at {host}; exercises stay on this machine (127.0.0.1, ::1).',
            )
        )
