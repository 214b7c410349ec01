# SPDX-License-Identifier: EUPL-1.2
"""The channels to the cells: made, tried, taken out of use; whether one is for exercises never changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import Field

from weerbaar.alerting.register import Kind, Peer
from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.alerts import channels
from weerbaar.workbench.alerts.models import Channel, ChannelKind, Event, Supply, SupplyKind
from weerbaar.workbench.alerts.store import read_event
from weerbaar.workbench.api.opening import everywhere
from weerbaar.workbench.api.schemas import In, Moment, Out, Pair, Version, about, pair

router = Router(tags=["alert setup"], by_alias=True)
Port = Annotated[int, Field(ge=1, le=65_535)]
Share = Annotated[float, Field(ge=0, le=1)]


class PeerOut(Out):
    """A controller, as the register last heard of it."""

    name: str
    connected: bool
    at: Moment


class ChannelOut(Out):
    """A way to cells; its purpose (``live`` or ``exercise``) never changes. ``broken`` says why it cannot be used."""

    id: int
    name: str
    kind: str
    purpose: str
    address: dict[str, Any]
    network: int | None
    active: bool
    version: int
    broken: Pair | None
    peers: list[PeerOut]


class ChannelIn(In):
    """A new channel; a rehearsal has no address and is always for exercises."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    kind: ChannelKind
    purpose: Literal["live", "exercise"] = "exercise"
    host: Annotated[str, Field(max_length=200)] = ""
    port: Port | None = None
    console_port: Port | None = None
    controllers: Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=100)] = []
    refusing: Share = 0.0
    silent: Share = 0.0
    network: Annotated[int, Field(ge=1, le=2**53)] | None = None


class ChannelChange(In):
    """Whether a channel is in use."""

    version: Version
    active: bool


class ChannelTestOut(Out):
    """Whether a controller answers."""

    works: bool
    peers: list[PeerOut]


@router.get("/alerts/channels", response=list[ChannelOut], **about("listAlertChannels", "The channels to the cells"))
def list_channels(request: HttpRequest) -> Any:
    """Return them by name."""
    everywhere(request, Action.ALERT_SETUP)
    return _channels(Channel.objects.all())


@router.post("/alerts/channels", response={201: ChannelOut}, **about("createAlertChannel", "Make a channel"))
def create_channel(request: HttpRequest, given: ChannelIn) -> Any:
    """Make it."""
    everywhere(request, Action.ALERT_SETUP)
    values = given.model_dump(exclude={"network"})
    row = channels.make_channel(request, **values, network=_network(given.network))
    return _channels([row])[0]


@router.patch(
    "/alerts/channels/{int:channel}", response=ChannelOut, **about("changeAlertChannel", "Take a channel out of use")
)
def change_channel(request: HttpRequest, channel: int, given: ChannelChange) -> Any:
    """Take it out of use, or put it back."""
    everywhere(request, Action.ALERT_SETUP)
    row = channels.switch_channel(request, _channel(channel), version=given.version, active=given.active)
    return _channels([row])[0]


@router.post(
    "/alerts/channels/{int:channel}/tests",
    response=ChannelTestOut,
    **about("testAlertChannel", "Ask a channel which controllers are there; nothing is broadcast"),
)
def test_channel(request: HttpRequest, channel: int) -> Any:
    """Ask it."""
    everywhere(request, Action.ALERT_SETUP)
    found = channels.check_channel(request, _channel(channel))
    peers = [PeerOut(name=name, connected=connected, at=found.at) for name, connected in found.peers]
    return ChannelTestOut(works=found.works, peers=peers)


def _network(key: int | None) -> Supply | None:
    if key is None:
        return None
    found = Supply.objects.filter(kind=SupplyKind.NETWORK, pk=key).first()
    if found is None:
        wrong = Text(nl="dit netwerk is er niet.", en="there is no such network.")
        raise InputError([Problem("channel", wrong, field="network", value=str(key))])
    return found


def _channel(key: int) -> Channel:
    found = Channel.objects.select_related("network").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _channels(rows: Iterable[Channel]) -> list[ChannelOut]:
    broken, peers = channels.ways().broken, _peers()
    return [
        ChannelOut.of(row, network=row.network_id, broken=pair(broken.get(row.name)), peers=peers[row.name])
        for row in rows
    ]


def _peers() -> dict[str, list[PeerOut]]:
    """Return what the register last said of each controller, by channel."""
    last: dict[tuple[str, str], PeerOut] = {}
    for row in Event.objects.filter(kind=Kind.PEER.value).order_by("number"):
        event = read_event(row)
        if isinstance(event.said, Peer):
            said = event.said
            last[said.channel, said.peer] = PeerOut(name=said.peer, connected=said.state != "lost", at=event.at)
    found: dict[str, list[PeerOut]] = defaultdict(list)
    for (channel, _), one in last.items():
        found[channel].append(one)
    return found
