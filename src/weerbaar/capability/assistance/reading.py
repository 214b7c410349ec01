# SPDX-License-Identifier: EUPL-1.2
"""From ``assistance.yaml`` to a situation, or one error that lists everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from weerbaar.base import FileModel, Point, Text, number
from weerbaar.capability.assistance.checking import Checks
from weerbaar.capability.assistance.file_model import (
    ASSISTANCE_FILE,
    POLICE,
    TASKS,
    AssistanceFile,
    Demand,
    FormablePlatoons,
    OfficersOnDuty,
    Party,
    Region,
    Shift,
    Unit,
)
from weerbaar.capability.assistance.situation import Commitment, Helper, Line, Place, Situation, Source
from weerbaar.capability.assistance.staffing import (
    HOURS_PER_YEAR,
    handling_hours,
    officers_for_shift,
    profile_of_shift,
)
from weerbaar.capability.assistance.travel import travel_hours
from weerbaar.capability.folder import Folder, Sheet, find

_LISTS: dict[str, type[FileModel]] = {
    "shifts": Shift,
    "regions": Region,
    "parties": Party,
    "demand": Demand,
    "officers": OfficersOnDuty,
    "platoons": FormablePlatoons,
    "units": Unit,
}

_DEARER = 4
"""How much more heavily each next party counts, where the file does not say."""


def load_assistance(name_or_path: str | Path) -> Situation:
    """Return the situation in a file, in a folder that holds ``assistance.yaml``, or in a shipped example.

    Raises:
        InputError: with every problem in the file.
    """
    path = find(name_or_path, (ASSISTANCE_FILE,))
    folder = Folder(path.parent)
    sheet = folder.read(path.name, AssistanceFile, _LISTS)
    if sheet is None:
        folder.raise_errors()
        raise AssertionError
    Checks(folder, sheet).all()
    folder.raise_errors()
    return situation_of(sheet)


def situation_of(sheet: Sheet[AssistanceFile]) -> Situation:
    """Return the situation of a file in which nothing is wrong."""
    file = sheet.whole()
    region = {r.id: i for i, r in enumerate(file.regions)}
    shift = {s.id: i for i, s in enumerate(file.shifts)}
    party = {p.id: i for i, p in enumerate(file.parties)}
    r, s = len(region), len(shift)
    officers = np.zeros((r, s), dtype=np.int64)
    notice = np.zeros((r, s))
    hidden = np.zeros(r, dtype=bool)
    for duty in file.officers:
        for j in _shifts(duty.shifts, shift):
            officers[region[duty.region], j] += duty.officers
            notice[region[duty.region], j] = max(notice[region[duty.region], j], duty.notice_h)
        hidden[region[duty.region]] |= duty.confidential
    places = [None if p.lat is None or p.lon is None else (p.lat, p.lon) for p in file.regions]
    listed = {(region[j.between[0]], region[j.between[1]]): j.hours for j in file.travel.journeys}
    return Situation(
        id=file.id,
        title=file.title,
        statement=file.statement,
        organisation=file.organisation or Text(nl=""),
        illustrative=file.data == "illustrative",
        begin=file.begin,
        request_h=file.request_h,
        platoon_officers=file.platoon_officers,
        basic_floor=file.basic_floor,
        variant_shares=file.variant_shares,
        dependence=file.dependence,
        at_most_h=file.travel.at_most_h,
        shifts=file.shifts,
        places=tuple(_place(p) for p in file.regions),
        helpers=tuple(
            Helper(
                p.id,
                p.name,
                tuple(TASKS.index(t) for t in p.tasks),
                p.legal,
                p.desk or Text(nl=""),
                float(_DEARER**i) if p.cost is None else p.cost,
            )
            for i, p in enumerate(file.parties)
        ),
        lines=(*_stated(file.demand, region, shift), *_derived(file)),
        sources=(
            *(_formed(p, file, region, shift, party) for p in file.platoons),
            *(_unit(u, region, shift, party) for u in file.units),
        ),
        officers=officers,
        officers_confidential=hidden,
        officers_notice_h=notice,
        travel_h=travel_hours(places, listed, file.travel.speed_kmh, file.travel.detour),
        withheld=np.zeros((r, s, len(TASKS)), dtype=bool),
    )


def _shifts(named: Iterable[str], known: dict[str, int]) -> list[int]:
    return [known[name] for name in named] or list(known.values())


def _place(region: Region) -> Place:
    municipality = region.municipality or region.name
    return Place(region.id, region.name, municipality, region.authority or mayor_of(municipality), region.weight)


def mayor_of(municipality: Text) -> Text:
    """Return who signs the request of a municipality."""
    return Text(nl=f"de burgemeester van {municipality.nl}", en=f"the mayor of {municipality.in_('en')}")


def _stated(demand: Iterable[Demand], region: dict[str, int], shift: dict[str, int]) -> list[Line]:
    found = []
    for line in demand:
        given = line.variants
        for j in _shifts(line.shifts, shift):
            authority = line.authority or (mayor_of(line.municipality) if line.municipality else None)
            found.append(
                Line(
                    region[line.region],
                    j,
                    TASKS.index(line.task),
                    amount=line.amount,
                    variants=None if given is None else (given.low, given.expected, given.high),
                    municipality=line.municipality,
                    authority=authority,
                    reason=line.reason,
                )
            )
    return found


def _derived(file: AssistanceFile) -> list[Line]:
    """Return basic care that follows from incidents, where nobody stated a number."""
    given = file.incidents
    if given is None:
        return []
    every = tuple(s.id for s in file.shifts)
    stated = {(d.region, j) for d in file.demand if d.task == "basic" for j in d.shifts or every}
    numbers = [c.incidents for c in given.classes]
    shares = [n / sum(numbers) for n in numbers]
    hours = handling_hours(numbers, [c.time for c in given.classes], given.mean_handling_h)
    found = []
    clock = file.begin.hour + file.begin.minute / 60
    for i, region in enumerate(file.regions):
        for j, shift in enumerate(file.shifts):
            if region.incident_share is None or (region.id, shift.id) in stated:
                continue
            needed, work = officers_for_shift(
                given.per_year / HOURS_PER_YEAR * region.incident_share,
                shares,
                hours.tolist(),
                [c.factor for c in given.classes],
                profile_of_shift(given.profile, clock + shift.start_h, shift.hours),
                crew=given.crew,
                within_h=given.within_min / 60,
                level=given.level,
            )
            found.append(
                Line(
                    i, j, TASKS.index("basic"), amount=Point(value=needed), reason=_why(work, given.level), derived=True
                )
            )
    return found


def _why(work: float, level: float) -> Text:
    def words(lang: str) -> tuple[str, str]:
        return number(work, "en" if lang == "en" else "nl", 1), number(100 * level, "en" if lang == "en" else "nl")

    return Text(
        nl=f"verwacht werk voor gemiddeld {words('nl')[0]} agenten; bemensing waarbij {words('nl')[1]}% van de "
        "meldingen niet langer wacht dan afgesproken (Erlang C, drukste uur)",
        en=f"expected work for {words('en')[0]} officers on average; staffing at which {words('en')[1]}% of the calls "
        "waits no longer than agreed (Erlang C, busiest hour)",
    )


def _formed(
    p: FormablePlatoons, file: AssistanceFile, region: dict[str, int], shift: dict[str, int], party: dict[str, int]
) -> Source:
    name = next(r.name for r in file.regions if r.id == p.region)
    available = set(_shifts(p.shifts, shift))
    return Source(
        id=p.id,
        name=Text(nl=f"ME-peloton uit {name.nl}", en=f"riot platoon from {name.in_('en')}"),
        party=party[POLICE],
        home=region[p.region],
        parts=p.platoons,
        size=file.platoon_officers,
        tasks=(TASKS.index("riot"),),
        shifts=tuple(j in available for j in range(len(shift))),
        at_once=p.platoons if p.qualified is None else min(p.platoons, p.qualified // file.platoon_officers),
        notice_h=p.notice_h,
        rest_h=p.rest_h,
        max_hours=p.max_hours,
        window_h=p.window_h,
        from_duty=True,
        confidential=p.confidential,
    )


def _unit(u: Unit, region: dict[str, int], shift: dict[str, int], party: dict[str, int]) -> Source:
    part = u.part or u.size
    available = set(_shifts(u.shifts, shift))
    return Source(
        id=u.id,
        name=u.name or Text(nl=u.id),
        party=party[u.party],
        home=region[u.region],
        parts=u.size // part,
        size=part,
        tasks=tuple(TASKS.index(t) for t in u.tasks),
        shifts=tuple(j in available for j in range(len(shift))),
        at_once=u.size // part,
        notice_h=u.notice_h,
        rest_h=u.rest_h,
        max_hours=u.max_hours,
        window_h=u.window_h,
        confidential=u.confidential,
        promised=tuple(
            Commitment(
                shift[p.shift],
                None if p.region is None else region[p.region],
                None if p.task is None else TASKS.index(p.task),
            )
            for p in u.promised
        ),
    )
