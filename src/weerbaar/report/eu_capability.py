# SPDX-License-Identifier: EUPL-1.2
"""Part II of the summary for the Commission: who does what, with which means, at what cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from weerbaar.base import euro
from weerbaar.capability.needs import COMPONENT_WORDS, STATE_WORDS, CapabilityGap
from weerbaar.report.advice import lettered, write_alerts
from weerbaar.report.capability_gaps import write_coverage, write_examined
from weerbaar.report.capability_words import (
    HOLDER_WORDS,
    cells_of,
    gap_probability,
    need_words,
    present_words,
    worst_cell,
)
from weerbaar.report.draft import Draft
from weerbaar.report.eu_risk import EuCase, missing, not_recorded
from weerbaar.report.measure_table import write_measures
from weerbaar.report.model import Item, Run
from weerbaar.report.wording import capital, count, day, enumeration

MOST_NAMES = 25


def _framework(draft: Draft, case: EuCase) -> None:
    draft.text(
        "Het vermogen om risico’s te beheersen is beoordeeld met een capaciteitenanalyse.",
        "The capability to manage risk was assessed with a capability analysis.",
    )
    write_examined(draft, case.results.needs, case.results.gaps)
    write_coverage(draft, case.results.gaps)
    draft.text(
        "Het wettelijk kader is niet vastgelegd in dit dossier.", "The legal framework is not recorded in this dossier."
    )


def _owners(case: EuCase, *, government: bool) -> dict[str, set[str]]:
    """Return names of parties to the kinds of work they have: what they hold, and what they would carry out."""
    found: dict[str, set[str]] = {}
    for gap in case.results.gaps.capabilities:
        for holding in gap.holdings:
            if holding.owner and not holding.added and (holding.holder == "government") == government:
                found.setdefault(holding.owner, set()).add("holds")
    file = case.results.analysis.measures
    for measure in () if file is None else file.measures:
        if measure.owner and (measure.actor == "government") == government:
            found.setdefault(measure.owner, set()).add("proposes")
    return found


def _parties(draft: Draft, found: dict[str, set[str]]) -> None:
    lang = draft.lang
    for key, nl, en in (
        ("holds", "Capaciteiten zijn aanwezig bij: ", "Capabilities are present with: "),
        ("proposes", "Maatregelen worden uitgevoerd door: ", "Measures are carried out by: "),
    ):
        names = [name for name, work in found.items() if key in work]
        if not names:
            continue
        more = len(names) - MOST_NAMES
        rest = draft.say(f" en nog {count(more, lang)}", f" and {count(more, lang)} more") if more > 0 else ""
        draft.runs(Run(draft.say(nl, en), bold=True), Run(f"{'; '.join(names[:MOST_NAMES])}{rest}."))


def _authorities(draft: Draft, case: EuCase) -> None:
    found = _owners(case, government=True)
    lang = draft.lang
    progress = case.results.progress
    responsible: dict[str, None] = {}
    for state in () if progress is None else progress.snapshot.subjects:
        for names in state.responsible.values:
            responsible.update(dict.fromkeys(names or ()))
    if not found and not responsible:
        missing(draft)
        return
    draft.text(
        "In de capaciteitenanalyse komen de volgende overheden voor:",
        "The following authorities occur in the capability analysis:",
    )
    _parties(draft, found)
    if responsible:
        named = enumeration(list(responsible)[:MOST_NAMES], lang)
        draft.text(
            f"Volgens het register zijn voor de besluiten verantwoordelijk: {named}.",
            f"According to the register, responsible for the decisions: {named}.",
        )
    draft.text(
        "Hun wettelijke taken zijn niet vastgelegd in dit dossier.",
        "Their legal tasks are not recorded in this dossier.",
    )


def _others(draft: Draft, case: EuCase) -> None:
    found = _owners(case, government=False)
    if not found:
        missing(draft)
        return
    draft.text(
        "Bedrijven en burgers komen in de capaciteitenanalyse als volgt voor:",
        "Businesses and citizens occur in the capability analysis as follows:",
    )
    _parties(draft, found)


def _procedures(draft: Draft, case: EuCase) -> None:
    lang, dossier = draft.lang, case.dossier
    procedures = [g for g in case.results.gaps.capabilities if g.component == "procedures"]
    if procedures:
        _capabilities(draft, case, procedures, "Procedures en werkwijzen", "Procedures and ways of working")
    file = case.results.analysis.measures
    if dossier.decisions:
        draft.text("Besloten is op de volgende terreinen:", "Decisions were taken in the following fields:")
        draft.bullets(
            Item(
                (Run(lettered(draft, h)),),
                (Run("; ".join(d.text.in_(lang) for d in dossier.decisions if d.heading == h.id)),),
            )
            for h in dossier.decision_headings
        )
    if file is not None and file.measures:
        write_measures(draft, case.results, file.measures, "Maatregelen die zijn gewogen", "Measures that were weighed")
    if not (procedures or dossier.decisions or (file is not None and file.measures)):
        missing(draft)
        return
    draft.text(
        "Op welk bestuursniveau elk hiervan wordt uitgevoerd, is niet vastgelegd in dit dossier.",
        "At which level of government each of these is carried out is not recorded in this dossier.",
    )


def _vital(draft: Draft, case: EuCase) -> None:
    lang = draft.lang
    found = [s for s in case.dossier.scenarios if s.status == "active" and s.vital]
    if not found:
        missing(draft)
        return
    draft.text("De scenario’s raken de volgende vitale processen:", "The scenarios affect these critical processes:")
    draft.bullets(Item((Run(f"{s.title.in_(lang)}: ", bold=True), Run(enumeration(s.vital, lang)))) for s in found)
    draft.text(
        "Maatregelen voor de bescherming ervan zijn niet als zodanig vastgelegd in dit dossier.",
        "Measures for their protection are not recorded as such in this dossier.",
    )


def _financing(draft: Draft, case: EuCase) -> None:
    lang = draft.lang
    choice = case.results.analysis.choice
    if choice is None or not choice.budgets:
        missing(draft)
        return
    total = sum(b.amount_eur for b in choice.budgets)
    years = [b.year for b in choice.budgets]
    draft.table(
        "Budget per jaar",
        "Budget per year",
        [draft.say("Jaar", "Year"), draft.say("Bedrag", "Amount")],
        [(str(b.year), euro(b.amount_eur, lang, 3)) for b in choice.budgets],
        align=("left", "right"),
        widths=(1, 1),
        note=draft.say(
            f"Samen {euro(total, lang, 3)} over {min(years)} tot en met {max(years)}.",
            f"Together {euro(total, lang, 3)} over {min(years)} to {max(years)}.",
        ),
        compact=True,
    )
    draft.text(
        "Uit welke bron dit geld komt, is niet vastgelegd in dit dossier.",
        "Which source this money comes from is not recorded in this dossier.",
    )


def _means(draft: Draft, case: EuCase) -> None:
    found = [g for g in case.results.gaps.ranked() if g.component in ("people", "material")]
    if not found:
        missing(draft)
        return
    _capabilities(draft, case, found, "Mensen en middelen", "People and means")


def _capabilities(draft: Draft, case: EuCase, found: list[CapabilityGap], nl: str, en: str) -> None:
    lang, gaps = draft.lang, case.results.gaps
    rows = []
    for gap in found:
        cell = worst_cell(gaps, gap)
        rows.append(
            (
                f"{gap.name.in_(lang)} ({gap.unit.in_(lang)})",
                COMPONENT_WORDS[gap.component].in_(lang),
                capital(STATE_WORDS[gap.state].in_(lang)),
                "; ".join(dict.fromkeys(need_words(c, lang) for c in cells_of(gaps, gap.id)))
                if cell is None
                else need_words(cell, lang),
                gap_probability(gaps, gap, lang) if cell is None else present_words(cell, lang),
                gap_probability(gaps, gap, lang),
                ", ".join(sorted({HOLDER_WORDS[h.holder].in_(lang) for h in gap.holdings if not h.added})) or "–",
            )
        )
    draft.table(
        nl,
        en,
        [
            draft.say("Capaciteit", "Capability"),
            draft.say("Soort", "Kind"),
            draft.say("Stand", "State"),
            draft.say("Nodig", "Needed"),
            draft.say("Aanwezig", "Present"),
            draft.say("Kans op tekort", "Probability of shortfall"),
            draft.say("Bij", "With"),
        ],
        rows,
        align=("left", "left", "left", "left", "left", "right", "left"),
        widths=(2.2, 1.1, 1.0, 1.35, 1.35, 1.1, 1.2),
        note=draft.say(
            f"Op {day(gaps.day, lang)}; mediaan (5- tot 95-percentiel) in het scenario waarin het tekort het grootst "
            "is. Vertrouwelijke getallen zijn weggelaten.",
            f"On {day(gaps.day, lang)}; median (5th to 95th percentile) in the scenario with the largest shortfall. "
            "Confidential numbers are left out.",
        ),
        compact=True,
    )


def _warning(draft: Draft, case: EuCase) -> None:
    if case.dossier.alerts is None:
        missing(draft)
        return
    write_alerts(draft, case.dossier, case.dossier.alerts, full=False)


def _awareness(draft: Draft, case: EuCase) -> None:
    headings = case.results.analysis.header.headings
    named = enumeration((h.title.in_(draft.lang) for h in headings), draft.lang)
    missing(
        draft,
        f"Maatregelen zijn niet aangemerkt als voorlichting; zij staan bij vraag 12. De terreinen zijn: {named}."
        if headings
        else "",
        f"Measures are not marked as information; they are under question 12. The fields are: {named}."
        if headings
        else "",
    )


CAPABILITY_ANSWERS: Mapping[int, Callable[[Draft, EuCase], None]] = {
    9: _framework,
    10: _authorities,
    11: _others,
    12: _procedures,
    13: not_recorded,
    14: not_recorded,
    15: _vital,
    16: _financing,
    17: _means,
    18: not_recorded,
    19: _warning,
    20: _awareness,
}
