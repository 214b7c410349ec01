# SPDX-License-Identifier: EUPL-1.2
"""The core of the letter that goes with the findings report: assessment, decisions, other initiatives."""

from __future__ import annotations

from weerbaar.assessment import Assessment
from weerbaar.base import Lang, Text
from weerbaar.dossier import Dossier
from weerbaar.report.advice import lettered, write_alerts, write_decisions, write_initiatives_under
from weerbaar.report.branding import Branding
from weerbaar.report.capability_advice import write_in_short
from weerbaar.report.capability_results import CapabilityResults
from weerbaar.report.draft import Draft
from weerbaar.report.findings import report_of
from weerbaar.report.model import Item, Report, Run
from weerbaar.report.outcomes import SCENARIO, SCENARIOS, write_lines
from weerbaar.report.wording import WARNING, capital, counted, enumeration, round_name


def letter_core(
    dossier: Dossier,
    assessment: Assessment,
    lang: Lang = "nl",
    branding: Branding | None = None,
    capability: CapabilityResults | None = None,
) -> Report:
    """Write the core of the letter to parliament, without salutation and signature.

    Args:
        dossier: the round; its published lines stand in the letter word for word.
        assessment: its assessment.
        lang: Dutch or English.
        branding: the organisation's own name, logo and colour.
        capability: results of a capability analysis that builds on this round; one paragraph tells them.
    """
    draft = Draft(lang)
    title = draft.of(dossier.round.title)
    draft.plain_heading(1, "", title)
    if assessment.illustrative:
        draft.warning(WARNING.in_(lang), (draft.of(assessment.statement),))
    amount = len(assessment.scenarios)
    name = round_name(dossier.round.label, lang)
    names = enumeration((r.title.in_(lang) for r in assessment.scenarios), lang)
    shown = counted(amount, lang, SCENARIO, SCENARIOS)
    listed = f": {names}" if amount <= 10 else ""
    draft.text(
        f"Voor {name} {'is' if amount == 1 else 'zijn'} {shown} beoordeeld{listed}. Scenario’s zijn "
        "gedachtenexperimenten en nadrukkelijk geen voorspellingen.",
        f"{capital(shown)} {'was' if amount == 1 else 'were'} assessed for {name}{listed}. Scenarios are thought "
        "experiments and explicitly not predictions.",
    )
    write_lines(draft, dossier, assessment)
    draft.plain_heading(1, "", Run(draft.say("Te versterken capaciteiten", "Capabilities to be strengthened")))
    if capability is not None:
        write_in_short(draft, capability)
    if dossier.decisions:
        draft.text(
            "De voorstellen zijn gewogen op impact, waarschijnlijkheid en kosten. De capaciteiten worden versterkt op "
            "de volgende terreinen:",
            "The proposals were weighed on impact, likelihood and cost. Capabilities are strengthened in the "
            "following fields:",
        )
        draft.bullets(Item((Run(lettered(draft, h)),)) for h in dossier.decision_headings)
    else:
        draft.absent(
            "Het dossier bevat geen besluiten over te versterken capaciteiten.",
            "The dossier holds no decisions on capabilities to be strengthened.",
        )
    for heading in dossier.decision_headings:
        draft.plain_heading(2, f"{heading.letter}." if heading.letter else "", draft.of(heading.title))
        if heading.introduction is not None:
            draft.data(heading.introduction)
        write_decisions(draft, dossier, heading, details=False)
    if dossier.initiatives or dossier.alerts is not None:
        draft.plain_heading(1, "", Run(draft.say("Overige beleidsinitiatieven", "Other policy initiatives")))
    for heading in dossier.initiative_headings:
        draft.plain_heading(2, f"{heading.letter}." if heading.letter else "", draft.of(heading.title))
        if heading.introduction is not None:
            draft.data(heading.introduction)
        write_initiatives_under(draft, dossier, heading, numbered=False)
    if dossier.alerts is not None and not any(i.id == "nl-alert" for i in dossier.initiatives):
        draft.plain_heading(2, "", Run(draft.say("Inzet van NL-Alert", "Use of NL-Alert")))
        write_alerts(draft, dossier, dossier.alerts, full=False)
    return report_of(
        dossier,
        assessment,
        draft,
        "letter",
        Text(nl="Brief aan de Tweede Kamer: kern", en="Letter to parliament: core"),
        branding=branding,
        cover=False,
        contents=False,
        capability=capability,
    )
