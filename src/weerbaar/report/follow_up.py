# SPDX-License-Identifier: EUPL-1.2
"""What came of it: every capability that was worked on, as the register knew it on the day of the report."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.base import Text
from weerbaar.capability.register import (
    COUNTED,
    KIND_WORDS,
    STATE_WORDS,
    Entry,
    Progress,
    SubjectState,
    moment_words,
    state_words,
)
from weerbaar.report.draft import Draft
from weerbaar.report.model import Align, Item, Run
from weerbaar.report.wording import capital, count, counted, day, enumeration, source_words

MOST_LATE = 20
"""The table of what is late shows so many, longest late first."""

MOST_DRAWN = 60
"""With more subjects than this the lines of the figure are too thin on paper; the table has them all."""

_SUBJECT = Text(nl="onderwerp", en="subject")
_SUBJECTS = Text(nl="onderwerpen", en="subjects")
_UNCERTAIN = Text(nl="niet zeker", en="not certain")


def write_follow_up(draft: Draft, progress: Progress | None) -> None:
    """Section: the overview since the first round, what is late, and what nobody has heard of for a year."""
    draft.section("Opvolging", "Follow-up")
    if progress is None:
        draft.absent(
            "Bij dit rapport hoort geen register van capaciteiten die in eerdere rondes zijn versterkt.",
            "No register of capabilities strengthened in earlier rounds goes with this report.",
        )
        return
    lang = draft.lang
    states = progress.snapshot.subjects
    on = day(progress.snapshot.valid, lang)
    if not states:
        draft.absent(
            f"Het register bevat op {on} nog geen onderwerpen.", f"On {on} the register holds no subjects yet."
        )
        return
    first = min(s.subject.year for s in states)
    done = sum(s.must_be("completed") for s in states)
    subjects = counted(len(states), lang, _SUBJECT, _SUBJECTS)
    draft.text(
        f"Sinds {first} is aan {subjects} gewerkt; de tabellen geven de stand zoals die op {on} bekend was. Daarvan "
        f"{'is' if done == 1 else 'zijn'} er zeker {count(done, lang)} voltooid.",
        f"Since {first}, {subjects} {'was' if len(states) == 1 else 'were'} worked on; the tables give the state as it "
        f"was known on {on}. Certainly completed: {count(done, lang)}.",
    )
    caution = progress.snapshot.register.caution(lang)
    if caution:
        draft.text(caution, caution, "small")
    _counts(draft, progress)
    _figure(draft, progress)
    _overview(draft, progress, states)
    write_late(draft, progress)
    _silent(draft, progress)


def _counts(draft: Draft, progress: Progress) -> None:
    lang = draft.lang
    used = [name for name in COUNTED if any(c.states[name] for c in progress.headings)]
    words = {name: (_UNCERTAIN if name == "uncertain" else STATE_WORDS[name]).in_(lang) for name in used}  # type: ignore[index]
    right: Align = "right"
    draft.table(
        "Stand per terrein",
        "State per field",
        [draft.say("Terrein", "Field"), *(capital(words[name]) for name in used), draft.say("Samen", "Together")],
        [
            (c.title.in_(lang), *(str(c.states[name]) if c.states[name] else "–" for name in used), str(c.total))
            for c in progress.headings
        ],
        align=("left", *(right for _ in range(len(used) + 1))),
        widths=(2.6, *(1.0 for _ in used), 0.9),
        compact=True,
    )


def _figure(draft: Draft, progress: Progress) -> None:
    from weerbaar.figures import register_timeline

    found = progress.snapshot
    if len(found.subjects) <= MOST_DRAWN:
        draft.figure(
            lambda width: register_timeline(found.register, found.valid, found.known, draft.lang, width), height_cm=23
        )


def _overview(draft: Draft, progress: Progress, states: Sequence[SubjectState]) -> None:
    lang = draft.lang
    ordered = sorted(enumerate(states), key=lambda pair: (pair[1].subject.year, pair[0]))
    draft.table(
        "Alle capaciteiten waaraan is gewerkt",
        "All capabilities that were worked on",
        [
            draft.say("Ronde", "Round"),
            draft.say("Onderwerp", "Subject"),
            draft.say("Stand", "State"),
            draft.say("Verantwoordelijk", "Responsible"),
            draft.say("Gereed", "Due"),
            draft.say("Bewijs", "Evidence"),
        ],
        [
            (
                s.subject.round,
                s.subject.short.in_(lang),
                state_words(s.state, lang),
                responsible_words(s),
                moment_words(s.deadline, lang),
                _evidence(draft, s),
            )
            for _, s in ordered
        ],
        widths=(1.35, 2.9, 1.15, 1.7, 0.95, 0.75),
        note=draft.say(
            "Onbekend: openbaar is niet te vinden wat ervan is gekomen. Een streepje: niet vastgelegd.",
            "Unknown: what came of it cannot be found in public. A dash: not recorded.",
        ),
        source=source_words(
            dict.fromkeys(key for s in states for key in s.subject.source), progress.snapshot.register.file.sources
        ),
        compact=True,
    )


def responsible_words(state: SubjectState) -> str:
    """Return who must do it; every possibility where it is not certain."""
    return " / ".join("–" if names is None else ", ".join(names) for names in state.responsible.values)


def _evidence(draft: Draft, state: SubjectState) -> str:
    if state.evidence:
        return draft.say("ja", "yes")
    return draft.say("nee", "no") if state.must_be("completed") else "–"


def write_late(draft: Draft, progress: Progress) -> None:
    """Table: what should have been finished, longest late first; or that nothing is."""
    lang = draft.lang
    late = progress.overdue
    if not late:
        draft.text(
            "Van geen onderwerp is een vastgelegde termijn verstreken zonder dat het is afgerond.",
            "No subject has passed a recorded deadline without being finished.",
        )
        return
    more = len(late) - MOST_LATE
    draft.table(
        "Termijn verstreken en niet afgerond",
        "Deadline passed and not finished",
        [
            draft.say("Onderwerp", "Subject"),
            draft.say("Gereed", "Due"),
            draft.say("Dagen te laat", "Days late"),
            draft.say("Verantwoordelijk", "Responsible"),
            draft.say("Zeker", "Certain"),
        ],
        [
            (
                o.state.subject.short.in_(lang),
                o.deadline.words(lang),
                str(o.days_late),
                responsible_words(o.state),
                draft.say("ja", "yes") if o.certain else draft.say("nee", "no"),
            )
            for o in late[:MOST_LATE]
        ],
        align=("left", "left", "right", "left", "left"),
        widths=(3.0, 1.2, 0.9, 1.8, 0.7),
        note=draft.say(f"En nog {count(more, lang)}.", f"And {count(more, lang)} more.") if more > 0 else "",
        compact=True,
    )


def _silent(draft: Draft, progress: Progress) -> None:
    if not progress.silent:
        return
    lang = draft.lang
    names = [s.state.subject.short.in_(lang) for s in progress.silent]
    many = counted(len(names), lang, _SUBJECT, _SUBJECTS)
    listed = f": {enumeration(names, lang)}" if len(names) <= 8 else ""
    draft.text(
        f"Over {many} is al langer dan een jaar niets vastgelegd{listed}.",
        f"Of {many} nothing was recorded for longer than a year{listed}.",
    )


def history(draft: Draft, state: SubjectState) -> list[Item]:
    """Return what is known to have happened to one subject, as a list in the order of the days."""
    return [_happening(draft, e) for e in sorted((*state.happened, *state.perhaps), key=_first_day)]


def _first_day(entry: Entry) -> tuple[str, str]:
    first = "" if entry.valid_from is None else entry.valid_from.earliest.isoformat()
    return first, entry.recorded_on.isoformat()


def _happening(draft: Draft, entry: Entry) -> Item:
    lang = draft.lang
    when = "–" if entry.valid_from is None else entry.valid_from.words(lang)
    what = KIND_WORDS[entry.kind].in_(lang)
    runs = [Run(f"{when}: ", bold=True), Run(what)]
    if entry.text is not None:
        runs += [Run(" – "), draft.of(entry.text)]
    return Item(tuple(runs))
