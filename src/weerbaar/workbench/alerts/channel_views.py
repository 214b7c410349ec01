# SPDX-License-Identifier: EUPL-1.2
"""The channels to the cells: which there are, what each may be used for, and whether its controllers are there."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from weerbaar.base import InputError, Text, WeerbaarError
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.alerts import channels, models
from weerbaar.workbench.alerts.models import ChannelKind, Supply, SupplyKind
from weerbaar.workbench.shell.conflict import conflict_page
from weerbaar.workbench.shell.language import language, say, words
from weerbaar.workbench.shell.versioned import StaleVersionError

_TEXTS = {
    "host": Text(nl="Adres (centrale of CBC)", en="Address (BSC or CBC)"),
    "port": Text(
        nl="Poort (leeg: 48049 voor CBSP, 12345 voor osmo-cbc)", en="Port (empty: 48049 for CBSP, 12345 for osmo-cbc)"
    ),
    "console_port": Text(nl="Poort van de console (osmo-cbc; leeg: 4264)", en="Console port (osmo-cbc; empty: 4264)"),
    "controllers": Text(nl="Namen van verwachte centrales (osmo-cbc)", en="Names of expected controllers (osmo-cbc)"),
    "refusing": Text(nl="Weigerende cellen in procenten (oefennet)", en="Refusing cells in per cent (rehearsal)"),
    "silent": Text(nl="Zwijgende cellen in procenten (oefennet)", en="Silent cells in per cent (rehearsal)"),
}
_LABELS = {
    "name": Text(nl="Naam", en="Name"),
    "kind": Text(nl="Soort", en="Kind"),
    "purpose": Text(nl="Doel (kan later niet worden gewijzigd)", en="Purpose (cannot be changed later)"),
    **_TEXTS,
}
_MODES = {"port": "numeric", "console_port": "numeric", "refusing": "decimal", "silent": "decimal"}
_PEERS = {
    "found": Text(nl="verbonden", en="connected"),
    "lost": Text(nl="weggevallen", en="lost"),
    "restarted": Text(nl="herstart", en="restarted"),
}


@access(Action.ALERT_SETUP, in_round=False)
def listing(request: HttpRequest) -> HttpResponse:
    """All channels, and a form for a new one."""
    if request.method != "POST":
        return _page(request)
    asked = request.POST
    try:
        made = channels.make_channel(request, **_values(asked))
    except InputError as error:
        faults = {problem.field or "": problem.message.in_(language()) for problem in error.problems}
        return _page(request, faults, status=422)
    messages.success(request, say(f"Kanaal {made.name} is gemaakt.", f"Channel {made.name} was made."))
    return redirect("alert-channels")


@access(Action.ALERT_SETUP, in_round=False)
@require_POST
def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a channel which controllers are there; nothing is broadcast."""
    row = get_object_or_404(models.Channel, pk=pk)
    try:
        found = channels.check_channel(request, row)
    except WeerbaarError as error:
        messages.error(request, error.render(language()))
        return redirect("alert-channels")
    if found.works:
        names = ", ".join(name for name, connected in found.peers if connected)
        messages.success(request, say(f"{row.name}: verbonden met {names}.", f"{row.name}: connected to {names}."))
    else:
        messages.error(request, say(f"{row.name}: geen antwoord.", f"{row.name}: no answer."))
    return redirect("alert-channels")


@access(Action.ALERT_SETUP, in_round=False)
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a channel out of use, or put it back."""
    row = get_object_or_404(models.Channel, pk=pk)
    version = request.POST.get("version", "")
    try:
        channels.switch_channel(
            request,
            row,
            version=int(version) if version.isdecimal() else 0,
            active=request.POST.get("active") == "1",
        )
    except StaleVersionError as error:
        return conflict_page(request, error, {"active": say("in gebruik", "in use")}, "/nl-alert/kanalen/")
    return redirect("alert-channels")


def _values(asked: QueryDict) -> dict[str, Any]:
    network = asked.get("network", "")
    found = Supply.objects.filter(kind=SupplyKind.NETWORK, pk=int(network)).first() if network.isdecimal() else None
    kind = asked.get("kind", "")
    return {
        "name": asked.get("name", ""),
        "kind": kind,
        "purpose": channels.EXERCISE if kind == ChannelKind.REHEARSAL else asked.get("purpose", ""),
        "host": asked.get("host", ""),
        "port": _port(asked.get("port", "")),
        "console_port": _port(asked.get("console_port", "")),
        "controllers": asked.get("controllers", "").replace(",", " ").split(),
        "refusing": _share(asked.get("refusing", "")),
        "silent": _share(asked.get("silent", "")),
        "network": found,
    }


def _port(text: str) -> int | None:
    """Return a port; one that is none becomes one that is refused by name."""
    text = text.strip()
    if not text:
        return None
    return int(text) or -1 if text.isdecimal() and len(text) <= 9 else -1


def _share(text: str) -> float:
    """Return per cent as a share; what is no number becomes one that is refused by name."""
    try:
        return float(text.replace(",", ".") or 0) / 100
    except ValueError:
        return -1.0


def _page(request: HttpRequest, faults: dict[str, str] | None = None, *, status: int = 200) -> HttpResponse:
    seen = _last_seen()
    broken = channels.ways().broken
    rows = [
        {
            "channel": row,
            "kind": ChannelKind(row.kind).text,
            "purpose": channels.PURPOSES[row.purpose],
            "where": _where(row),
            "seen": seen.get(row.name, []),
            "broken": broken.get(row.name),
        }
        for row in models.Channel.objects.select_related("network")
    ]
    context = {
        "rows": rows,
        "faults": [(name, words(_LABELS[name]), fault) for name, fault in (faults or {}).items()],
        "wrong": list(faults or {}),
        "labels": {name: words(text) for name, text in _LABELS.items()},
        "texts": [
            (name, words(text), request.POST.get(name, ""), _MODES.get(name, "text")) for name, text in _TEXTS.items()
        ],
        "asked": request.POST,
        "kinds": [(kind.value, words(kind.text)) for kind in ChannelKind],
        "purposes": [(name, words(text)) for name, text in channels.PURPOSES.items()],
        "networks": Supply.objects.filter(kind=SupplyKind.NETWORK, active=True),
    }
    return render(request, "alerts/channels.html", context, status=status)


def _where(row: models.Channel) -> str:
    if row.kind == ChannelKind.REHEARSAL:
        return say("in dit programma", "in this program")
    ports = [str(row.address[name]) for name in ("port", "console_port") if name in row.address]
    return f"{row.address['host']}:{'/'.join(ports)}"


def _last_seen() -> dict[str, list[tuple[str, Text, Any, bool]]]:
    """Return what the register last said of each controller, by channel."""
    found: dict[tuple[str, str], tuple[str, Text, Any, bool]] = {}
    for content, at in models.Event.objects.filter(kind="peer").order_by("number").values_list("content", "at"):
        said = json.loads(content)
        found[said["channel"], said["peer"]] = (said["peer"], _PEERS[said["state"]], at, said["state"] != "lost")
    by_channel: dict[str, list[tuple[str, Text, Any, bool]]] = {}
    for (channel, _), one in found.items():
        by_channel.setdefault(channel, []).append(one)
    return by_channel
