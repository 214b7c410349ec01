# SPDX-License-Identifier: EUPL-1.2
"""A plan of assistance in the terminal: what is short, who is asked for what, and what changes it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.capability.assistance import AssistanceStudy, Outcome

_WIDEST = 100
_NAME = 30
_MOST = 40
_BASIC, _RIOT = 0, 1


def assistance_table(study: AssistanceStudy, lang: Lang) -> str:
    """Return the title, the notes, and four short tables."""
    nl = lang == "nl"
    lines = [] if study.marking is None else [study.marking.in_(lang)]
    lines += [study.situation.title.in_(lang), *textwrap.wrap(study.situation.statement.in_(lang), _WIDEST)]
    lines += [line for note in study.notes for line in textwrap.wrap(note.in_(lang), _WIDEST)]
    lines += ["", "1. Wat is er tekort?" if nl else "1. What is short?", *_shortages(study, lang)]
    lines += ["", "2. Wie wordt om wat gevraagd?" if nl else "2. Who is asked for what?", *_asked(study, lang)]
    if study.variants:
        lines += ["", "3. Wat verandert het tekort?" if nl else "3. What changes the shortage?", *_changes(study, lang)]
    lines += ["", "4. Bewijs" if nl else "4. Proof", *_proof(study, lang)]
    return printable("\n".join(lines))


def _shortages(study: AssistanceStudy, lang: Lang) -> list[str]:
    from weerbaar.base import percentage
    from weerbaar.capability.assistance import amount_words, plain_amount, task_words

    nl = lang == "nl"
    plan, situation = study.plan, study.situation
    rows = [
        ("Regio", "Dienst", "Taak", "Vraag", "Tekort", "Kans")
        if nl
        else ("Region", "Shift", "Task", "Demand", "Short", "Odds")
    ]
    withheld = 0
    regions, shifts, tasks = situation.shape
    for t in range(tasks):
        for r in range(regions):
            for s in range(shifts):
                if situation.withheld[r, s, t] and plan.demand[r, s, t]:
                    withheld += 1
                    continue
                if not plan.shortage[r, s, t] and study.odds.cell[r, s, t] < _LIKELY:
                    continue
                shift = situation.shifts[s]
                rows.append(
                    (
                        _cut(situation.places[r].name.in_(lang)),
                        _cut(shift.title.in_(lang) if shift.title else shift.id),
                        task_words(t, lang),
                        amount_words(float(plan.demand[r, s, t]), t, lang),
                        plain_amount(float(plan.shortage[r, s, t]), lang),
                        percentage(float(study.odds.cell[r, s, t]), lang),
                    )
                )
    lines = _columns(rows[: _MOST + 1], (4, 5)) if len(rows) > 1 else []
    if len(rows) > _MOST + 1:
        lines.append(f"… {'en nog' if nl else 'and'} {len(rows) - _MOST - 1} {'regels' if nl else 'more rows'}")
    if withheld:
        lines.append(f"({withheld} {'cellen zijn niet openbaar' if nl else 'cells are withheld'})")
    return lines or ["Niets." if nl else "Nothing."]


_LIKELY = 0.05


def _asked(study: AssistanceStudy, lang: Lang) -> list[str]:
    from weerbaar.capability.assistance import amount_words, task_words

    nl = lang == "nl"
    situation = study.situation
    header = ("Voor", "Dienst", "Wat", "Van wie", "Waarvandaan")
    rows = [header if nl else ("For", "Shift", "What", "Of whom", "From where")]
    for request in study.requests:
        for a in request.lines:
            shift = situation.shifts[a.shift]
            nobody = "nog niemand" if nl else "nobody yet"
            rows.append(
                (
                    _cut(request.municipality.in_(lang)),
                    _cut(shift.title.in_(lang) if shift.title else shift.id),
                    f"{amount_words(a.amount, a.task, lang)}, {task_words(a.task, lang)}",
                    nobody if a.party is None else _cut(situation.helpers[a.party].name.in_(lang)),
                    "-" if a.home is None else _cut(situation.places[a.home].name.in_(lang)),
                )
            )
    if len(rows) == 1:
        return ["Er wordt niets gevraagd." if nl else "Nothing is asked for."]
    lines = _columns(rows[: _MOST + 1], ())
    if len(rows) > _MOST + 1:
        lines.append(f"… {'en nog' if nl else 'and'} {len(rows) - _MOST - 1} {'regels' if nl else 'more rows'}")
    return lines


def _changes(study: AssistanceStudy, lang: Lang) -> list[str]:
    from weerbaar.capability.assistance import break_even_words

    nl = lang == "nl"
    header = ("Geval", "Basis: ergste", "Basis: uren", "ME: pelotonuren", "Overig: uren")
    rows: list[tuple[str, ...]] = [
        header if nl else ("Case", "Basic: worst", "Basic: hours", "Riot: platoon h", "Other: hours")
    ]
    cases = [study.base, *study.variants, *study.without, *filter(None, [study.platoon_more])]
    rows += [_outcome(study, o, lang) for o in cases]
    lines = _columns(rows, (1, 2, 3, 4))
    if study.breaking is not None and not (study.hidden(_BASIC) or study.hidden(_RIOT)):
        lines += textwrap.wrap(break_even_words(study.breaking, study.situation).in_(lang), _WIDEST)
    return lines


def _outcome(study: AssistanceStudy, o: Outcome, lang: Lang) -> tuple[str, ...]:
    from weerbaar.base import number, percentage

    hidden = "niet openbaar" if lang == "nl" else "withheld"
    basic, riot = study.hidden(_BASIC), study.hidden(_RIOT)
    mark = "" if o.proven else " *"
    return (
        _cut(o.title.in_(lang)) + mark,
        hidden if basic else percentage(o.worst_share, lang),
        hidden if basic else number(o.basic_h, lang),
        hidden if riot else number(o.riot_h, lang, 0 if float(o.riot_h).is_integer() else 1),
        hidden if study.hidden_others else number(o.other_h, lang),
    )


_AIMS = {
    "basic-worst-share": ("grootste tekort basispolitiezorg", "worst shortage of basic care"),
    "basic-shortage": ("tekort basispolitiezorg", "shortage of basic care"),
    "riot-shortage": ("tekort ME-pelotons", "shortage of riot platoons"),
    "other-shortage": ("tekort overige taken", "shortage of other tasks"),
    "assistance": ("gebruik van bijstand", "use of assistance"),
    "effort": ("reizen en werken", "travel and work"),
}


def _proof(study: AssistanceStudy, lang: Lang) -> list[str]:
    from weerbaar.base import percentage

    nl = lang == "nl"
    lines = []
    for reached in study.plan.reached:
        name = _AIMS[reached.code][0 if nl else 1]
        if reached.proven:
            lines.append(f"{name}: {'bewezen optimaal' if nl else 'proven optimal'}")
        else:
            gap = percentage(min(1.0, reached.gap), lang)
            lines.append(f"{name}: {'niet bewezen, gat' if nl else 'not proven, gap'} {gap}")
    return lines


def _cut(words: str) -> str:
    return words if len(words) <= _NAME else words[: _NAME - 1].rstrip() + "…"


def _columns(rows: Sequence[Sequence[str]], right: tuple[int, ...]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
