# SPDX-License-Identifier: EUPL-1.2
"""The state of a whole register on a day: overlaps, holes, double promises, what runs out, what was never exercised."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from weerbaar.base import RunRecord, Text, software_versions
from weerbaar.capability.cooperation.activation import power_when
from weerbaar.capability.cooperation.answer import Finding
from weerbaar.capability.cooperation.file_model import (
    LAYER_WORDS,
    LAYERS,
    POWER_WORDS,
    Agreement,
    Layer,
    Power,
    PowerKind,
    StructureLevel,
)
from weerbaar.capability.cooperation.obstacles import (
    agreements_out_of_force,
    certificates_expired,
    demands_not_met,
    to_be_checked,
    waiting_circles,
    withheld,
)
from weerbaar.capability.cooperation.promises import double_booking_finding, double_bookings
from weerbaar.capability.cooperation.register import Register, structure_on, validity
from weerbaar.capability.cooperation.requests import course_of, missing_of
from weerbaar.capability.cooperation.situations import ALL_HAZARDS, SITUATIONS, broader, covers, situation
from weerbaar.capability.cooperation.units_at import unit_lines

SHARED_POWERS: frozenset[PowerKind] = frozenset({"inform", "advise", "deploy", "decide"})
"""Powers that many parties can have side by side, each for its own means or its own decision."""

_BETWEEN_STATES: frozenset[Layer] = frozenset({"EU", "NATO", "UN", "bilateral"})

SOON_DAYS = 180
MOST_OVERLAPS = 500
_EXPECTED_LAYERS: tuple[Layer, ...] = tuple(x for x in LAYERS if x not in ("bilateral", "UN", "private"))

KINDS: dict[str, Text] = {
    "double-booked": Text(nl="Dubbel toegezegd", en="Promised twice"),
    "expired": Text(nl="Verlopen", en="Expired"),
    "not-in-force": Text(nl="Nog niet van kracht", en="Not in force yet"),
    "certificate-expired": Text(nl="Certificaat verlopen", en="Certificate expired"),
    "expiring": Text(nl="Loopt binnenkort af", en="Runs out soon"),
    "overlap": Text(nl="Overlap", en="Overlap"),
    "no-unit": Text(nl="Geen eenheid op tijd", en="No unit in time"),
    "no-decider": Text(nl="Beslisser onbekend", en="Decider unknown"),
    "no-way": Text(nl="Weg onbekend", en="Way unknown"),
    "no-layer": Text(nl="Laag zonder afspraak", en="Layer without agreement"),
    "circle": Text(nl="Kring", en="Circle"),
    "never-exercised": Text(nl="Geen oefening bekend", en="No exercise known"),
    "verify": Text(nl="Nog te controleren", en="To be checked"),
    "too-early": Text(nl="Te vroeg", en="Too early"),
    "nobody-begins": Text(nl="Niemand kan beginnen", en="Nobody can begin"),
    "withheld": Text(nl="Vertrouwelijk", en="Confidential"),
}
"""Kinds of findings in the order in which they are told."""


@dataclass(frozen=True)
class CooperationReport:
    """What is wrong or missing in a register on a day.

    Attributes:
        register: that it rests on, without what is confidential unless that was asked for.
        levels: the crisis structure of the day.
        findings: in the order of :data:`KINDS`.
    """

    register: Register
    on: datetime.date
    soon_days: int
    confidential: bool
    levels: tuple[StructureLevel, ...]
    findings: tuple[Finding, ...]
    run_record: RunRecord

    def of_kind(self, kind: str) -> tuple[Finding, ...]:
        """Return the findings of one kind."""
        return tuple(f for f in self.findings if f.kind == kind)


def cooperation_report(
    register: Register, *, on: datetime.date, soon_days: int = SOON_DAYS, confidential: bool = False
) -> CooperationReport:
    """Return overlaps, holes, double promises, what expired or soon will, and what was never exercised.

    Args:
        register: agreements and units.
        on: the day.
        soon_days: what runs out within so many days after it is told.
        confidential: also use and show what is confidential.
    """
    seen = register.view(confidential=confidential)
    valid = [a for a in seen.agreements.values() if validity(a, on) == "valid"]
    units = [u for u in seen.units.values() if validity(u, on) == "valid"]
    found = [
        *(double_booking_finding(b, seen) for b in double_bookings(seen.units.values(), since=on)),
        *agreements_out_of_force(seen.agreements.values(), on),
        *certificates_expired(units, on),
        *_expiring(seen, valid, on, soon_days),
        *overlaps(seen, valid),
        *_holes(seen, on),
        *_never_exercised(valid),
        *to_be_checked(valid, units),
        *withheld(seen),
    ]
    order = list(KINDS)
    record = RunRecord(
        seen.input_hash,
        "cooperation-report",
        "1",
        "",
        seed=0,
        draws=0,
        settings={"on": on.isoformat(), "soon_days": soon_days, "confidential": confidential},
        software=software_versions(),
    )
    return CooperationReport(
        seen,
        on,
        soon_days,
        confidential,
        structure_on(seen, on),
        tuple(sorted(found, key=lambda f: order.index(f.kind))),
        record,
    )


@dataclass(frozen=True)
class _Claim:
    agreement: Agreement
    power: Power
    situations: frozenset[str]

    @property
    def own(self) -> bool:
        return power_when(self.agreement, self.power.when) == "own"

    def meets(self, other: _Claim) -> bool:
        """Whether two claims can hold at the same time; one that needs a request can begin at any hour."""
        if not (self.own and other.own):
            return True
        return max(self.power.from_h, other.power.from_h) < min(
            self.power.until_h or float("inf"), other.power.until_h or float("inf")
        )


_Pairs = dict[tuple[PowerKind, str, str], tuple[set[str], dict[str, None]]]
"""Power and two parties to the situations, and the agreements that say so."""


def overlaps(register: Register, agreements: Iterable[Agreement]) -> list[Finding]:
    """Return one finding per pair of parties that claim the same power in the same situation at the same time.

    Informing, advising, deciding on an own matter and deploying own means can be done by many; see
    :data:`SHARED_POWERS`. Coordinating counts where both do it on one layer, or both between states.
    """
    by_power: dict[PowerKind, list[_Claim]] = {}
    for agreement in agreements:
        tags = frozenset(s.id for s in SITUATIONS if covers(agreement.situations, s.id))
        for power in agreement.powers:
            if power.power not in SHARED_POWERS:
                by_power.setdefault(power.power, []).append(_Claim(agreement, power, tags))
    pairs: _Pairs = {}
    for kind, claims in by_power.items():
        for one, other in combinations(claims, 2):
            a, b = sorted((one, other), key=lambda c: c.power.party)
            if a.power.party == b.power.party or not a.meets(b) or _handed_over(a.power, b.power):
                continue
            if kind == "coordinate" and not _same_ring(register, a.power.party, b.power.party):
                continue
            where = _widest(a.situations & b.situations)
            if where:
                if len(pairs) >= MOST_OVERLAPS and (kind, a.power.party, b.power.party) not in pairs:
                    return [*(_overlap(register, *pair) for pair in _listed(pairs)), _many_more()]
                seen, named = pairs.setdefault((kind, a.power.party, b.power.party), (set(), {}))
                seen |= where
                named.update(dict.fromkeys((a.agreement.id, b.agreement.id)))
    return [_overlap(register, *pair) for pair in _listed(pairs)]


def _listed(pairs: _Pairs) -> list[tuple[tuple[PowerKind, str, str], set[str], tuple[str, ...]]]:
    return [(key, tags, tuple(named)) for key, (tags, named) in pairs.items()]


def _many_more() -> Finding:
    text = Text(
        nl=f"Er zijn meer dan {MOST_OVERLAPS} overlappingen; los deze eerst op.",
        en=f"There are more than {MOST_OVERLAPS} overlaps; resolve these first.",
    )
    return Finding("overlap", (), text)


def _same_ring(register: Register, a: str, b: str) -> bool:
    """Whether two parties that coordinate do so beside each other: on one layer, or both between states.

    A region, the state and the Union that each coordinate their own layer do not get in each other's way.
    """
    one, other = register.parties[a].layer, register.parties[b].layer
    return one == other or {one, other} <= _BETWEEN_STATES


def _handed_over(a: Power, b: Power) -> bool:
    return b.party in a.hands_over_to or a.party in b.hands_over_to


def _widest(tags: frozenset[str]) -> set[str]:
    """Return the situations without those that are part of another one."""
    return {tag for tag in tags if not tags & (broader(tag) - {tag})}


def _overlap(
    register: Register, key: tuple[PowerKind, str, str], tags: set[str], agreements: tuple[str, ...]
) -> Finding:
    kind, a, b = key
    said = {}
    for lang in ("nl", "en"):
        where = ", ".join(situation(t).name.in_(lang) for t in sorted(tags))
        under = "; ".join(register.name(i).in_(lang) for i in agreements)
        said[lang] = (register.name(a).in_(lang), register.name(b).in_(lang), POWER_WORDS[kind].in_(lang), where, under)
    one, other, power, where, under = said["nl"]
    nl = f"{one[:1].upper()}{one[1:]} en {other} hebben allebei de bevoegdheid „{power}” bij {where} ({under})."
    one, other, power, where, under = said["en"]
    en = f"{one[:1].upper()}{one[1:]} and {other} both hold the power “{power}” in case of {where} ({under})."
    return Finding("overlap", (a, b, kind, *agreements), Text(nl=nl, en=en))


def _holes(register: Register, on: datetime.date) -> list[Finding]:
    found = []
    circles: dict[frozenset[str], Finding] = {}
    for tag in dict.fromkeys(d.situation for d in register.demands):
        course = course_of(register, tag, 0.0, on)
        found += demands_not_met(register, tag, unit_lines(register, course))
        found += _layers(tag, course.usable.values())
    for tag in dict.fromkeys(t for a in register.agreements.values() for t in a.situations):
        course = course_of(register, tag, 0.0, on)
        for circle in waiting_circles(register, course.usable.values(), course.floor):
            circles.setdefault(frozenset(circle.subjects), circle)
    return [*found, *_unknown_ways(register, on), *circles.values()]


def _layers(tag: str, usable: Iterable[Agreement]) -> list[Finding]:
    there = {a.layer for a in usable}
    absent = [x for x in _EXPECTED_LAYERS if x not in there]
    if not absent or tag == ALL_HAZARDS:
        return []
    nl, en = (", ".join(LAYER_WORDS[x].in_(lang) for x in absent) for lang in ("nl", "en"))
    name = situation(tag).name
    text = Text(
        nl=f"Bij {name.nl} is er geen geldige afspraak op de laag {nl}.",
        en=f"In case of {name.in_('en')} there is no agreement in force on the layer {en}.",
    )
    return [Finding("no-layer", (tag, *absent), text)]


def _unknown_ways(register: Register, on: datetime.date) -> list[Finding]:
    found = []
    for a in register.agreements.values():
        if not a.asks or validity(a, on) != "valid":
            continue
        nl, en = a.title.nl, a.title.in_("en")
        if a.decides is None:
            text = Text(nl=f"{nl}: niet bekend is wie beslist.", en=f"{en}: it is not known who decides.")
            found.append(Finding("no-decider", (a.id,), text))
        rest = [m for m in missing_of(register, a) if m.nl != "wie beslist"]
        if rest:
            listed_nl, listed_en = ("; ".join(m.in_(lang) for m in rest) for lang in ("nl", "en"))
            text = Text(nl=f"{nl}: niet bekend is {listed_nl}.", en=f"{en}: not known is {listed_en}.")
            found.append(Finding("no-way", (a.id,), text))
    return found


def _never_exercised(agreements: Iterable[Agreement]) -> list[Finding]:
    return [
        Finding(
            "never-exercised",
            (a.id,),
            Text(
                nl=f"Van {a.title.nl} is geen oefening bekend.",
                en=f"Of {a.title.in_('en')} no exercise is known.",
            ),
        )
        for a in agreements
        if a.last_exercised is None
    ]


def _expiring(register: Register, valid: Iterable[Agreement], on: datetime.date, soon_days: int) -> list[Finding]:
    ends: list[tuple[datetime.date, str, Text]] = [
        (a.valid_until, a.id, a.title) for a in valid if a.valid_until is not None
    ]
    for unit in register.units.values():
        if validity(unit, on) != "valid":
            continue
        name = unit.name
        if unit.valid_until is not None:
            ends.append((unit.valid_until, unit.id, name))
        if unit.certificate is not None and unit.certificate.expires is not None:
            what = unit.certificate.name
            certificate = Text(
                nl=f"Het certificaat {what.nl} van {name.nl}",
                en=f"The certificate {what.in_('en')} of {name.in_('en')}",
            )
            ends.append((unit.certificate.expires, unit.id, certificate))
    found = []
    for end, id_, name in sorted(ends, key=lambda e: e[:2]):
        days = (end - on).days
        if 0 <= days <= soon_days:
            text = Text(
                nl=f"{name.nl} loopt af op {end}, over {days} {'dag' if days == 1 else 'dagen'}.",
                en=f"{name.in_('en')} runs out on {end}, in {days} {'day' if days == 1 else 'days'}.",
            )
            found.append(Finding("expiring", (id_,), text))
    return found
