# SPDX-License-Identifier: EUPL-1.2
"""Where each unit is at T+h: on site, under way, asked, not yet asked, or out of reach, and why."""

from __future__ import annotations

from weerbaar.base import Text
from weerbaar.capability.cooperation.answer import UnitLine, UnitState
from weerbaar.capability.cooperation.file_model import Agreement, Unit
from weerbaar.capability.cooperation.promises import is_double_booked
from weerbaar.capability.cooperation.register import Register, validity
from weerbaar.capability.cooperation.requests import Course
from weerbaar.capability.cooperation.situations import broader, covers


def unit_lines(register: Register, course: Course, site: str | None = None) -> tuple[UnitLine, ...]:
    """Return a line per unit that matters in the situation, soonest on site first.

    A unit matters when an agreement for the situation names it, or when the situation asks for what it can do.
    """
    tags = broader(course.situation)
    demanded = {d.capability for d in register.demands if d.situation in tags}
    lines = [
        _line(register, course, unit, site)
        for unit in register.units.values()
        if _matters(register, course, unit, demanded)
    ]
    never = float("inf")
    return tuple(sorted(lines, key=lambda u: (u.state == "cannot", u.on_site_h if u.on_site_h is not None else never)))


def _matters(register: Register, course: Course, unit: Unit, demanded: set[str]) -> bool:
    if demanded.intersection(unit.capabilities):
        return True
    named = (register.agreements[a] for a in unit.agreements)
    return any(covers(a.situations, course.situation) for a in named) or (not unit.agreements and not demanded)


def _line(register: Register, course: Course, unit: Unit, site: str | None) -> UnitLine:
    booked = is_double_booked(unit, course.on)
    why = _why_never(register, course, unit)
    if why is not None:
        return UnitLine(unit, None, None, None, None, None, None, False, "cannot", booked, why)
    agreement, asked, called, at_least = _call(course, unit)
    departs, on_site, guessed = _moments(unit, called, site)
    at_least = at_least or guessed
    until = None if on_site is None or unit.self_sufficient_h is None else on_site + unit.self_sufficient_h
    made = agreement is None or course.is_asked(agreement.id)
    state = _state(course.at_h, made, asked, called, on_site, at_least)
    return UnitLine(unit, agreement, asked, called, departs, on_site, until, at_least, state, booked, None)


def _call(course: Course, unit: Unit) -> tuple[Agreement | None, float, float, bool]:
    """Return under which agreement a unit is called soonest, when it is asked for and called, and if that is a bound.

    An hour of which every step is known goes before one that is only a lower bound.
    """
    if not unit.agreements:
        hour, at_least = course.entered(unit.party)
        return None, hour or 0.0, hour or 0.0, at_least
    options = []
    for id_ in unit.agreements:
        agreement = course.usable.get(id_)
        if agreement is None:
            continue
        if not agreement.asks:
            hour, at_least = course.entered(unit.party)
            asked = hour
        else:
            hour, at_least = course.granted(id_)
            called = course.called(id_)
            asked = None if called is None else called.asked_h
        if hour is not None and asked is not None:
            options.append((at_least, hour, id_, agreement, asked))
    at_least, hour, _, agreement, asked = min(options, key=lambda o: o[:3])
    return agreement, asked, hour, at_least


def _moments(unit: Unit, called: float, site: str | None) -> tuple[float | None, float, bool]:
    """Return when a unit leaves and when it is on site, and whether the second is only a lower bound."""
    if unit.arrival_h is not None:
        return None, called + unit.arrival_h, False
    travel = next((t.hours for t in unit.travel_to if t.site == site), unit.travel_h)
    parts = (unit.notice_h, unit.departure_h, travel)
    departs = None if None in parts[:2] else called + (unit.notice_h or 0.0) + (unit.departure_h or 0.0)
    return departs, called + sum(part or 0.0 for part in parts), None in parts


def _state(at_h: float, made: bool, asked: float, called: float, on_site: float, at_least: bool) -> UnitState:
    if asked > at_h or not made:
        return "not-yet-asked"
    if on_site <= at_h:
        return "unknown" if at_least else "there"
    return "under-way" if called <= at_h else "asked"


def _why_never(register: Register, course: Course, unit: Unit) -> Text | None:
    held = validity(unit, course.on)
    if held == "expired":
        return Text(nl=f"bestaat sinds {unit.valid_until} niet meer", en=f"no longer exists since {unit.valid_until}")
    if held == "not-yet":
        return Text(nl=f"is er pas vanaf {unit.valid_from}", en=f"exists from {unit.valid_from} only")
    certificate = unit.certificate
    if certificate is not None and certificate.expires is not None and certificate.expires < course.on:
        return Text(
            nl=f"certificaat {certificate.name.nl} is verlopen op {certificate.expires}",
            en=f"certificate {certificate.name.in_('en')} expired on {certificate.expires}",
        )
    if not unit.agreements:
        if course.entered(unit.party)[0] is None:
            return _not_reached(register, unit)
        return None
    usable = [course.usable[a] for a in unit.agreements if a in course.usable]
    if not usable:
        return _no_agreement(register, course, unit)
    if any(course.granted(a.id)[0] is not None for a in usable if a.asks):
        return None
    if any(not a.asks for a in usable):
        return None if course.entered(unit.party)[0] is not None else _not_reached(register, unit)
    nl, en = (", ".join(a.title.in_(lang) for a in usable) for lang in ("nl", "en"))
    return Text(nl=f"het verzoek kan niet worden gedaan ({nl})", en=f"the request cannot be made ({en})")


def _not_reached(register: Register, unit: Unit) -> Text:
    name = register.name(unit.party)
    return Text(nl=f"niemand bereikt {name.nl}", en=f"nobody reaches {name.in_('en')}")


def _no_agreement(register: Register, course: Course, unit: Unit) -> Text:
    named = [register.agreements[a] for a in unit.agreements]
    meant = [a for a in named if covers(a.situations, course.situation)]
    if not meant:
        return Text(nl="geen afspraak voor deze situatie", en="no agreement for this situation")
    first = meant[0]
    if validity(first, course.on) == "expired":
        return Text(
            nl=f"{first.title.nl} is verlopen op {first.valid_until}",
            en=f"{first.title.in_('en')} expired on {first.valid_until}",
        )
    return Text(
        nl=f"{first.title.nl} geldt pas vanaf {first.valid_from}",
        en=f"{first.title.in_('en')} is in force from {first.valid_from} only",
    )
