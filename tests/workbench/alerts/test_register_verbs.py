# SPDX-License-Identifier: EUPL-1.2
"""Older uses are taken over whole or not at all, by who sets alerts up."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tests.workbench.alerts.offered import asked_by
from weerbaar.base import InputError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts.models import Event
from weerbaar.workbench.alerts.register_verbs import take_over
from weerbaar.workbench.audit.models import Entry

pytestmark = pytest.mark.django_db
CONTENT = b"datum;regio;soort\n2013-01-05;VR20;fire-smoke\n2013-01-06;VR20;fire-smoke\n"


def test_taken_over_once(manager: User, officer: User) -> None:
    assert take_over(asked_by(manager), name="ouder.csv", content=CONTENT) == 2
    assert {event.by for event in Event.objects.all()} == {"beheer"}
    with pytest.raises(InputError):
        take_over(asked_by(manager), name="ouder.csv", content=CONTENT + b"2013-01-07;VR20;fire-smoke\n")
    with pytest.raises(PermissionDenied):
        take_over(asked_by(officer), name="ouder.csv", content=CONTENT)
    assert Event.objects.count() == 2
    assert Entry.objects.get(action="alert.imported").details["uses"] == 2
