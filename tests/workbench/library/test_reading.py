# SPDX-License-Identifier: EUPL-1.2
"""Reading what is confidential is logged, and the page is marked."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.library.reading import note_reading, reader, round_of, scenario_for

pytestmark = pytest.mark.django_db


def asking(row: Scenario, user: User, method: str = "GET") -> Any:
    request: Any = RequestFactory().generic(method, "/")
    request.user, request.round = user, row.round
    return request


def test_open_reading_is_not_logged(row: Scenario, writer: User) -> None:
    request = asking(row, writer)
    assert scenario_for(request, row.slug) == row
    assert (reader(request), round_of(request), request.level) == (writer, row.round, Level.OPEN)
    assert not Entry.objects.exists()


def test_confidential_reading_is_logged_and_marked(row: Scenario, writer: User) -> None:
    row.change(1, level=Level.DEPARTMENTAL)
    with pytest.raises(Http404):
        scenario_for(asking(row, writer), row.slug)
    writer.clearance = Level.DEPARTMENTAL
    request = asking(row, writer)
    scenario_for(request, row.slug)
    assert request.level == Level.DEPARTMENTAL
    entry = Entry.objects.get()
    assert (entry.action, entry.actor, entry.level, entry.round_slug) == ("scenario.read", "anna", 2, row.round.slug)
    scenario_for(asking(row, writer, "POST"), row.slug)
    assert Entry.objects.count() == 1


def test_a_marking_only_goes_up(row: Scenario, writer: User) -> None:
    request = asking(row, writer)
    request.level = Level.SECRET
    note_reading(request, Level.INTERNAL, "x.read")
    assert request.level == Level.SECRET
