# SPDX-License-Identifier: EUPL-1.2
"""People, safety regions, and which role somebody has where."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level


class Region(models.Model):
    """A safety region (veiligheidsregio), with its number of 1 to 25."""

    number = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """Somebody who logs in.

    Attributes:
        clearance: the highest level that this person may see.
        one_time_until: until when the password that an administrator gave can be used, and then only to choose
            another; None where the password is the person's own, or where there is none.
    """

    clearance = models.PositiveSmallIntegerField(default=Level.INTERNAL)
    language = models.CharField(max_length=2, default="nl")
    organisation = models.CharField(max_length=200, blank=True)
    one_time_until = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractUser.Meta):
        constraints = [
            # Who comes in by the provider of the organisation is found by this address.
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="one_person_per_email"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep e-mail addresses in small letters, which is how they are looked up."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)


class Role(models.TextChoices):
    """What somebody does: in a round, or with NL-Alert in a safety region."""

    ADMINISTRATOR = "administrator"
    ANALYST = "analyst"
    FACILITATOR = "facilitator"
    EXPERT = "expert"
    DECIDER = "decider"
    READER = "reader"
    AUDITOR = "auditor"
    ALERT_OFFICER = "alert-officer"
    ALERT_APPROVER = "alert-approver"

    @property
    def text(self) -> Text:
        """The role in words."""
        return _ROLES[self]


_ROLES = {
    Role.ADMINISTRATOR: Text(nl="beheerder", en="administrator"),
    Role.ANALYST: Text(nl="analist", en="analyst"),
    Role.FACILITATOR: Text(nl="procesbegeleider", en="facilitator"),
    Role.EXPERT: Text(nl="deskundige", en="expert"),
    Role.DECIDER: Text(nl="beslisser", en="decider"),
    Role.READER: Text(nl="lezer", en="reader"),
    Role.AUDITOR: Text(nl="controleur", en="auditor"),
    Role.ALERT_OFFICER: Text(nl="opsteller NL-Alert", en="NL-Alert officer"),
    Role.ALERT_APPROVER: Text(nl="goedkeurder NL-Alert", en="NL-Alert approver"),
}

OF_ALERTS = frozenset({Role.ALERT_OFFICER, Role.ALERT_APPROVER})
"""Roles that have to do with alerts and not with rounds: given in a safety region, or everywhere."""


class Grant(models.Model):
    """A role in one round, in every round of a region, or (neither given) everywhere."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    round = models.ForeignKey("rounds.Round", on_delete=models.CASCADE, null=True, blank=True, related_name="grants")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, null=True, blank=True, related_name="grants")
    granted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    granted = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            # Three, because SQLite takes two empty places for different ones.
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(round__isnull=True, region__isnull=True), name="one_grant"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "round"], condition=models.Q(round__isnull=False), name="one_grant_in_round"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "region"], condition=models.Q(region__isnull=False), name="one_grant_in_region"
            ),
            models.CheckConstraint(
                condition=models.Q(round__isnull=True) | models.Q(region__isnull=True), name="round_or_region"
            ),
        ]
