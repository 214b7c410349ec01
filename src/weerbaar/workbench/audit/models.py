# SPDX-License-Identifier: EUPL-1.2
"""The log: rows that can only be added, each with the hash of the one before."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class Entry(models.Model):
    """One thing that happened. Actor and object are written out, so that the row stands when they are gone.

    ``digest`` is the SHA-256 of the row's content and the digest of the row before.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150, blank=True)
    actor_id = models.BigIntegerField(null=True)
    address = models.CharField(max_length=45, blank=True)
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=120, blank=True)
    round_slug = models.CharField(max_length=80, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["round_slug", "sequence"]),
            models.Index(fields=["action", "sequence"]),
            models.Index(fields=["actor", "sequence"]),
            models.Index(fields=["object_kind", "object_id", "sequence"]),
            models.Index(fields=["at"]),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError("entries of the audit log are never changed or removed")
