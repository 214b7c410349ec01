# SPDX-License-Identifier: EUPL-1.2
"""The findings report (Bevindingenrapportage), with the chapters of the edition of 2013."""

from __future__ import annotations

from weerbaar.assessment import Assessment
from weerbaar.base import Lang, Text
from weerbaar.dossier import Dossier
from weerbaar.report.advice import lettered, write_advice, write_initiatives
from weerbaar.report.annexes import has_scores, write_method, write_run_record, write_scores, write_storylines
from weerbaar.report.branding import Branding
from weerbaar.report.capability_advice import write_basis, write_capability_advice, write_in_short
from weerbaar.report.capability_results import WARNING_OF_ANALYSIS, CapabilityResults
from weerbaar.report.draft import Draft
from weerbaar.report.model import DefinitionList, Item, Report, ReportKind, Run
from weerbaar.report.outcomes import (
    SCENARIO,
    SCENARIOS,
    computed,
    write_lines,
    write_making,
    write_outcomes,
    write_place,
    write_scenarios,
)
from weerbaar.report.robustness import write_robustness
from weerbaar.report.wording import (
    CAPABILITY_STATES,
    DECISION_STATES,
    WARNING,
    capital,
    count,
    counted,
    day,
    enumeration,
    number_words,
    round_name,
    source_words,
)

_JUDGE = Text(nl="deskundige, groep of publicatie", en="expert, group or publication")
_JUDGES = Text(nl="deskundigen, groepen of publicaties", en="experts, groups or publications")


def findings_report(
    dossier: Dossier,
    assessment: Assessment,
    lang: Lang = "nl",
    branding: Branding | None = None,
    capability: CapabilityResults | None = None,
) -> Report:
    """Write the findings report of a round.

    Args:
        dossier: the round.
        assessment: its assessment.
        lang: Dutch or English; data that have no English stay Dutch and are marked as such.
        branding: the organisation's own name, logo and colour.
        capability: results of a capability analysis that builds on this round; chapter 3 then tells them.

    Returns:
        The report, to be rendered as HTML, PDF or Word.
    """
    draft = Draft(lang)
    _summary(draft, dossier, assessment, capability)
    _introduction(draft, dossier, assessment, capability)
    name = round_name(dossier.round.label, lang)
    draft.chapter(f"Toelichting op {name}", f"Explanation of {name}")
    write_making(draft, dossier, assessment)
    write_scenarios(draft, dossier, assessment)
    write_place(draft, dossier, assessment)
    write_outcomes(draft, dossier, assessment)
    write_robustness(draft, assessment)
    if capability is None:
        write_advice(draft, dossier)
    else:
        write_capability_advice(draft, dossier, assessment, capability)
    write_initiatives(draft, dossier)
    write_scores(draft, assessment)
    write_storylines(draft, dossier)
    write_method(draft, dossier, assessment)
    write_run_record(draft, assessment)
    if capability is not None:
        write_basis(draft, capability)
    return report_of(
        dossier,
        assessment,
        draft,
        "findings",
        Text(nl="Bevindingenrapportage", en="Findings report"),
        branding=branding,
        capability=capability,
    )


def report_of(
    dossier: Dossier,
    assessment: Assessment,
    draft: Draft,
    kind: ReportKind,
    title: Text,
    *,
    branding: Branding | None,
    cover: bool = True,
    contents: bool = True,
    capability: CapabilityResults | None = None,
) -> Report:
    """Return what was drafted as a report, with the title page's facts taken from the round."""
    lang = draft.lang
    brand = branding or Branding()
    return Report(
        kind=kind,
        title=title.in_(lang),
        subtitle=dossier.round.title.in_(lang),
        organisation=brand.organisation or dossier.round.organisation.in_(lang),
        lang=lang,
        year=dossier.round.year,
        run_id=assessment.run_record.id,
        sections=draft.sections(),
        date=dossier.round.published_on,
        edition=dossier.round.label,
        statement=dossier.round.statement.in_(lang),
        warning=_warning(assessment, capability, lang),
        cover=cover,
        contents=contents,
        branding=brand,
    )


def _warning(assessment: Assessment, capability: CapabilityResults | None, lang: Lang) -> str:
    if assessment.illustrative:
        return WARNING.in_(lang)
    return WARNING_OF_ANALYSIS.in_(lang) if capability is not None and capability.illustrative else ""


def _summary(draft: Draft, dossier: Dossier, assessment: Assessment, capability: CapabilityResults | None) -> None:
    lang = draft.lang
    draft.front("Samenvatting", "Summary")
    amount = len(assessment.scenarios)
    name = round_name(dossier.round.label, lang)
    verb = ("is", "was") if amount == 1 else ("zijn", "were")
    draft.text(
        f"Voor {name} {verb[0]} {counted(amount, lang, SCENARIO, SCENARIOS)} beoordeeld op waarschijnlijkheid en "
        "impact.",
        f"{capital(counted(amount, lang, SCENARIO, SCENARIOS))} {verb[1]} assessed on likelihood and impact for "
        f"{name}.",
        "lead",
    )
    if assessment.illustrative:
        draft.warning(WARNING.in_(lang), (draft.of(assessment.statement),))
    elif assessment.statement.in_(lang):
        draft.note("", "", (draft.of(assessment.statement),), title=Text(nl="Over de gegevens", en="About the data"))
    write_lines(draft, dossier, assessment)
    if dossier.decisions:
        fields = len(dossier.decision_headings)
        draft.text(
            f"De capaciteiten worden versterkt op {counted(fields, lang, Text(nl='terrein'), Text(nl='terreinen'))}:",
            f"Capabilities are strengthened in {count(fields, lang)} field{'' if fields == 1 else 's'}:",
        )
        draft.bullets(lettered(draft, h) for h in dossier.decision_headings)
    if capability is not None:
        write_in_short(draft, capability)
    if any(computed(r) for r in assessment.scenarios):
        _firmness(draft, assessment)


def _firmness(draft: Draft, assessment: Assessment) -> None:
    lang = draft.lang
    shares = [(r, r.same_class_share) for r in assessment.scenarios if r.same_class_share is not None]
    if not shares:
        return
    firm = [r for r, share in shares if share >= 0.999]
    loose = [r.title.in_(lang) for r, share in shares if share < 0.5]
    of_all = number_words(len(shares), lang)
    if not firm:
        sentence = draft.say(
            f"Van de {of_all} berekende scenario’s houdt er geen onder alle onderzochte gewichten en rekenwijzen "
            "dezelfde impactklasse.",
            f"Of the {of_all} computed scenarios, none keeps the same impact class under all weights and methods "
            "examined.",
        )
    else:
        sentence = draft.say(
            f"Van de {of_all} berekende scenario’s {'houdt' if len(firm) == 1 else 'houden'} er "
            f"{number_words(len(firm), lang)} onder alle onderzochte gewichten en rekenwijzen dezelfde impactklasse.",
            f"Of the {of_all} computed scenarios, {number_words(len(firm), lang)} "
            f"{'keeps' if len(firm) == 1 else 'keep'} the same impact class under all weights and methods examined.",
        )
    if loose:
        sentence += draft.say(
            f" Het meest gevoelig voor die keuzes: {enumeration(loose, lang)}.",
            f" Most sensitive to those choices: {enumeration(loose, lang)}.",
        )
    draft.text(sentence, sentence)


def _introduction(draft: Draft, dossier: Dossier, assessment: Assessment, capability: CapabilityResults | None) -> None:
    lang = draft.lang
    draft.chapter("Inleiding", "Introduction")
    draft.section("Aanleiding", "Occasion")
    if dossier.round.introduction is not None:
        draft.data(dossier.round.introduction)
    draft.text(
        "Een risicobeoordeling brengt in beeld welke dreigingen en gevaren de samenleving kunnen ontwrichten, hoe "
        "waarschijnlijk zij zijn en hoe groot de gevolgen. Zij is de grondslag voor de vraag welke capaciteiten "
        "versterking behoeven. Dit rapport geeft de bevindingen.",
        "A risk assessment shows which threats and hazards can disrupt society, how likely they are and how large "
        "their consequences. It is the basis for the question which capabilities need strengthening. This report "
        "gives the findings.",
    )
    draft.section("Bouwstenen", "Building blocks")
    draft.text("Dit rapport is opgebouwd uit de volgende gegevens.", "This report is built from the following data.")
    answers = sum(not j.missing for s in dossier.judgements for j in s.judgements)
    none = draft.say("geen", "none")
    blocks = [
        (draft.say("Methode", "Method"), assessment.method_title.in_(lang)),
        (draft.say("Scenario’s", "Scenarios"), number_words(len(assessment.scenarios), lang)),
        (
            draft.say("Gepubliceerde uitkomsten", "Published outcomes"),
            number_words(len(dossier.published), lang) if dossier.published else none,
        ),
        (
            draft.say("Oordelen", "Judgements"),
            f"{answers} {draft.say('van', 'from')} {counted(len(dossier.judgements), lang, _JUDGE, _JUDGES)}"
            if answers
            else none,
        ),
        (
            draft.say("Besluiten over capaciteiten", "Decisions on capabilities"),
            str(len(dossier.decisions)) if dossier.decisions else none,
        ),
        (
            draft.say("Overige beleidsinitiatieven", "Other policy initiatives"),
            str(len(dossier.initiatives)) if dossier.initiatives else none,
        ),
    ]
    draft.add(DefinitionList(tuple((term, (Run(value),)) for term, value in blocks)))
    _results_so_far(draft, dossier, assessment, capability)
    draft.section("Leeswijzer", "Reader’s guide")
    draft.text(
        "Hoofdstuk 2 licht de beoordeling toe: hoe zij tot stand kwam, de scenario’s, hun plaats in het "
        "risicodiagram, de belangrijkste uitkomsten en hoe vast die staan. Hoofdstuk 3 bevat het agenderingsadvies. "
        "Hoofdstuk 4 geeft de overige beleidsinitiatieven. De bijlagen bevatten de scores per criterium, de "
        "scenario’s, de methode met haar bronnen en de herkomst van alle uitkomsten.",
        "Chapter 2 explains the assessment: how it was made, the scenarios, their place in the risk diagram, the main "
        "outcomes and how firm they are. Chapter 3 holds the agenda advice. Chapter 4 gives the other policy "
        "initiatives. The annexes hold the scores per criterion, the scenarios, the method with its sources, and the "
        "provenance of all outcomes.",
    )
    if not has_scores(assessment):
        draft.text(
            "Waar gegevens ontbreken, zegt dit rapport dat op de plaats waar zij zouden staan. Een ontbrekende score "
            "is nergens als nul geteld.",
            "Where data are missing this report says so in the place where they would stand. Nowhere does a missing "
            "score count as zero.",
        )


def _results_so_far(
    draft: Draft, dossier: Dossier, assessment: Assessment, capability: CapabilityResults | None
) -> None:
    """Section: what came of the strategy so far."""
    lang = draft.lang
    draft.section("Resultaten van de strategie", "Results of the strategy")
    reached = [d for d in dossier.decisions if d.state in ("running", "completed")]
    if reached:
        draft.text(
            "Van de besluiten in dit rapport is het volgende al in uitvoering of afgerond:",
            "Of the decisions in this report the following are already under way or completed:",
        )
        draft.bullets(Item((draft.of(d.text),), (Run(capital(DECISION_STATES[d.state].in_(lang))),)) for d in reached)
    if dossier.capabilities:
        draft.table(
            "Capaciteiten en hun stand",
            "Capabilities and their state",
            [draft.say("Capaciteit", "Capability"), draft.say("Stand", "State"), draft.say("Scenario’s", "Scenarios")],
            [
                (
                    c.name.in_(lang),
                    CAPABILITY_STATES[c.state].in_(lang),
                    enumeration((dossier.scenario(s).title.in_(lang) for s in c.scenarios), lang) or "–",
                )
                for c in dossier.capabilities
            ],
            widths=(3.2, 1.2, 2.6),
            source=source_words([key for c in dossier.capabilities for key in c.source], dossier.sources),
            compact=True,
        )
    if any(r.earlier for r in assessment.scenarios):
        draft.text(
            "Een deel van de scenario’s is in een eerdere ronde beoordeeld; paragraaf 2.3 zet beide naast elkaar.",
            "Some of the scenarios were assessed in an earlier round; section 2.3 puts both side by side.",
        )
    if capability is not None and capability.progress is not None:
        draft.text(
            "Hoofdstuk 3 besluit met een overzicht van alle capaciteiten waaraan in eerdere rondes is gewerkt.",
            "Chapter 3 ends with an overview of all capabilities that were worked on in earlier rounds.",
        )
    else:
        draft.absent(
            "Het dossier bevat geen overzicht van capaciteiten die in eerdere rondes zijn versterkt.",
            "The dossier holds no overview of capabilities that were strengthened in earlier rounds.",
        )
    if dossier.round.published_on is not None:
        date = day(dossier.round.published_on, lang)
        draft.text(f"Stand van zaken: {date}.", f"State of affairs: {date}.", "small")
