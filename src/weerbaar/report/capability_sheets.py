# SPDX-License-Identifier: EUPL-1.2
"""One page per capability: who needs it, what is present, what would strengthen it, and what was done so far."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.base import Lang, Text, number
from weerbaar.capability.measures import Measure
from weerbaar.capability.needs import (
    COMPONENT_WORDS,
    KIND_WORDS,
    PHASE_WORDS,
    STATE_WORDS,
    STATES,
    UNKNOWN,
    WITHHELD,
    CapabilityGap,
    Cell,
    Gaps,
    NeededCapability,
    Spread,
)
from weerbaar.capability.register import SubjectState, state_words
from weerbaar.report.branding import Branding
from weerbaar.report.capability_results import CapabilityResults, report_of_analysis
from weerbaar.report.capability_words import (
    HOLDER_WORDS,
    cell_probability,
    cells_of,
    frequency_words,
    gap_probability,
    holding_words,
    moment_words,
    need_words,
    present_words,
    quantity,
    spread_words,
    titles,
    worst_cell,
)
from weerbaar.report.cost_words import cost_words
from weerbaar.report.draft import Draft
from weerbaar.report.factsheets import shortened
from weerbaar.report.follow_up import history
from weerbaar.report.measure_table import chosen_words
from weerbaar.report.model import Block, BulletList, Columns, Item, KeyFigure, KeyFigures, Paragraph, Report, Run, plain
from weerbaar.report.wording import MARKS, capital, count, enumeration, source_words

MOST_SCENARIOS = 6
MOST_TASKS = 5
MOST_HOLDERS = 5
MOST_MEASURES = 4
MOST_HISTORY = 3
LONGEST_TEXT = 220
LONGEST_NAME = 75
LONGEST_EVENT = 160
LONGEST_SOURCES = 240
"""A sheet is one page: what does not fit is counted, and a long text is cut after a whole word."""


def capability_sheets(results: CapabilityResults, lang: Lang = "nl", branding: Branding | None = None) -> Report:
    """Write one A4 page per capability, in the order of the file.

    Args:
        results: of the analysis; numbers that are confidential are not in it, and the sheet says so.
        lang: Dutch or English.
        branding: the organisation's own name, logo and colour.
    """
    draft = Draft(lang)
    about = {c.id: c for c in results.needs.capabilities}
    past = results.history()
    for gap in results.gaps.capabilities:
        draft.plain_heading(1, "", draft.of(gap.name), new_page=True, sheet=True)
        _sheet(draft, results, gap, about[gap.id], past.get(gap.id, ()))
    return report_of_analysis(
        results,
        draft,
        "fact-sheets",
        Text(nl="Factsheets per capaciteit", en="Fact sheets per capability"),
        run_id=results.gaps.run_record.id,
        branding=branding,
        cover=False,
        contents=False,
    )


def _sheet(
    draft: Draft,
    results: CapabilityResults,
    gap: CapabilityGap,
    capability: NeededCapability,
    past: Sequence[SubjectState],
) -> None:
    lang, gaps = draft.lang, results.gaps
    label = [COMPONENT_WORDS[gap.component].in_(lang), KIND_WORDS[gap.kind].in_(lang)]
    label.append(f"{draft.say('geteld in', 'counted in')} {gap.unit.in_(lang)}")
    heading = dict(gaps.headings).get(gap.heading or "")
    if heading is not None:
        label.append(f"{draft.say('terrein', 'field')}: {heading.in_(lang)}")
    draft.text(capital("; ".join(label)), capital("; ".join(label)), "label")
    if gaps.illustrative:
        draft.warning(draft.say("Verzonnen getallen, alleen als voorbeeld.", "Invented numbers, as an example only."))
    if capability.description is not None:
        draft.add(Paragraph(shortened((draft.of(capability.description),), LONGEST_TEXT)))
    draft.add(KeyFigures(_key_figures(draft, gaps, gap)))
    _per_scenario(draft, gaps, gap)
    _closing(draft, gap)
    draft.add(Columns(_tasks(draft, results, gap), _holders(draft, gap)))
    _measures(draft, results, gap)
    _history(draft, results, past)
    _sources(draft, results, capability)


def _key_figures(draft: Draft, gaps: Gaps, gap: CapabilityGap) -> tuple[KeyFigure, ...]:
    lang = draft.lang
    worst = worst_cell(gaps, gap)
    numbers = None if worst is None else worst.numbers
    where = "" if worst is None else titles(gaps, [worst.scenario], lang)[0]
    hidden = capital(WITHHELD.in_(lang)) if gap.withheld else ("–" if gap.state == "not needed" else "")
    lacking, lacking_detail = hidden or capital(UNKNOWN.in_(lang)), ""
    if numbers is not None:
        lacking = quantity(numbers.shortfall, lang, certain=numbers.shortfall == 0)
        most = quantity(numbers.shortfall_95, lang, certain=numbers.shortfall_95 == 0)
        lacking_detail = draft.say(
            f"{gap.unit.nl}; in 1 van de 20 gevallen {most} of meer",
            f"{gap.unit.in_('en')}; in 1 of 20 cases {most} or more",
        )
    often, often_detail = hidden or capital(UNKNOWN.in_(lang)), ""
    if gap.frequency is not None:
        often, often_detail = frequency_words(gap.frequency, lang)
    return (
        KeyFigure(
            draft.say("Stand", "State"), capital(STATE_WORDS[gap.state].in_(lang)), KIND_WORDS[gap.kind].in_(lang)
        ),
        KeyFigure(
            draft.say("Kans op tekort", "Probability of shortfall"), capital(gap_probability(gaps, gap, lang)), where
        ),
        KeyFigure(draft.say("Ontbreekt gemiddeld", "Lacking on average"), lacking, lacking_detail),
        KeyFigure(draft.say("Hoe vaak een tekort", "How often a shortfall"), often, often_detail),
    )


def _per_scenario(draft: Draft, gaps: Gaps, gap: CapabilityGap) -> None:
    lang = draft.lang
    cells = sorted(cells_of(gaps, gap.id), key=_seriousness) if _too_many(gaps, gap) else cells_of(gaps, gap.id)
    if not cells:
        draft.text(
            "Geen van de beschreven taken heeft deze capaciteit nodig.",
            "None of the tasks described needs this capability.",
        )
        return
    more = len(cells) - MOST_SCENARIOS
    draft.table(
        "Nodig, aanwezig en tekort per scenario",
        "Needed, present and shortfall per scenario",
        [
            "Scenario",
            draft.say("Ogenblik", "Moment"),
            draft.say("Nodig", "Needed"),
            draft.say("Aanwezig", "Present"),
            draft.say("Kans op tekort", "Probability of shortfall"),
        ],
        [_cell_row(draft, gaps, cell) for cell in cells[:MOST_SCENARIOS]],
        align=("left", "left", "left", "left", "right"),
        widths=(2.6, 1.1, 1.9, 1.9, 1.0),
        note=draft.say(
            "Mediaan (5- tot 95-percentiel) op het ogenblik waarop het tekort het grootst is.",
            "Median (5th to 95th percentile) at the moment at which the shortfall is largest.",
        )
        + (draft.say(f" En nog {count(more, lang)}.", f" And {count(more, lang)} more.") if more > 0 else ""),
        compact=True,
    )


def _too_many(gaps: Gaps, gap: CapabilityGap) -> bool:
    return len(cells_of(gaps, gap.id)) > MOST_SCENARIOS


def _seriousness(cell: Cell) -> tuple[int, float]:
    """Order the most probable shortfall first; of what is withheld only the state counts."""
    return STATES.index(cell.state), 0.0 if cell.numbers is None else -cell.numbers.probability


def _cell_row(draft: Draft, gaps: Gaps, cell: Cell) -> tuple[str, ...]:
    lang = draft.lang
    moment = cell.need_moment_h if cell.numbers is None else cell.numbers.moment_h
    return (
        titles(gaps, [cell.scenario], lang)[0],
        "–" if moment is None else moment_words(moment, lang),
        need_words(cell, lang),
        present_words(cell, lang),
        cell_probability(cell, gaps.run_record.draws, lang),
    )


def _closing(draft: Draft, gap: CapabilityGap) -> None:
    if gap.closing is None or gap.state != "short":
        return
    lang = draft.lang
    half, most, nearly = (quantity(q, lang, certain=q == 0) for q in gap.closing)
    unit = gap.unit.in_(lang)
    draft.text(
        f"Met {half} {unit} erbij is de kans 50% dat er in geen enkel scenario iets ontbreekt; met {most} is die kans "
        f"80% en met {nearly} 95%.",
        f"With {half} more {unit} the probability is 50% that nothing lacks in any single scenario; with {most} it is "
        f"80% and with {nearly} 95%.",
        "small",
    )


def _tasks(draft: Draft, results: CapabilityResults, gap: CapabilityGap) -> tuple[Block, ...]:
    lang = draft.lang
    named = dict(results.gaps.scenarios)
    wanted = {t for c in cells_of(results.gaps, gap.id) for t in c.tasks}
    tasks = [t for t in results.needs.tasks if t.id in wanted]
    label = Paragraph((Run(draft.say("Taken die deze capaciteit vragen", "Tasks that need this capability")),), "label")
    if not tasks:
        return (label, Paragraph((Run(draft.say("Geen.", "None.")),), "small"))
    items = [
        Item(
            shortened((draft.of(t.title),), LONGEST_NAME),
            (Run(f"{named[t.scenario].in_(lang)}; {PHASE_WORDS[t.phase].in_(lang)}"),),
        )
        for t in tasks[:MOST_TASKS]
    ]
    blocks: list[Block] = [label, BulletList(tuple(items))]
    return (*blocks, *_and_more(draft, len(tasks) - MOST_TASKS))


def _and_more(draft: Draft, more: int) -> tuple[Block, ...]:
    if more <= 0:
        return ()
    shown = count(more, draft.lang)
    return (Paragraph((Run(draft.say(f"En nog {shown}.", f"And {shown} more.")),), "small"),)


def _holders(draft: Draft, gap: CapabilityGap) -> tuple[Block, ...]:
    lang = draft.lang
    label = Paragraph((Run(draft.say("Aanwezig bij", "Present with")),), "label")
    held = [h for h in gap.holdings if not h.added]
    if not held:
        unknown = draft.say("Niemand heeft gezegd wat aanwezig is.", "Nobody said what is present.")
        return (label, Paragraph((Run(unknown),), "small"))
    items = []
    for holding in held[:MOST_HOLDERS]:
        owner = holding.owner or capital(HOLDER_WORDS[holding.holder].in_(lang))
        about = [HOLDER_WORDS[holding.holder].in_(lang)]
        if holding.deploy_h:
            hours = moment_words(holding.deploy_h, lang)
            about.append(draft.say(f"inzetbaar op {hours}", f"in place at {hours}"))
        if holding.reliability is not None and holding.reliability < 1:
            share = number(100 * holding.reliability, lang)
            about.append(draft.say(f"{share}% kans op inzetbaarheid", f"{share}% chance that it can be used"))
        if not holding.counts:
            about.append(draft.say("telt op deze dag niet mee", "does not count on this day"))
        runs = (*shortened((Run(owner),), LONGEST_NAME), Run(": "), Run(holding_words(holding, lang), bold=True))
        items.append(Item(runs, (Run("; ".join(about)),)))
    return (label, BulletList(tuple(items)), *_and_more(draft, len(held) - MOST_HOLDERS))


def _measures(draft: Draft, results: CapabilityResults, gap: CapabilityGap) -> None:
    lang = draft.lang
    file = results.analysis.measures
    found: list[Measure] = [
        m for m in (() if file is None else file.measures) if any(a.capability == gap.id for a in m.adds)
    ]
    if not found:
        draft.text("Maatregelen die deze capaciteit versterken", "Measures that strengthen this capability", "label")
        draft.text("In deze analyse: geen.", "In this analysis: none.", "small")
        return
    more = len(found) - MOST_MEASURES
    chosen = results.starts() is not None
    header = [draft.say("Maatregel", "Measure"), draft.say("Voegt toe", "Adds"), draft.say("Kosten", "Cost")]
    rows = [
        [
            plain(shortened((Run(m.title.in_(lang)),), LONGEST_NAME)),
            ", ".join(quantity_of(draft, m, gap.id)),
            cost_words(m.cost, lang),
        ]
        for m in found[:MOST_MEASURES]
    ]
    if chosen:
        header.append(draft.say("Gekozen", "Chosen"))
        rows = [[*row, chosen_words(draft, results, m.id)] for row, m in zip(rows, found, strict=False)]
    draft.table(
        "Maatregelen die deze capaciteit versterken",
        "Measures that strengthen this capability",
        header,
        rows,
        widths=(2.8, 1.2, 2.7, 1.0) if chosen else (2.8, 1.2, 2.7),
        note=draft.say(f"En nog {count(more, lang)}.", f"And {count(more, lang)} more.") if more > 0 else "",
        compact=True,
    )


def quantity_of(draft: Draft, measure: Measure, capability_id: str) -> list[str]:
    """Return what a measure adds to one capability, as median and 90 % interval."""
    shown = []
    for added in measure.adds:
        if added.capability == capability_id:
            low, middle, high = (float(added.quantity.ppf(q)) for q in (0.05, 0.5, 0.95))
            shown.append(spread_words(Spread(middle, middle, low, high), draft.lang))
    return shown


def _history(draft: Draft, results: CapabilityResults, past: Sequence[SubjectState]) -> None:
    draft.text("Geschiedenis in het register", "History in the register", "label")
    if results.progress is None:
        draft.text("Bij deze analyse hoort geen register.", "No register goes with this analysis.", "small")
        return
    if not past:
        draft.text("In het register: niets.", "In the register: nothing.", "small")
        return
    items: list[Item] = []
    for state in past:
        title = (
            f"{plain(shortened((Run(state.subject.short.in_(draft.lang)),), LONGEST_NAME))} ({state.subject.round}): "
        )
        stand = state_words(state.state, draft.lang)
        latest = history(draft, state)[-1:]
        detail = shortened(latest[0].runs, LONGEST_EVENT) if latest else ()
        items.append(Item((Run(title, bold=True), Run(stand)), detail))
    draft.add(BulletList(tuple(items[:MOST_HISTORY])))
    draft.add(*_and_more(draft, len(items) - MOST_HISTORY))


def _sources(draft: Draft, results: CapabilityResults, capability: NeededCapability) -> None:
    """Add sources and marks; those of a confidential line stay inside, for they may say its number."""
    lang = draft.lang
    known = results.analysis.dossier.sources
    lines = [p for p in results.needs.present_of(capability.id) if not p.confidential]
    needs = [n for t in results.needs.tasks for n in t.needs if n.capability == capability.id]
    keys = [*capability.source, *(k for n in needs for k in n.source), *(k for p in lines for k in p.source)]
    marks = [capability.mark, *(n.mark for n in needs), *(p.mark for p in lines)]
    said = enumeration((MARKS[m].in_(lang) for m in dict.fromkeys(marks)), lang)
    runs = [Run(draft.say("Zekerheid van de gegevens: ", "How sure the data are: "), bold=True), Run(f"{said}. ")]
    shown = source_words(keys, known)
    if shown:
        runs += [Run(draft.say("Bronnen: ", "Sources: "), bold=True), *shortened((Run(shown),), LONGEST_SOURCES)]
    draft.add(Paragraph(tuple(runs), "small"))
