# SPDX-License-Identifier: EUPL-1.2
"""Drafts: what somebody typed and has not saved yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """Unsaved values of one form of one person; gone once the form is saved.

    Attributes:
        key: names the form and its object (``scenario:12``).
        version: that of the row the form was made from.
        values: name of a field to what was typed; a list where the field has several values.
        labels: name of a field to what it is called on the page.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=0)
    values = models.JSONField(default=dict)
    labels = models.JSONField(default=dict)
    saved = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_per_form")]
