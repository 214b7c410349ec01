# SPDX-License-Identifier: EUPL-1.2
"""The menu: what this person may open, in the round that is open and outside it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may, regions_where
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import say


@dataclass(frozen=True)
class Item:
    """One line of the menu."""

    label: str
    address: str
    current: bool


_ROUND = (
    ("round", Action.READ, "Overzicht", "Overview"),
    ("scenarios", Action.READ, "Scenario’s", "Scenarios"),
    ("scoring", Action.SCORE, "Beoordelen", "Score"),
    ("plenary", Action.FACILITATE, "Begeleiden", "Facilitate"),
    ("results", Action.RESULTS, "Resultaten", "Results"),
    ("capabilities", Action.RESULTS, "Capaciteiten", "Capabilities"),
    ("evacuation", Action.READ, "Evacuatie", "Evacuation"),
    ("reports", Action.REPORT, "Rapporten", "Reports"),
    ("exchange", Action.EXPORT, "Uitwisseling", "Exchange"),
    ("round-people", Action.MANAGE, "Mensen", "People"),
    ("round-settings", Action.MANAGE, "Instellingen", "Settings"),
    ("round-audit", Action.AUDIT, "Logboek", "Audit log"),
)
"""Name of the address (which takes ``round_slug``), what it needs, and what it is called."""

_ALSO_BLIND = frozenset({"capabilities", "exchange"})
"""Open to whoever still scores blind: there is more there than what follows from answers."""
_SITE = (
    ("my-work", "Mijn werk", "My work"),
    ("rounds", "Rondes", "Rounds"),
)


def menu_of(user: User, round_: Round | None, path: str) -> list[Item]:
    """Return the menu of the round; empty where none is open. A page without a line of its own is of the overview."""
    if round_ is None:
        return []
    shown = [
        (name, say(nl, en), address)
        for name, action, nl, en in _ROUND
        if may(user, action, round_, blind=name in _ALSO_BLIND)
        and (address := address_of(name, round_slug=round_.slug))
    ]
    here = next((name for name, _, address in shown if name != "round" and _within(path, address)), "round")
    if (jobs := address_of("jobs", round_slug=round_.slug)) and _within(path, jobs):
        # Computations have no line of their own; the way to them is by the results.
        here = "results"
    return [Item(label, address, name == here) for name, label, address in shown]


def site_menu(user: User, path: str) -> list[Item]:
    """Return the menu that stands on every page."""
    found = [Item(say(nl, en), address, path == address) for name, nl, en in _SITE if (address := address_of(name))]
    if regions_where(user, Action.ALERT_READ) != frozenset() and (address := address_of("alerts")):
        found.append(Item(say("NL-Alert", "NL-Alert"), address, _within(path, address)))
    return found


def address_of(name: str, **kwargs: str) -> str:
    """Return an address, empty where this installation lacks the page."""
    try:
        return reverse(name, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


def _within(path: str, address: str) -> bool:
    return path.rstrip("/") == address.rstrip("/") or path.startswith(address.rstrip("/") + "/")
