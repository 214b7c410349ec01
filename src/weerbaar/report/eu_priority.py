# SPDX-License-Identifier: EUPL-1.2
"""Part III of the summary for the Commission: measures against cross-border risks and severe but unlikely ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from weerbaar.assessment import ScenarioResult
from weerbaar.capability.measures import Measure
from weerbaar.capability.register import state_words
from weerbaar.report.draft import Draft
from weerbaar.report.eu_risk import EuCase, missing, not_recorded, risk_table, rule_words, severe_but_unlikely
from weerbaar.report.follow_up import responsible_words
from weerbaar.report.measure_table import write_measures
from weerbaar.report.model import Item, Run
from weerbaar.report.wording import DECISION_STATES


def _cross_border(draft: Draft, case: EuCase) -> None:
    del case
    missing(
        draft,
        "Het dossier zegt bij geen enkel risico of het de grens over gaat.",
        "The dossier does not say of any risk whether it crosses the border.",
    )


def _unlikely(draft: Draft, case: EuCase) -> None:
    axis, found = case.assessment.impact_axis, severe_but_unlikely(case.assessment)
    if axis is None or found is None:
        missing(
            draft,
            "De methode heeft geen gepubliceerde regel voor de totale impact.",
            "The method has no published rule for the total impact.",
        )
        return
    rule = rule_words(draft, case.assessment, axis)
    draft.text(rule, rule)
    if not found:
        draft.text(
            "Geen van de beoordeelde risico’s voldoet daaraan.", "None of the risks that were assessed answers to this."
        )
        return
    risk_table(
        draft,
        case,
        found,
        "Weinig waarschijnlijke risico’s met ernstige gevolgen",
        "Low probability risks with a high impact",
    )


def _against_unlikely(draft: Draft, case: EuCase) -> None:
    found = severe_but_unlikely(case.assessment)
    if not found:
        draft.text(
            "Volgens de regel bij vraag 23 zijn er geen zulke risico’s bekend.",
            "By the rule under question 23 no such risks are known.",
        )
        return
    for result in found:
        _against(draft, case, result)


def measures_against(case: EuCase, scenario: str) -> list[Measure]:
    """Return the measures with an effect on a scenario, directly or on its being set off by another."""
    file = case.results.analysis.measures
    return [
        m
        for m in (() if file is None else file.measures)
        if any(e.scenario == scenario for e in m.effects) or any(x.consequence == scenario for x in m.links)
    ]


def _against(draft: Draft, case: EuCase, result: ScenarioResult) -> None:
    lang = draft.lang
    title = draft.of(result.title)
    draft.plain_heading(3, "", title)
    measures = measures_against(case, result.id)
    if measures:
        write_measures(
            draft,
            case.results,
            measures,
            f"Maatregelen tegen {result.title.nl}",
            f"Measures against {result.title.in_('en')}",
        )
    decisions = [d for d in case.dossier.decisions if result.id in d.scenarios]
    if decisions:
        draft.text("Besluiten van de ronde:", "Decisions of the round:", "label")
        draft.bullets(Item((draft.of(d.text),), (Run(DECISION_STATES[d.state].in_(lang)),)) for d in decisions)
    progress = case.results.progress
    states = [s for s in (() if progress is None else progress.snapshot.subjects) if result.id in s.subject.scenarios]
    if states:
        draft.text("Waaraan is gewerkt, volgens het register:", "Worked on, according to the register:", "label")
        by = draft.say("verantwoordelijk", "responsible")
        draft.bullets(
            Item(
                (Run(s.subject.short.in_(lang)),),
                (Run(f"{state_words(s.state, lang)}; {by}: {responsible_words(s)}"),),
            )
            for s in states
        )
    if not (measures or decisions or states):
        missing(draft)


PRIORITY_ANSWERS: Mapping[int, Callable[[Draft, EuCase], None]] = {
    21: _cross_border,
    22: not_recorded,
    23: _unlikely,
    24: _against_unlikely,
}
