# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a file of assistance beyond single fields: names, times, promises, double bookings."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, pairwise
from typing import Any

from weerbaar.base import Location, Placed, Text
from weerbaar.capability.assistance.file_model import POLICE, AssistanceFile, Promise, Shift, Unit
from weerbaar.capability.assistance.rest import most_in_window
from weerbaar.capability.folder import Folder, Sheet

MOST_CELLS = 200_000
"""Regions × regions × shifts beyond which a plan cannot be made in reasonable time."""


class Checks:
    """The problems of one file; each lands in the folder it was read from."""

    def __init__(self, folder: Folder, sheet: Sheet[AssistanceFile]) -> None:
        self._folder = folder
        self._sheet = sheet
        self._lists = sheet.lists
        self._shifts: dict[str, Shift] = {e.value.id: e.value for e in self._lists["shifts"]}
        self._regions = {e.value.id: e.value for e in self._lists["regions"]}
        self._parties = {e.value.id: e.value for e in self._lists["parties"]}

    def all(self) -> None:
        """Look at everything."""
        for key in ("shifts", "regions", "parties", "units", "platoons"):
            self._folder.refuse_duplicates(self._lists[key])
        self._twice_among_sources()
        self._names()
        self._overlaps()
        self._police()
        self._demand()
        self._officers()
        for entry in self._lists["platoons"]:
            self._in_time(entry)
        for entry in self._lists["units"]:
            self._unit(entry)
        if self._sheet.header is not None:
            self._emptiness(self._sheet.header)
            self._travel(self._sheet.header)

    def _add(
        self,
        entry: Placed[Any],
        inner: Location,
        nl: str,
        en: str,
        hint: tuple[str, str] | None = None,
        value: str = "",
        *,
        warning: bool = False,
    ) -> None:
        said = None if hint is None else Text(nl=hint[0], en=hint[1])
        self._folder.problems.append(entry.problem(inner, nl, en, said, value=value, warning=warning))

    def _known_shifts(self, entry: Placed[Any]) -> None:
        for i, name in enumerate(entry.value.shifts):
            self._folder.refuse_unknown(entry, ("shifts", i), name, self._shifts, "dienst", "shift")
            if name in entry.value.shifts[:i]:
                self._add(
                    entry, ("shifts", i), "deze dienst staat er twee keer.", "this shift occurs twice.", None, name
                )

    def _known_region(self, entry: Placed[Any], name: str, inner: Location = ("region",)) -> bool:
        return self._folder.refuse_unknown(entry, inner, name, self._regions, "regio", "region")

    def _names(self) -> None:
        for key in ("demand", "officers", "platoons", "units"):
            for entry in self._lists[key]:
                self._known_region(entry, entry.value.region)
                self._known_shifts(entry)

    def _twice_among_sources(self) -> None:
        platoons = {e.value.id for e in self._lists["platoons"]}
        for entry in self._lists["units"]:
            if entry.value.id in platoons:
                self._add(
                    entry,
                    ("id",),
                    "deze id is ook die van een ME-peloton.",
                    "this is the id of a platoon too.",
                    ("Geef elk onderdeel een eigen id.", "Give every entry an id of its own."),
                    entry.value.id,
                )

    def _overlaps(self) -> None:
        for one, other in combinations(self._lists["shifts"], 2):
            first, last = sorted((one.value, other.value), key=lambda s: s.start_h)
            if first.id != last.id and last.start_h < first.end_h - 1e-9:
                self._add(
                    other,
                    ("start_h",),
                    f"dienst {other.value.id} overlapt met dienst {one.value.id}.",
                    f"shift {other.value.id} overlaps with shift {one.value.id}.",
                    ("Laat diensten op elkaar volgen.", "Let shifts follow each other."),
                    f"{other.value.start_h:g}",
                )
            elif one.value.start_h > other.value.start_h:
                self._add(
                    other,
                    ("start_h",),
                    f"dienst {other.value.id} begint voor dienst {one.value.id}, die er voor staat.",
                    f"shift {other.value.id} begins before shift {one.value.id}, which stands before it.",
                    ("Zet diensten in volgorde van tijd.", "List shifts in the order of time."),
                )

    def _police(self) -> None:
        if self._sheet.header is not None and self._lists["parties"] and POLICE not in self._parties:
            self._add(
                self._sheet.header,
                ("parties",),
                f"de partij {POLICE} ontbreekt.",
                f"the party {POLICE} is missing.",
                (
                    "Haar plaats in de lijst zegt wanneer politie uit andere regio’s wordt gevraagd.",
                    "Its place in the list says when police from other regions is asked.",
                ),
            )

    def _demand(self) -> None:
        seen: dict[tuple[str, str, str, str], Placed[Any]] = {}
        for entry in self._lists["demand"]:
            line = entry.value
            where = line.municipality.nl if line.municipality else ""
            for shift in line.shifts or tuple(self._shifts):
                key = (line.region, shift, line.task, where)
                if key in seen:
                    self._add(
                        entry,
                        ("task",),
                        f"deze vraag ({line.region}, {shift}) staat er al.",
                        f"this demand ({line.region}, {shift}) is there already.",
                        ("Laat een van beide weg, of noem de gemeenten.", "Leave one out, or name the municipalities."),
                        line.task,
                    )
                    break
                seen[key] = entry

    def _officers(self) -> None:
        seen: set[tuple[str, str]] = set()
        for entry in self._lists["officers"]:
            for shift in entry.value.shifts or tuple(self._shifts):
                if (entry.value.region, shift) in seen:
                    self._add(
                        entry,
                        ("region",),
                        f"agenten van deze regio in dienst {shift} staan er al.",
                        f"officers of this region in shift {shift} are there already.",
                        ("Tel ze samen in een regel.", "Add them up in one line."),
                        entry.value.region,
                    )
                    break
                seen.add((entry.value.region, shift))

    def _request_h(self) -> float | None:
        return None if self._sheet.header is None else self._sheet.header.value.request_h

    def _in_time(self, entry: Placed[Any]) -> None:
        """A shift that is named must lie after the notice; without names, late shifts just do not count."""
        request = self._request_h()
        for i, name in enumerate(entry.value.shifts):
            shift = self._shifts.get(name)
            if shift is None or request is None or request + entry.value.notice_h <= shift.start_h + 1e-9:
                continue
            ready = request + entry.value.notice_h
            self._add(
                entry,
                ("shifts", i),
                f"kan pas op uur {ready:g} vertrekken; deze dienst begint op uur {shift.start_h:g}.",
                f"can only leave at hour {ready:g}; this shift begins at hour {shift.start_h:g}.",
                ("Kies een latere dienst of een kortere notice_h.", "Choose a later shift or a shorter notice_h."),
                name,
            )

    def _unit(self, entry: Placed[Unit]) -> None:
        unit = entry.value
        self._in_time(entry)
        party = self._parties.get(unit.party)
        self._folder.refuse_unknown(entry, ("party",), unit.party, self._parties, "partij", "party")
        for i, task in enumerate(unit.tasks):
            if party is not None and task not in party.tasks:
                self._add(
                    entry,
                    ("tasks", i),
                    f"{party.name.nl} mag deze taak niet uitvoeren.",
                    f"{party.name.in_('en')} may not do this task.",
                    (f"Toegestaan: {', '.join(party.tasks)}.", f"Allowed: {', '.join(party.tasks)}."),
                    task,
                )
        sound = [(i, p) for i, p in enumerate(unit.promised) if self._promise(entry, i, p)]
        self._double(entry, sound)

    def _promise(self, entry: Placed[Unit], i: int, promise: Promise) -> bool:
        """Return whether the promise names a shift that exists."""
        at = ("promised", i)
        if promise.region is not None:
            self._known_region(entry, promise.region, (*at, "region"))
        if promise.task is not None and promise.task not in entry.value.tasks:
            self._add(
                entry,
                (*at, "task"),
                "deze eenheid kan deze taak niet uitvoeren.",
                "this unit cannot do this task.",
                (f"Kies uit: {', '.join(entry.value.tasks)}.", f"Choose from: {', '.join(entry.value.tasks)}."),
                promise.task,
            )
        known = self._folder.refuse_unknown(entry, (*at, "shift"), promise.shift, self._shifts, "dienst", "shift")
        if known and entry.value.shifts and promise.shift not in entry.value.shifts:
            self._add(
                entry,
                (*at, "shift"),
                "de eenheid is in deze dienst niet beschikbaar.",
                "the unit is not available in this shift.",
                value=promise.shift,
            )
        return known

    def _double(self, entry: Placed[Unit], promises: Iterable[tuple[int, Promise]]) -> None:
        listed = list(promises)
        doubled: dict[str, list[str]] = {}
        for _, p in listed:
            doubled.setdefault(p.shift, []).append(p.region or (p.elsewhere.nl if p.elsewhere else ""))
        for shift, where in doubled.items():
            if len(where) > 1:
                self._add(
                    entry,
                    ("promised",),
                    f"dubbel geboekt in dienst {shift}: {', '.join(where)}.",
                    f"double-booked in shift {shift}: {', '.join(where)}.",
                    ("Een eenheid kan op één plaats zijn.", "A unit can be in one place."),
                    entry.value.id,
                )
        once = sorted({p.shift for _, p in listed}, key=lambda name: self._shifts[name].start_h)
        self._rest(entry, [self._shifts[name] for name in once])

    def _rest(self, entry: Placed[Unit], worked: list[Shift]) -> None:
        unit = entry.value
        for one, other in pairwise(worked):
            if other.start_h - one.end_h < unit.rest_h - 1e-9:
                self._add(
                    entry,
                    ("promised",),
                    f"tussen de toegezegde diensten {one.id} en {other.id} is geen {unit.rest_h:g} uur rust.",
                    f"there is no rest of {unit.rest_h:g} hours between the promised shifts {one.id} and {other.id}.",
                    value=unit.id,
                )
        if unit.max_hours is None:
            return
        if most_in_window([(s.start_h, s.end_h) for s in worked], unit.window_h) > unit.max_hours + 1e-9:
            self._add(
                entry,
                ("promised",),
                f"de toegezegde diensten zijn samen meer dan {unit.max_hours:g} uur in {unit.window_h:g} uur.",
                f"the promised shifts add up to more than {unit.max_hours:g} hours in {unit.window_h:g} hours.",
                value=unit.id,
            )

    def _emptiness(self, header: Placed[AssistanceFile]) -> None:
        for key, nl, en in (
            ("shifts", "diensten", "shifts"),
            ("regions", "regio’s", "regions"),
            ("parties", "partijen", "parties"),
        ):
            if not self._listed(key):
                self._add(header, (key,), f"er zijn geen {nl}.", f"there are no {en}.")
        derived = header.value.incidents is not None and any(
            r.incident_share is not None for r in self._regions.values()
        )
        if not self._listed("demand") and not derived:
            self._add(
                header,
                ("demand",),
                "er wordt niets gevraagd.",
                "nothing is asked for.",
                (
                    "Geef demand, of incidents met per regio een incident_share.",
                    "Give demand, or incidents with an incident_share per region.",
                ),
            )
        cells = len(self._regions) ** 2 * len(self._shifts)
        if cells > MOST_CELLS:
            self._add(
                header,
                ("regions",),
                f"{len(self._regions)} regio’s en {len(self._shifts)} diensten zijn te veel voor een plan.",
                f"{len(self._regions)} regions and {len(self._shifts)} shifts are too many for one plan.",
                ("Plan een kortere periode, of voeg regio’s samen.", "Plan a shorter period, or join regions."),
            )

    def _listed(self, key: str) -> bool:
        data = self._sheet.header.source.data if self._sheet.header is not None else {}
        return bool(data.get(key))

    def _travel(self, header: Placed[AssistanceFile]) -> None:
        travel = header.value.travel
        listed: set[frozenset[str]] = set()
        for i, journey in enumerate(travel.journeys):
            at: Location = ("travel", "journeys", i)
            for j, name in enumerate(journey.between):
                self._known_region(header, name, (*at, "between", j))
            pair = frozenset(journey.between)
            if pair in listed:
                self._add(header, at, "deze reis staat er al.", "this journey is there already.")
            elif len(pair) == 1 and journey.hours:
                self._add(
                    header, at, "binnen een regio is de reistijd 0.", "within a region the journey takes 0 hours."
                )
            listed.add(pair)
        placed = {name for name, r in self._regions.items() if r.lat is not None and travel.speed_kmh is not None}
        for one, other in combinations(self._regions, 2):
            if frozenset((one, other)) not in listed and not {one, other} <= placed:
                self._add(
                    header,
                    ("travel",),
                    f"van {one} naar {other} is geen reistijd bekend.",
                    f"no journey time is known from {one} to {other}.",
                    (
                        "Noem de reis in journeys, of geef lat en lon met speed_kmh.",
                        "List the journey, or give lat and lon with speed_kmh.",
                    ),
                )
                return
