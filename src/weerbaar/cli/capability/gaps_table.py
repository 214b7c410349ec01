# SPDX-License-Identifier: EUPL-1.2
"""The gaps of a capability analysis in the terminal: the most serious first, generic and specific apart."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang, Text
    from weerbaar.capability.needs import CapabilityGap, Coverage, Gaps, Simultaneous, State, Together

_WIDEST = 110
_NAME, _TITLE = 29, 18
_MOST_SCENARIOS = 1


def gaps_table(gaps: Gaps, lang: Lang) -> str:
    """Return the title, what a reader must know first, and the tables."""
    from weerbaar.capability.needs import day_words

    nl = lang == "nl"
    parts = [gaps.title.in_(lang), textwrap.fill(gaps.statement.in_(lang), _WIDEST)]
    if gaps.with_confidential and any(h.confidential for gap in gaps.capabilities for h in gap.holdings):
        parts += ["", "VERTROUWELIJK" if nl else "CONFIDENTIAL"]
    day = day_words(gaps, lang)
    parts += ["", f"Wat er is op {day}, tegenover wat nodig is." if nl else f"What there is on {day}, against need."]
    ranked = gaps.ranked()
    for kind, words in (
        ("generic", "Breed inzetbaar (twee of meer scenario’s)" if nl else "Generic (two or more scenarios)"),
        ("specific", "Specifiek (één scenario)" if nl else "Specific (one scenario)"),
    ):
        own = [gap for gap in ranked if gap.kind == kind]
        if own:
            parts += ["", words, *_capabilities(own, gaps, lang)]
    idle = [gap for gap in ranked if gap.kind is None]
    if idle:
        names = "; ".join(gap.name.in_(lang) for gap in idle)
        parts += ["", *textwrap.wrap(f"{'Door geen taak gevraagd' if nl else 'Asked by no task'}: {names}.", _WIDEST)]
    parts += ["", *_said(gaps, lang), "", *_coverage(gaps.coverage, lang)]
    for group in gaps.simultaneous:
        parts += ["", *_simultaneous(group, gaps, lang)]
    return printable("\n".join(parts))


def suggestions(found: Sequence[Together], lang: Lang) -> list[str]:
    """Return what the links of the round suggest to compute too, one line each; nothing where there is none."""
    from weerbaar.base import percentage

    if not found:
        return []
    nl = lang == "nl"
    head = (
        "De ronde legt ook deze verbanden; zet ze onder together in tasks.yaml om ze mee te rekenen:"
        if nl
        else "The round makes these links too; put them under together in tasks.yaml to compute them:"
    )
    unknown = "kans onbekend" if nl else "probability unknown"
    lines = []
    for group in found:
        chance = unknown if group.probability is None else percentage(group.probability.expected, lang)
        lines.append(f"  [{', '.join(group.scenarios)}] ({chance})")
    return ["", *textwrap.wrap(head, _WIDEST), *lines]


def _capabilities(own: Sequence[CapabilityGap], gaps: Gaps, lang: Lang) -> list[str]:
    from weerbaar.base import significant
    from weerbaar.capability.needs import UNKNOWN, WITHHELD

    nl = lang == "nl"
    header = ["Capaciteit", "Stand", "Kans", "Mist", "Nodig", "Er is", "Op", "Per jaar", "Door"]
    if not nl:
        header = ["Capability", "State", "Chance", "Lacks", "Need", "There", "At", "Yearly", "Because of"]
    titles = {id_: _cut(title.in_(lang), _TITLE) for id_, title in gaps.scenarios}
    rows: list[Sequence[str]] = [header]
    for gap in own:
        state = _state(gap.state, lang)
        because = gap.caused_by or (gap.needed_by if gap.state == "unknown" else ())
        scenarios = ", ".join(titles[s] for s in because[:_MOST_SCENARIOS])
        more = len(because) - _MOST_SCENARIOS
        scenarios += f" +{more}" if more > 0 else ""
        start = [_cut(gap.name.in_(lang), _NAME), state]
        worst = max(
            (c.numbers for c in gaps.cells if c.capability == gap.id and c.numbers is not None),
            key=lambda n: (n.probability, n.share),
            default=None,
        )
        if worst is None:
            nothing = (WITHHELD if gap.withheld else UNKNOWN).in_(lang)
            rows.append([*start, nothing, "-", "-", "-", "-", "-", scenarios or "-"])
            continue
        chance = share_words(worst.told, lang)
        if gap.probability_before is not None and any(h.added for h in gap.holdings):
            chance = f"{share_words(gap.probability_before, lang)} → {chance}"
        yearly = "-" if gap.frequency is None else significant(gap.frequency.median, lang, 1)
        if gap.frequency is not None and gap.frequency.missing:
            yearly = f"≥ {yearly}"
        rows.append(
            [
                *start,
                chance,
                share_words(worst.share, lang),
                amount(worst.need.median, lang),
                amount(worst.present.median, lang),
                f"T+{amount(worst.moment_h, lang)}",
                yearly,
                scenarios or "-",
            ]
        )
    return _columns(rows, right=(2, 3, 4, 5, 6, 7))


def _said(gaps: Gaps, lang: Lang) -> list[str]:
    from weerbaar.base import number, percentage

    tolerated = percentage(gaps.tolerated, lang, 1)
    error = max((c.numbers.error for c in gaps.cells if c.numbers is not None), default=0.0)
    # Rounded up to a tenth, for it is said to be at most this.
    points = number(math.ceil(1000 * error - 1e-9) / 10, lang, 1)
    if lang == "nl":
        words = (
            "Kans: op een tekort, in het scenario waarin die het grootst is. Nodig en er is: medianen op het slechtste "
            "moment van dat scenario (Op, uren na het begin). Mist: verwacht deel van de behoefte dat ontbreekt. "
            "Per jaar: verwacht aantal tekorten over alle scenario’s (mediaan). Tekort: de kans is groter dan "
            f"{tolerated}. Standaardfout van een kans: ten hoogste {points} procentpunt."
        )
    else:
        words = (
            "Chance: of a shortfall, in the scenario in which it is largest. Need and there: medians at the worst "
            "moment of that scenario (At, hours after the start). Lacks: expected part of the need that is lacking. "
            "Yearly: expected shortfalls over all scenarios (median). Short: the chance is above "
            f"{tolerated}. Standard error of a chance: at most {points} points."
        )
    lines = textwrap.wrap(words, _WIDEST)
    absent = [h.id for gap in gaps.capabilities for h in gap.holdings if not h.counts]
    if absent:
        lines += textwrap.wrap(
            f"{'Telt op deze dag niet mee' if lang == 'nl' else 'Does not count on this day'}: {', '.join(absent)}.",
            _WIDEST,
        )
    if gaps.withheld:
        hidden = (
            "Vertrouwelijk: de cijfers zouden een vertrouwelijk getal verraden; --with-confidential toont ze."
            if lang == "nl"
            else "Confidential: the figures would betray a confidential number; --with-confidential shows them."
        )
        lines += textwrap.wrap(hidden, _WIDEST)
    return lines


def _coverage(counts: Sequence[Coverage], lang: Lang) -> list[str]:
    from weerbaar.capability.needs import COMPONENT_WORDS, HOLDER_WORDS, PHASE_WORDS

    covered: dict[str, Text] = {**PHASE_WORDS, **COMPONENT_WORDS, **HOLDER_WORDS}
    nl = lang == "nl"
    header = ["Behoeften", "Aantal", "Voldoende", "Tekort", "Onbekend"]
    if not nl:
        header = ["Needs", "Number", "Sufficient", "Short", "Unknown"]
    rows: list[Sequence[str]] = [header]
    for count in counts:
        if count.needed:
            numbers = (count.needed, count.sufficient, count.short, count.unknown)
            rows.append([covered[count.name].in_(lang), *(str(n) for n in numbers)])
    said = (
        "Een behoefte is één capaciteit in één scenario; zij telt bij elke schakel waar een taak haar vraagt, en bij "
        "elke houder die er iets voor heeft."
        if nl
        else "A need is one capability in one scenario; it counts at every link of the chain where a task asks for it, "
        "and with every holder that has something for it."
    )
    return [*_columns(rows, right=(1, 2, 3, 4)), *textwrap.wrap(said, _WIDEST)]


def _simultaneous(group: Simultaneous, gaps: Gaps, lang: Lang) -> list[str]:
    from weerbaar.base import percentage, significant
    from weerbaar.capability.needs import UNKNOWN, WITHHELD

    nl = lang == "nl"
    names = {gap.id: _cut(gap.name.in_(lang), _NAME) for gap in gaps.capabilities}
    if group.probability is None:
        chance = "kans daarop onbekend" if nl else "probability of that unknown"
    else:
        shown = percentage(group.probability.mean, lang)
        chance = f"kans daarop {shown}" if nl else f"probability of that {shown}"
        if group.frequency is not None:
            yearly = significant(group.frequency, lang, 1)
            chance += f", {yearly} {'keer per jaar' if nl else 'times a year'}"
    rule = (
        ("wie het eerst komt, gaat voor" if nl else "first served first")
        if group.in_order
        else ("naar verhouding verdeeld" if nl else "shared in proportion")
    )
    head = f"{'Tegelijk' if nl else 'At the same time'}: {group.title.in_(lang)} ({chance}; {rule})"
    if not group.competing:
        none = "Geen capaciteit is in meer dan een van deze scenario’s nodig."
        return [*textwrap.wrap(head, _WIDEST), none if nl else "No capability is needed in more than one of them."]
    header = ["Capaciteit", "Stand", "Apart ontbreekt", "Samen ontbreekt", "Kans op meer tekort"]
    if not nl:
        header = ["Capability", "State", "Lacking apart", "Lacking together", "P(more lacks)"]
    rows: list[Sequence[str]] = [header]
    for found in group.competing:
        start = [names[found.capability], _state(found.state, lang)]
        if found.alone is None or found.together is None or found.extra_probability is None:
            nothing = (WITHHELD if found.withheld else UNKNOWN).in_(lang)
            rows.append([*start, nothing, "-", "-"])
            continue
        rows.append(
            [
                *start,
                " + ".join(amount(v, lang) for v in found.alone),
                " + ".join(amount(v, lang) for v in found.together),
                share_words(found.extra_probability, lang),
            ]
        )
    return [*textwrap.wrap(head, _WIDEST), *_columns(rows, right=(2, 3, 4))]


def _state(state: State, lang: Lang) -> str:
    from weerbaar.capability.needs import STATE_WORDS

    return STATE_WORDS[state].in_(lang)


def share_words(share: float, lang: Lang) -> str:
    """Return a whole percentage; what is not 0 or 1 does not read as 0 or 100%."""
    from weerbaar.base import number

    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{number(100 * share, lang)}%"


def amount(value: float, lang: Lang) -> str:
    """Return a quantity or a number of hours with one decimal below ten, and none that says nothing."""
    from weerbaar.base import number, significant

    if value >= 10:
        return significant(value, lang, 2) if value >= 1000 else number(value, lang)
    if 0 < value < 0.05:
        return "<0,1" if lang == "nl" else "<0.1"
    shown = number(value, lang, 1)
    return shown[:-2] if shown.endswith("0") and shown[-2] in ",." else shown


def _cut(words: str, width: int) -> str:
    return words if len(words) <= width else words[: width - 1].rstrip() + "…"


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
