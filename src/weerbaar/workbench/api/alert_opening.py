# SPDX-License-Identifier: EUPL-1.2
"""Find the alert of a call as its pages do: one of another region is not there, and what one may not do is refused."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, regions_where
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.alerts.opening import use_for
from weerbaar.workbench.api.opening import caller


def with_alerts(request: HttpRequest, action: Action = Action.ALERT_READ) -> User:
    """Return who calls.

    Args:
        request: of the call.
        action: what is done.

    Raises:
        PermissionDenied: this person, or this token, may do this in no region at all.
    """
    user = caller(request)
    if regions_where(user, action) == frozenset():
        raise PermissionDenied
    return user


def open_use(request: HttpRequest, use: str, action: Action = Action.ALERT_READ) -> Use:
    """Return the row of a use, to do something with it.

    Args:
        request: of the call.
        use: its id.
        action: what is done with it.

    Raises:
        Http404: there is none, or this person may not know of it.
        PermissionDenied: this person, or this token, may not do this with it.
    """
    with_alerts(request)
    return use_for(request, use, action)
