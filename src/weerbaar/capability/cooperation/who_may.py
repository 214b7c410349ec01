# SPDX-License-Identifier: EUPL-1.2
"""Who may act in a situation at T+h, who must ask whom, and which units are there by then."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping

from weerbaar.base import InputError, Problem, RunRecord, Text, software_versions
from weerbaar.capability.cooperation.activation import power_when
from weerbaar.capability.cooperation.answer import Answer, Finding, PowerLine, PowerState
from weerbaar.capability.cooperation.file_model import Agreement, Power
from weerbaar.capability.cooperation.obstacles import obstacles
from weerbaar.capability.cooperation.register import Register, structure_on
from weerbaar.capability.cooperation.requests import Course, course_of, request_lines
from weerbaar.capability.cooperation.situations import find_situation
from weerbaar.capability.cooperation.units_at import unit_lines

LAST_HOUR = 10_000.0


def who_may(
    register: Register,
    situation: str,
    at_h: float,
    *,
    on: datetime.date,
    site: str | None = None,
    asked: Mapping[str, float] | None = None,
    confidential: bool = False,
) -> Answer:
    """Return who may act at T+h, who must ask whom, and which units are on site, under way or out of reach.

    Args:
        register: agreements and units.
        situation: a tag of the vocabulary or its words.
        at_h: hours after the start of the situation.
        on: the day; agreements that do not hold on it are told and never used.
        site: for units with travel times of their own to it.
        asked: hour at which each request was really made, by agreement; every other request is then made at ``at_h`` at
            the earliest. Without it every request is supposed to be made at the first possible moment.
        confidential: also use and show what is confidential.

    Raises:
        InputError: unknown situation, site or agreement, or an hour that is none.
    """
    found = find_situation(situation)
    seen = register.view(confidential=confidential)
    _check(seen, at_h, site, asked)
    course = course_of(seen, found.id, at_h, on, asked)
    requests = request_lines(seen, course)
    units = unit_lines(seen, course, site)
    powers = [_power(course, a, p) for a in course.usable.values() for p in a.powers]
    order = {"now": 0, "later": 1, "asked": 2, "unknown": 3, "not-yet-asked": 4, "cannot": 5, "ended": 6}
    settings = {
        "situation": found.id,
        "at_h": at_h,
        "on": on.isoformat(),
        "site": site,
        "asked": None if asked is None else dict(sorted(asked.items())),
        "confidential": confidential,
    }
    record = RunRecord(
        seen.input_hash, "who-may", "1", "", seed=0, draws=0, settings=settings, software=software_versions()
    )
    return Answer(
        register=seen,
        situation=found,
        at_h=at_h,
        on=on,
        site=site,
        confidential=confidential,
        supposed=asked is None,
        powers=tuple(sorted(powers, key=lambda p: (order[p.state], not p.own, p.from_h is None, p.from_h or 0.0))),
        requests=requests,
        units=units,
        levels=structure_on(seen, on),
        findings=(*_too_early(seen, course, asked or {}), *obstacles(seen, course, requests, units)),
        run_record=record,
    )


def _check(register: Register, at_h: float, site: str | None, asked: Mapping[str, float] | None) -> None:
    problems = []

    def refuse(value: object, nl: str, en: str, hint: Text) -> None:
        problems.append(Problem("vraag | question", Text(nl=nl, en=en), hint, value=str(value)))

    hours = Text(nl="Geef een aantal uren vanaf T+0.", en="Give a number of hours from T+0.")
    for hour in (at_h, *(asked or {}).values()):
        if not (math.isfinite(hour) and 0 <= hour <= LAST_HOUR):
            refuse(
                hour, f"dit uur ligt niet tussen 0 en {LAST_HOUR:g}.", f"not an hour from 0 to {LAST_HOUR:g}.", hours
            )
    if site is not None and site not in register.sites:
        listed = ", ".join(sorted(register.sites)) or "-"
        refuse(
            site, "onbekende plaats.", "unknown site.", Text(nl=f"Kies uit: {listed}.", en=f"Choose from: {listed}.")
        )
    for id_ in sorted(asked or {}):
        if id_ not in register.agreements or not register.agreements[id_].asks:
            listed = ", ".join(sorted(a.id for a in register.agreements.values() if a.asks)) or "-"
            refuse(
                id_,
                "dit is geen afspraak waarom men kan vragen.",
                "this is no agreement that can be called on.",
                Text(nl=f"Kies uit: {listed}.", en=f"Choose from: {listed}."),
            )
    if problems:
        raise InputError(problems)


def _power(course: Course, agreement: Agreement, power: Power) -> PowerLine:
    own = power_when(agreement, power.when) == "own"
    start, at_least = (0.0, False) if own else course.granted(agreement.id)
    first = None if start is None else start + power.from_h
    until = None if start is None or power.until_h is None else start + power.until_h
    return PowerLine(
        power.party,
        power.power,
        agreement,
        own,
        _power_state(course, agreement.id, own, first, until, at_least),
        first,
        until,
        at_least and start is not None,
        power.condition,
        power.limits,
    )


def _power_state(
    course: Course, agreement: str, own: bool, first: float | None, until: float | None, at_least: bool
) -> PowerState:
    if first is None:
        return "cannot"
    if not own and not course.is_asked(agreement):
        return "not-yet-asked"
    if first > course.at_h:
        return "later" if own else "asked"
    if at_least:
        return "unknown"
    return "ended" if until is not None and until <= course.at_h else "now"


def _too_early(register: Register, course: Course, asked: Mapping[str, float]) -> list[Finding]:
    """A request that is said to be made before anybody who may make it was involved."""
    found = []
    for id_, hour in sorted(asked.items()):
        called = course.floor.agreements.get(id_)
        if called is not None and called.asked_h > hour:
            title = register.agreements[id_].title
            nl, en = f"{hour:g}".replace(".", ","), f"{hour:g}"
            first_nl, first_en = f"{called.asked_h:g}".replace(".", ","), f"{called.asked_h:g}"
            found.append(
                Finding(
                    "too-early",
                    (id_,),
                    Text(
                        nl=f"{title.nl} zou op T+{nl} zijn gevraagd, maar kan op zijn vroegst op T+{first_nl} worden "
                        "gevraagd.",
                        en=f"{title.in_('en')} is said to be asked at T+{en}, but can be asked at T+{first_en} at the "
                        "earliest.",
                    ),
                )
            )
    return found
