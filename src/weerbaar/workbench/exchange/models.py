# SPDX-License-Identifier: EUPL-1.2
"""Files that wait for a decision to take them in, and webhooks with what they sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from weerbaar.base import Text
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.versioned import Versioned


class Upload(models.Model):
    """A file between upload and import. Its content lies in the data folder under its SHA-256.

    Attributes:
        round: the round it goes into; None where it becomes a new one.
        problems: what the check found, as :func:`weerbaar.workbench.exchange.checking.problem_data` writes it.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, blank=True, related_name="uploads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    problems = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created"]


class Webhook(Versioned):
    """An address that is told what happens in a round.

    Attributes:
        events: kinds of events; empty for all.
        salt: the secret is made from this and the key of the installation; it is stored nowhere.
        key: which key that was, so that a new key of the installation shows.
        counted_from: failures before this moment do not count any more.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=500)
    events = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    salt = models.CharField(max_length=64)
    key = models.CharField(max_length=16)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    counted_from = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.url


class Sending(models.TextChoices):
    """How far a delivery is."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given-up"

    @property
    def text(self) -> Text:
        """In words."""
        return _SENDING[self]


_SENDING = {
    Sending.WAITING: Text(nl="wacht", en="waiting"),
    Sending.SENT: Text(nl="afgeleverd", en="delivered"),
    Sending.GIVEN_UP: Text(nl="opgegeven", en="given up"),
}


class Delivery(models.Model):
    """One event for one webhook.

    Attributes:
        body: the bytes that are sent and signed.
        answer: HTTP status of the last attempt; None where there was no answer.
        fault: why the last attempt failed, in one line.
        next_try: not before this; also how long a process that is sending it now may take.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=60)
    body = models.TextField()
    state = models.CharField(max_length=10, default=Sending.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    answer = models.PositiveSmallIntegerField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    tried = models.DateTimeField(null=True, blank=True)
    next_try = models.DateTimeField()

    class Meta:
        ordering = ["-created", "-pk"]
        indexes = [models.Index(fields=["state", "next_try"])]

    @property
    def sending(self) -> Sending:
        """How far it is."""
        return Sending(self.state)
