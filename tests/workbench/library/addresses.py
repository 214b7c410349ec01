# SPDX-License-Identifier: EUPL-1.2
"""Addresses of pages, and what the form of a scenario holds when it is opened."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.library.forms import ScenarioForm
from weerbaar.workbench.library.models import Scenario


def at(name: str, row: Scenario, **more: Any) -> str:
    """Return the address of a page of one scenario."""
    return reverse(name, kwargs={"round_slug": row.round.slug, "slug": row.slug, **more})


def filled(row: Scenario, user: User, **changed: Any) -> dict[str, Any]:
    """Return what a browser sends when somebody changes some fields of the form and saves."""
    form = ScenarioForm(user=user, round_=row.round, row=row)
    sent = {name: value for name, value in form.initial.items() if value is not None}
    sent["version"] = row.version
    for link in form.links.forms:
        sent.update({f"{link.prefix}-{name}": value for name, value in link.initial.items()})
    count = len(form.links.forms)
    sent.update({"links-TOTAL_FORMS": count, "links-INITIAL_FORMS": count - 2})
    return {**sent, **changed}
