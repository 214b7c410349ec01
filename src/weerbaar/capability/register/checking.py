# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a register as a whole: names, order of recording, corrections, lives that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from weerbaar.base import Location, Placed, Problem, Text
from weerbaar.capability.register.corrections import effective
from weerbaar.capability.register.file_model import ALLOWED, Entry, Subject
from weerbaar.dossier import Heading

_OWN_ID = Text(nl="Geef elk onderdeel een eigen id.", en="Give every entry an id of its own.")


def check(
    headings: Sequence[Placed[Heading]],
    subjects: Sequence[Placed[Subject]],
    entries: Sequence[Placed[Entry]],
    sources: frozenset[str],
    complete: bool = True,
) -> list[Problem]:
    """Return every problem; that of a missing piece of evidence is a warning, the others are errors.

    Args:
        headings, subjects, entries: what could be read, in the order of the file.
        sources: ids of the sources.
        complete: nothing was left out because it could not be read; otherwise names are not looked up.
    """
    problems: list[Problem] = []
    for named in (headings, subjects, entries):
        problems += _repeated(named)
    if complete:
        problems += _unknown_names(headings, subjects, entries, sources)
    problems += _order_of_recording(entries)
    problems += [p for entry in entries for p in (*_recorded_too_early(entry), *_ends(entry))]
    wrong = _corrections(entries) if complete else []
    problems += wrong
    if complete and not wrong:
        problems += _lives(entries)
    return problems


def _repeated(named: Sequence[Placed[Heading]] | Sequence[Placed[Subject]] | Sequence[Placed[Entry]]) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for place in named:
        name = place.value.id
        if name in seen:
            message = ("deze id komt meer dan eens voor.", "this id occurs more than once.")
            problems.append(place.problem(("id",), *message, _OWN_ID, value=name))
        seen.add(name)
    return problems


def _unknown_names(
    headings: Sequence[Placed[Heading]],
    subjects: Sequence[Placed[Subject]],
    entries: Sequence[Placed[Entry]],
    sources: frozenset[str],
) -> Iterator[Problem]:
    known_headings = {h.value.id for h in headings}
    known_subjects = {s.value.id for s in subjects}
    for subject in subjects:
        if subject.value.heading not in known_headings:
            yield _unknown(subject, ("heading",), subject.value.heading, known_headings, "dit kopje", "heading")
    for entry in entries:
        if entry.value.subject not in known_subjects:
            yield _unknown(entry, ("subject",), entry.value.subject, known_subjects, "dit onderwerp", "subject")
    places: list[Placed[Subject] | Placed[Entry]] = [*subjects, *entries]
    for place in places:
        for i, name in enumerate(place.value.source):
            if name not in sources:
                yield _unknown(place, ("source", i), name, sources, "deze bron", "source")


def _unknown(
    place: Placed[Subject] | Placed[Entry], at: Location, name: str, known: set[str] | frozenset[str], nl: str, en: str
) -> Problem:
    listed = ", ".join(sorted(known)[:12]) + (" …" if len(known) > 12 else "")
    hint = Text(nl=f"Kies uit: {listed or '(geen)'}.", en=f"Choose from: {listed or '(none)'}.")
    return place.problem(at, f"onbekend: {nl}.", f"unknown {en}.", hint, value=name)


def _order_of_recording(entries: Sequence[Placed[Entry]]) -> Iterator[Problem]:
    for before, entry in pairwise(entries):
        if entry.value.recorded_on < before.value.recorded_on:
            yield entry.problem(
                ("recorded_on",),
                f"vastgelegd vóór de vorige regel ({before.value.id}, {before.value.recorded_on}); "
                "de lijst staat op volgorde van vastlegging.",
                f"recorded before the entry above it ({before.value.id}, {before.value.recorded_on}); "
                "the list is in the order of recording.",
                Text(
                    nl="Voeg achteraan toe, met de dag van vastlegging; wanneer het zo was, staat in valid_from.",
                    en="Add at the end, with the day of recording; when it was so stands in valid_from.",
                ),
                value=str(entry.value.recorded_on),
            )


def _recorded_too_early(place: Placed[Entry]) -> Iterator[Problem]:
    entry = place.value
    start = entry.valid_from
    if start is not None and entry.recorded_on < start.earliest:
        yield place.problem(
            ("recorded_on",),
            f"vastgelegd ({entry.recorded_on}) voordat het zo kon zijn ({start}).",
            f"recorded ({entry.recorded_on}) before it can have been so ({start}).",
            Text(
                nl="Een voornemen is een besluit met een deadline; leg vast wat gebeurd is.",
                en="An intention is a decision with a deadline; record what has happened.",
            ),
            value=str(entry.recorded_on),
        )


def _ends(place: Placed[Entry]) -> Iterator[Problem]:
    start = place.value.valid_from
    for name, nl, en in (
        ("valid_until", "ligt voor", "lies before"),
        ("deadline", "de deadline ligt voor", "the deadline lies before"),
    ):
        end = getattr(place.value, name)
        if start is not None and end is not None and end.latest < start.earliest:
            nl, en = f"{nl} valid_from ({start}).", f"{en} valid_from ({start})."
            yield place.problem((name,), nl, en, value=str(end))


def _corrections(entries: Sequence[Placed[Entry]]) -> list[Problem]:
    place_of = {e.value.id: i for i, e in reversed(list(enumerate(entries)))}
    target = {e.value.id: e.value.corrects for e in entries if e.value.corrects is not None}
    problems: list[Problem] = []
    told: set[str] = set()
    for i, place in enumerate(entries):
        entry = place.value
        if entry.corrects is None or entry.id in told:
            continue
        if entry.corrects not in place_of:
            nl, en = "deze regel bestaat niet.", "there is no such entry."
            hint = Text(nl="Noem de id van de regel die niet klopt.", en="Give the id of the entry that is not right.")
            problems.append(place.problem(("corrects",), nl, en, hint, value=entry.corrects))
            continue
        circle = _circle(entry.id, target)
        if circle:
            told.update(circle)
            shown = " → ".join([*circle, circle[0]])
            problems.append(
                place.problem(
                    ("corrects",),
                    f"correcties verbeteren elkaar in een kring: {shown}.",
                    f"corrections correct each other in a circle: {shown}.",
                    value=entry.corrects,
                )
            )
            continue
        corrected = entries[place_of[entry.corrects]].value
        if place_of[entry.corrects] > i:
            problems.append(
                place.problem(
                    ("corrects",),
                    "een correctie staat na de regel die zij corrigeert.",
                    "a correction stands after the entry that it corrects.",
                    value=entry.corrects,
                )
            )
        elif corrected.subject != entry.subject:
            problems.append(
                place.problem(
                    ("subject",),
                    f"een correctie gaat over hetzelfde onderwerp ({corrected.subject}).",
                    f"a correction is about the same subject ({corrected.subject}).",
                    value=entry.subject,
                )
            )
        elif entry.state is not None and entry.state not in ALLOWED[corrected.kind]:
            allowed = ", ".join(ALLOWED[corrected.kind])
            problems.append(
                place.problem(
                    ("state",),
                    f"deze stand past niet bij {corrected.kind} ({corrected.id}); toegestaan is: {allowed}.",
                    f"this state does not go with {corrected.kind} ({corrected.id}); allowed: {allowed}.",
                    value=entry.state,
                )
            )
    return problems


def _circle(start: str, target: dict[str, str]) -> list[str]:
    path = [start]
    while (following := target.get(path[-1])) is not None:
        if following in path:
            return path[path.index(following) :]
        path.append(following)
    return []


def _lives(entries: Sequence[Placed[Entry]]) -> Iterator[Problem]:
    """Say which lives cannot have been, as far as is known now; only what is certain counts."""
    place_of = {e.value.id: e for e in entries}
    lives: dict[str, list[Entry]] = {}
    for entry in effective([e.value for e in entries]):
        lives.setdefault(entry.subject, []).append(entry)
        place = place_of[entry.id]
        if entry is not place.value:
            yield from _ends(Placed(entry, place.source, place.at))
    for life in lives.values():
        decided = [e for e in life if e.kind == "decision"]
        for entry in life:
            place = place_of[entry.id]
            yield from _against_decisions(entry, decided, place)
            yield from _after_withdrawal(entry, life, place)
            if entry.new_state == "completed" and not entry.evidence and not _shown_later(entry, life):
                yield place.problem(
                    ("evidence",),
                    "voltooid zonder bewijs.",
                    "completed without evidence.",
                    Text(nl="Geef aan waaruit het blijkt.", en="Say what shows it."),
                    warning=True,
                )


def _against_decisions(entry: Entry, decided: Sequence[Entry], place: Placed[Entry]) -> Iterator[Problem]:
    if not decided or entry.valid_from is None:
        return
    first = min(d.valid_from.earliest for d in decided if d.valid_from is not None)
    if entry.kind in ("completion", "start") and entry.valid_from.latest < first:
        nl, en = ("voltooid", "completed") if entry.kind == "completion" else ("begonnen", "started")
        yield place.problem(
            ("valid_from",),
            f"{nl} voordat er een besluit was (op zijn vroegst {first}).",
            f"{en} before there was a decision ({first} at the earliest).",
            Text(
                nl="Controleer beide dagen, of leg een eerder besluit vast.",
                en="Check both days, or record an earlier decision.",
            ),
            value=str(entry.valid_from),
            warning=entry.kind == "start",
        )
    if entry.deadline is not None and entry.kind != "advice" and entry.deadline.latest < first:
        yield place.problem(
            ("deadline",),
            f"de deadline ligt voor het besluit (op zijn vroegst {first}).",
            f"the deadline lies before the decision ({first} at the earliest).",
            value=str(entry.deadline),
        )


def _after_withdrawal(entry: Entry, life: Sequence[Entry], place: Placed[Entry]) -> Iterator[Problem]:
    """A withdrawn decision does not start or end, unless it was decided or proposed again in between."""
    if entry.new_state not in ("running", "completed") or entry.kind == "decision" or entry.valid_from is None:
        return
    for other in life:
        if other.new_state != "withdrawn" or other.valid_from is None:
            continue
        if other.valid_from.latest >= entry.valid_from.earliest:
            continue
        again = any(
            e.kind in ("advice", "decision")
            and e.valid_from is not None
            and e.valid_from.latest >= other.valid_from.earliest
            and e.new_state != "withdrawn"
            for e in life
        )
        if not again:
            yield place.problem(
                ("state",) if entry.state else ("kind",),
                f"{entry.new_state} na de intrekking ({other.id}, {other.valid_from}), zonder nieuw besluit.",
                f"{entry.new_state} after it was withdrawn ({other.id}, {other.valid_from}), without a new decision.",
                Text(
                    nl="Leg het nieuwe besluit vast, of corrigeer de intrekking.",
                    en="Record the new decision, or correct the withdrawal.",
                ),
            )
            return


def _shown_later(entry: Entry, life: Sequence[Entry]) -> bool:
    """Whether an entry that is not earlier shows what was done."""
    start = entry.valid_from
    return any(
        e.evidence and e.valid_from is not None and start is not None and e.valid_from.latest >= start.earliest
        for e in life
        if e.id != entry.id
    )
