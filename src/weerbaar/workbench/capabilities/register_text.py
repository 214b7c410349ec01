# SPDX-License-Identifier: EUPL-1.2
"""What is added to the text of a register: decisions on measures, progress; never a change of what is there."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.capabilities.models import Outcome

if TYPE_CHECKING:
    from weerbaar.capability import Analysis
    from weerbaar.capability.measures import Measure
    from weerbaar.capability.register import Additions, Entry, Register

NAME = "register.yaml"
_OTHER = ("overige-maatregelen", Text(nl="Overige maatregelen", en="Other measures"))
_LONGEST = 80


def added(text: str, additions: Additions) -> str:
    """Return a register with additions at the end of its lists.

    Raises:
        InputError: the register would not be right any more; every problem.
    """
    from weerbaar.capability.register import parse_register, text_with

    after = text_with(text, NAME, additions)
    refuse_loss(text, after)
    parse_register(after, NAME)
    return after


def refuse_loss(before: str, after: str) -> None:
    """Refuse a text in which something of the register there was is missing or other.

    Raises:
        InputError: one problem per entry or subject that was changed or left out.
    """
    from weerbaar.capability.register import parse_register

    old, new = parse_register(before, NAME)[0], parse_register(after, NAME)[0]
    hint = Text(
        nl="Een register groeit alleen. Leg een correctie vast die de oude vastlegging noemt.",
        en="A register only grows. Record a correction that names the old entry.",
    )
    problems = [
        Problem(NAME, Text(nl="is gewijzigd of verwijderd.", en="was changed or removed."), hint, value=entry.id)
        for entry, there in zip(old.entries, (*new.entries, *[None] * len(old.entries)), strict=False)
        if entry != there
    ]
    problems += [
        Problem(NAME, Text(nl="dit onderwerp is verwijderd.", en="this subject was removed."), hint, value=subject.id)
        for subject in old.subjects
        if subject.id not in new.by_id
    ]
    if problems:
        raise InputError(problems)


def subject_of(register: Register, analysis: Analysis, measure: str) -> str:
    """Return the id under which a measure stands, or is going to stand, in a register.

    A subject of that name that is no measure of this analysis keeps its own life.
    """
    own = shortened(f"{analysis.header.id}-{measure}")
    advice = shortened(f"{analysis.header.id}-{measure}-advies")
    given = next((e.subject for e in register.entries if e.id == advice), None)
    if given is not None:
        return given
    return own if own in register.by_id or measure in register.by_id else measure


def decision(
    register: Register,
    analysis: Analysis,
    measure: Measure,
    *,
    outcome: str,
    reason: str,
    body: str,
    reference: str,
    responsible: tuple[str, ...],
    deadline: str,
    on: datetime.date,
) -> tuple[Additions, Entry]:
    """Return what a decision on a measure adds: the subject with its advice where it is new, and the decision.

    Args:
        register: as it is.
        analysis: that proposes the measure.
        measure: the measure.
        outcome: of :class:`Outcome`.
        reason: why.
        body, reference: who decided, as :class:`weerbaar.capability.register.Mandate` has it.
        responsible: ministries and others that must do it.
        deadline: a day, a month or a year; empty for none.
        on: day of the decision.

    Raises:
        InputError: the values are not those of a register.
    """
    from weerbaar.capability.register import Additions, Subject
    from weerbaar.dossier import Heading

    subject = subject_of(register, analysis, measure.id)
    mark = "illustrative" if analysis.header.data == "illustrative" else "derived"
    headings: tuple[Heading, ...] = ()
    subjects: tuple[Subject, ...] = ()
    entries: list[Entry] = []
    if subject not in register.by_id:
        heading = next((h for h in analysis.header.headings if h.id == measure.heading), None)
        heading = heading or Heading(id=_OTHER[0], title=_OTHER[1])
        if heading.id not in {h.id for h in register.file.headings}:
            headings = (heading,)
        subjects = (_subject(analysis, measure, subject, heading.id, mark),)
        words = (measure.proposal or measure.title).model_dump(exclude_defaults=True)
        owner = {"responsible": (measure.owner,)} if measure.owner else {}
        first = {"id": shortened(f"{analysis.header.id}-{measure.id}-advies"), "kind": "advice", "text": words, **owner}
        entries.append(entry_from({**first, "subject": subject, "valid_from": on, "recorded_on": on, "mark": mark}))
    adopted = outcome == Outcome.ADOPTED
    given: dict[str, Any] = {
        "id": free_id({e.id for e in register.entries}, f"{subject}-{'besluit' if adopted else 'afwijzing'}"),
        "subject": subject,
        "kind": "decision" if adopted else "withdrawal",
        "valid_from": on,
        "recorded_on": on,
        "reason": {"nl": reason},
        "mandate": {"body": body, **({"reference": reference} if reference else {})},
        "mark": "illustrative" if mark == "illustrative" else "found",
    }
    if responsible:
        given["responsible"] = responsible
    if deadline:
        given["deadline"] = deadline
    found = entry_from(given)
    return Additions(headings, subjects, None, (*entries, found)), found


def entry_from(given: Mapping[str, Any]) -> Entry:
    """Return the entry with these fields.

    Raises:
        InputError: with a problem for every field that is not right, at its name.
    """
    from weerbaar.base import YamlSource, validate
    from weerbaar.capability.register import Entry

    plain = {key: value.isoformat() if isinstance(value, datetime.date) else value for key, value in given.items()}
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in plain.items()}
    return validate(Entry, YamlSource(NAME, plain, {}))


def free_id(taken: set[str], stem: str) -> str:
    """Return the first of ``stem-1``, ``stem-2``, … that is not taken."""
    stem = shortened(stem, _LONGEST - 6)
    number = next(n for n in range(1, len(taken) + 2) if f"{stem}-{n}" not in taken)
    return f"{stem}-{number}"


def shortened(name: str, most: int = _LONGEST) -> str:
    """Return a name as an id; long names that differ give ids that differ."""
    if len(name) <= most:
        return name
    return f"{name[: most - 9].rstrip('-')}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _subject(analysis: Analysis, measure: Measure, id_: str, heading: str, mark: str) -> Any:
    from weerbaar.capability.register import Subject

    return Subject.model_validate(
        {
            "id": id_,
            "title": measure.title,
            "heading": heading,
            "round": analysis.dossier.round.label[:60],
            "year": analysis.dossier.round.year,
            "scenarios": tuple(dict.fromkeys(e.scenario for e in measure.effects)),
            "mark": mark,
        }
    )
