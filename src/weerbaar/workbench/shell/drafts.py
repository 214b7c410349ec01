# SPDX-License-Identifier: EUPL-1.2
"""Unsaved text: keep it while somebody types, offer it again, forget it once it is saved."""

from __future__ import annotations

from typing import Any

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.shell.models import Draft

LARGEST = 256 * 1024
"""Octets of one draft."""
_BESIDE = "~"
"""Ends the key of a second draft: somebody typed on before deciding about the first one."""


def keep(
    user: User,
    key: str,
    values: dict[str, Any],
    *,
    version: int = 0,
    labels: dict[str, str] | None = None,
    beside: bool = False,
) -> Draft:
    """Store what somebody typed, in place of the draft there was.

    Args:
        user: whose draft it is; nobody else ever sees it.
        key: form and object, as in ``data-draft``.
        values: name of a field to its text (or list of texts).
        version: version of the row that the form was made from.
        labels: name of a field to what it is called on the page.
        beside: keep the draft there was too; it has been offered and not been restored or thrown away yet.
    """
    stored, _ = Draft.objects.update_or_create(
        user=user,
        key=key + _BESIDE * beside,
        defaults={"version": version, "values": values, "labels": labels or {}},
    )
    return stored


def draft_of(user: User, key: str) -> Draft | None:
    """Return the newest draft of a form, None where there is none."""
    return next(iter(drafts_of(user, key)), None)


def drafts_of(user: User, key: str) -> list[Draft]:
    """Return every draft of a form, the newest first."""
    return list(Draft.objects.filter(user=user, key__in=[key, key + _BESIDE]).order_by("-saved"))


def forget(user: User, key: str) -> None:
    """Throw the drafts of a form away, because it has been saved."""
    Draft.objects.filter(user=user, key__in=[key, key + _BESIDE]).delete()
