# SPDX-License-Identifier: EUPL-1.2
"""Alerts of which nobody said yet that the danger is over, and when somebody must be reminded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from weerbaar.base import Text

Urgency = Literal["running", "soon", "overdue"]


@dataclass(frozen=True, slots=True)
class OpenAlert:
    """An actual alert that was on the air and has no all-clear.

    Attributes:
        on_air: since when.
        expires: end of the broadcast; None where the draft does not say.
        over: the broadcast was ended or withdrawn.
    """

    id: str
    on_air: datetime
    expires: datetime | None
    over: bool


@dataclass(frozen=True, slots=True)
class Reminder:
    """An alert that waits for its all-clear.

    Attributes:
        urgency: ``overdue`` once it is no longer broadcast, ``soon`` shortly before.
        since: since when it is overdue, or when it will be; None where that is not known.
    """

    id: str
    urgency: Urgency
    since: datetime | None

    def words(self) -> Text:
        """Return what to do."""
        if self.urgency == "overdue":
            return Text(
                nl=f"{self.id}: de uitzending is voorbij en niemand heeft gemeld dat het gevaar voorbij is.",
                en=f"{self.id}: the broadcast is over and nobody has given the all-clear.",
            )
        if self.urgency == "soon":
            return Text(
                nl=f"{self.id}: de uitzending loopt af. Meld dat het gevaar voorbij is, of verleng de uitzending.",
                en=f"{self.id}: the broadcast ends soon. Give the all-clear, or prolong the broadcast.",
            )
        return Text(
            nl=f"{self.id}: nog niet gemeld dat het gevaar voorbij is.", en=f"{self.id}: no all-clear given yet."
        )


def reminders(alerts: Iterable[OpenAlert], now: datetime, ahead: timedelta) -> tuple[Reminder, ...]:
    """Return the alerts that wait for their all-clear, the most urgent first.

    Args:
        alerts: without an all-clear.
        now: moment of looking, with its offset.
        ahead: how long before the end of the broadcast an all-clear becomes pressing.
    """
    found = []
    for alert in alerts:
        ended = alert.over or (alert.expires is not None and alert.expires <= now)
        pressing = alert.expires is not None and alert.expires - now <= ahead
        urgency: Urgency = "overdue" if ended else "soon" if pressing else "running"
        found.append((_ORDER.index(urgency), alert.on_air, Reminder(alert.id, urgency, alert.expires)))
    return tuple(reminder for _, _, reminder in sorted(found, key=lambda item: item[:2]))


_ORDER: tuple[Urgency, ...] = ("overdue", "soon", "running")
