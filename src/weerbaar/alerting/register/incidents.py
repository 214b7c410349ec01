# SPDX-License-Identifier: EUPL-1.2
"""What counts as one time that NL-Alert was used: an incident, with its updates and its all-clear, in a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from weerbaar.alerting.register.uses import Use
from weerbaar.base import Text, WeerbaarError

NATIONAL = "NL"


class PeriodError(WeerbaarError):
    """A period that ends before it begins."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One deployment: the first alert with those that updated it or ended it.

    Attributes:
        day: day of the first alert that was on the air, in the Netherlands.
        region: safety region, or ``NL`` where the country alerted.
        kind: kind of incident.
        uses: ids of the alerts that were on the air, in order of time.
        imported: taken over from before this register.
    """

    id: str
    day: date
    region: str
    kind: str
    uses: tuple[str, ...]
    imported: bool


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """The deployments in a period, and what was left out of them.

    Attributes:
        first, last: the period, both days included.
        incidents: in order of time.
        exercises, tests: alerts of that kind in the period; they are not deployments.
        unproved: actual alerts that were ordered and of which no cell said that it took them.
    """

    first: date
    last: date
    incidents: tuple[Incident, ...]
    exercises: int
    tests: int
    unproved: int

    @property
    def messages(self) -> int:
        """Alerts on the air, updates and all-clears counted."""
        return sum(len(incident.uses) for incident in self.incidents)

    @property
    def regions(self) -> tuple[str, ...]:
        """Safety regions that alerted; the country is none of them."""
        return tuple(sorted({i.region for i in self.incidents if i.region != NATIONAL}))

    @property
    def national(self) -> int:
        """Deployments by the country."""
        return sum(i.region == NATIONAL for i in self.incidents)


def count_period(uses: Mapping[str, Use], first: date, last: date) -> PeriodCount:
    """Return the deployments from ``first`` up to and including ``last``.

    An alert that updates another, or says that the danger is over, belongs to the incident of that other. An incident
    belongs to the day of its first alert on the air. Two regions that alert for one event are two deployments, as each
    took its own decision.

    Raises:
        PeriodError: ``last`` is before ``first``.
    """
    if last < first:
        raise PeriodError(
            Text(nl=f"De periode eindigt ({last}) voordat zij begint ({first}).", en=f"{last} is before {first}.")
        )
    members: dict[str, list[tuple[date, Use]]] = {}
    exercises = tests = unproved = 0
    for use in uses.values():
        if use.day is None:
            continue
        inside = first <= use.day <= last
        if use.status != "actual":
            exercises += inside and use.status == "exercise"
            tests += inside and use.status == "test"
        elif use.was_on_air:
            members.setdefault(root_of(uses, use).id, []).append((use.day, use))
        else:
            unproved += inside
    incidents = []
    for name, alerts in members.items():
        alerts.sort(key=lambda alert: alert[0])
        day, earliest = alerts[0]
        root = uses[name] if uses[name].status == "actual" else earliest
        if first <= day <= last:
            ids = tuple(use.id for _, use in alerts)
            incidents.append(Incident(name, day, root.region, root.incident, ids, root.imported is not None))
    incidents.sort(key=lambda incident: (incident.day, incident.id))
    return PeriodCount(first, last, tuple(incidents), exercises, tests, unproved)


def root_of(uses: Mapping[str, Use], use: Use) -> Use:
    """Return the first alert of the chain of updates that ``use`` is in; a circle is left where it closes."""
    seen = {use.id}
    while (earlier := uses.get(use.replaces or "")) is not None and earlier.id not in seen:
        use = earlier
        seen.add(use.id)
    return use
