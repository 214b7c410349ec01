# SPDX-License-Identifier: EUPL-1.2
"""The channels of this workbench as the library has them: those for exercises and the real ones, never in one list.

A channel is made once per process and kept, with its connection or, of a rehearsal, with what is on its air.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.alerting.broadcast import PORT as CBSP_PORT
from weerbaar.alerting.delivery import (
    CbcAddress,
    ExerciseChannel,
    ForExercise,
    ForReal,
    LiveChannel,
    OsmoCbcChannel,
    Recipient,
    RehearsalChannel,
    Watched,
    WrongPurposeError,
    bsc_channel,
    check_apart,
)
from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.workbench.accounts.permissions import Action, require
from weerbaar.workbench.alerts import models, supplied
from weerbaar.workbench.alerts.models import ChannelKind
from weerbaar.workbench.alerts.opening import person
from weerbaar.workbench.audit import log

LIVE, EXERCISE = "live", "exercise"
PURPOSES = {
    LIVE: Text(nl="echt: bereikt mensen", en="real: reaches people"),
    EXERCISE: Text(nl="oefening: bereikt niemand", en="exercise: reaches nobody"),
}
_REST_PORT, _CONSOLE_PORT = 12345, 4264
_PORTS = ("port", "console_port")
_MADE_UP_CELLS = tuple(f"204-99-1-{number}" for number in range(1, 31))
"""The cells of a rehearsal without a network."""
_HIGHEST_PORT = 65_535

_lock = threading.Lock()
_made: dict[int, tuple[tuple[Any, ...], LiveChannel | ExerciseChannel]] = {}


@dataclass(frozen=True, slots=True)
class Ways:
    """The channels that are in use, by name.

    Attributes:
        live: the real ones.
        exercise: those that reach nobody.
        watched: all of them, with the controllers that should be there.
        broken: name of a channel that cannot be made, and why.
    """

    live: dict[str, LiveChannel]
    exercise: dict[str, ExerciseChannel]
    watched: tuple[Watched, ...]
    broken: dict[str, Text]

    @property
    def by_name(self) -> dict[str, Any]:
        """All of them; each refuses what it is not for."""
        return {**self.live, **self.exercise}


def ways() -> Ways:
    """Return the channels in use; no connection is made by this.

    Where channels lead is looked at each time: an address that was another machine's may be this one's now.
    """
    live: dict[str, LiveChannel] = {}
    exercise: dict[str, ExerciseChannel] = {}
    watched: list[Watched] = []
    broken: dict[str, Text] = {}
    rows = list(models.Channel.objects.select_related("network"))
    for row in rows:
        if not row.active:
            continue
        try:
            _require_apart(row, rows)
            made = channel_of(row)
        except WeerbaarError as error:
            broken[row.name] = error.message
            continue
        if row.purpose == LIVE:
            live[row.name] = made
        else:
            exercise[row.name] = made
        watched.append(Watched(made, _expected(row)))
    return Ways(live, exercise, tuple(watched), broken)


def channel_of(row: models.Channel) -> Any:
    """Return the channel that a row stands for; what it is for is part of it.

    Raises:
        WrongPurposeError: a channel for exercises that leads off this machine.
        WeerbaarError: its network of cells cannot be read.
    """
    stamp = (row.version, row.name, row.kind, row.purpose, row.address, row.network.sha256 if row.network else "")
    with _lock:
        known = _made.get(row.pk)
        if known is not None and known[0] == stamp:
            return known[1]
    made = _new(row)
    with _lock:
        before = _made.get(row.pk)
        if before is not None and before[0] == stamp:
            return before[1]
        _made[row.pk] = (stamp, made)
    if before is not None and hasattr(before[1], "close"):
        before[1].close()
    return made


def forget_channels() -> None:
    """Hang up everywhere, and make every channel anew when it is asked for."""
    with _lock:
        gone = [made for _, made in _made.values()]
        _made.clear()
    for made in gone:
        if hasattr(made, "close"):
            made.close()


def _new(row: models.Channel) -> Any:
    said = row.address
    if row.kind == ChannelKind.REHEARSAL:
        cells = supplied.names_2g(row.network) if row.network else _MADE_UP_CELLS
        failing = {"refusing": said.get("refusing", 0.0), "silent": said.get("silent", 0.0)}
        return RehearsalChannel(row.name, cells, timezone.now, seed=row.pk, **failing)
    purpose = ForReal() if row.purpose == LIVE else ForExercise()
    if row.kind == ChannelKind.BSC:
        return bsc_channel(row.name, purpose, said["host"], said["port"])
    return OsmoCbcChannel(row.name, purpose, CbcAddress(said["host"], said["port"], said["console_port"]), timezone.now)


def _expected(row: models.Channel) -> frozenset[str]:
    """Return the controllers that should be connected."""
    if row.kind == ChannelKind.OSMO_CBC:
        return frozenset(row.address.get("controllers", ()))
    return frozenset({row.name})


@dataclass(frozen=True)
class Tested:
    """What a test of a channel found.

    Attributes:
        peers: name of a controller and whether it is connected.
        at: moment of the test.
    """

    peers: tuple[tuple[str, bool], ...]
    at: datetime

    @property
    def works(self) -> bool:
        """Whether a controller answers."""
        return any(connected for _, connected in self.peers)


def check_channel(request: HttpRequest, row: models.Channel) -> Tested:
    """Ask a channel which controllers are there; nothing is broadcast.

    Args:
        request: of who asks.
        row: the channel.

    Raises:
        PermissionDenied: this person does not set up alerts.
        WeerbaarError: the channel cannot be made.
    """
    require(person(request), Action.ALERT_SETUP)
    peers = channel_of(row).peers()
    log.record(request, "alert-channel.tested", row, connected=[peer.name for peer in peers if peer.connected])
    return Tested(tuple((peer.name, peer.connected) for peer in peers), timezone.now())


@transaction.atomic
def make_channel(
    request: HttpRequest,
    *,
    name: str,
    kind: str,
    purpose: str,
    host: str = "",
    port: int | None = None,
    console_port: int | None = None,
    controllers: Sequence[str] = (),
    refusing: float = 0.0,
    silent: float = 0.0,
    network: models.Supply | None = None,
) -> models.Channel:
    """Make a channel. What it is for is fixed from now on; a rehearsal is always for exercises.

    Args:
        request: of who makes it.
        name: of letters, digits, points and dashes.
        kind: one of :class:`ChannelKind`.
        purpose: ``live`` or ``exercise``.
        host, port: where a controller or a centre is.
        console_port: of the console of a centre.
        controllers: that should be connected to a centre.
        refusing, silent: share of the cells of a rehearsal that fail, 0 to 1.
        network: the cells behind it.

    Raises:
        PermissionDenied: this person does not set up alerts.
        InputError: with everything that is wrong.
    """
    require(person(request), Action.ALERT_SETUP)
    address = _address(kind, host, port, console_port, controllers, refusing, silent)
    row = models.Channel(name=name.strip(), kind=kind, purpose=purpose, address=address, network=network)
    _require_sound(row)
    row.save()
    log.record(request, "alert-channel.made", row, kind=kind, purpose=purpose)
    return row


@transaction.atomic
def switch_channel(request: HttpRequest, row: models.Channel, *, version: int, active: bool) -> models.Channel:
    """Take a channel out of use, or put it back. What is on its air stays on the register.

    Args:
        request: of who does it.
        row: the channel.
        version: that of the row as it was shown.
        active: whether it is in use from now on.

    Raises:
        PermissionDenied: this person does not set up alerts.
        StaleVersionError: somebody else changed it meanwhile.
    """
    require(person(request), Action.ALERT_SETUP)
    row.change(version, active=active)
    log.record(request, "alert-channel.switched", row, active=active)
    return row


def _address(
    kind: str,
    host: str,
    port: int | None,
    console_port: int | None,
    controllers: Sequence[str],
    refusing: float,
    silent: float,
) -> dict[str, Any]:
    if kind == ChannelKind.REHEARSAL:
        return {"refusing": refusing, "silent": silent}
    if kind == ChannelKind.BSC:
        return {"host": host.strip(), "port": port or CBSP_PORT}
    return {
        "host": host.strip(),
        "port": port or _REST_PORT,
        "console_port": console_port or _CONSOLE_PORT,
        "controllers": [one.strip() for one in controllers if one.strip()],
    }


def _require_sound(row: models.Channel) -> None:
    problems: list[Problem] = []

    def wrong(field: str, nl: str, en: str, value: object = "") -> None:
        problems.append(Problem(row.name or "kanaal", Text(nl=nl, en=en), field=field, value=str(value)))

    plain = row.name and len(row.name) <= 80 and all(c.isascii() and (c.isalnum() or c in "._-") for c in row.name)
    if not plain or not row.name[0].isalnum():
        wrong("name", "gebruik letters, cijfers, punten en streepjes.", "use letters, digits, points and dashes.")
    elif models.Channel.objects.filter(name=row.name).exists():
        wrong("name", "er is al een kanaal met deze naam.", "there is a channel with this name already.", row.name)
    if row.kind not in set(ChannelKind):
        wrong("kind", "kies een van de soorten.", "choose one of the kinds.", row.kind)
        raise InputError(problems)
    if row.purpose not in PURPOSES:
        wrong("purpose", "kies echt of oefening.", "choose real or exercise.", row.purpose)
    if row.kind == ChannelKind.REHEARSAL:
        if row.purpose == LIVE:
            wrong("purpose", "een oefennet is alleen voor oefeningen.", "a rehearsal is for exercises only.")
        for share in ("refusing", "silent"):
            if not 0 <= row.address[share] <= 1:
                wrong(share, "geef een deel van 0 tot 100%.", "give a share from 0 to 100 %.")
    else:
        if not row.address["host"]:
            wrong("host", "geef het adres.", "give the address.")
        for name in _PORTS:
            if not 1 <= row.address.get(name, 1) <= _HIGHEST_PORT:
                wrong(name, "geef een poort van 1 tot 65535.", "give a port from 1 to 65535.", row.address[name])
    if problems:
        raise InputError(problems)
    for field, sound in (("host", partial(_new, row)), ("port", partial(_require_apart_from_all, row))):
        try:
            sound()
        except WrongPurposeError as error:
            raise InputError([Problem(row.name, error.message, field=field, value=str(row.address[field]))]) from error


def _require_apart_from_all(row: models.Channel) -> None:
    """Refuse a new channel that makes an exercise real, whichever of the two was there first."""
    for other in models.Channel.objects.all():
        _require_apart(row, [other])
        _require_apart(other, [row])


def _require_apart(row: models.Channel, there: Iterable[models.Channel]) -> None:
    """Refuse a channel for exercises that may lead to where one of the real ones leads, in use or not.

    Raises:
        WrongPurposeError: naming both.
    """
    if row.purpose == EXERCISE and row.kind != ChannelKind.REHEARSAL:
        check_apart(_recipient(row), [_recipient(other) for other in there if other.purpose == LIVE])


def _recipient(row: models.Channel) -> Recipient:
    ports = frozenset(row.address[name] for name in _PORTS if name in row.address)
    return Recipient(row.name, row.address.get("host", ""), ports)
