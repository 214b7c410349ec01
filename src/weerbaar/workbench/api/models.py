# SPDX-License-Identifier: EUPL-1.2
"""Tokens with which a program acts for somebody."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from weerbaar.workbench.api.scopes import Scope


class ApiToken(models.Model):
    """A token; its secret itself is stored nowhere.

    Attributes:
        digest: SHA-256 of the secret. The secret has 256 bits of chance, so that a slow hash would add nothing.
        prefix: how the secret begins, to know it by.
        scopes: of :class:`~weerbaar.workbench.api.scopes.Scope`.
        last_used: to about five minutes.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    last_used = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_usable(self) -> bool:
        """Whether it was neither revoked nor outlived."""
        return self.revoked is None and self.expires > timezone.now()

    @property
    def scope_list(self) -> list[Scope]:
        """The scopes that this version knows."""
        return [Scope(name) for name in self.scopes if name in Scope.values]
