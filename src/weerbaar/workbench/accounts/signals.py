# SPDX-License-Identifier: EUPL-1.2
"""Says that something happened to people; the log, which this app does not know, listens and writes it down."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.dispatch import Signal
from django.http import HttpRequest

from weerbaar.workbench.accounts.models import User

happened = Signal()
"""Sent in the transaction of the change, by :func:`tell`, with its arguments; ``details`` is a dict."""


def tell(
    request: HttpRequest | None,
    action: str,
    subject: models.Model | None = None,
    *,
    round_: Any = None,
    actor: User | None = None,
    **details: Any,
) -> None:
    """Say that something happened; a listener that fails undoes it.

    Args:
        request: the request in which it happened; None for a command.
        action: as ``noun.verb``.
        subject: the row it happened to.
        round_: the round it belongs to.
        actor: who did it, where that is not the user of the request.
        details: values that JSON can hold.
    """
    happened.send(
        sender=None, request=request, action=action, subject=subject, round_=round_, actor=actor, details=details
    )
