# SPDX-License-Identifier: EUPL-1.2
"""Which uses somebody may open, and with what."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from weerbaar.workbench.accounts.models import Region, User
from weerbaar.workbench.accounts.permissions import Action, may_in_region, regions_where
from weerbaar.workbench.alerts.models import Use


def person(request: HttpRequest) -> User:
    """Return who asks; the guard of the page has seen to it that somebody has logged in."""
    return cast(User, request.user)


def uses_for(user: User) -> QuerySet[Use]:
    """Return the uses that somebody may read, newest first.

    Everybody who works with alerts reads those of the country; of the regions only the own ones.
    """
    regions = regions_where(user, Action.ALERT_READ)
    found = Use.objects.select_related("region", "author")
    if regions is None:
        return found
    return found.filter(Q(region__in=regions) | Q(region=None)) if regions else found.none()


def use_for(request: HttpRequest, use: str, action: Action = Action.ALERT_READ) -> Use:
    """Return a use, to do something with it.

    Raises:
        Http404: there is none, or this person may not know of it.
        PermissionDenied: this person may read it, but not do this.
    """
    user = person(request)
    found = uses_for(user).filter(use=use).first()
    if found is None:
        raise Http404
    if action != Action.ALERT_READ and not may_in_region(user, action, found.region_id):
        raise PermissionDenied
    return found


def regions_for(user: User, action: Action) -> list[tuple[str, str]]:
    """Return the regions in which somebody may do something: code (``VR20``, ``NL`` for the country) and name."""
    keys = regions_where(user, action)
    rows = Region.objects.all() if keys is None else Region.objects.filter(pk__in=keys)
    found = [(code_of(region), region.name) for region in rows]
    return [("NL", "Nederland"), *found] if keys is None else found


def code_of(region: Region | None) -> str:
    """Return the code of a region as the library has it; ``NL`` for the country."""
    return "NL" if region is None else f"VR{region.number:02d}"


def region_of(code: str) -> Region | None:
    """Return the region with a code; None for the country.

    Raises:
        Http404: there is no such region.
    """
    if code == "NL":
        return None
    known = code.startswith("VR") and len(code) == 4 and code[2:].isdecimal()
    found = Region.objects.filter(number=int(code[2:])).first() if known else None
    if found is None:
        raise Http404
    return found
