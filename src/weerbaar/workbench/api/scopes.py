# SPDX-License-Identifier: EUPL-1.2
"""What a token may be used for. A scope never adds to what its owner may do; it only leaves things out."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from weerbaar.base import Text
from weerbaar.workbench.accounts.permissions import Action


class Scope(models.TextChoices):
    """One thing that a token is made for. Reading always belongs to it: without it nothing can be found."""

    READ = "read"
    WRITE = "write"
    SCORE = "score"
    FACILITATE = "facilitate"
    DECIDE = "decide"
    EXCHANGE = "exchange"
    ADMIN = "admin"
    AUDIT = "audit"
    ALERT = "alert"

    @property
    def text(self) -> Text:
        """The scope in words."""
        return _WORDS[self]


_WORDS = {
    Scope.READ: Text(nl="lezen (hoort er altijd bij)", en="read (always included)"),
    Scope.WRITE: Text(
        nl="schrijven: scenario’s, toetsing, opmerkingen, rekenopdrachten, capaciteiten",
        en="write: scenarios, reviews, comments, computations, capabilities",
    ),
    Scope.SCORE: Text(nl="beoordelen als deskundige", en="score as an expert"),
    Scope.FACILITATE: Text(
        nl="begeleiden: panel, voortgang, groepsoordeel", en="facilitate: panel, progress, group judgement"
    ),
    Scope.DECIDE: Text(nl="vaststellen en besluiten", en="sign and decide"),
    Scope.EXCHANGE: Text(nl="in- en uitvoeren", en="import and export"),
    Scope.ADMIN: Text(nl="beheren: rondes, mensen, rollen, webhooks", en="administer: rounds, people, roles, webhooks"),
    Scope.AUDIT: Text(nl="het logboek lezen", en="read the audit log"),
    Scope.ALERT: Text(
        nl="NL-Alert: opstellen, goedkeuren, verzenden en intrekken", en="NL-Alert: draft, approve, send and cancel"
    ),
}
ACTIONS = {
    Scope.READ: frozenset({Action.READ, Action.RESULTS, Action.REPORT, Action.ALERT_READ}),
    Scope.WRITE: frozenset({Action.COMMENT, Action.WRITE, Action.REVIEW, Action.ANALYSE, Action.CAPABILITIES}),
    Scope.SCORE: frozenset({Action.SCORE}),
    Scope.FACILITATE: frozenset({Action.FACILITATE, Action.SEE_PANEL}),
    Scope.DECIDE: frozenset({Action.DECIDE}),
    Scope.EXCHANGE: frozenset({Action.EXPORT, Action.IMPORT}),
    Scope.ADMIN: frozenset({Action.MANAGE, Action.MANAGE_USERS, Action.ALERT_SETUP}),
    Scope.AUDIT: frozenset({Action.AUDIT}),
    Scope.ALERT: frozenset({Action.ALERT_WRITE, Action.ALERT_APPROVE}),
}
"""What can be done with each; every action has exactly one scope."""


def actions_of(scopes: Iterable[str]) -> frozenset[Action]:
    """Return what a token with these scopes may be used for, as far as its owner may; unknown names mean nothing."""
    known = {Scope.READ, *(Scope(name) for name in scopes if name in Scope.values)}
    return frozenset().union(*(ACTIONS[scope] for scope in known))
