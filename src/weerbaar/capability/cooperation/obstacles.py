# SPDX-License-Identifier: EUPL-1.2
"""What stands in the way in one situation: what expired, what waits for itself, what comes too late, what to check."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from weerbaar.base import Text
from weerbaar.capability.cooperation.activation import Timeline, steps_of
from weerbaar.capability.cooperation.answer import Finding, RequestLine, UnitLine, hour_words
from weerbaar.capability.cooperation.cycles import cycles
from weerbaar.capability.cooperation.file_model import Agreement, Demand, Unit
from weerbaar.capability.cooperation.promises import double_booking_finding, double_bookings, is_double_booked
from weerbaar.capability.cooperation.register import Register, validity
from weerbaar.capability.cooperation.requests import Course
from weerbaar.capability.cooperation.situations import broader, covers, situation


def obstacles(
    register: Register, course: Course, requests: Sequence[RequestLine], units: Sequence[UnitLine]
) -> tuple[Finding, ...]:
    """Return a finding, one sentence, for everything that stands in the way or must be checked."""
    on = course.on
    meant = [a for a in register.agreements.values() if covers(a.situations, course.situation)]
    seen = [line.unit for line in units]
    booked = [u for u in seen if is_double_booked(u, on)]
    return (
        *agreements_out_of_force(meant, on),
        *certificates_expired(seen, on),
        *(double_booking_finding(b, register) for b in double_bookings(booked, since=on)),
        *waiting_circles(register, course.usable.values(), course.floor),
        *demands_not_met(register, course.situation, units),
        *to_be_checked(course.usable.values(), [line.unit for line in units]),
        *_nobody_begins(course),
        *withheld(register),
    )


def agreements_out_of_force(agreements: Iterable[Agreement], on: datetime.date) -> list[Finding]:
    """Return one finding per agreement that has expired or is not in force yet."""
    found = []
    for a in agreements:
        held = validity(a, on)
        nl, en = a.title.nl, a.title.in_("en")
        if held == "expired":
            text = Text(
                nl=f"{nl} is verlopen op {a.valid_until} en wordt niet gebruikt.",
                en=f"{en} expired on {a.valid_until} and is not used.",
            )
            found.append(Finding("expired", (a.id,), text))
        elif held == "not-yet":
            text = Text(
                nl=f"{nl} geldt pas vanaf {a.valid_from} en wordt niet gebruikt.",
                en=f"{en} is in force from {a.valid_from} only and is not used.",
            )
            found.append(Finding("not-in-force", (a.id,), text))
    return found


def certificates_expired(units: Iterable[Unit], on: datetime.date) -> list[Finding]:
    """Return one finding per unit whose certificate has expired."""
    return [
        Finding(
            "certificate-expired",
            (u.id,),
            Text(
                nl=f"Het certificaat {u.certificate.name.nl} van {u.name.nl} is verlopen op {u.certificate.expires}.",
                en=f"The certificate {u.certificate.name.in_('en')} of {u.name.in_('en')} expired on "
                f"{u.certificate.expires}.",
            ),
        )
        for u in units
        if u.certificate is not None and u.certificate.expires is not None and u.certificate.expires < on
    ]


def waiting_circles(register: Register, usable: Iterable[Agreement], floor: Timeline) -> list[Finding]:
    """Return one finding per circle of requests in which each can only be made after another one."""
    stuck = {a.id: a for a in usable if a.asks and a.id not in floor.agreements}
    brings: dict[str, list[str]] = {}
    for a in stuck.values():
        for party in {*(s.to for s in steps_of(a)), a.asked, a.decides, a.coordinates} - {None}:
            brings.setdefault(str(party), []).append(a.id)
    waits = {
        a.id: [other for party in a.asks if party not in floor.parties for other in brings.get(party, ())]
        + [other for other in a.requires if other in stuck]
        for a in stuck.values()
    }
    found = []
    for circle in cycles({id_: [o for o in others if o != id_] for id_, others in waits.items()}):
        nl, en = (" → ".join(register.name(i).in_(lang) for i in (*circle, circle[0])) for lang in ("nl", "en"))
        text = Text(nl=f"Deze verzoeken wachten op elkaar: {nl}.", en=f"These requests wait for each other: {en}.")
        found.append(Finding("circle", circle, text))
    return found


def demands_not_met(register: Register, tag: str, units: Sequence[UnitLine]) -> list[Finding]:
    """Return one finding per capability that no unit brings within the hours that the situation asks for."""
    tags = broader(tag)
    return [
        found
        for demand in register.demands
        if demand.situation in tags and (found := _not_met(register, tag, demand, units)) is not None
    ]


def _not_met(register: Register, tag: str, demand: Demand, units: Sequence[UnitLine]) -> Finding | None:
    able = [u for u in units if demand.capability in u.unit.capabilities and u.state != "cannot"]
    sure = [u for u in able if u.on_site_h is not None and not u.at_least]
    if any((u.on_site_h or 0.0) <= demand.within_h for u in sure):
        return None
    what, where = register.capabilities[demand.capability], situation(tag).name
    hour = hour_words(demand.within_h)
    nl = f"Bij {where.nl} is er op {hour.nl} geen eenheid voor {what.nl}"
    en = f"In case of {where.in_('en')} no unit for {what.in_('en')} is there at {hour.en}"
    if sure:
        first = min(sure, key=lambda u: u.on_site_h or 0.0)
        when, name = hour_words(first.on_site_h), first.unit.name
        nl += f"; de eerste is er op {when.nl} ({name.nl})."
        en += f"; the first is there at {when.en} ({name.in_('en')})."
    elif able:
        nl += " van wie vaststaat dat zij op tijd is: er ontbreken tijden."
        en += " of which it is certain that it is in time: hours are missing."
    else:
        nl, en = f"{nl}, en geen die kan komen.", f"{en}, and none that can come."
    return Finding("no-unit", (demand.capability, tag), Text(nl=nl, en=en))


def to_be_checked(agreements: Iterable[Agreement], units: Iterable[Unit]) -> list[Finding]:
    """Return one finding per agreement or unit that must be checked before anybody relies on it."""
    found = [
        Finding(
            "verify",
            (a.id,),
            Text(
                nl=f"{a.title.nl}: nog te controleren tegen de wettekst.",
                en=f"{a.title.in_('en')}: still to be checked against the text of the law.",
            ),
        )
        for a in agreements
        if a.verify
    ]
    return found + [
        Finding(
            "verify",
            (u.id,),
            Text(
                nl=f"{u.name.nl}: nog te controleren bij de eigenaar.",
                en=f"{u.name.in_('en')}: still to be checked with its owner.",
            ),
        )
        for u in units
        if u.verify
    ]


def withheld(register: Register) -> list[Finding]:
    """Return the finding that confidential parts were left out, where they were."""
    count = register.withheld_count
    if not count:
        return []
    nl = f"{count} vertrouwelijk{'e onderdelen zijn' if count > 1 else ' onderdeel is'}"
    en = f"{count} confidential part{'s were' if count > 1 else ' was'}"
    text = Text(
        nl=f"{nl} weggelaten; wat hier ontbreekt, kan er dus zijn.",
        en=f"{en} left out; what is missing here may therefore exist.",
    )
    return [Finding("withheld", (), text)]


def _nobody_begins(course: Course) -> list[Finding]:
    if course.floor.parties:
        return []
    where = situation(course.situation).name
    text = Text(
        nl=f"Geen enkele partij heeft bij {where.nl} op deze dag een eigen bevoegdheid; niemand kan beginnen.",
        en=f"No party has a power of its own in case of {where.in_('en')} on this day; nobody can begin.",
    )
    return [Finding("nobody-begins", (), text)]
