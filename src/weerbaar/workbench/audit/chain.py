# SPDX-License-Identifier: EUPL-1.2
"""The chain of the log: how an entry is hashed, and how tampering shows.

Every entry holds the hash of the one before. Who changes, removes, adds or moves an entry breaks the chain there; who
computes every hash anew, or cuts off the end, is given away by an anchor: a hash that was kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

from weerbaar.base import Text

FIRST = "0" * 64
"""What the first entry has for the hash of the one before."""

FIELDS = (
    "sequence",
    "at",
    "actor",
    "actor_id",
    "address",
    "action",
    "object_kind",
    "object_id",
    "round_slug",
    "level",
    "details",
    "previous",
    "digest",
)
"""What an entry consists of."""

_CONTENT = FIELDS[2:-1]
# One for all entries: json.dumps would make a new one for each.
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
_TRIED = 50
"""Of so many broken entries it is worked out whether they were moved."""


class Row(Protocol):
    """What :func:`verify` reads of an entry."""

    @property
    def sequence(self) -> int:
        """Number in the chain, from 1."""
        ...

    @property
    def at(self) -> datetime:
        """Moment."""
        ...

    @property
    def previous(self) -> str:
        """Hash of the entry before."""
        ...

    @property
    def digest(self) -> str:
        """Hash of this entry."""
        ...


@dataclass(frozen=True)
class Anchor:
    """A hash that was kept outside the log: entry ``sequence`` must have ``digest``."""

    sequence: int
    digest: str

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest}"

    @classmethod
    def read(cls, text: str) -> Anchor:
        """Return the anchor that ``str`` wrote.

        Raises:
            ValueError: it is none.
        """
        number, _, digest = text.strip().partition(":")
        if len(digest) != len(FIRST) or set(digest) - set("0123456789abcdef"):
            raise ValueError(text)
        return cls(int(number), digest)


Kind = Literal["changed", "missing", "reordered", "cut-off", "rewritten", "anchor", "unguarded"]


@dataclass(frozen=True)
class Fault:
    """One place where the log is not what it was."""

    sequence: int
    kind: Kind
    text: Text


def digest_of(entry: Row, sequence: int | None = None) -> str:
    """Return the SHA-256 over the content of an entry and the hash of the one before it.

    Args:
        entry: the entry.
        sequence: its number, where that is not the one it bears.
    """
    content: dict[str, Any] = {name: getattr(entry, name) for name in _CONTENT}
    content["sequence"] = entry.sequence if sequence is None else sequence
    content["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(_ENCODER.encode(content).encode("utf-8")).hexdigest()


def verify(entries: Iterable[Row], anchors: Iterable[Anchor] = ()) -> list[Fault]:
    """Return every place where the log was tampered with, in order; none where it is whole.

    Args:
        entries: the whole log, by sequence.
        anchors: hashes that were kept elsewhere.
    """
    wanted: dict[int, list[str]] = {}
    for anchor in anchors:
        wanted.setdefault(anchor.sequence, []).append(anchor.digest)
    faults: list[Fault] = []
    broken: list[Row] = []
    gone: list[int] = []
    last = 0
    digest, sound = FIRST, True
    for entry in entries:
        follows = entry.sequence == last + 1
        if not follows:
            faults.append(_missing(last + 1, entry.sequence - 1))
            gone += range(last + 1, min(entry.sequence, last + 1 + _TRIED))
        whole = digest_of(entry) == entry.digest
        if not whole:
            broken.append(entry)
        elif follows and sound and entry.previous != digest:
            faults.append(_replaced(last) if last else _before_the_first(entry.sequence))
        if whole and any(kept != entry.digest for kept in wanted.pop(entry.sequence, [])):
            faults.append(_rewritten(entry.sequence))
        last, digest, sound = entry.sequence, entry.digest, whole
    beyond = max((sequence for sequence in wanted if sequence > last), default=0)
    if beyond:
        faults.append(_cut_off(last + 1, beyond))
    return sorted(faults + _moved_or_changed(broken, gone), key=lambda fault: (fault.sequence, fault.kind))


def _moved_or_changed(broken: list[Row], gone: list[int]) -> list[Fault]:
    """Tell entries that bear another number than they had from those whose content is different."""
    numbers = [entry.sequence for entry in broken[:_TRIED]] + gone[:_TRIED]
    faults = []
    for place, entry in enumerate(broken):
        near = [entry.sequence + 1, entry.sequence - 1]
        tried = [*near, *numbers] if place < _TRIED else near
        had = next((number for number in tried if number > 0 and digest_of(entry, number) == entry.digest), None)
        faults.append(_changed(entry.sequence) if had is None else _reordered(entry.sequence, had))
    return faults


def _span(first: int, last: int) -> tuple[str, str]:
    if first == last:
        return f"regel {first} ontbreekt", f"entry {first} is missing"
    return f"regels {first} t/m {last} ontbreken", f"entries {first} to {last} are missing"


def _missing(first: int, last: int) -> Fault:
    nl, en = _span(first, last)
    return Fault(first, "missing", Text(nl=f"{nl}.".capitalize(), en=f"{en}.".capitalize()))


def _cut_off(first: int, last: int) -> Fault:
    nl, en = _span(first, last)
    return Fault(
        first,
        "cut-off",
        Text(
            nl=f"Het einde van het logboek is afgeknipt: {nl}; regel {last} stond er toen het ankerpunt werd bewaard.",
            en=f"The end of the log was cut off: {en}; entry {last} stood there when the anchor was kept.",
        ),
    )


def _changed(sequence: int) -> Fault:
    return Fault(
        sequence,
        "changed",
        Text(
            nl=f"Regel {sequence} is gewijzigd: de inhoud past niet bij de controlesom.",
            en=f"Entry {sequence} was changed: its content does not go with its hash.",
        ),
    )


def _replaced(sequence: int) -> Fault:
    return Fault(
        sequence,
        "changed",
        Text(
            nl=f"Regel {sequence} is vervangen: regel {sequence + 1} sluit er niet op aan.",
            en=f"Entry {sequence} was replaced: entry {sequence + 1} does not follow from it.",
        ),
    )


def _before_the_first(sequence: int) -> Fault:
    return Fault(
        sequence,
        "missing",
        Text(
            nl=f"Vóór regel {sequence} stond een andere regel, die ontbreekt.",
            en=f"Before entry {sequence} there was another, which is missing.",
        ),
    )


def _reordered(sequence: int, had: int) -> Fault:
    return Fault(
        sequence,
        "reordered",
        Text(
            nl=f"De volgorde is veranderd: wat nu regel {sequence} is, was regel {had}.",
            en=f"The order was changed: what is entry {sequence} now was entry {had}.",
        ),
    )


def _rewritten(sequence: int) -> Fault:
    return Fault(
        sequence,
        "rewritten",
        Text(
            nl=f"Het logboek is tot en met regel {sequence} opnieuw geschreven: de controlesom van die regel is "
            "anders dan toen het ankerpunt werd bewaard.",
            en=f"The log was written anew up to entry {sequence}: the hash of that entry differs from the one in the "
            "anchor that was kept.",
        ),
    )
