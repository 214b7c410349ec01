# SPDX-License-Identifier: EUPL-1.2
"""Alerts that wait for their all-clear."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.alerting.approval.drafts import NOW
from weerbaar.alerting.approval import OpenAlert, reminders

AHEAD = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("left", "over", "urgency"),
    [
        (60, False, "running"),
        (30, False, "soon"),
        (1, False, "soon"),
        (0, False, "overdue"),
        (-5, False, "overdue"),
        (60, True, "overdue"),
        (None, False, "running"),
        (None, True, "overdue"),
    ],
)
def test_the_urgency_follows_from_the_end_of_the_broadcast(left: int | None, over: bool, urgency: str) -> None:
    expires = None if left is None else NOW + timedelta(minutes=left)
    (reminder,) = reminders([OpenAlert("u", NOW - timedelta(hours=1), expires, over)], NOW, AHEAD)
    assert (reminder.urgency, reminder.since) == (urgency, expires)
    assert reminder.words().nl.startswith("u: ")
    assert reminder.words().en.startswith("u: ")


def test_the_most_urgent_comes_first_and_then_the_oldest() -> None:
    alerts = [
        OpenAlert(name, NOW - timedelta(minutes=age), NOW + timedelta(minutes=left), False)
        for name, age, left in (("a", 10, 90), ("b", 20, -1), ("c", 40, -1), ("d", 5, 10))
    ]
    assert [reminder.id for reminder in reminders(alerts, NOW, AHEAD)] == ["c", "b", "d", "a"]
