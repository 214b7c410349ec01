# SPDX-License-Identifier: EUPL-1.2
"""Where channels lead, and whether one for exercises could lead to the program that a real one speaks to.

No name is looked up: what it means may be another machine tomorrow, and that machine may be this one.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterable
from dataclasses import dataclass

from weerbaar.alerting.delivery.channel import WrongPurposeError
from weerbaar.base import Text


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a channel leads.

    Attributes:
        channel: its name.
        host: address or name of the machine.
        ports: all that it uses there.
    """

    channel: str
    host: str
    ports: frozenset[int]


def check_apart(exercise: Recipient, real: Iterable[Recipient]) -> None:
    """Refuse a channel for exercises at a port of this machine to which a real channel leads or may lead.

    On which of its addresses a program listens is not known here, so all addresses of this machine count as one.

    Args:
        exercise: on this machine, as :func:`weerbaar.alerting.delivery.channel.check_recipient` sees to.
        real: the real channels, also those that are out of use: their programs may be there still.

    Raises:
        WrongPurposeError: naming both channels and the port.
    """
    for other in real:
        shared = exercise.ports & other.ports
        if shared and may_be_here(other.host):
            raise WrongPurposeError(
                Text(
                    nl=f'Oefenkanaal "{exercise.channel}" en echt kanaal "{other.channel}" kunnen op poort '
                    f"{min(shared)} bij hetzelfde programma op deze machine uitkomen; een oefening zou echt worden. "
                    "Geef het oefenkanaal een andere poort.",
                    en=f'Channel "{exercise.channel}" for exercises and real channel "{other.channel}" may lead to the '
                    f"same program on this machine at port {min(shared)}; an exercise would be real. "
                    "Give the channel for exercises another port.",
                )
            )


def may_be_here(host: str) -> bool:
    """Return whether a host is this machine, as far as can be ruled out: of a name it cannot.

    Args:
        host: an address in any form that the system takes, or a name.
    """
    try:
        found = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError, ValueError):
        return True
    return any(_is_own(family, place) for family, _, _, _, place in found)


def _is_own(family: int, place: tuple[object, ...]) -> bool:
    """Whether the system lets a program listen on an address; only its plain "not mine" rules that out."""
    try:
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.bind(place)
    except OSError as error:
        return error.errno != errno.EADDRNOTAVAIL
    return True
