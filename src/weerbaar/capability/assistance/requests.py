# SPDX-License-Identifier: EUPL-1.2
"""Requests for assistance: one per municipality, each signed by its own mayor, as text that can be sent.

What comes to a region for a task goes to its municipalities in the order of the file, the region's own police first.
What is still short is asked for too, of whoever the desk can find.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weerbaar.base import Lang, Text, number
from weerbaar.capability.assistance.disclosure import MARKING, PUBLIC_NOTE
from weerbaar.capability.assistance.planning import Deployment, Plan
from weerbaar.capability.assistance.situation import RIOT, Situation
from weerbaar.capability.assistance.task_words import amount_words, task_words


@dataclass(frozen=True)
class Asked:
    """One line of a request.

    Attributes:
        party: index of the helper that is asked; None for what nobody in the plan can bring.
        home: region it comes from; None with the former.
        source: id.
        amount: platoons for riot, persons otherwise, as far as they count for this municipality.
        demand, own: in the municipality, and what its own region covers of it.
        ask_by_h: hour before which the request must be out for arrival in time; None where that is not known.
    """

    shift: int
    task: int
    party: int | None
    home: int | None
    source: str
    amount: float
    demand: float
    own: float
    ask_by_h: float | None


@dataclass(frozen=True)
class Request:
    """What one municipality asks for."""

    region: int
    municipality: Text
    authority: Text
    lines: tuple[Asked, ...]
    reasons: tuple[Text, ...]
    situation: Situation

    @property
    def name(self) -> str:
        """A name for a file: letters, digits and hyphens."""
        plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in self.municipality.nl.lower())
        return "-".join(part for part in f"{self.situation.places[self.region].id}-{plain}".split("-") if part)

    def text(self, lang: Lang = "nl") -> str:
        """Return the request as a letter to fill in and sign."""
        return _letter(self, lang)


def requests_of(plan: Plan) -> tuple[Request, ...]:
    """Return a request for every municipality that needs more than its own region has; cells withheld are left out."""
    situation = plan.situation
    asked: dict[tuple[int, str], list[Asked]] = {}
    who: dict[tuple[int, str], tuple[Text, Text]] = {}
    reasons: dict[tuple[int, str], dict[str, Text]] = {}
    coming: dict[tuple[int, int, int], list[Deployment]] = {}
    for d in plan.deployments:
        if not d.own:
            coming.setdefault((d.region, d.shift, d.task), []).append(d)
    for r, s, t in np.argwhere(plan.demand > 0):
        cell = (int(r), int(s), int(t))
        if situation.withheld[cell]:
            continue
        shares = _municipalities(plan, cell)
        own = float(plan.own[cell])
        queue = [(d, d.counts) for d in coming.get(cell, [])]
        for key, authority, need, why in shares:
            at_home = min(own, need)
            own -= at_home
            left = need - at_home
            who[key] = (Text.model_validate_json(key[1]), authority)
            while left > 1e-9 and queue:
                d, has = queue[0]
                takes = min(has, left)
                left -= takes
                queue[0] = (d, has - takes)
                if queue[0][1] <= 1e-9:
                    queue.pop(0)
                asked.setdefault(key, []).append(_line(plan, d, takes, need, at_home))
            if left > 1e-9:
                asked.setdefault(key, []).append(Asked(cell[1], cell[2], None, None, "", left, need, at_home, None))
            if why is not None and need > at_home:
                reasons.setdefault(key, {})[why.nl] = why
    return tuple(
        Request(
            key[0],
            *who[key],
            _together(lines),
            tuple(reasons.get(key, {}).values()),
            situation,
        )
        for key, lines in sorted(asked.items())
    )


def _municipalities(plan: Plan, cell: tuple[int, int, int]) -> list[tuple[tuple[int, str], Text, float, Text | None]]:
    """Return per municipality with demand in a cell: its key, who signs, how much, and why."""
    situation = plan.situation
    place = situation.places[cell[0]]
    found: dict[tuple[int, str], tuple[Text, float, Text | None]] = {}
    stated = 0.0
    for line in situation.lines:
        if (line.region, line.shift, line.task) != cell:
            continue
        key = (cell[0], (line.municipality or place.municipality).model_dump_json())
        authority = line.authority or place.authority
        before = found.get(key, (authority, 0.0, None))
        found[key] = (before[0], before[1] + line.at(plan.variant), before[2] or line.reason)
        stated += line.at(plan.variant)
    return [(key, authority, need, why) for key, (authority, need, why) in found.items() if need > 0]


def _line(plan: Plan, d: Deployment, takes: float, need: float, own: float) -> Asked:
    situation = plan.situation
    source = next((s for s in plan.sources if s.id == d.source), None)
    notice = situation.officers_notice_h[d.home, d.shift] if source is None else source.notice_h
    by = situation.shifts[d.shift].start_h - d.travel_h - float(notice)
    return Asked(d.shift, d.task, d.party, d.home, d.source, takes, need, own, None if d.promised else by)


def _together(lines: list[Asked]) -> tuple[Asked, ...]:
    """Join lines that differ in their amount only, and put them in order."""
    joined: dict[tuple[object, ...], Asked] = {}
    for a in lines:
        key = (a.shift, a.task, a.party, a.home, a.source)
        if key in joined:
            b = joined[key]
            a = Asked(*key, a.amount + b.amount, b.demand, b.own, b.ask_by_h)
        joined[key] = a
    return tuple(
        sorted(joined.values(), key=lambda a: (a.shift, a.task, a.party is None, a.party or 0, a.home or 0, a.source))
    )


def _letter(request: Request, lang: Lang) -> str:
    situation = request.situation
    nl = lang == "nl"
    place = situation.places[request.region]
    municipality, authority = request.municipality.in_(lang), request.authority.in_(lang)
    lines = []
    if situation.confidential:
        lines += [MARKING.in_(lang), ""]
    lines += [
        f"VERZOEK OM BIJSTAND — {municipality}" if nl else f"REQUEST FOR ASSISTANCE — {municipality}",
        "",
        f"{'Van' if nl else 'From'}: {authority}",
        f"{'Regio' if nl else 'Region'}: {place.name.in_(lang)}",
        f"{'Aan' if nl else 'To'}: {'; '.join(_desks(request, lang))}",
        f"{'Betreft' if nl else 'Subject'}: {situation.title.in_(lang)}",
        f"{'Opgesteld voor verzending op' if nl else 'Drawn up to be sent on'}: "
        f"{_moment(situation, situation.request_h)}",
        "",
        "1. Wat wordt gevraagd" if nl else "1. What is asked for",
    ]
    for a in request.lines:
        lines += _asked_words(request, a, lang)
    lines += ["", "2. Waarom eigen middelen niet volstaan" if nl else "2. Why own means do not suffice"]
    lines += [f"- {reason.in_(lang)}" for reason in request.reasons]
    seen = set()
    for a in request.lines:
        if (a.shift, a.task) in seen:
            continue
        seen.add((a.shift, a.task))
        lines.append(_shortfall(situation, a, lang))
    lines += ["", "3. Wettelijke grondslag" if nl else "3. Legal basis"]
    parties = sorted({a.party for a in request.lines if a.party is not None})
    lines += [f"- {situation.helpers[p].name.in_(lang)}: {situation.helpers[p].legal.in_(lang)}" for p in parties]
    if not parties:
        lines.append("- (door het loket in te vullen)" if nl else "- (to be filled in by the desk)")
    if situation.public:
        lines += ["", PUBLIC_NOTE.in_(lang)]
    if situation.illustrative:
        lines += ["", "Verzonnen voorbeeld; niet verzenden." if nl else "Invented example; do not send."]
    lines += [
        "",
        f"{'Ondertekening' if nl else 'Signed'}: {authority}",
        "",
        f"{'Naam' if nl else 'Name'}: ______________________   {'Datum en tijd' if nl else 'Date and time'}: "
        f"______________   {'Handtekening' if nl else 'Signature'}: ______________________",
        "",
    ]
    return "\n".join(lines)


def _desks(request: Request, lang: Lang) -> list[str]:
    helpers = request.situation.helpers
    named = [
        helpers[a.party].desk.in_(lang) or helpers[a.party].name.in_(lang) for a in request.lines if a.party is not None
    ]
    return list(dict.fromkeys(named)) or ["LOCC"]


def _asked_words(request: Request, a: Asked, lang: Lang) -> list[str]:
    situation = request.situation
    nl = lang == "nl"
    shift = situation.shifts[a.shift]
    hours = number(shift.hours, lang, 0 if float(shift.hours).is_integer() else 1)
    when = (
        f"{_moment(situation, shift.start_h)} – {_moment(situation, shift.end_h)} ({hours} {'uur' if nl else 'hours'})"
    )
    what = f"{amount_words(a.amount, a.task, lang)} {'voor' if nl else 'for'} {task_words(a.task, lang)}"
    if a.party is None or a.home is None:
        nobody = (
            "waarvoor nog geen partij is gevonden; te bezien door het loket"
            if nl
            else "for which no party has been found; for the desk to consider"
        )
        return [f"- {what}, {nobody}", f"  {when}"]
    helper = situation.helpers[a.party]
    origin = situation.places[a.home].name.in_(lang)
    lines = [f"- {what}, {'van' if nl else 'from'} {helper.name.in_(lang)} ({origin})", f"  {when}"]
    if a.ask_by_h is None:
        lines.append("  reeds toegezegd" if nl else "  already promised")
    else:
        by = _moment(situation, a.ask_by_h)
        lines.append(f"  aan te vragen uiterlijk {by}" if nl else f"  to be asked for by {by}")
        if a.ask_by_h < situation.request_h - 1e-9:
            lines.append(
                "  komt daarom later dan het begin van de dienst" if nl else "  therefore arrives after the start"
            )
    return lines


def _shortfall(situation: Situation, a: Asked, lang: Lang) -> str:
    nl = lang == "nl"
    shift = situation.shifts[a.shift]
    name = shift.title.in_(lang) if shift.title else shift.id
    need, own = amount_words(a.demand, a.task, lang), amount_words(a.own, a.task, lang)
    missing = amount_words(a.demand - a.own, a.task, lang)
    if nl:
        line = f"- {name}, {task_words(a.task, lang)}: nodig {need}; eigen regio {own}; ontbreekt {missing}."
        more = " Een peloton vormen haalt agenten uit de basispolitiezorg." if a.task == RIOT and a.own else ""
    else:
        line = f"- {name}, {task_words(a.task, lang)}: needed {need}; own region {own}; missing {missing}."
        more = " Forming a platoon takes officers out of basic police care." if a.task == RIOT and a.own else ""
    return line + more


def _moment(situation: Situation, hour: float) -> str:
    return situation.moment(hour).strftime("%Y-%m-%d %H:%M")
