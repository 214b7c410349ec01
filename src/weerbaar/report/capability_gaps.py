# SPDX-License-Identifier: EUPL-1.2
"""From scenarios to capabilities: which tasks, what they need, what is present, and the most serious gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from weerbaar.base import Text, number, percentage, significant
from weerbaar.capability.needs import (
    HOLDERS,
    PHASE_WORDS,
    PHASES,
    STATE_WORDS,
    CapabilityGap,
    Competing,
    Gaps,
    Needs,
    Simultaneous,
)
from weerbaar.report.capability_words import (
    HOLDER_WORDS,
    cells_of,
    gap_probability,
    moment_words,
    need_words,
    present_words,
    titles,
    worst_cell,
)
from weerbaar.report.draft import Draft
from weerbaar.report.model import Align, Item, Run
from weerbaar.report.wording import capital, count, counted, day, enumeration

MOST_ROWS = 15
"""A table of gaps shows so many; the fact sheets have all of them."""
MOST_COMPETING = 3

_CAPABILITY = Text(nl="capaciteit", en="capability")
_CAPABILITIES = Text(nl="capaciteiten", en="capabilities")
_TASK = Text(nl="taak", en="task")
_TASKS = Text(nl="taken", en="tasks")
_SCENARIO = Text(nl="scenario", en="scenario")
_SCENARIOS = Text(nl="scenario’s", en="scenarios")


def write_gaps(draft: Draft, needs: Needs, gaps: Gaps) -> None:
    """Section: tasks, needs and what is present; the gaps, generic and specific apart; what is not known."""
    draft.section("Van scenario’s naar capaciteiten", "From scenarios to capabilities")
    write_examined(draft, needs, gaps)
    write_tasks(draft, needs, gaps)
    write_coverage(draft, gaps)
    write_gap_tables(draft, gaps)
    _unknown(draft, gaps)
    _matrix(draft, gaps)
    _simultaneous(draft, gaps)


def write_examined(draft: Draft, needs: Needs, gaps: Gaps) -> None:
    """Paragraphs: what was looked at, and what came out in numbers."""
    lang = draft.lang
    active = {s for s, _ in gaps.scenarios}
    tasks = [t for t in needs.tasks if t.scenario in active]
    scenarios = len({t.scenario for t in tasks})
    asked = sum(g.state != "not needed" for g in gaps.capabilities)
    all_of = len(gaps.capabilities)
    draft.text(
        "Per scenario is nagegaan welke taken langs de veiligheidsketen moeten worden uitgevoerd, welke capaciteiten – "
        "mensen, middelen, kennis, vaardigheden en procedures – daarvoor nodig zijn, en wat daarvan bij overheid, "
        "bedrijfsleven en burgers aanwezig is. Het verschil is het tekort.",
        "For each scenario it was examined which tasks along the safety chain must be carried out, which capabilities "
        "– people, means, knowledge, skills and procedures – they need, and what of that is present with government, "
        "business and citizens. The difference is the shortfall.",
    )
    part = draft.say(
        f"{'alle' if asked == all_of else f'{count(asked, lang)} van de'} {count(all_of, lang)}",
        f"{'all' if asked == all_of else f'{count(asked, lang)} of the'} {count(all_of, lang)}",
    )
    one = len(tasks) == 1
    draft.text(
        f"Voor {counted(scenarios, lang, _SCENARIO, _SCENARIOS)} {'is' if one else 'zijn'} "
        f"{counted(len(tasks), lang, _TASK, _TASKS)} beschreven. Die {'vraagt' if one else 'vragen'} {part} "
        "onderzochte capaciteiten.",
        f"For {counted(scenarios, lang, _SCENARIO, _SCENARIOS)}, {counted(len(tasks), lang, _TASK, _TASKS)} "
        f"{'was' if one else 'were'} described. {'It needs' if one else 'They need'} {part} capabilities examined.",
    )
    short, unknown, enough = (
        sum(g.state == state for g in gaps.capabilities) for state in ("short", "unknown", "sufficient")
    )
    limit = percentage(gaps.tolerated, lang, 1)
    on = day(gaps.day, lang)
    draft.text(
        f"Van {counted(short, lang, _CAPABILITY, _CAPABILITIES)} is de kans op een tekort groter dan {limit}; "
        f"{counted(enough, lang, _CAPABILITY, _CAPABILITIES)} {'is' if enough == 1 else 'zijn'} toereikend. Van "
        f"{counted(unknown, lang, _CAPABILITY, _CAPABILITIES)} is niet bekend wat aanwezig is; dat is iets anders dan "
        f"dat er niets is. Geteld is wat er op {on} is.",
        f"For {counted(short, lang, _CAPABILITY, _CAPABILITIES)} the probability of a shortfall is above {limit}; "
        f"{counted(enough, lang, _CAPABILITY, _CAPABILITIES)} {'is' if enough == 1 else 'are'} sufficient. Of "
        f"{counted(unknown, lang, _CAPABILITY, _CAPABILITIES)} it is not known what is present, which is not the same "
        f"as nothing being there. What is there on {on} is counted.",
    )


def write_tasks(draft: Draft, needs: Needs, gaps: Gaps) -> None:
    """Table: tasks per scenario and link of the safety chain."""
    rows = []
    for id_, title in gaps.scenarios:
        per_phase = [sum(t.scenario == id_ and t.phase == p for t in needs.tasks) for p in PHASES]
        rows.append((title.in_(draft.lang), *(str(n) if n else "–" for n in per_phase), str(sum(per_phase))))
    right: Align = "right"
    draft.table(
        "Taken per scenario langs de veiligheidsketen",
        "Tasks per scenario along the safety chain",
        [
            "Scenario",
            *(capital(PHASE_WORDS[p].in_(draft.lang)) for p in PHASES),
            draft.say("Samen", "Together"),
        ],
        rows,
        align=("left", *(right for _ in range(len(PHASES) + 1))),
        widths=(2.6, 1.05, 1.1, 1.15, 0.95, 0.95, 0.9),
        compact=True,
    )


def _matrix(draft: Draft, gaps: Gaps) -> None:
    from weerbaar.figures import gap_matrix

    draft.heading(3, draft.say("Overzicht per scenario", "Overview per scenario"))
    draft.figure(lambda width: gap_matrix(gaps, draft.lang, width), height_cm=21)


def write_gap_tables(draft: Draft, gaps: Gaps, most: int = MOST_ROWS) -> None:
    """Tables: the most serious gaps first, of generic and of specific capabilities."""
    ranked = [g for g in gaps.ranked() if g.state in ("short", "sufficient")]
    for kind, nl, en, nl_about, en_about in (
        (
            "generic",
            "Breed inzetbare capaciteiten",
            "Generic capabilities",
            "Deze capaciteiten zijn in twee of meer scenario’s nodig:",
            "These capabilities are needed in two or more scenarios:",
        ),
        (
            "specific",
            "Specifieke capaciteiten",
            "Specific capabilities",
            "Deze capaciteiten zijn in één scenario nodig:",
            "These capabilities are needed in one scenario:",
        ),
    ):
        draft.heading(3, draft.say(nl, en))
        draft.text(nl_about, en_about)
        found = [g for g in ranked if g.kind == kind]
        if not found:
            draft.absent(
                "Van geen van deze capaciteiten is het tekort bekend.", "Of none of these the shortfall is known."
            )
            continue
        _gap_table(draft, gaps, found, most, f"{nl}, het ernstigste tekort eerst", f"{en}, the most serious gap first")


def _gap_table(draft: Draft, gaps: Gaps, found: Sequence[CapabilityGap], most: int, nl: str, en: str) -> None:
    lang = draft.lang
    rows = [_gap_row(draft, gaps, gap) for gap in found[:most]]
    notes = [
        draft.say(
            "Nodig en aanwezig: mediaan (5- tot 95-percentiel) op het ogenblik in het scenario waarop het tekort het "
            "grootst is, in uren of dagen na het begin (T).",
            "Needed and present: median (5th to 95th percentile) at the moment of the scenario at which the shortfall "
            "is largest, in hours or days after the start (T).",
        )
    ]
    if any(g.withheld for g in found[:most]):
        notes.append(
            draft.say(
                "Vertrouwelijk: dit getal, of een getal waaruit het is af te leiden, mag de organisatie niet verlaten.",
                "Confidential: this number, or one from which it can be derived, must not leave the organisation.",
            )
        )
    more = len(found) - most
    if more > 0:
        notes.append(
            draft.say(
                f"De overige {count(more, lang)} staan in de factsheets.",
                f"The other {count(more, lang)} are in the fact sheets.",
            )
        )
    draft.table(
        nl,
        en,
        [
            draft.say("Capaciteit", "Capability"),
            draft.say("Kans op tekort", "Probability of shortfall"),
            draft.say("Ernstigst in", "Worst in"),
            draft.say("Nodig", "Needed"),
            draft.say("Aanwezig", "Present"),
        ],
        rows,
        align=("left", "right", "left", "left", "left"),
        widths=(2.5, 1.0, 1.75, 1.6, 1.6),
        note=" ".join(notes),
        compact=True,
    )


def _gap_row(draft: Draft, gaps: Gaps, gap: CapabilityGap) -> tuple[str, ...]:
    lang = draft.lang
    name = f"{gap.name.in_(lang)} ({gap.unit.in_(lang)})"
    if gap.withheld:
        named = titles(gaps, gap.caused_by or gap.needed_by, lang)
        state = STATE_WORDS[gap.state].in_(lang)
        needed = "; ".join(dict.fromkeys(need_words(c, lang) for c in cells_of(gaps, gap.id)))
        hidden = gap_probability(gaps, gap, lang)
        return (name, f"{capital(state)}; {hidden}", ", ".join(named), needed, hidden)
    cell = worst_cell(gaps, gap)
    if cell is None or cell.numbers is None:
        return (name, gap_probability(gaps, gap, lang), "–", "–", "–")
    where = f"{titles(gaps, [cell.scenario], lang)[0]}, {moment_words(cell.numbers.moment_h, lang)}"
    return (name, gap_probability(gaps, gap, lang), where, need_words(cell, lang), present_words(cell, lang))


def _unknown(draft: Draft, gaps: Gaps) -> None:
    unknown = [g for g in gaps.capabilities if g.state == "unknown"]
    if not unknown:
        return
    lang = draft.lang
    draft.heading(3, draft.say("Wat niet bekend is", "What is not known"))
    draft.text(
        "Van de volgende capaciteiten heeft niemand gezegd wat aanwezig is. Of er een tekort is, valt dan niet te "
        "zeggen:",
        "Of the following capabilities nobody said what is present. Whether there is a shortfall cannot be told:",
    )
    draft.bullets(
        Item(
            (
                Run(f"{g.name.in_(lang)}: ", bold=True),
                Run(f"{draft.say('nodig in', 'needed in')} {enumeration(titles(gaps, g.needed_by, lang), lang)}."),
            )
        )
        for g in unknown
    )


def write_coverage(draft: Draft, gaps: Gaps) -> None:
    """Table: how many needs are met, per link of the safety chain and per holder."""
    lang = draft.lang
    words: dict[str, Mapping[str, Text]] = {"phase": PHASE_WORDS, "holder": HOLDER_WORDS}
    order: list[tuple[str, str]] = [*(("phase", p) for p in PHASES), *(("holder", h) for h in HOLDERS)]
    found = sorted(
        (c for c in gaps.coverage if (c.of, c.name) in order and c.needed), key=lambda c: order.index((c.of, c.name))
    )
    if not found:
        return
    draft.table(
        "Hoeveel behoeften zijn gedekt",
        "How many needs are met",
        [
            draft.say("Schakel of houder", "Link or holder"),
            draft.say("Behoeften", "Needs"),
            draft.say("Toereikend", "Sufficient"),
            draft.say("Tekort", "Short"),
            draft.say("Onbekend", "Unknown"),
        ],
        [
            (
                capital(words[c.of][c.name].in_(lang)),
                *(number(n, lang) for n in (c.needed, c.sufficient, c.short, c.unknown)),
            )
            for c in found
        ],
        align=("left", "right", "right", "right", "right"),
        widths=(2.4, 1, 1, 1, 1),
        note=draft.say(
            "Een behoefte is één capaciteit in één scenario. Bij een houder: de behoeften waaraan hij kan bijdragen. "
            "Een behoefte kan bij meer schakels en houders tellen.",
            "A need is one capability in one scenario. For a holder: the needs to which it can contribute. A need can "
            "count with several links and holders.",
        ),
        compact=True,
    )


def _simultaneous(draft: Draft, gaps: Gaps) -> None:
    if not gaps.simultaneous:
        return
    draft.heading(3, draft.say("Scenario’s die samenvallen", "Scenarios that coincide"))
    draft.text(
        "Scenario’s die tegelijk optreden, doen een beroep op dezelfde middelen:",
        "Scenarios that happen at the same time call on the same means:",
    )
    draft.bullets(_group(draft, gaps, group) for group in gaps.simultaneous)


def _group(draft: Draft, gaps: Gaps, group: Simultaneous) -> Item:
    lang = draft.lang
    names = enumeration(titles(gaps, group.scenarios, lang), lang)
    if group.probability is None:
        chance = draft.say("Hoe waarschijnlijk dat is, is niet bekend.", "How likely that is, is not known.")
    else:
        median = percentage(group.probability.median, lang)
        first = titles(gaps, group.scenarios[:1], lang)[0]
        chance = draft.say(
            f"De kans daarop, als zich {first} voordoet, is {median}.",
            f"The probability of that, when {first} happens, is {median}.",
        )
    lines = [_competing(draft, gaps, c) for c in group.competing[:MOST_COMPETING]]
    shown = "; ".join(line for line in lines if line)
    effect = (
        draft.say(f"Extra tekort: {shown}.", f"Extra shortfall: {shown}.")
        if shown
        else draft.say("Een extra tekort is er niet.", "There is no extra shortfall.")
    )
    title = group.title.in_(lang)
    return Item((Run(f"{title}: ", bold=True), Run(f"{names}. {chance}")), (Run(effect),))


def _competing(draft: Draft, gaps: Gaps, found: Competing) -> str:
    lang = draft.lang
    gap = gaps.capability(found.capability)
    name, unit = gap.name.in_(lang), gap.unit.in_(lang)
    if found.withheld:
        return draft.say(f"{name} (vertrouwelijk)", f"{name} (confidential)")
    if found.extra is None:
        return draft.say(f"{name} (onbekend)", f"{name} (unknown)")
    if found.extra_error is not None and found.extra <= 2 * found.extra_error:
        return ""
    return f"{name}, {draft.say('gemiddeld', 'on average')} {significant(found.extra, lang)} {unit}"
