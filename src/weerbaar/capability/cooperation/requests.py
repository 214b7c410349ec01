# SPDX-License-Identifier: EUPL-1.2
"""Which requests can be made in a situation, by whom, through which chain, and when each is granted at the earliest."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from weerbaar.base import Text
from weerbaar.capability.cooperation.activation import Called, Timeline, chain_to, timeline
from weerbaar.capability.cooperation.answer import RequestLine, RequestState
from weerbaar.capability.cooperation.file_model import Agreement
from weerbaar.capability.cooperation.register import Register, validity
from weerbaar.capability.cooperation.situations import covers


@dataclass(frozen=True)
class Course:
    """The course of things in one situation on one day.

    Attributes:
        usable: agreements that hold for the situation on the day.
        known: with times of which every step is known.
        floor: lower bounds, steps of unknown length taking no time.
        made: requests that were made; None when all are supposed to be.
    """

    situation: str
    at_h: float
    on: datetime.date
    usable: Mapping[str, Agreement]
    known: Timeline
    floor: Timeline
    made: frozenset[str] | None

    def granted(self, agreement: str) -> tuple[float | None, bool]:
        """Return when a request is granted, and whether that is only a lower bound; None when never."""
        hour = self.known.granted_h(agreement)
        return (hour, False) if hour is not None else (self.floor.granted_h(agreement), True)

    def entered(self, party: str) -> tuple[float | None, bool]:
        """Return when a party is involved, and whether that is only a lower bound; None when never."""
        for found, at_least in ((self.known, False), (self.floor, True)):
            if party in found.parties:
                return found.parties[party].hour, at_least
        return None, True

    def called(self, agreement: str) -> Called | None:
        """Return how a request is made: as known, or else at the earliest; None when never."""
        known = self.known.agreements.get(agreement)
        if known is not None and known.granted_h is not None:
            return known
        return self.floor.agreements.get(agreement)

    def is_asked(self, agreement: str) -> bool:
        """Whether a request was made by now."""
        called = self.called(agreement)
        if called is None or called.asked_h > self.at_h:
            return False
        return self.made is None or agreement in self.made


def course_of(
    register: Register, situation: str, at_h: float, on: datetime.date, asked: Mapping[str, float] | None = None
) -> Course:
    """Return the course of things.

    Args:
        register: without what may not be used.
        situation: a tag.
        at_h: hour at which one looks.
        on: the day.
        asked: see :func:`~weerbaar.capability.cooperation.who_may`.
    """
    usable = {
        a.id: a for a in register.agreements.values() if covers(a.situations, situation) and validity(a, on) == "valid"
    }
    otherwise = 0.0 if asked is None else at_h
    known, floor = (
        timeline(usable.values(), guess_zero=guess, released=asked, otherwise_h=otherwise) for guess in (False, True)
    )
    return Course(situation, at_h, on, usable, known, floor, None if asked is None else frozenset(asked))


def request_lines(register: Register, course: Course) -> tuple[RequestLine, ...]:
    """Return a line per request that the agreements of the situation know, soonest granted first."""
    lines = [_line(register, course, a) for a in course.usable.values() if a.asks]
    never = float("inf")
    return tuple(sorted(lines, key=lambda r: (r.granted_h if r.granted_h is not None else never, r.asked_h or 0.0)))


def _line(register: Register, course: Course, agreement: Agreement) -> RequestLine:
    called = course.called(agreement.id)
    granted, at_least = course.granted(agreement.id)
    if called is None:
        why = _why_never(register, course, agreement)
        return RequestLine(agreement, None, (), None, None, False, "cannot", missing_of(register, agreement), why)
    found = course.known if not at_least else course.floor
    return RequestLine(
        agreement,
        called.asker,
        chain_to(found, course.usable, agreement.id),
        called.asked_h,
        granted,
        at_least,
        _state(course, agreement.id, granted, at_least),
        missing_of(register, agreement),
        None,
    )


def _state(course: Course, agreement: str, granted: float | None, at_least: bool) -> RequestState:
    if not course.is_asked(agreement):
        return "not-yet-asked"
    if granted is None or granted > course.at_h:
        return "asked"
    return "unknown" if at_least else "granted"


def missing_of(register: Register, agreement: Agreement) -> tuple[Text, ...]:
    """Return what a register does not say of a request, each as a few words."""
    missing = []
    if agreement.decides is None:
        missing.append(Text(nl="wie beslist", en="who decides"))
    if agreement.asked is None:
        missing.append(Text(nl="aan wie het wordt gevraagd", en="who is asked"))
    elif not register.parties[agreement.asked].contact:
        name = register.parties[agreement.asked].name
        missing.append(Text(nl=f"hoe {name.nl} bereikbaar is", en=f"how to reach {name.in_('en')}"))
    if agreement.procedure.form is None:
        missing.append(Text(nl="het formulier", en="the form"))
    if agreement.procedure.signature is None:
        missing.append(Text(nl="wie tekent", en="who signs"))
    unknown = [str(k + 1) for k, step in enumerate(agreement.procedure.steps) if step.hours is None]
    if not agreement.procedure.steps:
        missing.append(Text(nl="de stappen", en="the steps"))
    elif unknown:
        listed = ", ".join(unknown)
        plural_nl, plural_en = ("stappen", "steps") if len(unknown) > 1 else ("stap", "step")
        missing.append(Text(nl=f"de duur van {plural_nl} {listed}", en=f"how long {plural_en} {listed} take"))
    return tuple(missing)


def _why_never(register: Register, course: Course, agreement: Agreement) -> Text:
    for other in agreement.requires:
        if other not in course.usable:
            return _required_missing(register, course, other)
    blocked = [o for o in agreement.requires if course.floor.granted_h(o) is None]
    if blocked:
        name = register.name(blocked[0])
        return Text(
            nl=f"eerst moet {name.nl} zijn toegekend, en dat kan niet",
            en=f"{name.in_('en')} must be granted first, and cannot be",
        )
    nl, en = (", ".join(register.name(p).in_(lang) for p in dict.fromkeys(agreement.asks)) for lang in ("nl", "en"))
    return Text(
        nl=f"niemand die mag vragen is betrokken of wordt bereikt ({nl})",
        en=f"nobody who may ask is involved or reached ({en})",
    )


def _required_missing(register: Register, course: Course, other: str) -> Text:
    name = register.name(other)
    nl, en = name.nl, name.in_("en")
    if other in register.withheld:
        return Text(
            nl="dit hangt af van een vertrouwelijke afspraak", en="this depends on an agreement that is confidential"
        )
    held = validity(register.agreements[other], course.on)
    if held == "expired":
        return Text(nl=f"vereist {nl}, en die is verlopen", en=f"requires {en}, which has expired")
    if held == "not-yet":
        return Text(nl=f"vereist {nl}, en die geldt nog niet", en=f"requires {en}, which is not in force yet")
    return Text(nl=f"vereist {nl}, en die geldt niet voor deze situatie", en=f"requires {en}, not meant for this")
