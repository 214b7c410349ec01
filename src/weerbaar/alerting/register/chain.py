# SPDX-License-Identifier: EUPL-1.2
"""The chain: every event holds the hash of the one before, so that what was changed, removed or put between shows.

Who cuts off the end, or computes every hash anew, is given away by a :class:`Head` that was published or by the
register of somebody else. Any store (files, a database) uses this same chain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any, Literal

from weerbaar.alerting.register.canonical import canonical
from weerbaar.alerting.register.events import KIND_OF, Content, Event, Kind, RegisterError, read_content, require_sound
from weerbaar.base import Text

FIRST = "0" * 64
"""What the first event has for the hash of the one before."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a register, to be published: whoever keeps it can tell later whether it still stands there."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> Head:
        """Return the head that ``str`` wrote.

        Raises:
            RegisterError: it is none.
        """
        number, _, digest = text.strip().partition(":")
        well_formed = number.isascii() and number.isdigit() and len(number) <= 18
        if not well_formed or len(digest) != len(FIRST) or set(digest) - set("0123456789abcdef"):
            raise RegisterError(
                Text(
                    nl=f"{text.strip()[:80]!r} is geen kop van een register (nummer:controlesom).",
                    en=f"{text.strip()[:80]!r} is no head of a register (number:hash).",
                )
            )
        return cls(int(number), digest)


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where a register is not what it was."""

    number: int
    text: Text


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two registers stand to each other.

    Attributes:
        common: number of events that both begin with.
        relation: ``equal``; ``first-behind`` and ``second-behind`` where one is the beginning of the other; ``parted``
            where they differ after what they have in common.
    """

    common: int
    relation: Literal["equal", "first-behind", "second-behind", "parted"]


def event_after(last: Head, kind: Kind, use: str | None, by: str, content: Content, at: datetime) -> Event:
    """Return the event that follows ``last``.

    Raises:
        RegisterError: the content is not of this kind, or the rest is not sound.
    """
    require_sound(at, use, by)
    if KIND_OF.get(type(content)) is not kind:
        raise RegisterError(
            Text(
                nl=f"{type(content).__name__} is niet de inhoud van een gebeurtenis van de soort {kind}.",
                en=f"{type(content).__name__} is not the content of an event of kind {kind}.",
            )
        )
    try:
        # What was made without checks (model_construct, model_copy) is checked here; what is written can be read.
        data = content.model_dump(mode="json")
        sound = read_content(kind, data)
        digest = _digest(last.number + 1, at, use, kind, by, data, last.hash)
    except (ValueError, TypeError, RecursionError) as error:
        raise RegisterError(
            Text(nl=f"Dit kan niet worden opgeschreven ({error}).", en=f"This cannot be written down ({error}).")
        ) from error
    return Event(last.number + 1, at.astimezone(UTC), use, kind, by, data, last.hash, digest, sound)


def digest_of(event: Event) -> str:
    """Return the SHA-256, in hexadecimal, over an event and the hash of the one before."""
    return _digest(event.number, event.at, event.use, event.kind, event.by, event.content, event.previous)


def draft_hash(content: Content) -> str:
    """Return the SHA-256, in hexadecimal, of a draft: what an approval is bound to.

    Whether it is offered for approval does not count: offering a draft does not change what it says. Nor does a field
    that was left as it is, so that a later version that knows more fields comes to the same.
    """
    said = content.model_dump(mode="json", exclude={"offered"}, exclude_defaults=True)
    return hashlib.sha256(canonical(said)).hexdigest()


def head(events: Iterable[Event]) -> Head:
    """Return the head of a register; of an empty one number 0 with :data:`FIRST`."""
    last = Head(0, FIRST)
    for event in events:
        last = Head(event.number, event.hash)
    return last


def verify(events: Iterable[Event], after: Head = Head(0, FIRST), kept: Head | None = None) -> Fault | None:
    """Return the first place where a register was tampered with; None where it is whole.

    Args:
        events: in order.
        after: the head that they follow.
        kept: a head that was kept elsewhere and that must stand in it.
    """
    for event in events:
        if event.number != after.number + 1:
            return _missing(after.number + 1, event.number)
        if event.previous != after.hash:
            return _not_following(event.number)
        if digest_of(event) != event.hash:
            return _changed(event.number)
        after = Head(event.number, event.hash)
        if kept is not None and kept.number == event.number and kept.hash != event.hash:
            return _rewritten(event.number)
    return _cut_off(after.number, kept.number) if kept is not None and kept.number > after.number else None


def compare(first: Iterable[Event], second: Iterable[Event]) -> Comparison:
    """Return how two registers stand to each other: which is the beginning of which."""
    common = 0
    for one, other in zip_longest(first, second):
        if one is None:
            return Comparison(common, "first-behind")
        if other is None:
            return Comparison(common, "second-behind")
        if one.hash != other.hash:
            return Comparison(common, "parted")
        common += 1
    return Comparison(common, "equal")


def _digest(
    number: int, at: datetime, use: str | None, kind: Kind, by: str, content: Mapping[str, Any], previous: str
) -> str:
    covered = {
        "number": number,
        "at": written_moment(at),
        "use": use,
        "kind": kind.value,
        "by": by,
        "content": content,
        "previous": previous,
    }
    return hashlib.sha256(canonical(covered)).hexdigest()


def written_moment(at: datetime) -> str:
    """Return a moment as it is written in the register: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _missing(wanted: int, found: int) -> Fault:
    return Fault(
        wanted,
        Text(
            nl=f"Gebeurtenis {wanted} ontbreekt: op die plaats staat nummer {found}.",
            en=f"Event {wanted} is missing: number {found} stands in its place.",
        ),
    )


def _not_following(number: int) -> Fault:
    return Fault(
        number,
        Text(
            nl=f"Gebeurtenis {number} sluit niet aan op die ervoor: een van beide is vervangen.",
            en=f"Event {number} does not follow from the one before: one of the two was replaced.",
        ),
    )


def _changed(number: int) -> Fault:
    return Fault(
        number,
        Text(
            nl=f"Gebeurtenis {number} is gewijzigd: de inhoud past niet bij de controlesom.",
            en=f"Event {number} was changed: its content does not go with its hash.",
        ),
    )


def _rewritten(number: int) -> Fault:
    return Fault(
        number,
        Text(
            nl=f"Het register is tot en met gebeurtenis {number} opnieuw geschreven: de bewaarde controlesom "
            "is anders.",
            en=f"The register was written anew up to event {number}: the hash that was kept is different.",
        ),
    )


def _cut_off(last: int, kept: int) -> Fault:
    return Fault(
        last + 1,
        Text(
            nl=f"Het einde van het register ontbreekt: het telde {kept} gebeurtenissen en houdt op bij {last}.",
            en=f"The end of the register is missing: it had {kept} events and stops at {last}.",
        ),
    )
