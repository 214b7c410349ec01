# SPDX-License-Identifier: EUPL-1.2
"""The register in the terminal: entries, a day, a progress report, and what is late."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang, Text
    from weerbaar.capability.register import Count, Entry, Progress, Register, Snapshot, SubjectState

_WIDEST = 100
_NAME, _WHO = 46, 40
_CHANGES = {
    "new": ("nieuw", "new"),
    "state": ("stand", "state"),
    "responsible": ("verantwoordelijk", "responsible"),
    "deadline": ("deadline", "deadline"),
    "evidence": ("bewijs", "evidence"),
    "effect": ("effect", "effect"),
}


def entries_table(register: Register, only: str | None, lang: Lang) -> str:
    """Return every subject with its entries in the order of recording.

    Args:
        register: to show.
        only: id of the one subject to show; None for all.
        lang: language.
    """
    lines = _head(register, lang)
    for subject in register.subjects:
        if only is not None and subject.id != only:
            continue
        lines += ["", *textwrap.wrap(f"{subject.id}: {subject.title.in_(lang)}", _WIDEST)]
        lines.append(f"  {subject.round}; {register.heading(subject.heading).title.in_(lang)}")
        for entry in register.entries:
            if entry.subject == subject.id:
                lines += _entry(entry, lang)
    return printable("\n".join(lines))


def _entry(entry: Entry, lang: Lang) -> list[str]:
    from weerbaar.capability.register import KIND_WORDS, STATE_WORDS

    nl = lang == "nl"
    said = [KIND_WORDS[entry.kind].in_(lang)]
    if entry.corrects is not None:
        said.append(("vervalt: " if nl else "annuls ") + entry.corrects if entry.annuls else entry.corrects)
    if entry.state is not None:
        said.append(STATE_WORDS[entry.state].in_(lang))
    if entry.text is not None:
        said.append(entry.text.in_(lang))
    said += entry.responsible
    if entry.mandate is not None and entry.mandate.reference:
        said.append(entry.mandate.reference)
    if entry.reason is not None:
        said.append(entry.reason.in_(lang))
    if entry.deadline is not None:
        said.append(f"deadline {entry.deadline.words(lang)}")
    said += [f"{'bewijs' if nl else 'evidence'}: {e.reference}" for e in entry.evidence]
    when = "" if entry.valid_from is None else entry.valid_from.words(lang)
    recorded = f"[{entry.id}; {'vastgelegd' if nl else 'recorded'} {entry.recorded_on}]"
    line = f"{when}: {'; '.join(part.rstrip('.') for part in said)} {recorded}".lstrip(": ")
    return textwrap.wrap(line, _WIDEST, initial_indent="  - ", subsequent_indent="    ")


def snapshot_table(snapshot: Snapshot, lang: Lang) -> str:
    """Return a line per subject under its heading: the state on the day, who, and by when."""
    from weerbaar.capability.register import day_words

    nl = lang == "nl"
    day = day_words(snapshot.valid, lang)
    if snapshot.known is None:
        how = "zoals nu bekend" if nl else "as known now"
    else:
        how = f"{'zoals bekend op' if nl else 'as known on'} {day_words(snapshot.known, lang)}"
    lines = [*_head(snapshot.register, lang), "", f"{'Op' if nl else 'On'} {day}, {how}:"]
    if not snapshot.subjects:
        lines.append("er is niets vastgelegd." if nl else "nothing is recorded.")
        return printable("\n".join(lines))
    header = ("Onderwerp", "Stand", "Deadline", "Verantwoordelijk") if nl else ("Subject", "State", "Deadline", "Who")
    rows: list[tuple[str, ...]] = [header]
    for heading in snapshot.register.file.headings:
        inside = [s for s in snapshot.subjects if s.subject.heading == heading.id]
        if inside:
            rows.append((f"{heading.letter + '. ' if heading.letter else ''}{heading.title.in_(lang)}", "", "", ""))
            rows += [_state_row(s, lang) for s in inside]
    lines += _columns(rows)
    if any(not s.state.is_certain for s in snapshot.subjects):
        lines += textwrap.wrap(
            "‘of’: de dag waarop het veranderde is niet precies genoeg bekend."
            if nl
            else "“or”: the day on which it changed is not known precisely enough.",
            _WIDEST,
        )
    return printable("\n".join(lines))


def _state_row(state: SubjectState, lang: Lang) -> tuple[str, ...]:
    from weerbaar.capability.register import moment_words, state_words

    who = " / ".join(", ".join(names) for names in state.responsible.values if names)
    return (
        "  " + _short(state.subject.short, lang),
        state_words(state.state, lang),
        moment_words(state.deadline, lang),
        textwrap.shorten(who, _WHO, placeholder=" …") or "–",
    )


def overdue_table(snapshot: Snapshot, lang: Lang) -> str:
    """Return what is late, longest first."""
    from weerbaar.capability.register import day_words, overdue

    nl = lang == "nl"
    found = overdue(snapshot)
    lines = [*_head(snapshot.register, lang), ""]
    day = day_words(snapshot.valid, lang)
    if not found:
        lines.append(f"Op {day} is er niets te laat." if nl else f"Nothing is overdue on {day}.")
        return printable("\n".join(lines))
    lines.append(f"Te laat op {day}:" if nl else f"Overdue on {day}:")
    header = (
        ("Onderwerp", "Dagen te laat", "Deadline", "Stand") if nl else ("Subject", "Days late", "Deadline", "State")
    )
    rows: list[tuple[str, ...]] = [header]
    for late in found:
        row = _state_row(late.state, lang)
        days = f"{late.days_late}{'' if late.certain else (' (mogelijk)' if nl else ' (perhaps)')}"
        rows.append((row[0].strip(), days, late.deadline.words(lang), row[1]))
    lines += _columns(rows)
    lines += textwrap.wrap(
        "Te laat: de laatste dag van de deadline is voorbij en er is geen voltooiing of intrekking vastgelegd."
        if nl
        else "Overdue: the last day of the deadline has passed and no completion or withdrawal is recorded.",
        _WIDEST,
    )
    return printable("\n".join(lines))


def progress_table(found: Progress, lang: Lang) -> str:
    """Return the whole report: counts, what is late, evidence, what went silent, what changed, effects."""
    from weerbaar.capability.register import day_words

    nl = lang == "nl"
    lines = [*_head(found.snapshot.register, lang), ""]
    lines.append(f"{'Voortgang op' if nl else 'Progress on'} {day_words(found.snapshot.valid, lang)}")
    lines += ["", *_counts(found.headings, "Kopje" if nl else "Heading", lang)]
    lines += ["", *_counts(found.ministries, "Verantwoordelijk" if nl else "Responsible", lang)]
    days = "dagen" if nl else "days"
    lines += _list(
        "Te laat" if nl else "Overdue",
        [
            f"{_short(o.state.subject.short, lang)}: {o.days_late} {days} ({o.deadline.words(lang)})"
            + ("" if o.certain else (", mogelijk" if nl else ", perhaps"))
            for o in found.overdue
        ],
    )
    lines += _list(
        "In uitvoering met deadline" if nl else "Running with a deadline",
        [
            f"{_short(s.subject.short, lang)}: {s.deadline.certain.words(lang)}"
            for s in found.running_with_deadline
            if s.deadline.certain is not None
        ],
    )
    shown = ("met bewijs" if nl else "with evidence", "zonder bewijs" if nl else "without evidence")
    lines += _list(
        "Voltooid" if nl else "Completed",
        [f"{_short(s.subject.short, lang)}: {shown[not evidence]}" for s, evidence in found.completed],
    )
    lines += _list(
        "Langer dan een jaar niets vastgelegd" if nl else "Nothing recorded for more than a year",
        [
            f"{_short(s.state.subject.short, lang)}: {'sinds' if nl else 'since'} {s.last_recorded}"
            for s in found.silent
        ],
    )
    if found.since is not None:
        lines += _list(
            f"{'Veranderd sinds' if nl else 'Changed since'} {day_words(found.since, lang)}",
            [
                f"{_short(c.subject.short, lang)}: {_CHANGES[c.kind][not nl]} "
                f"{c.before.in_(lang)} → {c.after.in_(lang)}"
                for c in found.changes
            ]
            or ["niets" if nl else "nothing"],
        )
    lines += _list(
        "Effect achteraf op het risicodiagram" if nl else "Effect afterwards on the risk diagram",
        [
            f"{_short(subject.short, lang)}: {effect.scenario} ({effect.round}), "
            f"{'waarschijnlijkheid' if nl else 'likelihood'} {effect.likelihood_before or '?'} → "
            f"{effect.likelihood_after or '?'}, impact {effect.impact_before or '?'} → {effect.impact_after or '?'}"
            for subject, _, effect in found.effects
        ],
    )
    return printable("\n".join(lines))


def _counts(counts: Sequence[Count], title: str, lang: Lang) -> list[str]:
    from weerbaar.capability.register import COUNTED, STATE_WORDS

    nl = lang == "nl"
    words: dict[str, Text] = {str(state): said for state, said in STATE_WORDS.items()}
    used = [name for name in COUNTED if any(c.states[name] for c in counts)]
    uncertain = "niet zeker" if nl else "not certain"
    rows = [(title, *(words[n].in_(lang) if n in words else uncertain for n in used), "totaal" if nl else "total")]
    rows += [(_short(c.title, lang), *(str(c.states[n]) for n in used), str(c.total)) for c in counts]
    return _columns(rows, numbers=True)


def _list(title: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    wrapped = [
        line for item in items for line in textwrap.wrap(item, _WIDEST, initial_indent="  - ", subsequent_indent="    ")
    ]
    return ["", title, *wrapped]


def _head(register: Register, lang: Lang) -> list[str]:
    lines = [register.file.title.in_(lang), *textwrap.wrap(register.file.statement.in_(lang), _WIDEST)]
    return [*lines, *textwrap.wrap(register.caution(lang), _WIDEST)]


def _short(text: Text, lang: Lang) -> str:
    return textwrap.shorten(text.in_(lang), _NAME, placeholder=" …")


def _columns(rows: Sequence[Sequence[str]], *, numbers: bool = False) -> list[str]:
    # A line that is a heading only may run on over the other columns.
    widths = [max(len(row[i]) for row in rows if any(row[1:])) for i in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.rjust(width) if numbers and i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
