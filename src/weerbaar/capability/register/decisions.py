# SPDX-License-Identifier: EUPL-1.2
"""Bring the decisions and initiatives of a round into a register, as its first entries or as what changed since."""

from __future__ import annotations

import datetime
import hashlib
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from weerbaar.base import Text
from weerbaar.capability.register.appending import Additions
from weerbaar.capability.register.corrections import effective
from weerbaar.capability.register.edtf import Moment, moment
from weerbaar.capability.register.file_model import Entry, Mandate, State, Subject
from weerbaar.capability.register.reading import Register
from weerbaar.dossier import Decision, Dossier, Heading, Initiative, Source

_LONGEST_ID, _LONGEST_STEM, _LONGEST_TITLE = 80, 73, 300
_COMPARED = ("text", "responsible", "deadline", "mark", "note", "source")
_STEPS: dict[State, str] = {"running": "start", "completed": "completion", "withdrawn": "withdrawal"}


@dataclass
class _Found:
    """What is to be added so far."""

    register: Register
    dossier: Dossier
    recorded_on: datetime.date
    decided: Moment
    mandate: Mandate | None
    subjects: list[Subject] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)


def import_decisions(
    register: Register,
    dossier: Dossier,
    recorded_on: datetime.date,
    *,
    decided: Moment | None = None,
    mandate: Mandate | None = None,
) -> Additions:
    """Return what a round adds to a register; nothing when all of it is there already.

    A decision that is not there yet becomes a subject with a first entry. One that is there, with other words, another
    ministry or another deadline, gets a correction; one whose state in the dossier moved gets an entry for that.
    An initiative becomes a subject of which the dossier says no state.

    Args:
        register: checked; entries of an earlier import of the same round are recognised by their ids.
        dossier: the round.
        recorded_on: day of recording.
        decided: when the decisions were taken; by default the day or the year of publication of the round.
        mandate: who took the decisions of the round, and where.
    """
    when = decided or moment(dossier.round.published_on or dossier.round.year)
    found = _Found(register, dossier, recorded_on, when, mandate)
    for decision in dossier.decisions:
        capability = next((c for c in dossier.capabilities if c.id == decision.capability), None)
        subject = _subject(found, decision.id, decision.heading, _cut(decision.text), decision, capability)
        _add(found, subject, decision.state, _content(found, decision), "decision")
    for initiative in dossier.initiatives:
        subject = _subject(found, initiative.id, initiative.heading, initiative.title, initiative, None)
        _add(found, subject, None, _content(found, initiative), "progress")
    known = {h.id for h in register.file.headings}
    used = {s.heading for s in found.subjects}
    headings: Sequence[Heading] = [*dossier.decision_headings, *dossier.initiative_headings]
    new = {h.id: h for h in headings if h.id in used and h.id not in known}
    return Additions(tuple(new.values()), tuple(found.subjects), found.sources, tuple(found.entries))


def _subject(
    found: _Found, own_id: str, heading: str, title: Text, item: Decision | Initiative, capability: Any
) -> Subject:
    label = found.dossier.round.label
    there = found.register.by_id.get(own_id)
    if there is not None and there.round != label:
        # Another round used the same name for something else.
        own_id = shortened(f"{found.dossier.round.id}-{own_id}")
        there = found.register.by_id.get(own_id)
    if there is not None:
        return there
    given: dict[str, Any] = {
        "id": own_id,
        "title": title,
        "heading": heading,
        "round": label,
        "year": found.dossier.round.year,
        "source": _sources(found, item.source),
        "mark": item.mark,
    }
    if isinstance(item, Decision):
        given["scenarios"] = item.scenarios
        if item.capability:
            given["capability"] = item.capability
        if capability is not None and capability.generic is not None:
            given["generic"] = capability.generic
    subject = Subject.model_validate(given)
    found.subjects.append(subject)
    return subject


def _content(found: _Found, item: Decision | Initiative) -> dict[str, Any]:
    content: dict[str, Any] = {"text": item.text, "source": _sources(found, item.source), "mark": item.mark}
    if isinstance(item, Decision):
        if item.responsible:
            content["responsible"] = (item.responsible,)
        if item.due is not None:
            content["deadline"] = moment(item.due)
        if item.note is not None:
            content["note"] = item.note
    return content


def _add(found: _Found, subject: Subject, state: State | None, content: dict[str, Any], kind: str) -> None:
    """Add what is new about one subject: the first entry, or else a correction and a step."""
    first_id = shortened(f"{found.dossier.round.id}-{subject.id}")
    entries = found.register.entries
    first = next((e for e in effective(entries) if e.id == first_id), None)
    if first is None:
        if any(e.id == first_id for e in entries):
            return  # Annulled by hand: somebody decided that it does not belong here.
        given = content | ({"mandate": found.mandate} if found.mandate is not None and kind == "decision" else {})
        if state is not None:
            given["state"] = state
        found.entries.append(_entry(found, first_id, subject, kind, valid_from=found.decided, **given))
        return
    changed = {n: content.get(n, Entry.model_fields[n].get_default()) for n in _COMPARED}
    changed = {n: value for n, value in changed.items() if value != getattr(first, n)}
    if changed:
        own_id = free_id(found.register, f"{first_id}-correctie")
        found.entries.append(_entry(found, own_id, subject, "correction", corrects=first_id, **changed))
    steps = shortened(f"{first_id}-stand", _LONGEST_STEM)
    imported = [e for e in effective(entries) if e.id == first_id or e.id.startswith(f"{steps}-")]
    if state is not None and imported[-1].new_state != state:
        own_id = free_id(found.register, steps)
        since = moment(f"{found.decided.earliest}..{found.recorded_on}")
        step = _STEPS.get(state, "progress")
        source = {"source": content["source"]} if content["source"] else {}
        found.entries.append(_entry(found, own_id, subject, step, valid_from=since, state=state, **source))


def _entry(found: _Found, own_id: str, subject: Subject, kind: str, **given: Any) -> Entry:
    return Entry.model_validate(
        {"id": own_id, "subject": subject.id, "kind": kind, "recorded_on": found.recorded_on, **given}
    )


def free_id(register: Register, stem: str) -> str:
    """Return the first of ``stem-1``, ``stem-2``, … that is no entry yet."""
    taken = {e.id for e in register.entries}
    stem = shortened(stem, _LONGEST_STEM)
    return next(own_id for n in count(1) if (own_id := f"{stem}-{n}") not in taken)


def shortened(name: str, most: int = _LONGEST_ID) -> str:
    """Return a name as an id of at most ``most`` characters; long names that differ give ids that differ."""
    if len(name) <= most:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[: most - 9].rstrip('-')}-{digest}"


def _sources(found: _Found, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names under which the sources stand in the register; those that do not yet are to be added."""
    result = []
    for name in names:
        source = found.dossier.sources.get(name)
        there = found.register.file.sources.get(name)
        if there is not None and source is not None and there != source:
            name = f"{found.dossier.round.id}-{name}"
        if source is not None and name not in found.register.file.sources:
            found.sources[name] = source
        if source is not None or there is not None:
            result.append(name)
    return tuple(result)


def _cut(text: Text) -> Text:
    return Text(nl=_title(text.nl), en=_title(text.en))


def _title(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else textwrap.shorten(text, _LONGEST_TITLE, placeholder="…")
