# SPDX-License-Identifier: EUPL-1.2
"""The answer to "who may do what at T+h, and who must ask whom": powers, requests, units, what stands in the way."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from weerbaar.base import RunRecord, Text
from weerbaar.capability.cooperation.activation import ChainStep
from weerbaar.capability.cooperation.file_model import Agreement, PowerKind, StructureLevel, Unit
from weerbaar.capability.cooperation.register import Register
from weerbaar.capability.cooperation.situations import Situation

PowerState = Literal["now", "later", "ended", "asked", "not-yet-asked", "unknown", "cannot"]
RequestState = Literal["granted", "asked", "not-yet-asked", "unknown", "cannot"]
UnitState = Literal["there", "under-way", "asked", "not-yet-asked", "unknown", "cannot"]

STATE_WORDS: dict[str, Text] = {
    "now": Text(nl="nu", en="now"),
    "later": Text(nl="later", en="later"),
    "ended": Text(nl="voorbij", en="over"),
    "granted": Text(nl="toegekend", en="granted"),
    "there": Text(nl="ter plaatse", en="on site"),
    "under-way": Text(nl="onderweg", en="under way"),
    "asked": Text(nl="gevraagd", en="asked"),
    "not-yet-asked": Text(nl="nog niet gevraagd", en="not yet asked"),
    "unknown": Text(nl="niet te zeggen", en="cannot be said"),
    "cannot": Text(nl="kan niet", en="cannot"),
}


@dataclass(frozen=True)
class Finding:
    """Something that stands in the way or must be looked at, in one sentence.

    Attributes:
        kind: for instance ``expired``, ``double-booked``, ``overlap``.
        subjects: ids of what it is about.
    """

    kind: str
    subjects: tuple[str, ...]
    text: Text


@dataclass(frozen=True)
class PowerLine:
    """A power of a party.

    Attributes:
        agreement: that gives it.
        own: without being asked.
        from_h, until_h: after the start of the situation; from_h None when it never comes.
        at_least: a step on the way has no known length, so that it may well be later.
    """

    party: str
    power: PowerKind
    agreement: Agreement
    own: bool
    state: PowerState
    from_h: float | None
    until_h: float | None
    at_least: bool
    condition: Text | None
    limits: Text | None


@dataclass(frozen=True)
class RequestLine:
    """A request that can be made.

    Attributes:
        asker: who can make it first; None when none of those who may is involved.
        chain: every step before it is granted, also of other requests.
        asked_h, granted_h: at the earliest; None when never.
        at_least: a step on the way has no known length.
        missing: what the register does not say of it.
        why: it cannot be made.
    """

    agreement: Agreement
    asker: str | None
    chain: tuple[ChainStep, ...]
    asked_h: float | None
    granted_h: float | None
    at_least: bool
    state: RequestState
    missing: tuple[Text, ...]
    why: Text | None


@dataclass(frozen=True)
class UnitLine:
    """A unit at T+h.

    Attributes:
        agreement: under which it is called soonest; None when its party sends it, or when it cannot be called.
        asked_h, called_h, departs_h, on_site_h: at the earliest; None when never or not known.
        supplied_until_h: until when it works without being supplied.
        at_least: something on the way has no known length.
        double_booked: on this day more of it was promised than there is.
        why: it cannot come.
    """

    unit: Unit
    agreement: Agreement | None
    asked_h: float | None
    called_h: float | None
    departs_h: float | None
    on_site_h: float | None
    supplied_until_h: float | None
    at_least: bool
    state: UnitState
    double_booked: bool
    why: Text | None


@dataclass(frozen=True)
class Answer:
    """Who may do what, and who must ask, in one situation at one hour on one day.

    Attributes:
        register: that the answer rests on, without what is confidential unless that was asked for.
        confidential: it holds confidential data.
        supposed: every request is supposed to be made at the first possible moment; else only those that were made.
        levels: the crisis structure of the day.
        findings: expired agreements and certificates, circles, capabilities that do not come in time, what must be
            checked.
    """

    register: Register
    situation: Situation
    at_h: float
    on: datetime.date
    site: str | None
    confidential: bool
    supposed: bool
    powers: tuple[PowerLine, ...]
    requests: tuple[RequestLine, ...]
    units: tuple[UnitLine, ...]
    levels: tuple[StructureLevel, ...]
    findings: tuple[Finding, ...]
    run_record: RunRecord

    @property
    def now(self) -> tuple[PowerLine, ...]:
        """Powers that parties have now, of their own or because a request was granted."""
        return tuple(p for p in self.powers if p.state == "now")

    @property
    def after_asking(self) -> tuple[PowerLine, ...]:
        """Powers that come once a request is granted, or cannot."""
        return tuple(p for p in self.powers if not p.own and p.state not in ("now", "ended"))


def hour_words(hour: float | None, at_least: bool = False) -> Text:
    """Return an hour as T+6, with ``ten vroegste`` where it can be later, and a dash where there is none."""
    if hour is None:
        return Text(nl="–", en="–")
    shown = f"{hour:.2f}".rstrip("0").rstrip(".")
    nl, en = f"T+{shown.replace('.', ',')}", f"T+{shown}"
    return Text(nl=f"≥ {nl}", en=f"≥ {en}") if at_least else Text(nl=nl, en=en)
