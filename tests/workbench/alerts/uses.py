# SPDX-License-Identifier: EUPL-1.2
"""Uses of NL-Alert, and people who have to do with them."""

from __future__ import annotations

from weerbaar.workbench.accounts.models import Grant, Region, Role, User
from weerbaar.workbench.alerts.models import Use

HERE, ELSEWHERE = 20, 4
"""Numbers of two safety regions."""


def region(number: int = HERE) -> Region:
    """Return a safety region."""
    return Region.objects.get(number=number)


def in_region(user: User, role: Role, number: int = HERE) -> User:
    """Give somebody a role in a safety region."""
    Grant.objects.create(user=user, role=role, region=region(number))
    return user


def use_of(author: User, number: int | None = HERE, name: str = "VR20-1", **fields: object) -> Use:
    """Make a use; of the country where no region is given."""
    given = {"title": "Brand in Moerdijk", "incident": "fire-smoke", "status": "actual", "author": author}
    return Use.objects.create(use=name, region=None if number is None else region(number), **(given | fields))
